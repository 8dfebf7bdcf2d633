import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { isFine } from '../../fleet/remove/removalFate.js';
import type { RemovalLook, RemovedOrg, RemoveFleetRequest } from '../../fleet/remove/removeFleet.js';
import type { RemovalSurvey } from '../../fleet/remove/removalSurvey.js';
import type { SyntheticFleetRemoveResult } from './fleetRemovalResult.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'table' | 'spinner'>;
type Shown = Pick<SyntheticFleetRemoveResult, 'dryRun' | 'orgs'>;

/** What a person sees of a removal from a fleet. */
export class FleetRemovalDisplay {
  public readonly listener: RemoveFleetRequest['listener'] = {
    onRing: (ring, orgs) => this.ring(ring, orgs),
    onLooked: (done, total) => {
      this.terminal.spinner.status = this.text('fleet.progress', done, total);
    },
    onLooks: (looks) => this.looks(looks),
    onOrg: (org, done, total) => this.org(org, done, total),
  };

  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
  ) {}

  /** The table of all orgs, with what is wrong and what to do. */
  public result({ dryRun, orgs }: Shown): void {
    this.terminal.spinner.stop();
    if (orgs.length === 0) {
      this.terminal.log(this.text('fleet.noOrg'));
      return;
    }
    this.rows(
      'fleet.result',
      orgs.map(({ name, ring = '', outcome, removal, seconds, apiCalls, message = '' }) => ({
        org: name,
        ring,
        outcome,
        deleted: removal?.jobs.reduce((sum, job) => sum + (job.status === 'Succeeded' ? job.deleted : 0), 0) ?? 0,
        exported: removal?.exported.reduce((sum, { rows }) => sum + rows, 0) ?? 0,
        time: this.text('fleet.seconds', seconds),
        apiCalls,
        message,
      })),
    );
    const files = orgs.flatMap(({ name, removal }) => (removal?.exported ?? []).map(({ file }) => `${name}: ${file}`));
    if (files.length > 0) this.terminal.log(this.text('fleet.files', files.join('\n  ')));
    const fine = orgs.filter(({ outcome }) => isFine(outcome)).length;
    this.terminal.log(this.text(dryRun ? 'fleet.validated' : 'fleet.removed', fine, orgs.length));
    const actions = [...new Set(orgs.flatMap((org) => org.actions ?? []))];
    if (actions.length > 0) this.terminal.log(this.text('fleet.actions', actions.join('\n  ')));
    if (!dryRun && fine < orgs.length) this.terminal.log(this.text('fleet.again'));
  }

  private ring(ring: string | undefined, orgs: readonly string[]): void {
    this.terminal.spinner.stop();
    this.terminal.spinner.start(this.text('fleet.ring', ring ?? this.text('fleet.noRing'), orgs.length));
  }

  private looks(looks: readonly RemovalLook[]): void {
    this.terminal.spinner.stop();
    this.rows(
      'fleet.survey',
      looks.map(({ name, survey, objection }) => ({
        org: name,
        role: survey?.org.role ?? '',
        components: survey?.plan.deletions.length ?? 0,
        extended: survey?.plan.retractions.length ?? 0,
        records: survey?.populated.reduce((sum, { total }) => sum + total, 0) ?? 0,
        references: survey === undefined ? '' : referencesOf(survey),
        assignments: survey?.holders.reduce((sum, { assignments }) => sum + assignments, 0) ?? 0,
        left: survey?.plan.left.length ?? 0,
        message: objection?.message ?? '',
      })),
    );
  }

  /** A line an org, as it ends. */
  private org({ name, fate, seconds }: RemovedOrg, done: number, total: number): void {
    this.terminal.spinner.stop();
    this.terminal.log(this.text('fleet.org', name, fate, seconds));
    if (done < total) this.terminal.spinner.start(this.text('fleet.progress', done, total));
  }

  private rows(title: string, data: Record<string, string | number>[]): void {
    this.terminal.table({
      title: this.text(title, data.length),
      data,
      columns: Object.keys(data[0] ?? {}).map((key) => ({ key, name: this.text(`column.${key}`) })),
      overflow: 'wrap',
    });
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

/** How many components of others name the fields, or that it is not known. */
function referencesOf({ references }: RemovalSurvey): string {
  return references.state === 'read' ? String(references.value.length) : '?';
}

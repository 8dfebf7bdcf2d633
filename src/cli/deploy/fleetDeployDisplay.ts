import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { succeeded } from '../../fleet/deploy/deployRun.js';
import type { DisplayDetail } from './detailFlags.js';
import { failureTable } from './failureTable.js';
import { canLink, jobLink } from './jobLink.js';
import type { SyntheticFleetDeployResult } from './runResult.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'table' | 'spinner'>;

/** What many orgs refuse alike, a person has seen by then. */
const MOST_FAILURES = 20;

type Shown = Pick<SyntheticFleetDeployResult, 'dryRun' | 'tested' | 'validatedBy' | 'endedAt' | 'orgs'>;

/** How a person sees a deploy across a fleet end, or stand. */
export class FleetDeployDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
    private readonly detail: DisplayDetail,
  ) {}

  /** The table of a run, or of several that share a fleet, and how to go on. */
  public run(run: Shown, ids: readonly string[]): void {
    this.terminal.spinner.stop();
    if (run.orgs.length === 0) {
      this.terminal.log(this.text('info.noOrg'));
      return;
    }
    this.terminal.table({
      data: run.orgs.map((org) => ({
        org: org.name,
        ring: org.ring ?? '',
        outcome: org.outcome ?? this.text(`phase.${org.phase}`),
        verdict: org.verdict ?? '',
        time: org.seconds === undefined ? '' : this.text('info.seconds', org.seconds),
        apiCalls: org.apiCalls === undefined ? '' : String(org.apiCalls),
        job: org.jobs
          .slice(-1)
          .map(({ id, url }) => jobLink(id, url))
          .join(''),
        message: org.message ?? '',
      })),
      columns: (['org', 'ring', 'outcome', 'verdict', 'time', 'apiCalls', 'job', 'message'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    this.pages(run);
    const failures = run.orgs.flatMap(({ name, failures: ofOrg }) =>
      ofOrg.map((failure) => ({ org: name, ...failure })),
    );
    failureTable(this.terminal, failures, this.detail === 'verbose' ? Infinity : MOST_FAILURES);
    const key = run.dryRun ? 'info.wouldAssign' : 'info.assigned';
    for (const { name, assignments = [] } of run.orgs) {
      for (const { permissionSet, role, assigned, alreadyHeld } of assignments)
        this.terminal.log(this.text(key, name, permissionSet, role, assigned, alreadyHeld));
    }
    const fine = run.orgs.filter(succeeded).length;
    this.terminal.log(this.text(run.dryRun ? 'info.runValidated' : 'info.run', fine, run.orgs.length, ids.join(', ')));
    if (run.tested === true) this.quick(run, ids);
    if (run.validatedBy !== undefined && fine < run.orgs.length)
      this.terminal.log(this.text('info.onlyValidated', run.validatedBy));
    if (run.endedAt === undefined || fine < run.orgs.length)
      for (const id of ids) this.terminal.log(this.text('info.resume', id));
  }

  /** Where jobs are seen in Setup: those of orgs that a person will look at, unless the table leads there; or all. */
  private pages({ orgs }: Shown): void {
    const all = this.detail === 'verbose';
    if (!all && canLink()) return;
    for (const org of orgs.filter((each) => all || !succeeded(each))) {
      for (const { id, url } of all ? org.jobs : org.jobs.slice(-1))
        if (url !== undefined) this.terminal.log(this.text('info.jobPage', org.name, id, url));
    }
  }

  /** What a dry run leaves to "deploy quick". */
  private quick({ orgs }: Shown, ids: readonly string[]): void {
    const not = orgs.filter(({ outcome, validation }) => outcome === 'validated' && validation === undefined);
    if (not.length > 0) this.terminal.log(this.text('info.notQuick', not.map(({ name }) => name).join(', ')));
    if (orgs.some(({ validation }) => validation !== undefined))
      for (const id of ids) this.terminal.log(this.text('info.quick', id));
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

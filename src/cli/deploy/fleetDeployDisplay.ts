import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { succeeded } from '../../fleet/deploy/deployRun.js';
import type { SyntheticFleetDeployResult } from './runResult.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'table' | 'spinner'>;

type Shown = Pick<SyntheticFleetDeployResult, 'dryRun' | 'tested' | 'validatedBy' | 'endedAt' | 'orgs'>;

/** How a person sees a deploy across a fleet end, or stand. */
export class FleetDeployDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
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
        job: org.jobs.at(-1)?.url ?? org.jobs.at(-1)?.id ?? '',
        message: org.message ?? '',
      })),
      columns: (['org', 'ring', 'outcome', 'verdict', 'time', 'apiCalls', 'job', 'message'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
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

import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import type { DeployOrgResult } from '../../fleet/deploy/deployOrg.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { UnfinishedDeploy } from '../../org/unfinishedDeploys.js';
import { changeLine, groupChanges } from '../../plan/describeChange.js';
import { groupByObject, nameObjects } from '../../plan/objectGroups.js';
import type { Change, Plan } from '../../plan/plan.js';
import type { Divided } from '../../plan/portion.js';
import type { DisplayDetail } from './detailFlags.js';
import { failureTable } from './failureTable.js';
import { canLink, jobLink } from './jobLink.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'logSuccess' | 'table' | 'spinner' | 'warn'>;
type Options = {
  readonly detail: DisplayDetail;
  readonly dryRun: boolean;
  /** The permission set that lets people see the markers. */
  readonly readerPermissionSet: string;
};

/** What a person sees of a deploy: the plan, the progress, and how it ended. */
export class DeployDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
    private readonly options: Options,
  ) {}

  public reading(): void {
    this.spin(this.text('info.reading'));
  }

  public awaited({ id, createdAt }: UnfinishedDeploy): void {
    this.spin(
      createdAt === undefined ? this.text('info.awaited', id) : this.text('info.awaitedPerhaps', id, createdAt),
    );
  }

  public plan(org: OrgIdentity, plan: Plan, { now, later }: Divided): void {
    this.terminal.spinner.stop();
    if (now.length === 0) return;
    const { name, role, organizationId } = org;
    this.terminal.log(this.text('info.plan', name, role, organizationId, now.length, plan.desired.length));
    const concise = this.options.detail === 'concise';
    if (!concise) this.changes(now);
    if (later.length > 0) this.terminal.log(this.text('info.later', later.length));
    const absent = plan.scope.missing.map((object) => object.name);
    if (absent.length > 0) this.terminal.log(this.text('info.optionalObjects', absent.join(', ')));
    if (!concise) this.gaps(plan.gaps);
    for (const note of plan.notes) this.terminal.warn(note);
  }

  /** `runId`: by which the run is kept. */
  public result(result: DeployOrgResult, runId: string): void {
    this.terminal.spinner.stop();
    const { org, plan, outcome, later } = result;
    const text = this.text(this.outcomeKey(result), org.name, plan.desired.length - later.length, later.length);
    if (outcome === 'unchanged' || outcome === 'validated' || outcome === 'deployed') this.terminal.logSuccess(text);
    else this.terminal.log(text);
    if (result.failures.length > 0) failureTable(this.terminal, result.failures);
    else if (result.errorMessage !== undefined) this.terminal.log(result.errorMessage);
    if (result.notValidated.length > 0)
      this.terminal.warn(this.text('warning.notValidated', result.notValidated.length));
    if (result.remaining.length > 0) this.changes(result.remaining);
    this.summary(result);
    this.assignments(result);
    if (outcome === 'deployed' && later.length > 0) this.terminal.log(this.text('info.nextStage', org.name));
    else if (outcome === 'deployed' && result.assignments.length === 0)
      this.terminal.log(this.text('info.next', this.options.readerPermissionSet, org.name, org.name));
    if (outcome === 'validated') this.terminal.log(this.text('info.nextDryRun', org.name));
    if (result.validation !== undefined) this.terminal.log(this.text('info.quick', runId));
  }

  /** What another stage would deploy is no part of what was done, and has to be said. */
  private outcomeKey({ outcome, later, unassigned }: DeployOrgResult): string {
    if (unassigned === true) return 'outcome.unassigned';
    const inPart = later.length > 0 && (outcome === 'unchanged' || outcome === 'deployed');
    return inPart ? `outcome.${outcome}InPart` : `outcome.${outcome}`;
  }

  /** One line for each job: what was done, how it ended; what it took; and where to see it. */
  private summary({ org, outcome, unassigned, verdict, jobs, apiCalls, seconds }: DeployOrgResult): void {
    const word = unassigned === true ? 'unassigned' : outcome;
    const cost = { time: this.text('info.seconds', seconds), apiCalls: String(apiCalls) };
    const known = { org: org.name, outcome: this.text(`outcomeWord.${word}`), verdict: verdict ?? '', ...cost };
    const nothing = { org: '', outcome: '', verdict: '', time: '', apiCalls: '' };
    const rows = jobs.map(({ id, stages, status, url }, index) => ({
      ...(index === 0 ? known : nothing),
      stage: stages.join(' + '),
      job: `${jobLink(id, url)} ${status}`,
    }));
    this.terminal.table({
      data: rows.length > 0 ? rows : [{ ...known, stage: '', job: '' }],
      columns: (['org', 'outcome', 'verdict', 'stage', 'job', 'time', 'apiCalls'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    // A page's address is longer than a table is wide.
    if (this.options.detail === 'verbose' || !canLink())
      for (const { id, url } of jobs) this.terminal.log(this.text('info.jobPage', id, url));
  }

  private assignments({ assignments }: DeployOrgResult): void {
    const key = this.options.dryRun ? 'info.wouldAssign' : 'info.assigned';
    for (const { permissionSet, role, assigned, alreadyHeld } of assignments)
      this.terminal.log(this.text(key, permissionSet, role, assigned, alreadyHeld));
  }

  private changes(changes: readonly Change[]): void {
    const lines =
      this.options.detail === 'verbose'
        ? changes
            .map(changeLine)
            .map((line) => ({ sample: line, objects: line.object === undefined ? [] : [line.object] }))
        : groupChanges(changes);
    this.terminal.table({
      data: lines.map(({ sample: { purpose, type, name, meaning }, objects }) => ({
        purpose,
        component: `${name} (${type})`,
        change: meaning,
        objects: nameObjects(objects),
      })),
      columns: (['purpose', 'component', 'change', 'objects'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
  }

  /** What the objects can't take, and what protects their records in its place. */
  private gaps(gaps: Plan['gaps']): void {
    if (gaps.length === 0) return;
    const lines = groupByObject(gaps, ({ lacks, reason, instead = '' }) => [lacks, reason, instead]);
    this.terminal.table({
      data: lines.map(({ sample, objects }) => ({
        lacks: sample.lacks,
        objects: nameObjects(objects),
        reason: sample.reason,
        instead: sample.instead ?? this.text('info.nothing'),
      })),
      columns: (['lacks', 'objects', 'reason', 'instead'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      title: this.text('info.gaps', gaps.length),
      overflow: 'wrap',
    });
  }

  private spin(text: string): void {
    this.terminal.spinner.stop();
    this.terminal.spinner.start(text);
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

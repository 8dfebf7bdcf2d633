import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { purposes } from '../../metadata/component.js';
import { groupByObject, nameObjects } from '../../plan/objectGroups.js';
import type { PlannedChange, PlannedOrgResult, SyntheticPlanResult } from './planResult.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'logSuccess' | 'table' | 'styledHeader' | 'spinner' | 'warn'>;

/** What a person sees of a plan: org by org what differs and since when, what is in the way, and what to do next. */
export class PlanDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
    private readonly options: { readonly verbose: boolean },
  ) {}

  public start(orgs: number): void {
    this.terminal.spinner.start(this.text('info.reading', orgs));
  }

  public progress(done: number, total: number): void {
    this.terminal.spinner.status = this.text('info.progress', done, total);
  }

  public result(result: SyntheticPlanResult): void {
    this.terminal.spinner.stop();
    for (const org of result.orgs) this.org(org);
    const { pending, notReadable, total } = result;
    if (total === 0) this.terminal.log(this.text('info.emptyShard'));
    else if (pending === 0 && notReadable === 0) this.terminal.logSuccess(this.text('summary.conforms', total));
    else this.terminal.log(this.text('summary.pending', pending, total, notReadable));
    const [next] = result.orgs.filter(({ state, preflight }) => state === 'pending' && !isBlocked(preflight));
    if (next !== undefined) this.terminal.log(this.text('info.next', next.name));
  }

  private org(org: PlannedOrgResult): void {
    this.terminal.styledHeader(headline(org));
    if (org.error !== undefined) {
      this.terminal.log(this.text('info.unreachable', org.error.message));
      for (const action of org.error.actions) this.terminal.log(`  ${action}`);
    } else if (org.state === 'conforms') this.terminal.log(this.text('info.conforms', org.components));
    this.changes('drifted', org.changes);
    this.changes('neverDeployed', org.changes);
    if (org.auditTrailUnread !== undefined) this.terminal.log(this.text('info.auditTrail', org.auditTrailUnread));
    this.unread(org.unread);
    this.gaps(org.gaps);
    for (const note of org.notes) this.terminal.log(this.text('info.note', note));
    this.preflight(org.preflight);
    if (org.apiCalls !== undefined) this.terminal.log(this.text('info.apiCalls', org.apiCalls));
    this.terminal.log();
  }

  private changes(state: PlannedChange['state'], all: readonly PlannedChange[]): void {
    const changes = all.filter((change) => change.state === state);
    if (changes.length === 0) return;
    const sorted = [...changes].sort((a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose));
    const lines = this.options.verbose
      ? sorted.map((sample) => ({ sample, objects: sample.object === undefined ? [] : [sample.object] }))
      : groupByObject(sorted, (change) => [change.purpose, change.type, change.name, change.meaning, who(change)]);
    const drifted = state === 'drifted';
    this.terminal.table({
      title: this.text(`info.${state}`, changes.length),
      data: lines.map(({ sample, objects }) => ({
        component: `${sample.name} (${sample.type})`,
        change: sample.meaning,
        objects: nameObjects(objects),
        ...(drifted ? { lastChange: who(sample) || this.text('info.notKnown') } : {}),
      })),
      columns: this.columns('component', 'change', 'objects', ...(drifted ? (['lastChange'] as const) : [])),
      overflow: 'wrap',
    });
  }

  private unread(unread: PlannedOrgResult['unread']): void {
    if (unread.length === 0) return;
    this.terminal.table({
      title: this.text('info.unread', unread.length),
      data: unread.map(({ component, reason }) => ({ component, reason })),
      columns: this.columns('component', 'reason'),
      overflow: 'wrap',
    });
  }

  private gaps(gaps: PlannedOrgResult['gaps']): void {
    if (gaps.length === 0) return;
    const lines = groupByObject(gaps, ({ lacks, reason, instead = '' }) => [lacks, reason, instead]);
    this.terminal.table({
      title: this.text('info.gaps', gaps.length),
      data: lines.map(({ sample: { lacks, reason, instead }, objects }) => ({
        lacks,
        objects: nameObjects(objects),
        reason,
        instead: instead ?? this.text('info.nothing'),
      })),
      columns: this.columns('lacks', 'objects', 'reason', 'instead'),
      overflow: 'wrap',
    });
  }

  private preflight(rows: PlannedOrgResult['preflight']): void {
    if (rows.length === 0) return;
    this.terminal.table({
      title: this.text('info.preflight'),
      data: rows.map(({ check, state, finding, action = '' }) => ({
        check: this.text(`preflight.${check}`),
        state: this.text(`state.${state}`),
        finding,
        action,
      })),
      columns: this.columns('check', 'state', 'finding', 'action'),
      overflow: 'wrap',
    });
  }

  private columns<Key extends string>(...keys: Key[]): { key: Key; name: string }[] {
    return keys.map((key) => ({ key, name: this.text(`column.${key}`) }));
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

/** `prod (production, 00D…), ring last, owner Ada`. */
function headline({ name, role, organizationId, ring, owner }: PlannedOrgResult): string {
  return [
    role === undefined ? name : `${name} (${role}, ${organizationId ?? ''})`,
    ...(ring === undefined ? [] : [`ring ${ring}`]),
    ...(owner === undefined ? [] : [`owner ${owner}`]),
  ].join(', ');
}

/** `ada@example.com, 2026-05-01`; empty when the audit trail knows nothing of it. */
function who({ lastChange }: PlannedChange): string {
  if (lastChange === undefined) return '';
  const day = lastChange.at.slice(0, 10);
  return lastChange.by === undefined ? day : `${lastChange.by}, ${day}`;
}

function isBlocked(rows: PlannedOrgResult['preflight']): boolean {
  return rows.some(({ state }) => state === 'blocked');
}

import * as z from 'zod';
import { type Finding, type OrgAudit, type Status, statuses, verdicts } from './finding.js';

const count = z.int().nonnegative();
const openStatuses = ['fail', 'notEvaluated', 'manual', 'waived'] as const satisfies readonly Status[];
export type OpenStatus = (typeof openStatuses)[number];

const open = z.strictObject({
  check: z.string(),
  status: z.enum(openStatuses),
  /** The audit that first found it, of those on record. */
  firstSeen: z.iso.datetime(),
  /** What it is about. */
  things: z.array(z.string()),
});

const orgRecord = z.strictObject({
  name: z.string(),
  organizationId: z.string().optional(),
  verdict: z.enum(verdicts),
  counts: z.strictObject({ pass: count, fail: count, notEvaluated: count, manual: count, waived: count }),
  /** Of all objects whose records were counted; absent where none were. */
  records: z.strictObject({ all: count, synthetic: count }).optional(),
  /** The checks of which nothing stayed unevaluated. */
  evaluated: z.array(z.string()),
  open: z.array(open),
});

/**
 * What is kept of one audit, to compare later ones with: how each org stood and what was open. It holds names of orgs and
 * components, and no person's.
 */
export const historyRunShape = z.strictObject({
  id: z.string(),
  evaluatedAt: z.iso.datetime(),
  tool: z.string(),
  orgs: z.array(orgRecord),
});

export type HistoryRun = Readonly<z.infer<typeof historyRunShape>>;
export type OrgRecord = HistoryRun['orgs'][number];

/** What a finding is about, in one word that stays the same from audit to audit. */
export function thingOf({ subject, name }: Pick<Finding, 'subject' | 'name'>): string {
  return subject === 'Org' || subject.endsWith(name) ? subject : `${subject} ${name}`;
}

/** Whether two entries are of one org: by its id where both know it, else by its name. */
export function isSameOrg(
  a: { readonly name: string; readonly organizationId?: string | undefined },
  b: { readonly name: string; readonly organizationId?: string | undefined },
): boolean {
  if (a.organizationId !== undefined && b.organizationId !== undefined) {
    return a.organizationId.slice(0, 15) === b.organizationId.slice(0, 15);
  }
  return a.name === b.name;
}

/** What is to be kept of an audit whose findings know since when they are. */
export function historyRunOf(
  audits: readonly OrgAudit[],
  { id, evaluatedAt, tool }: Pick<HistoryRun, 'id' | 'evaluatedAt' | 'tool'>,
): HistoryRun {
  return { id, evaluatedAt, tool, orgs: audits.map((audit) => recordOf(audit, evaluatedAt)) };
}

function recordOf(audit: OrgAudit, evaluatedAt: string): OrgRecord {
  const { org, verdict, findings, records } = audit;
  const counts = { pass: 0, fail: 0, notEvaluated: 0, manual: 0, waived: 0 };
  for (const { status } of findings) counts[status] += 1;
  return {
    name: org.name,
    ...(org.organizationId === undefined ? {} : { organizationId: org.organizationId }),
    verdict,
    counts,
    ...(records === undefined || records.length === 0 ? {} : { records: sumOf(records) }),
    evaluated: evaluatedChecks(audit),
    open: openOf(findings, evaluatedAt),
  };
}

function sumOf(records: NonNullable<OrgAudit['records']>): { all: number; synthetic: number } {
  const sum = { all: 0, synthetic: 0 };
  for (const { all, synthetic } of records) {
    sum.all += all;
    sum.synthetic += synthetic;
  }
  return sum;
}

/** The checks that looked at everything; of the others it is not known what became of their earlier findings. */
export function evaluatedChecks({ findings }: OrgAudit): string[] {
  const byCheck = Map.groupBy(findings, ({ check }) => check);
  return [...byCheck].filter(([, own]) => own.every(({ status }) => status !== 'notEvaluated')).map(([check]) => check);
}

/** Each thing once, with the worst that is said of it; gathered, since most are alike but for the thing. */
function openOf(findings: readonly Finding[], evaluatedAt: string): OrgRecord['open'] {
  const worst = new Map<string, { check: string; status: OpenStatus; firstSeen: string; thing: string }>();
  for (const finding of findings) {
    const { check, status, history } = finding;
    if (status === 'pass') continue;
    const thing = thingOf(finding);
    const key = JSON.stringify([check, thing]);
    const known = worst.get(key);
    if (known !== undefined && statuses.indexOf(known.status) <= statuses.indexOf(status)) continue;
    worst.set(key, { check, status, firstSeen: history?.firstSeen ?? evaluatedAt, thing });
  }
  const groups = Map.groupBy(worst.values(), ({ check, status, firstSeen }) =>
    JSON.stringify([check, status, firstSeen]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { thing, ...shared } = first;
    return [{ ...shared, things: [thing, ...others.map((other) => other.thing)] }];
  });
}

/** Whether the org was evaluated whole, as the coverage of a report counts it. */
export function isEvaluated({ counts }: Pick<OrgRecord, 'counts'>): boolean {
  return counts.notEvaluated === 0 && Object.values(counts).some((some) => some > 0);
}

import type { Finding, FindingHistory, OrgAudit, Verdict } from './finding.js';
import {
  evaluatedChecks,
  historyRunOf,
  type HistoryRun,
  isEvaluated,
  isSameOrg,
  type OpenStatus,
  type OrgRecord,
  thingOf,
} from './historyRun.js';
import { daysBetween, dayOf } from '../schema/day.js';

/** Something that was wrong with an org, and no longer is. */
export type FixedFinding = {
  org: string;
  check: string;
  /** What it was about. */
  thing: string;
  was: OpenStatus;
  firstSeen: string;
};

/** How the orgs of this audit stood at one time. */
export type TrendPoint = {
  /** ISO 8601, UTC. */
  evaluatedAt: string;
  orgs: number;
  evaluated: number;
  conforming: number;
  /** Findings of that status in all orgs. */
  failed: number;
  notEvaluated: number;
  waived: number;
  /** Records of all objects that were counted; absent where none were. */
  records?: { all: number; synthetic: number };
};

/** An org of the fleet that no audit has reached for too long. */
export type StaleOrg = {
  org: string;
  /** ISO 8601, UTC; absent where no audit on record has reached it. */
  lastAudited?: string;
};

/** This audit beside the earlier ones on record. */
export type AuditHistory = {
  /** Earlier audits on record that had an org of this one. */
  runs: number;
  /** When the last of them was. */
  previous?: string;
  /** What does not pass, by how long that is known; and what is fixed since. */
  counts: { new: number; reopened: number; known: number; fixed: number };
  fixed: FixedFinding[];
  /** The oldest first; this audit is the last. */
  trend: TrendPoint[];
  /** What `--stale-after` said, and the orgs that no audit has reached for more days than that. */
  staleAfterDays?: number;
  stale: StaleOrg[];
};

/** Points of the trend; a chart is not made for more. */
const MOST_POINTS = 30;

type Memory = { readonly status: OpenStatus; readonly firstSeen: string; readonly open: boolean };

/**
 * The audits, each finding that does not pass with since when that is known, and how all that compares with the runs.
 * Something counts as fixed only where its check could look at everything: what was not evaluated is not fixed. Pure.
 */
export function compareWithHistory(
  audits: readonly OrgAudit[],
  runs: readonly HistoryRun[],
  now: Date,
): { audits: OrgAudit[]; history: AuditHistory } {
  const earlier = [...runs].sort((a, b) => a.evaluatedAt.localeCompare(b.evaluatedAt));
  const at = now.toISOString();
  const counts = { new: 0, reopened: 0, known: 0, fixed: 0 };
  const fixed: FixedFinding[] = [];
  const placed = audits.map((audit): OrgAudit => {
    const memories = memoriesOf(audit, earlier);
    const isOnRecord = earlier.some((run) => recordOf(run, audit.org) !== undefined);
    const findings = audit.findings.map((finding): Finding => {
      if (finding.status === 'pass') return finding;
      const history = placeOf(memories.get(keyOf(finding)), at);
      counts[history.state] += 1;
      // Of an org that is audited for the first time, all is new, and to say it of each finding tells nothing.
      return isOnRecord ? { ...finding, history } : finding;
    });
    fixed.push(...fixedIn(audit, memories));
    return { ...audit, findings };
  });
  const concerned = earlier.filter((run) => audits.some(({ org }) => recordOf(run, org) !== undefined));
  const previous = concerned.at(-1)?.evaluatedAt;
  return {
    audits: placed,
    history: {
      runs: concerned.length,
      ...(previous === undefined ? {} : { previous }),
      counts: { ...counts, fixed: fixed.length },
      fixed,
      trend: [...concerned.slice(1 - MOST_POINTS).map((run) => pointOf(run, audits)), pointNow(audits, at)],
      stale: [],
    },
  };
}

function keyOf(finding: Pick<Finding, 'check' | 'subject' | 'name'>): string {
  return keyFor(finding.check, thingOf(finding));
}

const keyFor = (check: string, thing: string): string => JSON.stringify([check, thing]);

function recordOf(run: HistoryRun, org: OrgAudit['org']): OrgRecord | undefined {
  return run.orgs.find((record) => isSameOrg(record, org));
}

/** What the runs, the oldest first, say of everything that ever was open in the org. */
function memoriesOf({ org }: OrgAudit, runs: readonly HistoryRun[]): Map<string, Memory> {
  const memories = new Map<string, Memory>();
  for (const run of runs) {
    const record = recordOf(run, org);
    if (record === undefined) continue;
    const open = new Set<string>();
    for (const { check, status, firstSeen, things } of record.open) {
      for (const thing of things) {
        const key = keyFor(check, thing);
        open.add(key);
        memories.set(key, { status, firstSeen, open: true });
      }
    }
    const evaluated = new Set(record.evaluated);
    for (const [key, memory] of memories) {
      const [check] = JSON.parse(key) as [string, string];
      if (memory.open && !open.has(key) && evaluated.has(check)) memories.set(key, { ...memory, open: false });
    }
  }
  return memories;
}

function placeOf(memory: Memory | undefined, at: string): FindingHistory {
  if (memory === undefined) return { state: 'new', firstSeen: at };
  const { firstSeen, status: was, open } = memory;
  return { state: open ? 'known' : 'reopened', firstSeen, was };
}

function fixedIn(audit: OrgAudit, memories: ReadonlyMap<string, Memory>): FixedFinding[] {
  const evaluated = new Set(evaluatedChecks(audit));
  const open = new Set(audit.findings.filter(({ status }) => status !== 'pass').map(keyOf));
  return [...memories].flatMap(([key, { status: was, firstSeen, open: wasOpen }]): FixedFinding[] => {
    const [check, thing] = JSON.parse(key) as [string, string];
    if (!wasOpen || open.has(key) || !evaluated.has(check)) return [];
    return [{ org: audit.org.name, check, thing, was, firstSeen }];
  });
}

type Stood = {
  readonly verdict: Verdict;
  readonly counts: OrgRecord['counts'];
  readonly records?: OrgRecord['records'];
};

function pointOf(run: HistoryRun, audits: readonly OrgAudit[]): TrendPoint {
  return point(
    run.evaluatedAt,
    audits.flatMap(({ org }) => recordOf(run, org) ?? []),
  );
}

function pointNow(audits: readonly OrgAudit[], at: string): TrendPoint {
  return point(at, historyRunOf(audits, { id: '', evaluatedAt: at, tool: '' }).orgs);
}

function point(evaluatedAt: string, orgs: readonly Stood[]): TrendPoint {
  const sum = (of: (org: Stood) => number): number => orgs.reduce((total, org) => total + of(org), 0);
  const counted = orgs.some(({ records }) => records !== undefined);
  return {
    evaluatedAt,
    orgs: orgs.length,
    evaluated: orgs.filter(isEvaluated).length,
    conforming: orgs.filter(({ verdict }) => verdict === 'conforming').length,
    failed: sum(({ counts }) => counts.fail),
    notEvaluated: sum(({ counts }) => counts.notEvaluated),
    waived: sum(({ counts }) => counts.waived),
    ...(counted
      ? {
          records: {
            all: sum(({ records }) => records?.all ?? 0),
            synthetic: sum(({ records }) => records?.synthetic ?? 0),
          },
        }
      : {}),
  };
}

/** The orgs of the fleet that neither this audit nor one on record has reached within so many days. Pure. */
export function staleOrgs(
  fleet: readonly string[],
  audits: readonly OrgAudit[],
  runs: readonly HistoryRun[],
  { now, days }: { readonly now: Date; readonly days: number },
): StaleOrg[] {
  const reached = new Map<string, string>();
  const note = (name: string, at: string): void => {
    if (at > (reached.get(name) ?? '')) reached.set(name, at);
  };
  for (const { evaluatedAt, orgs } of runs) {
    for (const { name, organizationId } of orgs) if (organizationId !== undefined) note(name, evaluatedAt);
  }
  for (const { org } of audits) if (org.organizationId !== undefined) note(org.name, now.toISOString());
  return fleet.flatMap((org): StaleOrg[] => {
    const lastAudited = reached.get(org);
    if (lastAudited === undefined) return [{ org }];
    return daysBetween(dayOf(new Date(lastAudited)), dayOf(now)) > days ? [{ org, lastAudited }] : [];
  });
}

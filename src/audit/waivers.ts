import { type Day, daysBetween } from '../schema/day.js';
import { type Finding, type OrgAudit, verdictOf } from './finding.js';

/** Somebody answers, until a day, for failures of one check that are known and accepted. */
export type Waiver = {
  /** The file it stands in, as it was given. */
  readonly file: string;
  readonly check: string;
  /** Alias or username; `*` stands for any characters. */
  readonly org: string;
  /** What the findings are about, e.g. `ValidationRule:Case.*`; `*` stands for any characters. */
  readonly components: readonly string[];
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string;
  /** The last day on which it holds. */
  readonly expires: Day;
};

/**
 * What became of a waiver in one audit. `active` holds; `expiring` holds, for less than 30 days more; `expired` holds no
 * longer; `unused` met no failure and can go; `unknown` is one for orgs that were not audited, or not to the end.
 */

type WaiverState = 'active' | 'expiring' | 'expired' | 'unused' | 'unknown';

export type WaiverUse = Waiver & {
  readonly state: WaiverState;
  /** Failures that it is for, in all orgs. */
  readonly findings: number;
};

/** A waiver warns this many days before its last day. */
const WARNING_DAYS = 30;

/**
 * The audits with the failures waived that somebody answers for, and what became of each waiver. A waived finding keeps
 * its original status, and who answers for it until when; a failure whose waiver has expired says so. Only failures and
 * what a person has to check can be waived: what was not evaluated is not known, so nobody can answer for it.
 */
export function applyWaivers(
  audits: readonly OrgAudit[],
  waivers: readonly Waiver[],
  today: Day,
): { audits: OrgAudit[]; uses: WaiverUse[] } {
  const rows = waivers.map((waiver) => ({ waiver, concerns: matcherOf(waiver), findings: 0 }));
  const judged = audits.map((audit): OrgAudit => {
    if (rows.length === 0) return audit;
    const findings = audit.findings.map((finding) => {
      if (!isWaivable(finding)) return finding;
      const matching = rows.filter(({ concerns }) => concerns(audit, finding));
      for (const row of matching) row.findings += 1;
      const [latest] = matching.map(({ waiver }) => waiver).sort((a, b) => b.expires.localeCompare(a.expires));
      return latest === undefined ? finding : waive(finding, latest, today);
    });
    return { ...audit, findings, verdict: verdictOf(findings) };
  });
  return {
    audits: judged,
    uses: rows.map(({ waiver, findings }) => ({
      ...waiver,
      findings,
      state: stateOf(waiver, findings, audits, today),
    })),
  };
}

type Waivable = Finding & { readonly status: 'fail' | 'manual' };

function isWaivable(finding: Finding): finding is Waivable {
  return finding.status === 'fail' || finding.status === 'manual';
}

/** The finding with who answers for it, and until when. */
export function waived(finding: Waivable, { owner, reason, ticket, expires }: Answer): Finding {
  return { ...finding, status: 'waived', waiver: { status: finding.status, owner, reason, ticket, expires } };
}

type Answer = Pick<Waiver, 'owner' | 'reason' | 'ticket' | 'expires'>;

function waive(finding: Waivable, waiver: Waiver, today: Day): Finding {
  const { owner, ticket, expires } = waiver;
  if (expires < today) {
    return { ...finding, message: `${finding.message}; waiver expired on ${expires} (${owner}, ${ticket})` };
  }
  return waived(finding, waiver);
}

function matcherOf({ org, check, components }: Waiver): (audit: OrgAudit, finding: Finding) => boolean {
  const subjects = components.map(wildcard);
  const isFor = orgMatcher(org);
  return (audit, finding) =>
    finding.check === check && isFor(audit) && subjects.some((pattern) => pattern.test(finding.subject));
}

function orgMatcher(pattern: string): (audit: OrgAudit) => boolean {
  const matches = wildcard(pattern);
  return ({ org }) => matches.test(org.name) || (org.username !== undefined && matches.test(org.username));
}

/** Names in Salesforce ignore case. Runs of `*` are one, so that a pattern can't be made to backtrack for long. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split(/\*+/u).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'iu');
}

function stateOf(waiver: Waiver, findings: number, audits: readonly OrgAudit[], today: Day): WaiverState {
  if (waiver.expires < today) return 'expired';
  if (findings > 0) return daysBetween(today, waiver.expires) < WARNING_DAYS ? 'expiring' : 'active';
  const concerned = audits.filter(orgMatcher(waiver.org));
  const judged = concerned.map((audit) => audit.findings.filter(({ check }) => check === waiver.check));
  // Unused is said only where everything that it could have been for was looked at.
  const known =
    judged.length > 0 && judged.every((own) => own.length > 0 && own.every(({ status }) => status !== 'notEvaluated'));
  return known ? 'unused' : 'unknown';
}

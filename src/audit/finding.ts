import type { OrgIdentity } from '../org/snapshot.js';
import type { Observed } from './observed.js';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/**
 * From worst to best. `notEvaluated` is what could not be read or judged; it never counts as passed. `manual` is for a
 * person to look at, since nothing in the org can tell. `waived` is a failure that somebody answers for until a day.
 * Neither of these two is a pass, and neither changes the verdict.
 */
export const statuses = ['fail', 'notEvaluated', 'manual', 'waived', 'pass'] as const;
export type Status = (typeof statuses)[number];

/** Who answers for a waived finding, and what it would say otherwise. */
type FindingWaiver = {
  /** The status that the finding would have. */
  readonly status: 'fail' | 'manual';
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string;
  /** The last day on which the waiver holds, `2027-01-31`, in UTC. */
  readonly expires: string;
};

/** Since when a finding is known, by the audits on record. */
export type FindingHistory = {
  /** `reopened`: it was fixed in between. */
  readonly state: 'new' | 'reopened' | 'known';
  /** ISO 8601, UTC: the audit that first found it. */
  readonly firstSeen: string;
  /** The last status that it had; absent where it is new. */
  readonly was?: Exclude<Status, 'pass'>;
};

/** What one check says about one thing in one org. */
export type Finding = {
  readonly check: string;
  readonly status: Status;
  readonly severity: Severity;
  /** What it is about: `Type:FullName` of a component, `Object:Name`, or `Org`. */
  readonly subject: string;
  /** The business object concerned, if one. */
  readonly object?: string;
  /** The subject's name within its object, or its whole name. */
  readonly name: string;
  readonly message: string;
  /** What a person can type or do to make it pass; empty for what passes. */
  readonly remediation: string;
  /** There when, and only when, the status is `waived`. */
  readonly waiver?: FindingWaiver;
  /** There where it does not pass and earlier audits of the org are on record. */
  readonly history?: FindingHistory;
  /** There where it fails, and the audit that it is compared with has the same failure. */
  readonly inBaseline?: true;
};

/** How many records of one object there are; never what is in them. */
export type ObjectRecords = { readonly object: string; readonly all: number; readonly synthetic: number };

export const verdicts = ['conforming', 'nonconforming', 'notEvaluated'] as const;
export type Verdict = (typeof verdicts)[number];

/** All that an audit says of one org. `org` is only the name when the org could not be asked who it is. */
export type OrgAudit = {
  readonly org: { readonly name: string } & Partial<OrgIdentity>;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What it was judged by; undefined when nothing could be asked. */
  readonly observed?: Observed | undefined;
  /** ISO 8601, UTC: when it was, where that was in another attempt of the audit, or by another runner. */
  readonly evaluatedAt?: string;
  /** Of the objects whose records were counted; absent where nobody asked. */
  readonly records?: readonly ObjectRecords[];
  /** API calls that reading the org took; absent where it could not be read. */
  readonly apiCalls?: number;
};

/**
 * A failure outweighs what could not be evaluated; conformity needs at least one finding, and none of these two among
 * them.
 */
export function verdictOf(findings: readonly { readonly status: Status }[]): Verdict {
  if (findings.some(({ status }) => status === 'fail')) return 'nonconforming';
  if (findings.length === 0 || findings.some(({ status }) => status === 'notEvaluated')) return 'notEvaluated';
  return 'conforming';
}

/** The verdict on a fleet: nonconforming outweighs not evaluated, which outweighs conforming. */
export function fleetVerdict(orgs: readonly { readonly verdict: Verdict }[]): Verdict {
  if (orgs.some(({ verdict }) => verdict === 'nonconforming')) return 'nonconforming';
  return orgs.length > 0 && orgs.every(({ verdict }) => verdict === 'conforming') ? 'conforming' : 'notEvaluated';
}

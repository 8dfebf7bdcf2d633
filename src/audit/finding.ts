import type { OrgIdentity } from '../org/snapshot.js';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** `notEvaluated` is what could not be read or judged; it never counts as passed. */
export const statuses = ['fail', 'notEvaluated', 'pass'] as const;
export type Status = (typeof statuses)[number];

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
};

export const verdicts = ['conforming', 'nonconforming', 'notEvaluated'] as const;
export type Verdict = (typeof verdicts)[number];

/** All that an audit says of one org. `org` is only the name when the org could not be asked who it is. */
export type OrgAudit = {
  readonly org: { readonly name: string } & Partial<OrgIdentity>;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
};

/** A failure outweighs what could not be evaluated; conformity needs every finding to pass, and at least one finding. */
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

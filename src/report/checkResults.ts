import { type Finding, type FindingHistory, type Severity, type Status, statuses } from '../audit/finding.js';
import { type CheckSummary, inWords, summarize } from '../audit/summary.js';
import { groupByObject, nameObjects } from '../plan/objectGroups.js';
import type { AuditReportOrg } from './auditReport.js';

/** One kind of mistake in one org, waived or not: findings that differ by nothing but the object. */
export type Problem = {
  readonly status: Exclude<Status, 'pass'>;
  readonly severity: Severity;
  /** What it is about: a component's name, an object, or the org. */
  readonly about: string;
  readonly objects: readonly string[];
  readonly message: string;
  /** How to mend it; empty where nobody knows. */
  readonly remediation: string;
  /** Since when it is known; undefined where the org is audited for the first time. */
  readonly state: FindingHistory['state'] | undefined;
  /** Whether the audit that this one is compared with has the same failure. */
  readonly inBaseline: boolean;
};

export type CheckResult = Omit<CheckSummary, 'problems' | 'remediations'> & {
  readonly failed: number;
  readonly notEvaluated: number;
  /** What a person has to look at. */
  readonly manual: number;
  readonly problems: readonly Problem[];
};

/** What each check says about one org, its open findings gathered into kinds of mistakes, the worst first. */
export function checkResults(org: AuditReportOrg): CheckResult[] {
  const byCheck = Map.groupBy(org.findings, ({ check }) => check);
  return [...byCheck.values()].flatMap((findings) =>
    summarize(findings).map(({ problems: _, remediations: __, ...summary }) => ({
      ...summary,
      failed: countOf(findings, 'fail'),
      notEvaluated: countOf(findings, 'notEvaluated'),
      manual: countOf(findings, 'manual'),
      problems: problemsOf(findings),
    })),
  );
}

/** `Is_Synthetic__c (Account, Case and 3 more)`; the objects alone where nothing within them is meant. */
export function whatItIsAbout({ about, objects }: Problem, most?: number): string {
  if (objects.length === 0) return about;
  const named = nameObjects(objects, most);
  return about === objects[0] ? named : `${about} (${named})`;
}

function countOf(findings: readonly Finding[], wanted: Status): number {
  return findings.filter(({ status }) => status === wanted).length;
}

function problemsOf(findings: readonly Finding[]): Problem[] {
  const open = findings.filter(({ status }) => status !== 'pass').map(inWords);
  const groups = groupByObject(open, ({ status, severity, name, object, message, remediation }) => [
    status,
    severity,
    object !== undefined && name === object ? '' : name,
    message,
    remediation,
  ]);
  const problems = groups.flatMap(({ sample, objects }): Problem[] => {
    const { status, subject, severity, name, message, remediation } = sample;
    if (status === 'pass') return [];
    const age = { state: sample.history?.state, inBaseline: sample.inBaseline === true };
    return [{ status, severity, about: subject === 'Org' ? 'Org' : name, objects, message, remediation, ...age }];
  });
  return problems.sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
}

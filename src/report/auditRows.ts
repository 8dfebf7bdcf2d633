import type { Status } from '../audit/finding.js';
import { type CheckSummary, summarize, verdictWords } from '../audit/summary.js';
import type { AuditReportOrg } from './auditReport.js';

/** How a status is written where words are read by people. */
export const statusWords: Readonly<Record<Status, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  notEvaluated: 'NOT EVALUATED',
  manual: 'check by hand',
  waived: 'waived',
};

export type SummaryRow = {
  readonly check: string;
  readonly severity: string;
  readonly result: string;
  /** `12 of 18, 1 waived`: components that passed. */
  readonly passed: string;
  readonly problems: readonly string[];
};

/** `prod (production, 00D…) does not conform`. */
export function orgHeadline({ name, role, organizationId, verdict }: AuditReportOrg): string {
  const what = [role, organizationId].filter((part) => part !== undefined).join(', ');
  return `${name}${what === '' ? '' : ` (${what})`} ${verdictWords[verdict]}`;
}

export function summaryRows(org: AuditReportOrg): SummaryRow[] {
  return summarize(org.findings).map((summary) => ({
    check: summary.check,
    severity: summary.severity,
    result: statusWords[summary.status],
    passed: passedOf(summary),
    problems: summary.problems,
  }));
}

function passedOf({ passed, waived, total, status }: CheckSummary): string {
  if (status === 'notEvaluated' && passed === 0) return '–';
  return `${passed} of ${total}${waived === 0 ? '' : `, ${waived} waived`}`;
}

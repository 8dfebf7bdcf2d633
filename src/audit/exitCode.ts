import type { BaselineComparison } from './baseline.js';
import type { Verdict } from './finding.js';
import type { AuditHistory } from './history.js';

/** The exit code of an audit; the one table that the command, its help and the tests share. */
export const auditExitCodes: Readonly<Record<Verdict, number>> = { conforming: 0, nonconforming: 3, notEvaluated: 4 };

/**
 * The exit code of an audit. With a baseline, failures that it has too don't count; an org of the fleet that nothing is
 * known of for too long counts as not evaluated.
 */
export function auditExitCode({
  verdict,
  baseline,
  history,
}: {
  readonly verdict: Verdict;
  readonly baseline?: BaselineComparison;
  readonly history?: AuditHistory;
}): number {
  const judged = baseline?.verdict ?? verdict;
  const stale = history?.stale ?? [];
  return auditExitCodes[judged === 'conforming' && stale.length > 0 ? 'notEvaluated' : judged];
}

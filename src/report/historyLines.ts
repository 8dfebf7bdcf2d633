import { verdictWords } from '../audit/summary.js';
import type { AuditReport } from './auditReport.js';

/** What the earlier audits and the baseline tell of this one, a sentence each; none where there is neither. */
export function historyLines({ history, baseline, orgs }: AuditReport): string[] {
  const lines = keptLine(orgs);
  if (history?.previous !== undefined) {
    const { counts, previous, runs } = history;
    const { new: fresh, reopened, known, fixed } = counts;
    lines.push(
      `Since ${previous}: ${fresh} new, ${reopened} reopened, ${known} known, ${fixed} fixed (earlier audits on record: ${runs}).`,
    );
  }
  if (baseline !== undefined) {
    const { file, evaluatedAt, known, new: fresh, verdict } = baseline;
    lines.push(
      `Against the baseline ${file} of ${evaluatedAt}: ${fresh} new failures, ${known} known; but for these, the fleet ${verdictWords[verdict]}.`,
    );
  }
  for (const { org, lastAudited } of history?.stale ?? []) {
    lines.push(
      lastAudited === undefined
        ? `No audit on record has reached ${org}.`
        : `No audit has reached ${org} since ${lastAudited}.`,
    );
  }
  return lines;
}

/** Of an audit that was taken up again: not all of it is of the time that the report bears. */
function keptLine(orgs: AuditReport['orgs']): string[] {
  const [oldest, ...others] = orgs.flatMap(({ evaluatedAt }) => evaluatedAt ?? []).sort();
  if (oldest === undefined) return [];
  return [`${others.length + 1} of ${orgs.length} orgs were audited in an earlier attempt, the first at ${oldest}.`];
}

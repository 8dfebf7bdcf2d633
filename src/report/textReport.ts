import { summarize, verdictWords } from '../audit/summary.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { orgHeadline, summaryRows } from './auditRows.js';
import { visible } from './visibleText.js';

/** The audit as plain text, for a mail or a ticket. */
export function* textReport(report: AuditReport): Generator<string> {
  const { evaluated, total } = report.coverage;
  yield* lines([
    'Provenance audit',
    `Verdict: the fleet ${verdictWords[report.verdict]} (${evaluated} of ${total} orgs evaluated)`,
    `Evaluated at ${report.evaluatedAt} by ${report.tool}, against ${report.schemaFile}`,
  ]);
  for (const org of report.orgs) yield* lines(['', ...orgSection(org)]);
}

function lines(texts: readonly string[]): string[] {
  return texts.map((text) => `${visible(text)}\n`);
}

function orgSection(org: AuditReportOrg): string[] {
  const rows = summaryRows(org);
  const width = Math.max(0, ...rows.map(({ check }) => check.length));
  const remediations = new Set(summarize(org.findings).flatMap((summary) => summary.remediations));
  return [
    orgHeadline(org),
    ...rows.flatMap(({ check, result, passed, problems }) => [
      `  ${check.padEnd(width)}  ${result.padEnd(13)}  ${passed}`,
      ...problems.map((problem) => `  ${' '.repeat(width)}  - ${problem}`),
    ]),
    ...[...remediations].map((remediation) => `  To mend: ${remediation}`),
  ];
}

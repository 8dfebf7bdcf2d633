import { summarize, verdictWords } from '../audit/summary.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { orgHeadline, summaryRows } from './auditRows.js';

/** The audit as plain text, for a mail or a ticket. */
export function textReport(report: AuditReport): string {
  const { evaluated, total } = report.coverage;
  const head = [
    'Provenance audit',
    `Verdict: the fleet ${verdictWords[report.verdict]} (${evaluated} of ${total} orgs evaluated)`,
    `Evaluated at ${report.evaluatedAt} by ${report.tool}, against ${report.schemaFile}`,
  ];
  return `${[...head, ...report.orgs.flatMap((org) => ['', ...orgSection(org)])].join('\n')}\n`;
}

function orgSection(org: AuditReportOrg): string[] {
  const rows = summaryRows(org);
  const width = Math.max(...rows.map(({ check }) => check.length));
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

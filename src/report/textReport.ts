import { summarize, verdictWords } from '../audit/summary.js';
import type { FrameworkView } from '../audit/frameworkView.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { orgHeadline, summaryRows } from './auditRows.js';
import { frameworkHeadline, requirementRows } from './frameworkRows.js';
import { historyLines } from './historyLines.js';
import { visible } from './visibleText.js';

/** The audit as plain text, for a mail or a ticket. */
export function* textReport(report: AuditReport): Generator<string> {
  const { evaluated, total } = report.coverage;
  yield* lines([
    'Provenance audit',
    `Verdict: the fleet ${verdictWords[report.verdict]} (${evaluated} of ${total} orgs evaluated)`,
    `Evaluated at ${report.evaluatedAt} by ${report.tool}, against ${report.schemaFile}`,
    ...historyLines(report),
  ]);
  for (const org of report.orgs) yield* lines(['', ...orgSection(org)]);
  for (const framework of report.frameworks) yield* lines(['', ...frameworkSection(framework)]);
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

function frameworkSection(framework: FrameworkView): string[] {
  const rows = requirementRows(framework);
  const width = Math.max(0, ...rows.map(({ requirement }) => requirement.length));
  return [
    frameworkHeadline(framework),
    ...rows.map(({ requirement, title, result, checks, orgs }) => {
      const why = [checks, orgs].filter((part) => part !== '').join('; ');
      return `  ${requirement.padEnd(width)}  ${result.padEnd(15)}  ${title}${why === '' ? '' : ` (${why})`}`;
    }),
  ];
}

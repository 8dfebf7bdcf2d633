import { summarize, verdictWords } from '../audit/summary.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { orgHeadline, statusWords } from './auditRows.js';

/** The audit as one HTML page that needs nothing else: no script, no font, no address outside of itself. */
export function htmlReport(report: AuditReport): string {
  const { evaluated, total } = report.coverage;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Provenance audit: the fleet ${escape(verdictWords[report.verdict])}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Provenance audit</h1>
<p class="verdict ${report.verdict}">The fleet ${escape(verdictWords[report.verdict])}: ${evaluated} of ${total} orgs evaluated</p>
<dl>
<dt>Evaluated at</dt><dd><time datetime="${escape(report.evaluatedAt)}">${escape(report.evaluatedAt)}</time></dd>
<dt>By</dt><dd>${escape(report.tool)}</dd>
<dt>Against</dt><dd>${escape(report.schemaFile)}</dd>
</dl>
${report.orgs.map(orgSection).join('\n')}
</main>
</body>
</html>
`;
}

function orgSection(org: AuditReportOrg): string {
  const rows = summarize(org.findings).map(
    (summary) => `<tr class="${summary.status}">
<th scope="row">${escape(summary.check)}<small>${escape(summary.title)}</small></th>
<td><span class="status">${escape(statusWords[summary.status])}</span></td>
<td>${summary.passed} of ${summary.total}</td>
<td>${escape(summary.status === 'pass' ? '' : summary.severity)}</td>
<td>${list(summary.problems)}${summary.remediations.map((text) => `<p>To mend: <code>${escape(text)}</code></p>`).join('')}</td>
</tr>`,
  );
  return `<section>
<h2>${escape(orgHeadline(org))}</h2>
<p>${[org.username, org.instanceUrl, org.edition]
    .filter((text) => text !== undefined)
    .map(escape)
    .join(' · ')}</p>
<table>
<thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Passed</th><th scope="col">Severity</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --good: #1b6e3c; --unsure: #7a5900; }
@media (prefers-color-scheme: dark) { :root { --bad: #ffb4ab; --good: #8ed8a6; --unsure: #f2c14e; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
.verdict { font-size: 1.25rem; font-weight: 600; }
.verdict.conforming, .pass .status { color: var(--good); }
.verdict.nonconforming, .fail .status { color: var(--bad); font-weight: 600; }
.verdict.notEvaluated, .notEvaluated .status { color: var(--unsure); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid var(--line); }
th small { display: block; font-weight: 400; }
ul { margin: 0; padding-left: 1.1rem; } td p { margin: .3rem 0 0; } code { overflow-wrap: anywhere; }
@media print { main { max-width: none; padding: 0; } section { break-inside: avoid-page; } }
`;

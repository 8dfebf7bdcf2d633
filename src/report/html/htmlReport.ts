import { createHash } from 'node:crypto';
import { verdictWords } from '../../audit/summary.js';
import type { AuditReport } from '../auditReport.js';
import { checkRules } from '../checkRules.js';
import { markup } from '../xmlText.js';
import { charts } from './charts.js';
import { filterForm } from './filterForm.js';
import { findings } from './findings.js';
import { frameworks } from './frameworks.js';
import { gridOf, heatMap } from './heatMap.js';
import { history } from './history.js';
import { PAGE_SCRIPT } from './pageScript.js';
import { PAGE_STYLE } from './pageStyle.js';
import { syntheticShare } from './syntheticShare.js';
import { symbolOf, verdictStatus } from './words.js';

/**
 * The audit as one HTML page that needs nothing else: no address outside of itself, no network. Everything is in the
 * markup; its script only filters and copies, and what it may run is named by hash.
 */
export function* htmlReport(report: AuditReport): Generator<string> {
  const rules = checkRules(report);
  const grid = gridOf(report, rules);
  yield head(report);
  yield summary(report);
  yield* charts(report, grid);
  yield* history(report);
  yield* syntheticShare(report);
  yield* heatMap(grid);
  yield* frameworks(report);
  yield '<section aria-labelledby="findings"><h2 id="findings" tabindex="-1">Findings and how to mend them</h2>\n';
  yield* filterForm(report, rules);
  yield* findings(report, grid);
  yield `</section>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function head({ verdict }: AuditReport): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(PAGE_SCRIPT)}'`,
    `style-src '${hashOf(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Provenance audit: the fleet ${verdictWords[verdict]}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
`;
}

function summary({ verdict, coverage, evaluatedAt, tool, schemaFile }: AuditReport): string {
  const { evaluated, total } = coverage;
  const status = verdictStatus[verdict];
  return `<header>
<h1>Provenance audit</h1>
<p class="verdict ${status}">${symbolOf(status)} The fleet ${verdictWords[verdict]}: ${evaluated} of ${total} orgs evaluated</p>
<dl>
<dt>Evaluated at</dt><dd><time datetime="${markup(evaluatedAt)}">${markup(evaluatedAt)}</time></dd>
<dt>By</dt><dd>${markup(tool)}</dd>
<dt>Against</dt><dd><bdi>${markup(schemaFile)}</bdi></dd>
</dl>
</header>
<main>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

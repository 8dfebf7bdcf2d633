import { verdictWords } from '../../audit/summary.js';
import type { AuditReport, AuditReportOrg } from '../auditReport.js';
import { statusWords } from '../auditRows.js';
import { type CheckResult, checkResults, type Problem, whatItIsAbout } from '../checkResults.js';
import { markup } from '../xmlText.js';
import { cellId, type Grid } from './heatMap.js';
import { symbolOf, verdictStatus } from './words.js';

/** Kinds of mistakes shown of one check in one org. */
const MOST_OF_CHECK = 50;
/** And on the page; a browser shows no more in good time. */
const MOST_OF_PAGE = 10_000;

/** Each org with its checks: what is wrong, each kind of mistake once, and below it the fix. */
export function* findings({ orgs }: AuditReport, { rules }: Grid): Generator<string> {
  const columns = new Map(rules.map(({ id }, index) => [id, index]));
  let left = MOST_OF_PAGE;
  for (const [index, org] of orgs.entries()) {
    yield orgHead(org, index);
    for (const result of checkResults(org)) {
      const most = Math.min(MOST_OF_CHECK, left);
      left -= Math.min(most, result.problems.length);
      yield article(result, cellId(index, columns.get(result.check) ?? 0), most);
    }
    yield '</section>\n';
  }
}

function orgHead(org: AuditReportOrg, index: number): string {
  const status = verdictStatus[org.verdict];
  const facts = [org.role, org.edition, org.organizationId, org.username, org.instanceUrl];
  const shown = facts.filter((fact) => fact !== undefined).map((fact) => `<bdi>${markup(fact)}</bdi>`);
  return `<section class="org" data-box data-org="${index}" aria-labelledby="org-${index}">
<h3 id="org-${index}" tabindex="-1"><bdi>${markup(org.name)}</bdi> <span class="badge ${status}">${symbolOf(status)} ${verdictWords[org.verdict]}</span></h3>
${shown.length === 0 ? '' : `<p class="facts">${shown.join(' · ')}</p>\n`}${org.findings.length === 0 ? '<p>Nothing was evaluated.</p>\n' : ''}`;
}

function article(result: CheckResult, id: string, most: number): string {
  const { check, title, status, passed, total, problems } = result;
  const shown = problems.slice(0, most);
  const groups = Map.groupBy(shown, ({ remediation }) => remediation);
  const parts = [...groups].map(([fix, same]) => group(same, fix));
  if (passed > 0) parts.push(passedItem(result));
  if (problems.length > shown.length) parts.push(cutItem(result, problems.length - shown.length));
  return `<article class="${status}" data-box data-check="${markup(check)}">
<h4 id="${id}" tabindex="-1">${markup(check)} <span class="badge ${status}">${symbolOf(status)} ${statusWords[status]}, ${passed} of ${total} passed</span></h4>
<p class="title">${markup(title)}</p>
${parts.join('')}</article>
`;
}

/** Problems that one fix mends. */
function group(problems: readonly Problem[], fix: string): string {
  const items = problems.map((problem) => {
    const { status, severity, message, state = '', inBaseline } = problem;
    const age = inBaseline ? 'baseline' : state;
    return `<li data-status="${status}" data-severity="${severity}" data-age="${age}"><span class="badge ${status}">${symbolOf(status)} ${statusWords[status]}, ${severity}</span> <strong><bdi>${markup(whatItIsAbout(problem))}</bdi></strong>: <bdi>${markup(message)}</bdi></li>`;
  });
  return `<div data-box><ul>
${items.join('\n')}
</ul>
${fix === '' ? '' : fixBlock(fix)}</div>
`;
}

function fixBlock(fix: string): string {
  return `<div class="fix"><span class="to-mend">To mend</span><pre><code>${markup(fix)}</code></pre><button type="button" class="copy" hidden>Copy</button></div>
`;
}

function passedItem({ passed, severity }: CheckResult): string {
  return `<ul data-box><li data-status="pass" data-severity="${severity}"><span class="badge pass">${symbolOf('pass')} pass</span> ${passed} as the provenance schema wants ${passed === 1 ? 'it' : 'them'}</li></ul>
`;
}

function cutItem({ status, severity }: CheckResult, more: number): string {
  return `<ul data-box><li data-status="${status}" data-severity="${severity}">And ${more} more kinds of mistakes, for which there is no room here: the JSON and CSV reports list every finding.</li></ul>
`;
}

import type { Status, Verdict } from '../../audit/finding.js';
import { verdictWords } from '../../audit/summary.js';
import type { AuditReport } from '../auditReport.js';
import { statusWords } from '../auditRows.js';
import { type CheckResult, checkResults } from '../checkResults.js';
import type { CheckRule } from '../checkRules.js';
import { markup } from '../xmlText.js';
import { symbolOf, verdictStatus } from './words.js';

/** The fleet as a table of orgs and checks; without what exactly is wrong, which would be most of a large report. */
export type Grid = { readonly rules: readonly CheckRule[]; readonly rows: readonly GridRow[] };
type GridRow = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly cells: ReadonlyMap<string, GridCell>;
};
export type GridCell = Pick<
  CheckResult,
  'status' | 'passed' | 'failed' | 'notEvaluated' | 'manual' | 'waived' | 'total'
>;

/** Only checks that say something of an org have a column. */
export function gridOf({ orgs }: AuditReport, rules: readonly CheckRule[]): Grid {
  const rows = orgs.map((org): GridRow => {
    const cells = checkResults(org).map(({ problems: _, ...cell }) => [cell.check, cell] as const);
    return { name: org.name, verdict: org.verdict, cells: new Map(cells) };
  });
  return { rules: rules.filter(({ id }) => rows.some(({ cells }) => cells.has(id))), rows };
}

/** Where a cell's findings are on the page. */
export function cellId(org: number, check: number): string {
  return `org-${org}-check-${check}`;
}

export function* heatMap({ rules, rows }: Grid): Generator<string> {
  yield `<section><h2 id="fleet">The fleet</h2>
<div class="scroll" role="region" aria-labelledby="fleet" tabindex="0">
<table class="heat">
<caption>Each org and each check: the components that passed, of all. Follow a cell to what is wrong.</caption>
<thead><tr><th scope="col">Org</th><th scope="col">Verdict</th>${rules
    .map(({ id, title }) => `<th scope="col" title="${markup(title)}">${hyphenated(id)}</th>`)
    .join('')}</tr></thead>
<tbody>
`;
  for (const [index, row] of rows.entries()) yield rowOf(rules, row, index);
  yield '</tbody>\n</table>\n</div>\n</section>\n';
}

function rowOf(rules: readonly CheckRule[], { name, verdict, cells }: GridRow, index: number): string {
  const tds = rules.map(({ id }, check) => cellOf(cells.get(id), cellId(index, check)));
  const status = verdictStatus[verdict];
  return `<tr><th scope="row"><a href="#org-${index}"><bdi>${markup(name)}</bdi></a></th><td class="${status}">${symbolOf(status)} ${verdictWords[verdict]}</td>${tds.join('')}</tr>\n`;
}

function cellOf(cell: GridCell | undefined, id: string): string {
  if (cell === undefined) return '<td>not checked</td>';
  const { status, passed, total } = cell;
  return `<td class="${status}"><a href="#${id}">${symbolOf(status)} ${statusWords[status]}${countOf(status, passed, total)}</a></td>`;
}

function countOf(status: Status, passed: number, total: number): string {
  return status === 'notEvaluated' && passed === 0 ? '' : ` <small>${passed} of ${total}</small>`;
}

/** May break after each hyphen. */
function hyphenated(id: string): string {
  return markup(id).replaceAll('-', '-<wbr>');
}

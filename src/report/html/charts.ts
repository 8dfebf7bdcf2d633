import { severities, type Severity, type Status } from '../../audit/finding.js';
import type { AuditReport } from '../auditReport.js';
import { markup } from '../xmlText.js';
import type { Grid } from './heatMap.js';
import { verdictStatus } from './words.js';

type Counts = Record<Status, number>;

/** How much of the fleet, and of each check, passed, failed and could not be evaluated: bars with their numbers. */
export function* charts({ orgs }: AuditReport, grid: Grid): Generator<string> {
  const ofOrgs = none();
  for (const { verdict } of grid.rows) ofOrgs[verdictStatus[verdict]] += 1;
  const ofChecks = grid.rules.map(({ id, title }) => ({ name: id, title, counts: countsOf(grid, id) }));
  const ofFindings = ofChecks.reduce((sum, { counts }) => added(sum, counts), none());
  yield `<section><h2 id="coverage">Coverage</h2>
<div class="scroll" role="region" aria-labelledby="coverage" tabindex="0">
<table class="bars">
<thead><tr><th scope="col">What</th><th scope="col">Share</th><th scope="col">Passed</th><th scope="col">Waived</th><th scope="col">By hand</th><th scope="col">Not evaluated</th><th scope="col">Failed</th></tr></thead>
<tbody>
`;
  yield bar('Orgs', '', ofOrgs);
  yield bar('All findings', '', ofFindings);
  for (const { name, title, counts } of ofChecks) yield bar(name, title, counts);
  yield '</tbody>\n</table>\n</div>\n';
  yield severityLine(orgs);
  yield '</section>\n';
}

function none(): Counts {
  return { pass: 0, fail: 0, notEvaluated: 0, manual: 0, waived: 0 };
}

function added(a: Counts, b: Counts): Counts {
  return {
    pass: a.pass + b.pass,
    fail: a.fail + b.fail,
    notEvaluated: a.notEvaluated + b.notEvaluated,
    manual: a.manual + b.manual,
    waived: a.waived + b.waived,
  };
}

function countsOf({ rows }: Grid, id: string): Counts {
  return rows.reduce((sum, { cells }) => {
    const cell = cells.get(id);
    if (cell === undefined) return sum;
    const { passed: pass, failed: fail, notEvaluated, manual, waived } = cell;
    return added(sum, { pass, fail, notEvaluated, manual, waived });
  }, none());
}

/** From left to right, as the numbers beside them. */
const BAR: readonly Status[] = ['pass', 'waived', 'manual', 'notEvaluated', 'fail'];
/** As wide as the picture says it is, so that the parts are percents. */
const WIDTH = 100;

function bar(name: string, title: string, counts: Counts): string {
  const total = BAR.reduce((sum, status) => sum + counts[status], 0);
  const percent = total === 0 ? 0 : Math.floor((counts.pass / total) * 100);
  let x = 0;
  const parts = BAR.map((status) => {
    const width = total === 0 ? 0 : (counts[status] / total) * WIDTH;
    const rect = `<rect class="${status}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return rect;
  });
  return `<tr><th scope="row">${markup(name)}${title === '' ? '' : `<small>${markup(title)}</small>`}</th><td><svg viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" role="img" aria-label="${percent} percent passed">${parts.join('')}</svg></td>${BAR.map((status) => `<td>${counts[status]}</td>`).join('')}</tr>\n`;
}

function severityLine(orgs: AuditReport['orgs']): string {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { findings } of orgs) {
    for (const { status, severity } of findings) if (status === 'fail') counts[severity] += 1;
  }
  return `<p>Failed, by severity: ${severities.map((severity) => `<strong>${counts[severity]}</strong> ${severity}`).join(', ')}.</p>\n`;
}

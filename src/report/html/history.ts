import type { TrendPoint } from '../../audit/history.js';
import type { AuditReport } from '../auditReport.js';
import { historyLines } from '../historyLines.js';
import { markup } from '../xmlText.js';

/** What is fixed is named up to here; the JSON report has it all. */
const MOST_FIXED = 200;

/** How the fleet came to stand as it does: what is new and fixed, and the trend over the audits on record. */
export function* history(report: AuditReport): Generator<string> {
  const lines = historyLines(report);
  const trend = report.history?.trend ?? [];
  if (lines.length === 0 && trend.length < 2) return;
  yield '<section><h2 id="history">Over time</h2>\n';
  if (lines.length > 0) yield `<ul class="lines">${lines.map((text) => `<li>${markup(text)}</li>`).join('')}</ul>\n`;
  yield* fixed(report);
  if (trend.length > 1) yield* trendCharts(trend);
  yield '</section>\n';
}

function* fixed({ history: past }: AuditReport): Generator<string> {
  const all = past?.fixed ?? [];
  if (all.length === 0) return;
  const shown = all.slice(0, MOST_FIXED);
  yield `<details><summary>Fixed since then: ${all.length}</summary><ul>\n`;
  for (const { org, check, thing, firstSeen } of shown) {
    yield `<li><bdi>${markup(org)}</bdi>: ${markup(check)}, <bdi>${markup(thing)}</bdi>, first seen ${markup(firstSeen.slice(0, 10))}</li>\n`;
  }
  if (all.length > shown.length)
    yield `<li>And ${all.length - shown.length} more; the JSON report lists them all.</li>\n`;
  yield '</ul></details>\n';
}

type Series = { readonly title: string; readonly of: (point: TrendPoint) => number | undefined; readonly unit: string };

const SERIES: readonly Series[] = [
  { title: 'Findings that failed', of: ({ failed }) => failed, unit: '' },
  { title: 'Orgs that conform', of: ({ conforming, orgs }) => percent(conforming, orgs), unit: ' %' },
  { title: 'Orgs evaluated', of: ({ evaluated, orgs }) => percent(evaluated, orgs), unit: ' %' },
  { title: 'Synthetic records', of: ({ records }) => records && percent(records.synthetic, records.all), unit: ' %' },
];

function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 1000) / 10;
}

function* trendCharts(trend: readonly TrendPoint[]): Generator<string> {
  yield '<div class="charts">\n';
  for (const series of SERIES) yield chart(series, trend);
  yield `</div>
<details><summary>The numbers</summary>
<div class="scroll" role="region" aria-label="The audits on record" tabindex="0">
<table class="bars numbers">
<thead><tr><th scope="col">Audit</th><th scope="col">Orgs</th><th scope="col">Evaluated</th><th scope="col">Conform</th><th scope="col">Failed</th><th scope="col">Not evaluated</th><th scope="col">Waived</th><th scope="col">Synthetic records</th></tr></thead>
<tbody>
`;
  for (const point of trend) {
    const { evaluatedAt, orgs, evaluated, conforming, failed, notEvaluated, waived, records } = point;
    const counted = records === undefined ? 'not counted' : `${records.synthetic} of ${records.all}`;
    const cells = [orgs, evaluated, conforming, failed, notEvaluated, waived, counted];
    yield `<tr><th scope="row">${markup(evaluatedAt)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;
  }
  yield '</tbody>\n</table>\n</div></details>\n';
}

/** The picture's own units. */
const WIDTH = 240;
const HEIGHT = 60;

/** A line with a dot for each audit that tells the number; nothing where fewer than two do. */
function chart({ title, of, unit }: Series, trend: readonly TrendPoint[]): string {
  const values = trend.flatMap((point) => {
    const value = of(point);
    return value === undefined ? [] : [{ at: point.evaluatedAt, value }];
  });
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return '';
  const top = unit === '' ? Math.max(1, ...values.map(({ value }) => value)) : 100;
  const places = values.map(({ at, value }, index) => ({
    x: 5 + (index / (values.length - 1)) * (WIDTH - 10),
    y: HEIGHT - 5 - (value / top) * (HEIGHT - 10),
    label: `${at.slice(0, 10)}: ${value}${unit}`,
  }));
  const line = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const dots = places.map(
    ({ x, y, label }) =>
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"><title>${markup(label)}</title></circle>`,
  );
  const summary = `${title}: ${first.value}${unit} on ${first.at.slice(0, 10)}, ${last.value}${unit} on ${last.at.slice(0, 10)}`;
  return `<figure><figcaption>${title}: <strong>${last.value}${unit}</strong> <small>was ${first.value}${unit} on ${markup(first.at.slice(0, 10))}</small></figcaption><svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${markup(summary)}"><polyline points="${line}"/>${dots.join('')}</svg></figure>
`;
}

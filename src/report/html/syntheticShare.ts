import type { AuditReport } from '../auditReport.js';
import { markup } from '../xmlText.js';

/** Objects shown; the JSON report has them all. */
const MOST_OBJECTS = 25;

type Share = { readonly name: string; readonly all: number; readonly synthetic: number };

/** How many records are synthetic, by org and by object; nothing where records were not counted. */
export function* syntheticShare({ orgs }: AuditReport): Generator<string> {
  const counted = orgs.filter(({ records = [] }) => records.length > 0);
  if (counted.length === 0) return;
  const byOrg = counted.map(({ name, records = [] }) => sumOf(name, records));
  const objects = Map.groupBy(
    counted.flatMap(({ records = [] }) => records),
    ({ object }) => object,
  );
  const byObject = [...objects].map(([object, rows]) => sumOf(object, rows));
  yield '<section><h2 id="synthetic">Synthetic records</h2>\n';
  yield* table('By org', byOrg);
  yield* table('By object', byObject);
  yield '</section>\n';
}

function sumOf(name: string, rows: readonly { readonly all: number; readonly synthetic: number }[]): Share {
  return rows.reduce<Share>(
    (sum, { all, synthetic }) => ({ name, all: sum.all + all, synthetic: sum.synthetic + synthetic }),
    { name, all: 0, synthetic: 0 },
  );
}

function* table(what: string, shares: readonly Share[]): Generator<string> {
  const shown = [...shares].sort((a, b) => b.synthetic - a.synthetic || b.all - a.all).slice(0, MOST_OBJECTS);
  const left = shares.length - shown.length;
  yield `<div class="scroll" role="region" aria-label="Synthetic records, ${what.toLowerCase()}" tabindex="0">
<table class="bars">
<thead><tr><th scope="col">${what}</th><th scope="col">Share</th><th scope="col">Synthetic</th><th scope="col">All</th></tr></thead>
<tbody>
`;
  for (const { name, all, synthetic } of shown) {
    const percent = all === 0 ? 0 : (synthetic / all) * 100;
    yield `<tr><th scope="row"><bdi>${markup(name)}</bdi></th><td><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${percent.toFixed(1)} percent synthetic"><rect class="synthetic" x="0" width="${percent.toFixed(2)}" height="10"/></svg></td><td>${synthetic}</td><td>${all}</td></tr>\n`;
  }
  yield `</tbody>\n</table>\n${left > 0 ? `<p>And ${left} more; the JSON report lists them all.</p>\n` : ''}</div>\n`;
}

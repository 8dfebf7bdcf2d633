import type { Difference, Refusal, Survey } from './survey.js';

const ENGINES = ['embedded org', 'formulon', 'sformula'] as const;

/** How many formulas each engine reads, why it does not read the others, and where values differ. */
export function reportOf(surveys: readonly (readonly [project: string, survey: Survey])[]): string {
  const rows = surveys.map(([project, { formulas, reads }]) => [
    project,
    String(formulas),
    ...ENGINES.map((engine) => String(reads[engine] ?? 0)),
  ]);
  const total = ['all', ...[1, 2, 3, 4].map((column) => String(sum(rows.map((row) => Number(row[column])))))];
  const table = [['project', 'formulas', ...ENGINES], ...rows, total].map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(50) : cell.padStart(14))).join(''),
  );
  return [
    'Formulas that each engine reads',
    ...table,
    '',
    ...surveys.flatMap(([project, survey]) => [
      ...ENGINES.flatMap((engine) => refusals(project, engine, survey.refusals)),
      ...survey.differences.flatMap((difference) => differenceLines(project, difference)),
    ]),
  ].join('\n');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function refusals(project: string, engine: string, all: readonly Refusal[]): string[] {
  const own = all.filter((refusal) => refusal.engine === engine);
  const byReason = Map.groupBy(own, ({ reason }) => reason);
  return [...byReason].map(
    ([reason, found]) =>
      `REFUSED ${engine} ${project} ${found.length}x ${reason} e.g. ${found[0]?.formula.fullName ?? ''}`,
  );
}

function differenceLines(project: string, { formula, record, outcomes }: Difference): string[] {
  const given = Object.entries(record).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [
    `DIFFERS ${project} ${formula.fullName}: ${formula.source.replace(/\s+/g, ' ')}`,
    `  for ${given.join(', ')}${formula.blanksAreZero ? ' (blank as zero)' : ''}`,
    ...Object.entries(outcomes).map(([engine, outcome]) => `  ${engine}: ${outcome}`),
  ];
}

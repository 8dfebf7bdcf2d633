/**
 * Turns what `sf synthetic deploy --results-dir` left into Markdown, for the page of a run:
 *   node deploy-summary.mjs reports/deploy/summary.json >> "$GITHUB_STEP_SUMMARY"
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { plain } from './plain-text.mjs';

/** GitHub takes 1 MiB a step. */
const ORGS_SHOWN = 500;
const FAILURES_SHOWN = 50;

const fine = new Set(['deployed', 'unchanged', 'validated']);

/** Of a deploy to one org, that org as it would be in the result of a fleet. */
function orgsOf(result) {
  return result.orgs ?? [{ ...result, name: result.org.name, message: result.errorMessage }];
}

const [file] = process.argv.slice(2);
const result = JSON.parse(await readFile(file, 'utf8'));
// What went wrong comes first.
const orgs = orgsOf(result).sort((a, b) => Number(fine.has(a.outcome)) - Number(fine.has(b.outcome)));
const lines = [
  `## Provenance ${result.dryRun ? 'validation' : 'deploy'}`,
  '',
  `${orgs.filter(({ outcome }) => fine.has(outcome)).length} of ${orgs.length} org(s) as the schema wants them. Run: ${plain(result.runId)}`,
  '',
  '| Org | Ring | Outcome | Audit | What is wrong |',
  '| --- | --- | --- | --- | --- |',
  ...orgs.slice(0, ORGS_SHOWN).map(({ name, ring, outcome, phase, verdict, message }) =>
    ['', name, ring, outcome ?? `not finished (${phase})`, verdict, message, '']
      .map((cell) => plain(cell))
      .join(' | ')
      .trim(),
  ),
];
if (orgs.length > ORGS_SHOWN) lines.push('', `… and ${orgs.length - ORGS_SHOWN} more; the artifact has all of them.`);
const failures = orgs.flatMap(({ name, failures: refused = [] }) => refused.map((failure) => ({ name, ...failure })));
if (failures.length > 0) lines.push('', '### Refused', '', '| Org | Component | Problem |', '| --- | --- | --- |');
for (const { name, type, fullName, problem } of failures.slice(0, FAILURES_SHOWN))
  lines.push(`| ${plain(name)} | ${plain(type)} ${plain(fullName)} | ${plain(problem)} |`);
if (failures.length > FAILURES_SHOWN) lines.push('', `… and ${failures.length - FAILURES_SHOWN} more.`);
process.stdout.write(`${lines.join('\n')}\n`);

import { verdictWords } from '../audit/summary.js';
import type { Verdict } from '../audit/finding.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { type CheckResult, checkResults, type Problem, whatItIsAbout } from './checkResults.js';
import { statusWords } from './auditRows.js';
import { frameworkHeadline, orgsConcerned, requirementWords } from './frameworkRows.js';
import { historyLines } from './historyLines.js';
import { block, code, prose } from './markdownText.js';

/**
 * GitHub takes no comment that is longer: https://github.com/danger/danger/issues/424 quotes its answer. Characters
 * are counted as UTF-16 units, of which there are never fewer.
 */
const MOST_CHARACTERS = 65_536;
/** Left free for the line that says what was cut. */
const RESERVE = 400;

const SYMBOLS: Readonly<Record<Verdict, string>> = { conforming: '✅', nonconforming: '❌', notEvaluated: '❔' };

/**
 * The audit as a comment on a pull request: the verdict, a line for each org, then what is wrong and how to mend it,
 * grouped by check and kind of mistake. It is cut at the size of a GitHub comment and says so.
 */
export function* markdownReport(report: AuditReport): Generator<string> {
  const budget = { left: MOST_CHARACTERS - RESERVE };
  const head = headOf(report);
  budget.left -= head.length;
  yield head;
  const cutOrgs = yield* within(budget, orgTable(report));
  const cutProblems = yield* within(budget, problemSections(report));
  const cutRequirements = yield* within(budget, frameworkSections(report));
  if (cutOrgs + cutProblems + cutRequirements > 0) yield cutLine(cutOrgs, cutProblems, cutRequirements);
}

/** Gives the pieces that have room, in order, and how many had none; after the first that has none, none is given. */
function* within(budget: { left: number }, pieces: Iterable<string>): Generator<string, number> {
  let cut = 0;
  for (const piece of pieces) {
    if (cut > 0 || piece.length > budget.left) {
      cut += 1;
      continue;
    }
    budget.left -= piece.length;
    yield piece;
  }
  return cut;
}

function headOf(report: AuditReport): string {
  const { verdict, coverage, evaluatedAt, tool, schemaFile } = report;
  const { evaluated, total } = coverage;
  return `## ${SYMBOLS[verdict]} Provenance audit: the fleet ${verdictWords[verdict]}

${evaluated} of ${total} orgs evaluated at ${prose(evaluatedAt)} by ${code(tool)}, against ${code(schemaFile)}.
${pastOf(report)}
| Org | Verdict | Failed | Not evaluated | By hand | Waived | Passed |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
`;
}

/** Orgs without an audit that are named; a comment has no room for a whole fleet. */
const MOST_LINES = 10;

function pastOf(report: AuditReport): string {
  const lines = historyLines(report);
  const shown = lines.slice(0, MOST_LINES).map((text) => `\n${prose(text)}\n`);
  return `${shown.join('')}${lines.length > shown.length ? `\nAnd ${lines.length - shown.length} more orgs that no audit has reached.\n` : ''}`;
}

function* orgTable({ orgs }: AuditReport): Generator<string> {
  for (const org of orgs) {
    const counts = { fail: 0, notEvaluated: 0, manual: 0, waived: 0, pass: 0 };
    for (const { status } of org.findings) counts[status] += 1;
    const verdict = `${SYMBOLS[org.verdict]} ${verdictWords[org.verdict]}`;
    const cells = [
      code(org.name),
      verdict,
      counts.fail,
      counts.notEvaluated,
      counts.manual,
      counts.waived,
      counts.pass,
    ];
    yield `| ${cells.join(' | ')} |\n`;
  }
}

type OpenProblem = Problem & { readonly org: AuditReportOrg };
type OpenCheck = { readonly result: CheckResult; readonly problems: OpenProblem[] };

/** A heading for each check with the first of its problems, so that no heading stands alone where the cut falls. */
function* problemSections({ orgs }: AuditReport): Generator<string> {
  for (const { result, problems } of openChecks(orgs)) {
    let heading = `\n### ${code(result.check)} ${prose(result.title)}\n`;
    for (const same of alikeInOrgs(problems)) {
      yield heading + problemText(same);
      heading = '';
    }
  }
}

/** Open problems of all orgs by check, in the order of the checks. */
function openChecks(orgs: readonly AuditReportOrg[]): Iterable<OpenCheck> {
  const open = new Map<string, OpenCheck>();
  for (const org of orgs) {
    for (const result of checkResults(org)) {
      if (result.problems.length === 0) continue;
      const known = open.get(result.check) ?? { result, problems: [] };
      for (const problem of result.problems) known.problems.push({ ...problem, org });
      open.set(result.check, known);
    }
  }
  return open.values();
}

/** Problems that several orgs share, as one. */
function alikeInOrgs(problems: readonly OpenProblem[]): Iterable<OpenProblem[]> {
  return Map.groupBy(problems, ({ status, severity, about, objects, message }) =>
    JSON.stringify([status, severity, about, message, objects]),
  ).values();
}

/** Orgs named for one problem; the table above names them all. */
const MOST_ORGS = 10;

function problemText(same: readonly OpenProblem[]): string {
  const [problem] = same;
  if (problem === undefined) return '';
  const orgs = same.slice(0, MOST_ORGS).map(({ org }) => code(org.name));
  if (same.length > orgs.length) orgs.push(`and ${same.length - orgs.length} more`);
  const status = problem.status === 'fail' ? `**FAIL**, ${problem.severity}` : `**${statusWords[problem.status]}**`;
  const fixes = [...new Set(same.slice(0, MOST_ORGS).map(({ remediation }) => remediation))].filter(
    (fix) => fix !== '',
  );
  const lines = [
    `\n- ${status}: ${code(whatItIsAbout(problem))} ${prose(problem.message)} (${orgs.join(', ')})\n`,
    ...(fixes.length === 0 ? [] : [`\n${block(fixes)}\n`.replaceAll('\n', '\n  ').trimEnd(), '\n']),
  ];
  return lines.join('');
}

/** Each framework in a line, and those of its requirements that checks speak against; a comment has no room for all. */
function* frameworkSections({ frameworks }: AuditReport): Generator<string> {
  for (const framework of frameworks) {
    yield `\n### ${prose(frameworkHeadline(framework))}\n`;
    for (const requirement of framework.requirements) {
      const { id, title, status, checks } = requirement;
      if (status === 'pass' || status === 'manual') continue;
      const orgs = orgsConcerned(requirement);
      yield `\n- **${requirementWords[status]}** ${code(id)} ${prose(title)}: ${checks.map(code).join(', ')} (${prose(orgs)})\n`;
    }
  }
}

function cutLine(orgs: number, problems: number, requirements: number): string {
  const parts = [
    orgs > 0 ? `${orgs} orgs` : '',
    problems > 0 ? `${problems} kinds of mistakes` : '',
    requirements > 0 ? `${requirements} lines on frameworks` : '',
  ].filter((part) => part !== '');
  return `\n> **Cut:** ${parts.join(' and ')} had no room here. The HTML, JSON and CSV reports have them all.\n`;
}

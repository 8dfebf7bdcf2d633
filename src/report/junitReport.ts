import { type AuditReport, type AuditReportOrg } from './auditReport.js';
import { orgHeadline, statusWords } from './auditRows.js';
import { type CheckResult, checkResults, type Problem, whatItIsAbout } from './checkResults.js';
import { markup } from './xmlText.js';

/** Kinds of mistakes that one test case names; a server that shows test results is not made for more. */
const MOST_PROBLEMS = 100;

type Counts = { readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number };

/**
 * The audit as test results, for CI servers: a suite for each org, a test case for each check. What fails is a failure,
 * what could not be evaluated an error, what is waived or for a person to check is skipped. The shape is the one that
 * Jenkins and GitLab read: https://github.com/jenkinsci/xunit-plugin,
 * https://docs.gitlab.com/ci/testing/unit_test_reports/
 */
export function* junitReport(report: AuditReport): Generator<string> {
  const counted = report.orgs.map((org) => countsOf(casesOf(org)));
  const whole = counted.reduce(add, { tests: 0, failures: 0, errors: 0, skipped: 0 });
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="Provenance audit" ${attributes(whole)} time="0">\n`;
  for (const org of report.orgs) yield* suite(report, org);
  yield '</testsuites>\n';
}

function* suite(report: AuditReport, org: AuditReportOrg): Generator<string> {
  const results = casesOf(org);
  const counts = countsOf(results);
  const timestamp = report.evaluatedAt.replace(/(\.\d+)?Z$/u, '');
  yield `  <testsuite name="${markup(org.name)}" ${attributes(counts)} skipped="${counts.skipped}" time="0" timestamp="${markup(timestamp)}">\n`;
  yield '    <properties>\n';
  const properties = { verdict: orgHeadline(org), tool: report.tool, schema: report.schemaFile, edition: org.edition };
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) yield `      <property name="${name}" value="${markup(value)}"/>\n`;
  }
  yield '    </properties>\n';
  for (const result of results) yield testCase(org, result);
  yield '  </testsuite>\n';
}

function testCase(org: AuditReportOrg, result: CheckResult): string {
  const open = `    <testcase classname="${markup(org.name)}" name="${markup(`${result.check}: ${result.title}`)}" time="0"`;
  const outcome = outcomeOf(result);
  if (outcome === 'passed') return `${open}/>\n`;
  const body = bodyOf(result.problems);
  if (outcome === 'skipped') return `${open}>\n      <skipped>${body}</skipped>\n    </testcase>\n`;
  const { failed, notEvaluated, total } = result;
  const counts = [
    failed > 0 ? `${failed} of ${total} failed` : '',
    notEvaluated > 0 ? `${notEvaluated} of ${total} could not be evaluated` : '',
  ];
  const message = counts.filter((text) => text !== '').join(', ');
  return `${open}>
      <${outcome} type="${result.severity}" message="${message}">${body}</${outcome}>
    </testcase>
`;
}

function bodyOf(problems: readonly Problem[]): string {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const fixes = new Set(shown.map(({ remediation }) => remediation).filter((text) => text !== ''));
  const lines = [
    ...shown.map((problem) => `${statusWords[problem.status]} ${whatItIsAbout(problem)}: ${problem.message}`),
    ...(problems.length > shown.length
      ? [`and ${problems.length - shown.length} more kinds of mistakes; the JSON and CSV reports list every finding`]
      : []),
    ...[...fixes].map((fix) => `To mend: ${fix}`),
  ];
  return lines.map((line) => `\n${markup(line)}`).join('') + '\n';
}

/** A suite without test cases would look green. */
function casesOf(org: AuditReportOrg): CheckResult[] {
  const results = checkResults(org);
  return results.length > 0 ? results : [nothingEvaluated];
}

const nothingEvaluated: CheckResult = {
  check: 'audit',
  title: 'The org was evaluated',
  severity: 'high',
  status: 'notEvaluated',
  passed: 0,
  failed: 0,
  notEvaluated: 1,
  manual: 0,
  waived: 0,
  total: 1,
  problems: [
    {
      status: 'notEvaluated',
      severity: 'high',
      about: 'Org',
      objects: [],
      message: 'nothing was evaluated',
      remediation: '',
      state: undefined,
      inBaseline: false,
    },
  ],
};

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** Failures that the baseline has too don't fail a test, as they don't fail the audit; nothing else is known by it. */
function outcomeOf({ status, notEvaluated, problems }: CheckResult): Outcome {
  if (status === 'pass') return 'passed';
  if (problems.some((problem) => problem.status === 'fail' && !problem.inBaseline)) return 'failure';
  return notEvaluated > 0 ? 'error' : 'skipped';
}

function countsOf(results: readonly CheckResult[]): Counts {
  const outcomes = results.map(outcomeOf);
  const having = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { tests: results.length, failures: having('failure'), errors: having('error'), skipped: having('skipped') };
}

function add(a: Counts, b: Counts): Counts {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
  };
}

function attributes({ tests, failures, errors }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`;
}

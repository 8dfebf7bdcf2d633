import { markup } from './xmlText.js';

/** How a test case ended; `lines` go into its body. */
export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly lines: readonly string[] }
  | {
      readonly kind: 'failure' | 'error';
      readonly type: string;
      readonly message: string;
      readonly lines: readonly string[];
    };

export type TestCase = { readonly name: string; readonly outcome: TestOutcome };

/** The tests of one org. `timestamp`: ISO 8601, UTC. */
export type TestSuite = {
  readonly name: string;
  readonly timestamp: string;
  readonly seconds: number;
  readonly properties: readonly (readonly [name: string, value: string | undefined])[];
  readonly cases: readonly TestCase[];
};

type Counts = { readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number };

/**
 * Test results in the shape that Jenkins and GitLab read: https://github.com/jenkinsci/xunit-plugin,
 * https://docs.gitlab.com/ci/testing/unit_test_reports/
 *
 * Suites are asked for twice, to be counted and to be written, so that no more than one is held at a time.
 */
export function* junitDocument(name: string, suites: readonly (() => TestSuite)[]): Generator<string> {
  const whole = suites
    .map((suite) => countsOf(suite().cases))
    .reduce(add, { tests: 0, failures: 0, errors: 0, skipped: 0 });
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${markup(name)}" ${attributes(whole)} time="0">\n`;
  for (const suite of suites) yield* suiteText(suite());
  yield '</testsuites>\n';
}

function* suiteText({ name, timestamp, seconds, properties, cases }: TestSuite): Generator<string> {
  const counts = countsOf(cases);
  // The schema knows neither fractions of a second nor a zone.
  const time = markup(timestamp.replace(/(\.\d+)?Z$/u, ''));
  yield `  <testsuite name="${markup(name)}" ${attributes(counts)} skipped="${counts.skipped}" time="${seconds}" timestamp="${time}">\n`;
  yield '    <properties>\n';
  for (const [property, value] of properties) {
    if (value !== undefined) yield `      <property name="${markup(property)}" value="${markup(value)}"/>\n`;
  }
  yield '    </properties>\n';
  for (const testCase of cases) yield caseText(name, testCase);
  yield '  </testsuite>\n';
}

function caseText(suite: string, { name, outcome }: TestCase): string {
  const open = `    <testcase classname="${markup(suite)}" name="${markup(name)}" time="0"`;
  if (outcome.kind === 'passed') return `${open}/>\n`;
  const body = outcome.lines.map((line) => `\n${markup(line)}`).join('') + '\n';
  if (outcome.kind === 'skipped') return `${open}>\n      <skipped>${body}</skipped>\n    </testcase>\n`;
  const { kind, type, message } = outcome;
  return `${open}>
      <${kind} type="${markup(type)}" message="${markup(message)}">${body}</${kind}>
    </testcase>
`;
}

function countsOf(cases: readonly TestCase[]): Counts {
  const having = (kind: TestOutcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { tests: cases.length, failures: having('failure'), errors: having('error'), skipped: having('skipped') };
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

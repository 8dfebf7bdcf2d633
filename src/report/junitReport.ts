import { type AuditReport, type AuditReportOrg } from './auditReport.js';
import { orgHeadline, statusWords } from './auditRows.js';
import { type CheckResult, checkResults, type Problem, whatItIsAbout } from './checkResults.js';
import { junitDocument, type TestOutcome, type TestSuite } from './junitDocument.js';

/** Kinds of mistakes that one test case names; a server that shows test results is not made for more. */
const MOST_PROBLEMS = 100;

/**
 * The audit as test results, for CI servers: a suite for each org, a test case for each check. What fails is a failure,
 * what could not be evaluated an error, what is waived or for a person to check is skipped.
 */
export function* junitReport(report: AuditReport): Generator<string> {
  yield* junitDocument(
    'Provenance audit',
    report.orgs.map((org) => () => suiteOf(report, org)),
  );
}

function suiteOf(report: AuditReport, org: AuditReportOrg): TestSuite {
  return {
    name: org.name,
    timestamp: report.evaluatedAt,
    seconds: 0,
    properties: [
      ['verdict', orgHeadline(org)],
      ['tool', report.tool],
      ['schema', report.schemaFile],
      ['edition', org.edition],
    ],
    cases: casesOf(org).map((result) => ({ name: `${result.check}: ${result.title}`, outcome: outcomeOf(result) })),
  };
}

/** Failures that the baseline has too don't fail a test, as they don't fail the audit; nothing else is known by it. */
function outcomeOf(result: CheckResult): TestOutcome {
  const { status, severity, failed, notEvaluated, total, problems } = result;
  if (status === 'pass') return { kind: 'passed' };
  const lines = linesOf(problems);
  const isFailure = problems.some((problem) => problem.status === 'fail' && !problem.inBaseline);
  if (!isFailure && notEvaluated === 0) return { kind: 'skipped', lines };
  const counts = [
    failed > 0 ? `${failed} of ${total} failed` : '',
    notEvaluated > 0 ? `${notEvaluated} of ${total} could not be evaluated` : '',
  ];
  const message = counts.filter((text) => text !== '').join(', ');
  return { kind: isFailure ? 'failure' : 'error', type: severity, message, lines };
}

function linesOf(problems: readonly Problem[]): string[] {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const fixes = new Set(shown.map(({ remediation }) => remediation).filter((text) => text !== ''));
  return [
    ...shown.map((problem) => `${statusWords[problem.status]} ${whatItIsAbout(problem)}: ${problem.message}`),
    ...(problems.length > shown.length
      ? [`and ${problems.length - shown.length} more kinds of mistakes; the JSON and CSV reports list every finding`]
      : []),
    ...[...fixes].map((fix) => `To mend: ${fix}`),
  ];
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

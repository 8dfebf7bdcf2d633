import type { ComponentState } from '../fleet/deploy/componentState.js';
import type { DeployRun, OrgRun } from '../fleet/deploy/deployRun.js';
import type { OrgDetail } from '../fleet/deploy/orgDetail.js';
import { junitDocument, type TestCase, type TestOutcome, type TestSuite } from './junitDocument.js';

/** One org of a run, and what was to be deployed to it, as far as this attempt got to know it. */
export type DeployedOrg = {
  readonly run: Pick<DeployRun, 'id' | 'startedAt' | 'options'>;
  readonly org: OrgRun;
  readonly detail: OrgDetail | undefined;
};

/**
 * A deploy to one org as test results, for CI servers: a test case for the org, and one for each component that
 * differed. What the org refuses or still lacks is a failure; what could not be carried out, or is not known, an error;
 * what was not sent, or undone with its job, is skipped.
 */
export function deployJunit(deployed: DeployedOrg): Generator<string> {
  return junitDocument('Provenance deploy', [() => suiteOf(deployed)]);
}

function suiteOf({ run, org, detail }: DeployedOrg): TestSuite {
  return {
    name: org.name,
    timestamp: run.startedAt,
    seconds: org.seconds ?? 0,
    properties: [
      ['run', run.id],
      ['dryRun', String(run.options.dryRun)],
      ['stage', run.options.stage],
      ['outcome', org.outcome ?? org.phase],
      ['verdict', org.verdict],
      ['ring', org.ring],
      ['organizationId', org.organizationId],
      ...org.jobs.map(
        ({ id, status = 'not seen to its end', url = '' }) => ['job', `${id} ${status} ${url}`.trim()] as const,
      ),
    ],
    cases: [orgCase(run, org), ...(detail === undefined ? [] : componentCases(detail))],
  };
}

/** Always there: a suite without test cases would look green. */
function orgCase({ options }: DeployedOrg['run'], org: OrgRun): TestCase {
  const name = options.dryRun
    ? 'The org would take what the provenance schema wants'
    : 'The org is as the provenance schema wants it';
  return { name, outcome: orgOutcome(org) };
}

function orgOutcome({ phase, outcome, message, jobs }: OrgRun): TestOutcome {
  const not = (kind: 'failure' | 'error', type: string, otherwise: string): TestOutcome => ({
    kind,
    type,
    message: message ?? otherwise,
    lines: jobs.map(({ id, status = 'not seen to its end' }) => `Job ${id}: ${status}`),
  });
  if (phase !== 'ended' || outcome === undefined) {
    return not('error', 'unfinished', phase === 'pending' ? 'not begun yet' : 'begun, and not finished');
  }
  switch (outcome) {
    case 'unchanged':
    case 'deployed':
    case 'validated':
      return { kind: 'passed' };
    case 'failed':
      return not('failure', outcome, 'the org refused what was sent');
    case 'incomplete':
      return not('failure', outcome, 'reading the org again did not confirm it');
    case 'declined':
      return not('error', outcome, 'nobody confirmed the deploy');
    case 'error':
      return not('error', outcome, 'the deploy could not be carried out');
    case 'canceled':
      return not('error', outcome, 'the run was canceled');
    case 'skipped':
      return { kind: 'skipped', lines: ['Left alone, since an earlier ring was not done'] };
  }
}

function componentCases({ changes, failures }: OrgDetail): TestCase[] {
  const changed = new Set(changes.map(nameOf));
  const cases = changes.map((change) => ({ name: nameOf(change), outcome: changeOutcome(change, failures) }));
  // What the org says of components that were not sent, such as those that refer to what was.
  const others = [...new Set(failures.map(nameOf))].filter((name) => !changed.has(name));
  return [...cases, ...others.map((name) => ({ name, outcome: refusal(name, [], failures) }))];
}

function changeOutcome(change: OrgDetail['changes'][number], failures: OrgDetail['failures']): TestOutcome {
  const before = [`Before the deploy: ${change.meaning}`];
  const words = STATES[change.state];
  switch (change.state) {
    case 'accepted':
      return { kind: 'passed' };
    case 'refused':
      return refusal(nameOf(change), before, failures);
    case 'differs':
      return { kind: 'failure', type: change.state, message: words, lines: before };
    case 'unconfirmed':
      return { kind: 'error', type: change.state, message: words, lines: before };
    case 'left':
    case 'notValidated':
      return { kind: 'skipped', lines: [words, ...before] };
  }
}

const STATES: Readonly<Record<ComponentState, string>> = {
  accepted: '',
  refused: '',
  differs: 'deployed, and still differs in the org as it was read again',
  unconfirmed: 'deployed, but the org could not be read again to confirm it',
  left: 'Not in the org: not sent, or undone with its job, which is applied whole or not at all',
  notValidated: 'Not validated: it refers to something that is not in the org yet',
};

/** In the org's own words, each with its place in the file. */
function refusal(name: string, lines: readonly string[], failures: OrgDetail['failures']): TestOutcome {
  const problems = failures.filter((failure) => nameOf(failure) === name);
  return {
    kind: 'failure',
    type: 'refused',
    message: problems[0]?.problem ?? '',
    lines: [
      ...problems.map(({ problem, line, column }) =>
        line === undefined
          ? problem
          : `${problem} (line ${line}${column === undefined ? '' : `, column ${column}`} of its file)`,
      ),
      ...lines,
    ],
  };
}

function nameOf({ type, fullName }: { readonly type: string; readonly fullName: string }): string {
  return `${type} ${fullName}`;
}

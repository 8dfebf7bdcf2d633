import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { parseStringPromise } from 'xml2js';
import { componentStates } from '../../src/fleet/deploy/componentState.js';
import { type OrgRun, runOutcomes } from '../../src/fleet/deploy/deployRun.js';
import type { OrgDetail } from '../../src/fleet/deploy/orgDetail.js';
import { type DeployedOrg, deployJunit } from '../../src/report/deployJunit.js';
import { aDeployRun } from '../builders/fleetRun.js';

const XSD = readFileSync(new URL('schemas/jenkins-junit.xsd', import.meta.url), 'utf8');

const aDeployedOrg = (org: Partial<OrgRun>, detail?: Partial<OrgDetail>): DeployedOrg => ({
  run: aDeployRun([]),
  org: { name: 'prod', phase: 'ended', jobs: [], ...org },
  detail: detail && { changes: [], failures: [], notValidated: [], remaining: [], later: [], ...detail },
});
const aChange = (overrides: Partial<OrgDetail['changes'][number]>): OrgDetail['changes'][number] => ({
  type: 'ValidationRule',
  fullName: 'Account.Synthetic_Complete',
  action: 'create',
  stage: 'enforcement',
  meaning: 'missing',
  state: 'accepted',
  ...overrides,
});
const everyState = componentStates.map((state) => aChange({ state, fullName: `Account.${state}` }));

type Case = { $: { name: string; classname: string } } & Record<string, { $?: Record<string, string>; _?: string }[]>;
type Suites = { testsuites: { $: Record<string, string>; testsuite: { testcase: Case[] }[] } };
const textOf = (deployed: DeployedOrg): string => [...deployJunit(deployed)].join('');
const read = async (deployed: DeployedOrg): Promise<Suites['testsuites']> =>
  ((await parseStringPromise(textOf(deployed))) as Suites).testsuites;
/** How each test case ended, by its name. */
const ends = async (deployed: DeployedOrg): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await read(deployed)).testsuite.flatMap(({ testcase }) =>
      testcase.map(({ $, ...inner }) => [$.name, Object.keys(inner)[0] ?? 'passed']),
    ),
  );

const hostile = '\u202e<x>&"\'\n\u0000]]>';
const problems = {
  failures: [
    {
      type: 'ValidationRule',
      fullName: 'Account.refused',
      problem: 'Field Nope__c does not exist',
      line: 7,
      column: 3,
    },
    { type: 'Layout', fullName: 'Account-Layout', problem: hostile },
  ],
};
const everyEnd: readonly (readonly [string, DeployedOrg])[] = [
  ...runOutcomes.map((outcome) => [outcome, aDeployedOrg({ outcome, message: hostile })] as const),
  ...(['pending', 'reading', 'sending', 'waiting'] as const).map((phase) => [phase, aDeployedOrg({ phase })] as const),
  ['every state of a component', aDeployedOrg({ outcome: 'failed' }, { changes: everyState, ...problems })],
  [
    'hostile names',
    aDeployedOrg(
      { name: hostile, outcome: 'failed', ring: hostile, jobs: [{ id: hostile, stages: [], url: hostile }] },
      { changes: [aChange({ fullName: hostile, meaning: hostile, state: 'differs' })] },
    ),
  ],
];

describe('a deploy as JUnit test results', () => {
  it('Given any end of an org, When written, Then it is what Jenkins reads', async () => {
    const { valid, errors } = await validateXML({
      xml: everyEnd.map(([, deployed], index) => ({ fileName: `${index}.xml`, contents: textOf(deployed) })),
      schema: [XSD],
    });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  it('Given any end of an org, When written, Then only an org that is as wanted passes', async () => {
    const found = await Promise.all(
      everyEnd.slice(0, -2).map(async ([end, deployed]) => [end, Object.values(await ends(deployed))] as const),
    );
    expect(Object.fromEntries(found)).toEqual({
      unchanged: ['passed'],
      deployed: ['passed'],
      validated: ['passed'],
      failed: ['failure'],
      incomplete: ['failure'],
      declined: ['error'],
      error: ['error'],
      canceled: ['error'],
      skipped: ['skipped'],
      pending: ['error'],
      reading: ['error'],
      sending: ['error'],
      waiting: ['error'],
    });
  });

  it('Given components that ended in every way, When written, Then each is a test case, and those that are not known to be there don’t pass', async () => {
    const deployed = aDeployedOrg({ outcome: 'failed', message: 'refused' }, { changes: everyState, ...problems });

    expect(await ends(deployed)).toEqual({
      'The org is as the provenance schema wants it': 'failure',
      'ValidationRule Account.accepted': 'passed',
      'ValidationRule Account.refused': 'failure',
      'ValidationRule Account.differs': 'failure',
      'ValidationRule Account.unconfirmed': 'error',
      'ValidationRule Account.left': 'skipped',
      'ValidationRule Account.notValidated': 'skipped',
      'Layout Account-Layout': 'failure',
    });
    expect((await read(deployed)).$).toMatchObject({ tests: '8', failures: '4', errors: '1' });
    expect(textOf(deployed)).toContain('Field Nope__c does not exist (line 7, column 3 of its file)');
  });

  it('Given a dry run, When written, Then the org would take it, and jobs are named with their pages', () => {
    const job = { id: '0Af000000000001', stages: [], status: 'Succeeded', url: 'https://prod.example/1' };
    const deployed = aDeployedOrg({ outcome: 'validated', jobs: [job], seconds: 4.2 });
    const text = textOf({ ...deployed, run: aDeployRun([], { options: { dryRun: true } }) });

    expect(text).toContain('name="The org would take what the provenance schema wants"');
    expect(text).toContain('<property name="job" value="0Af000000000001 Succeeded https://prod.example/1"/>');
    expect(text).toContain('time="4.2"');
  });
});

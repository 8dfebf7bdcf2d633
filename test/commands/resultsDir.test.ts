import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo } from '@salesforce/core';
import { validateXML } from 'xmllint-wasm';
import { deployRunStore, startRun } from '../../src/cli/deploy/deployRuns.js';
import { readResult } from '../../src/cli/resultFile.js';
import SyntheticDeploy from '../../src/commands/synthetic/deploy.js';
import SyntheticDeployCancel from '../../src/commands/synthetic/deploy/cancel.js';
import SyntheticDeployReport from '../../src/commands/synthetic/deploy/report.js';
import SyntheticDeployResume from '../../src/commands/synthetic/deploy/resume.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import { readProvenanceSchema } from '../../src/schema/schemaFile.js';
import { aDeployRun } from '../builders/fleetRun.js';
import { TODAY } from '../builders/schema.js';

const XSD = readFileSync(new URL('../report/schemas/jenkins-junit.xsd', import.meta.url), 'utf8');

let emulator: RunningEmulator;
let folder: string;
let names: string[];
beforeAll(async () => {
  emulator = await startEmulator({
    orgs: ['results-one', 'results-two', 'results-three'].map((name) => ({ name, kind: 'sandbox' })),
  });
  for (const { username, accessToken, url } of emulator.orgs) {
    const accessTokenOptions = { accessToken, instanceUrl: url, loginUrl: url };
    await (await AuthInfo.create({ username, accessTokenOptions })).save();
  }
  names = emulator.orgs.map(({ username }) => username);
});
afterAll(() => emulator.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
  writeFileSync(join(folder, 'provenance.yaml'), 'objects: [Account]\n');
  writeFileSync(
    join(folder, 'fleet.yaml'),
    JSON.stringify({
      orgs: names.map((org, index) => ({ org, role: 'sandbox', ring: index < 2 ? 'canary' : 'rest' })),
    }),
  );
});
afterEach(() => {
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** The result of a command, of which nobody sees anything. */
async function resultOf(
  command: { run(argv: string[], root: string): Promise<unknown> },
  ...flags: readonly string[]
): Promise<unknown> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await command.run([...flags, '--json'], import.meta.url);
  } finally {
    console.log = log;
  }
}
const results = (): string => join(folder, 'out');
const schema = (): string[] => ['--schema', join(folder, 'provenance.yaml')];
const fleet = (): string[] => ['--fleet', join(folder, 'fleet.yaml'), ...schema()];
const json = (file: string): unknown => JSON.parse(readFileSync(join(results(), file), 'utf8'));
const junit = (org: string): string => readFileSync(join(results(), `${org}-junit.xml`), 'utf8');
/** The result as it is printed. */
const printed = (result: unknown): unknown => JSON.parse(JSON.stringify(result));
const faultsOf = (index: number) => emulator.faults(emulator.orgs[index]?.name ?? '');
const jobsSent = (): number =>
  names.reduce((sum, _, index) => sum + (faultsOf(index).report().calls.byOperation['deploy'] ?? 0), 0);

describe('--results-dir', () => {
  it('Given a folder that can’t be one, When deployed, Then the error says so before any job is sent', async () => {
    const file = join(folder, 'provenance.yaml');
    const before = jobsSent();

    await expect(resultOf(SyntheticDeploy, ...fleet(), '--results-dir', file)).rejects.toMatchObject({
      name: 'ResultsDirUnusable',
    });

    expect(jobsSent()).toBe(before);
  });

  it('Given a fleet in which an org refuses a component, When deployed, Then each org’s files and the summary say so; and after a resume, that all is done', async () => {
    const [one = '', two = '', three = ''] = names;
    faultsOf(1).set({ faults: [{ kind: 'deployFails', problem: 'No such <formula> & no luck', when: { nth: 2 } }] });

    const failed = await resultOf(SyntheticDeploy, ...fleet(), '--results-dir', results());

    expect(process.exitCode).toBe(68);
    expect(readdirSync(results()).sort()).toEqual(
      ['summary.json', ...names.flatMap((name) => [`${name}.json`, `${name}-junit.xml`])].sort(),
    );
    expect(json('summary.json')).toEqual(printed(failed));
    expect(json(`${one}.json`)).toMatchObject({ outcome: 'deployed', remaining: [], failures: [] });
    expect(json(`${two}.json`)).toMatchObject({
      outcome: 'failed',
      jobs: [{ status: 'Succeeded' }, { status: 'Failed' }],
      failures: [{ problem: 'No such <formula> & no luck' }],
      changes: expect.arrayContaining([
        expect.objectContaining({ stage: 'foundation', state: 'accepted' }),
        expect.objectContaining({ stage: 'enforcement', state: 'refused' }),
        expect.objectContaining({ stage: 'enforcement', state: 'left' }),
      ]) as unknown[],
    });
    // Of an org that was not reached nothing is known, which is something else than nothing.
    expect(json(`${three}.json`)).toMatchObject({ outcome: 'skipped' });
    expect(json(`${three}.json`)).not.toHaveProperty('changes');
    expect(junit(one)).toContain('failures="0" errors="0" skipped="0"');
    expect(junit(two)).toContain('No such &lt;formula&gt; &amp; no luck');
    expect(junit(three)).toContain('skipped="1"');

    faultsOf(1).clear();
    const resumed = await resultOf(SyntheticDeployResume);

    expect(process.exitCode).toBe(0);
    expect(json('summary.json')).toEqual(printed(resumed));
    for (const name of names) expect(junit(name)).toContain('failures="0" errors="0" skipped="0"');
    const xml = names.map((name) => ({ fileName: `${name}.xml`, contents: junit(name) }));
    expect(await validateXML({ xml, schema: [XSD] })).toMatchObject({ valid: true });
    expect(await readResult(join(results(), 'summary.json'))).toMatchObject({ kind: 'deploy' });
  });

  it('Given one org, When deployed to and reported, Then the summary is what each command prints', async () => {
    const [one = ''] = names;

    const deployed = await resultOf(SyntheticDeploy, '--target-org', one, ...schema(), '--results-dir', results());
    expect(json('summary.json')).toEqual(printed(deployed));
    expect(junit(one)).toContain('tests="1" failures="0"');

    rmSync(results(), { recursive: true });
    const reported = await resultOf(SyntheticDeployReport, '--results-dir', results());
    const { runId } = reported as { runId: string };
    expect(json('summary.json')).toEqual(printed(reported));
    expect(json(`${one}.json`)).toMatchObject({ runId, outcome: 'unchanged', changes: [] });
  });

  it('Given a run that nobody carries out, When canceled, Then its files say so', async () => {
    const [one = ''] = names;
    const schemaFile = join(folder, 'provenance.yaml');
    const provenance = await readProvenanceSchema(schemaFile, TODAY);
    const { options } = aDeployRun([one]);
    const inputs = { schemaFile, schema: provenance, fleetFile: undefined, fleet: undefined, orgs: [{ name: one }] };
    const run = startRun({ ...inputs, options, resultsDir: results() });
    await deployRunStore().save(run);

    const canceled = await resultOf(SyntheticDeployCancel, '--run-id', run.id);

    expect(json('summary.json')).toEqual(printed(canceled));
    expect(junit(one)).toContain('type="canceled"');
  });

  it('Given an org that can’t be deployed to, When the command ends with its error, Then the files are there', async () => {
    const [one = ''] = names;
    writeFileSync(join(folder, 'provenance.yaml'), 'objects: [Nope__c]\n');

    await expect(
      resultOf(SyntheticDeploy, '--target-org', one, ...schema(), '--results-dir', results()),
    ).rejects.toMatchObject({ name: 'ObjectNotInOrg' });

    expect(json('summary.json')).toMatchObject({ orgs: [{ outcome: 'error' }] });
    expect(junit(one)).toContain('Nope__c');
    expect(junit(one)).toContain('errors="1"');
  });
});

/**
 * `npm run demo`: the product in one minute, on this machine alone. Starts two embedded Salesforce orgs in a home
 * directory of their own, shows what is missing, deploys it, and proves with REST calls that synthetic records are
 * contained. Every `sf` line is one a person could type; every outcome is checked, and the first wrong one ends the demo.
 */
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { commandLine, openSession } from './cliSession.ts';
import type { CliSession } from './cliSession.ts';
import { embeddedOrg, restClient } from './embeddedOrgs.ts';
import type { RestAnswer, RestClient } from './embeddedOrgs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = join(root, 'reports', 'demo-audit.html');

/** What `sf synthetic audit` says with its exit code. */
const CONFORMING = 0;
const NONCONFORMING = 3;

const started = performance.now();
const session = await openSession([process.execPath, join(root, 'bin', 'run.js')]);
const interruption = new AbortController();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    interruption.abort();
    console.error(`\n${signal}: stopping the embedded orgs …`);
    void session.close().finally(() => process.exit(code));
  });
}

try {
  await tell(session);
  await cleanUp();
  console.log(
    `\nDone in ${((performance.now() - started) / 1000).toFixed(0)} s. The report: ${relative(process.cwd(), report)}`,
  );
} catch (error) {
  // A command that was ended by the interruption is no failure of its own.
  if (!interruption.signal.aborted) await fail(error);
}

async function fail(error: unknown): Promise<void> {
  console.error(`\n${styleText('red', 'The demo stopped:')} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  title('Clean-up');
  printLine(['synthetic', 'emulator', 'stop', '--all']);
  await session.close();
  console.log('The embedded orgs are stopped, their files are gone.');
}

async function tell(sf: CliSession): Promise<void> {
  title('Two embedded Salesforce orgs: a production org and a sandbox');
  const data = join(sf.folder, 'orgs');
  await show([
    'synthetic',
    'emulator',
    'start',
    '--org',
    'prod:production',
    '--org',
    'sandbox:sandbox',
    '--source-dir',
    'examples/loyalty',
    '--login',
    '--detach',
    '--data-dir',
    data,
  ]);

  title('Is synthetic data under control there? The audit says what is missing');
  await show(['synthetic', 'audit', '--target-org', 'prod'], NONCONFORMING);

  title('What a deployment would change');
  await show(['synthetic', 'deploy', '--target-org', 'prod', '--dry-run']);

  title('Deploy markers, guards, badge, permission sets and each org’s own policy');
  await show(['synthetic', 'deploy', '--target-org', 'prod', '--no-prompt']);
  await show(['synthetic', 'deploy', '--target-org', 'sandbox', '--no-prompt']);

  title('The same audit, now of the whole fleet, with a report');
  await mkdir(join(root, 'reports'), { recursive: true });
  await show(
    ['synthetic', 'audit', '--fleet', 'config/fleet.yaml', '--output-file', relative(root, report)],
    CONFORMING,
  );

  title('Containment, tried with REST calls');
  const production = await restClient(await embeddedOrg(sf.home, 'prod'));
  const sandbox = await restClient(await embeddedOrg(sf.home, 'sandbox'));
  for (const [name, client] of [
    ['prod', production],
    ['sandbox', sandbox],
  ] as const)
    await assignAccess(name, client);
  await proveContainment(production, sandbox);
}

/** Nobody sees a deployed field until a permission set grants it, so the demo’s administrator gets both. */
async function assignAccess(org: string, client: RestClient): Promise<void> {
  const names = ['Synthetic_Provenance_Reader', 'Synthetic_Provenance_Writer'];
  printLine(['org', 'assign', 'permset', '--name', names[0] ?? '', '--name', names[1] ?? '', '--target-org', org]);
  for (const name of names) {
    const [set] = await client.query(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
    if (set === undefined) throw new Error(`${org} has no permission set ${name}.`);
    const answer = await client.create('PermissionSetAssignment', {
      AssigneeId: client.userId,
      PermissionSetId: set['Id'],
    });
    if (answer.status !== 201) throw new Error(`${name} could not be assigned: ${JSON.stringify(answer.body)}`);
    console.log(`  ${styleText('green', '✓')} ${name} is assigned`);
  }
}

async function proveContainment(production: RestClient, sandbox: RestClient): Promise<void> {
  const generated = {
    Is_Synthetic__c: true,
    Generation_Source__c: 'demo 1.0',
    Creation_Timestamp__c: '2026-01-15T09:30:00.000Z',
  };
  const genuine = await attempt('prod: create a genuine account', 201, () =>
    production.create('Account', { Name: 'Genuine Ltd' }),
  );
  await attempt('prod: create a synthetic account', 400, () =>
    production.create('Account', { Name: 'Made Up Ltd', ...generated }),
  );
  await attempt('prod: mark the genuine account as synthetic', 400, () =>
    production.update('Account', idOf(genuine), generated),
  );
  await attempt('sandbox: create a synthetic account without its source', 400, () =>
    sandbox.create('Account', { Name: 'Made Up Ltd', ...generated, Generation_Source__c: null }),
  );
  const made = await attempt('sandbox: create one with all markers', 201, () =>
    sandbox.create('Account', { Name: 'Made Up Ltd', ...generated }),
  );
  await attempt('sandbox: say afterwards that it is genuine', 400, () =>
    sandbox.update('Account', idOf(made), {
      Is_Synthetic__c: false,
      Generation_Source__c: null,
      Creation_Timestamp__c: null,
    }),
  );
}

/** Prints what is tried and the org’s answer; a refusal must come from a guard. */
async function attempt(what: string, expected: 201 | 400, call: () => Promise<RestAnswer>): Promise<RestAnswer> {
  const answer = await call();
  const refusal = answer.errors[0];
  const asExpected =
    answer.status === expected && (expected === 201 || refusal?.errorCode === 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  if (!asExpected)
    throw new Error(`${what}: expected ${expected}, the org answered ${answer.status} ${JSON.stringify(answer.body)}`);
  const verdict =
    refusal === undefined ? styleText('green', 'accepted') : styleText('yellow', `refused, ${refusal.errorCode}`);
  console.log(`  ${styleText('green', '✓')} ${what}: ${verdict}`);
  if (refusal !== undefined) console.log(styleText('dim', `      ${refusal.message}`));
  return answer;
}

function idOf({ body }: RestAnswer): string {
  const id = (body as { id?: unknown }).id;
  if (typeof id !== 'string') throw new Error(`The org answered without a record id: ${JSON.stringify(body)}`);
  return id;
}

/** Runs a command line on this terminal and checks how it ended. */
async function show(args: readonly string[], exitCode = 0): Promise<void> {
  printLine(args);
  const done = await session.run(args, { live: true, cwd: root });
  if (done.exitCode !== exitCode) {
    throw new Error(`\`${done.line}\` should have ended with exit code ${exitCode}, but ended with ${done.exitCode}.`);
  }
  if (exitCode !== 0) console.log(styleText('dim', `(exit code ${exitCode})`));
}

function title(text: string): void {
  console.log(`\n${styleText('bold', `▌ ${text}`)}`);
}

function printLine(args: readonly string[]): void {
  console.log(`\n${styleText('cyan', `$ ${commandLine(args)}`)}`);
}

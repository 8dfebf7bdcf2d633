/**
 * The plugin under the real Salesforce CLI, against embedded orgs. `SF_BIN=/path/to/sf npm run e2e` after a build; the
 * CLI's home is a temporary folder. The steps build on each other.
 */
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describeRun, openSession } from '../../scripts/cliSession.ts';
import type { CliSession, Run, RunOptions } from '../../scripts/cliSession.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RULE = 'Synthetic_Contained';
const ruleFile = join(
  'force-app',
  'main',
  'default',
  'objects',
  'Account',
  'validationRules',
  `${RULE}.validationRule-meta.xml`,
);
const synthetic = "Is_Synthetic__c=true Generation_Source__c='e2e 1.0' Creation_Timestamp__c=2026-01-15T09:30:00.000Z";

/** What the tests read of an audit's JSON result. */
type Audit = {
  readonly verdict: string;
  readonly orgs: readonly { readonly name: string; readonly findings: readonly Finding[] }[];
};
type Finding = { readonly check: string; readonly status: string; readonly subject: string; readonly message: string };

describe('the plugin under the real Salesforce CLI', () => {
  let session: CliSession;
  let project: string;
  /** The process that serves the embedded orgs. */
  let pid: number;

  const sf = async (args: readonly string[], options: RunOptions & { exitCode?: number } = {}): Promise<Run> => {
    const done = await session.run(args, { cwd: project, ...options });
    assert.equal(done.exitCode, options.exitCode ?? 0, describeRun(done));
    return done;
  };
  const result = (args: readonly string[], exitCode = 0): Promise<unknown> =>
    session.json(args, { cwd: project, exitCode });
  const audit = async (org: string, exitCode: number): Promise<Audit> =>
    (await result(['synthetic', 'audit', '--target-org', org], exitCode)) as Audit;

  before(async () => {
    const bin = process.env['SF_BIN'];
    if (bin === undefined || bin === '') throw new Error('SF_BIN must name the Salesforce CLI to test under.');
    session = await openSession([bin]);
    project = join(session.folder, 'project');
    for (const part of ['force-app', 'examples', 'config', 'sfdx-project.json', '.forceignore']) {
      await cp(join(root, part), join(project, part), { recursive: true });
    }
  });

  after(async () => {
    await session.close();
  });

  it('links the plugin', async () => {
    await sf(['plugins', 'link', root, '--no-install']);
    assert.match((await sf(['plugins'])).stdout, /sf-plugin-synthetic .*\(link\)/u);
    assert.match((await sf(['synthetic', 'audit', '--help'])).stdout, /--target-org/u);
  });

  it('finds the committed metadata to be what the provenance schema describes', async () => {
    await sf(['synthetic', 'generate', '--check']);
  });

  it('starts three embedded orgs, logged in', async () => {
    const specs = ['prod:production', 'sandbox:sandbox', 'trial:sandbox'].flatMap((spec) => ['--org', spec]);
    const started = await result([
      'synthetic',
      'emulator',
      'start',
      ...specs,
      '--source-dir',
      'examples/loyalty',
      '--login',
      '--detach',
    ]);
    const { orgs, ...rest } = started as { pid: number; orgs: { name: string; username: string }[] };
    ({ pid } = rest);
    assert.deepEqual(
      orgs.map(({ name }) => name),
      ['prod', 'sandbox', 'trial'],
    );
    for (const { name, username } of orgs) {
      const shown = (await result(['org', 'display', '--target-org', name])) as Record<string, unknown>;
      assert.equal(shown['username'], username);
      assert.equal(shown['connectedStatus'], 'Connected');
    }
  });

  it('lets a person log in with an access token, under another name', async () => {
    const display = ['org', 'display', '--target-org', 'prod'];
    const shown = await session.json(display, { cwd: project, env: { SF_TEMP_SHOW_SECRETS: 'true' } });
    const { accessToken, instanceUrl } = shown as { accessToken: string; instanceUrl: string };
    const login = ['org', 'login', 'access-token', '--instance-url', instanceUrl, '--alias', 'by-token', '--no-prompt'];
    await sf(login, { env: { SF_ACCESS_TOKEN: accessToken } });
    const query = ['data', 'query', '--query', 'SELECT IsSandbox FROM Organization', '--target-org', 'by-token'];
    const { records } = (await result(query)) as { records: { IsSandbox: boolean }[] };
    assert.deepEqual(
      records.map(({ IsSandbox }) => IsSandbox),
      [false],
    );
  });

  it('finds an org without any of it nonconforming', async () => {
    const {
      verdict,
      orgs: [first],
    } = await audit('prod', 3);
    assert.equal(verdict, 'nonconforming');
    assert.ok(first?.findings.some(({ status }) => status === 'fail'));
  });

  it('deploys to production and sandbox, and has nothing to do the second time', async () => {
    for (const name of ['prod', 'sandbox']) {
      const args = ['synthetic', 'deploy', '--target-org', name, '--no-prompt'];
      const first = (await result(args)) as { outcome: string; changes: unknown[]; remaining: unknown[] };
      assert.equal(first.outcome, 'deployed');
      assert.notEqual(first.changes.length, 0);
      assert.deepEqual(first.remaining, []);
      const second = (await result(args)) as { outcome: string; changes: unknown[] };
      assert.equal(second.outcome, 'unchanged');
      assert.deepEqual(second.changes, []);
    }
    assert.match((await sf(['synthetic', 'deploy', '--target-org', 'prod', '--no-prompt'])).stdout, /no action/iu);
  });

  it('finds both conforming', async () => {
    for (const name of ['prod', 'sandbox']) assert.equal((await audit(name, 0)).verdict, 'conforming');
  });

  it('leaves metadata that the official deploy command deploys as well', async () => {
    const args = ['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'trial', '--wait', '5'];
    const { files } = (await result(args)) as { files: readonly { readonly type: string }[] };
    const types = new Set(files.map(({ type }) => type));
    for (const type of ['CustomField', 'ValidationRule', 'LightningComponentBundle', 'StaticResource'])
      assert.ok(types.has(type), type);
  });

  it('refuses by guards what the markers forbid, once the access is assigned', async () => {
    for (const name of ['prod', 'sandbox']) {
      const sets = ['Synthetic_Provenance_Reader', 'Synthetic_Provenance_Writer'].flatMap((set) => ['--name', set]);
      await sf(['org', 'assign', 'permset', ...sets, '--target-org', name]);
    }
    const create = (org: string, values: string): string[] => [
      'data',
      'create',
      'record',
      '--sobject',
      'Account',
      '--values',
      values,
      '--target-org',
      org,
    ];
    const refused = await sf([...create('prod', `Name=Made-up ${synthetic}`), '--json'], { exitCode: 1 });
    assert.match(refused.stdout, /FIELD_CUSTOM_VALIDATION_EXCEPTION/u);
    assert.match(refused.stdout, /does not accept synthetic records/u);
    const unmarked = await sf([...create('sandbox', 'Name=Made-up Is_Synthetic__c=true'), '--json'], { exitCode: 1 });
    assert.match(unmarked.stdout, /FIELD_CUSTOM_VALIDATION_EXCEPTION/u);
    assert.match(unmarked.stdout, /needs its generation source/u);
    const { id } = (await result(create('sandbox', `Name=Made-up ${synthetic}`))) as { id: string };
    assert.match(id, /^001\w{15}$/u);
    await sf(create('prod', 'Name=Genuine'));
  });

  it('names a guard that someone switched off', async () => {
    const file = join(project, ruleFile);
    const xml = await readFile(file, 'utf8');
    assert.match(xml, /<active>true<\/active>/u);
    await writeFile(file, xml.replace('<active>true</active>', '<active>false</active>'));
    await sf(['project', 'deploy', 'start', '--source-dir', ruleFile, '--target-org', 'prod', '--wait', '5']);
    const {
      verdict,
      orgs: [prod],
    } = await audit('prod', 3);
    assert.equal(verdict, 'nonconforming');
    const failures = prod?.findings.filter(({ status }) => status === 'fail') ?? [];
    assert.deepEqual(
      failures.map(({ check, subject }) => [check, subject]),
      // It is off now, and somebody switched it off: to switch it on again answers the first only.
      ['guards-active', 'controls-untouched'].map((check) => [check, `ValidationRule:Account.${RULE}`]),
    );
  });

  it('stops orgs with their process and their logins, and passes none of the fleet then', async () => {
    const stopped = await sf(['synthetic', 'emulator', 'stop', '--all']);
    assert.ok(await hasEnded(pid), `process ${pid} still runs after\n${describeRun(stopped)}`);
    assert.deepEqual(await result(['synthetic', 'emulator', 'list']), { emulators: [] });
    const fleet = (await result(['synthetic', 'audit', '--fleet', 'config/fleet.yaml'], 4)) as Audit;
    assert.equal(fleet.verdict, 'notEvaluated');
    assert.deepEqual(
      fleet.orgs.map(({ name }) => name),
      ['prod', 'sandbox'],
    );
  });

  it('does not pass an org that went away without a word', async () => {
    const start = ['synthetic', 'emulator', 'start', '--org', 'gone:sandbox', '--login', '--detach'];
    ({ pid } = (await result(start)) as { pid: number });
    process.kill(pid, 'SIGKILL');
    assert.ok(await hasEnded(pid));
    const {
      verdict,
      orgs: [gone],
    } = await audit('gone', 4);
    assert.equal(verdict, 'notEvaluated');
    assert.ok(gone?.findings.every(({ status }) => status === 'notEvaluated'));
  });
});

/** Waits up to five seconds for a process to end. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
      throw error;
    }
    await setTimeout(100);
  }
  return false;
}

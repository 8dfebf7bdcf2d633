import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../../src/emulator/http/server.js';
import { type CliSession, openSession, type Run } from '../../scripts/cliSession.ts';

const CLI = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
/** Starting the CLI takes a second and more on a busy machine. */
const SLOW = 60_000;

let session: CliSession;
let project: string;
beforeAll(async () => {
  session = await openSession([process.execPath, CLI]);
  project = session.folder;
  await writeFile(join(project, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
}, SLOW);
afterAll(() => session.close(), SLOW);

const run = (line: string, options: Parameters<CliSession['run']>[1] = {}): Promise<Run> =>
  session.run(line.split(' '), options);
const said = ({ stdout, stderr }: Run): string => `${stdout}\n${stderr}`.replace(/\s+/g, ' ');

describe('without an org', () => {
  const refusals: readonly (readonly [line: string, reason: RegExp])[] = [
    ['synthetic generate', /There is no provenance schema file at ".*provenance\.yaml".*sf synthetic init/],
    ['synthetic audit --target-org nowhere', /No authorization information found for nowhere/],
    ['synthetic deploy --target-org nowhere', /No authorization information found for nowhere/],
    ['synthetic emulator stop nowhere', /No embedded org "nowhere" is running.*sf synthetic emulator list/],
    ['synthetic emulator stop', /Say which orgs to stop/],
    ['synthetic emulator start --org prod:palace', /"prod:palace" is not an org to start/],
    ['synthetic audit --fleet nowhere.yaml --schema nowhere.yaml', /No file found at nowhere\.yaml/],
  ];

  it(
    'Given a new project, When a command lacks what it needs, Then it exits 1 or 2, says why, and shows no stack',
    async () => {
      // Side by side: most of the time is the start of the CLI. Each with a home of its own, since the core library writes
      // the key file of a new one without a lock.
      const runs = await Promise.all(
        refusals.map(async ([line, reason], index) => {
          const home = join(session.home, `refusal-${index}`);
          await mkdir(home);
          return { line, reason, done: await run(line, { env: { HOME: home, USERPROFILE: home } }) };
        }),
      );

      const wrong = runs.filter(
        ({ reason, done }) =>
          ![1, 2].includes(done.exitCode) || !reason.test(said(done)) || /\bat .*\.js:\d+/.test(said(done)),
      );
      expect(wrong).toEqual([]);
    },
    SLOW,
  );

  it(
    'Given a schema with several mistakes, When generated, Then each is named with its place, and nothing is written',
    async () => {
      const file = join(project, 'wrong.yaml');
      await writeFile(
        file,
        `objects: [Account]\nmarkers:\n  is_synthetic: { apiName: ${'A'.repeat(50)}__c }\nguard: {}\n`,
      );

      const done = await run('synthetic generate --schema wrong.yaml --json');

      const { name, message, stack } = JSON.parse(done.stdout) as { name: string; message: string; stack?: string };
      expect(done.exitCode).toBe(1);
      expect(name).toBe('ProvenanceSchemaError');
      expect(message).toMatch(/wrong\.yaml:3:\d+ .*apiName/);
      expect(message).toMatch(/wrong\.yaml:4:\d+ .*guards/);
      expect(stack).toBeUndefined();
      expect(await readdir(project)).not.toContain('force-app');
    },
    SLOW,
  );

  it(
    'Given a port that is taken, When an embedded org is started there, Then it says so and nothing is left running',
    async () => {
      const other = await startEmulator({ orgs: [{ name: 'other', kind: 'sandbox' }] });
      const port = new URL(other.orgs[0]?.url ?? '').port;

      const detached = await run(`synthetic emulator start --org a:sandbox --port ${port} --detach`);
      const listed = await run('synthetic emulator list --json');
      await other.stop();

      expect(detached.exitCode).toBe(1);
      expect(said(detached)).toContain(port);
      expect(said(detached)).toContain('Take another port');
      expect(JSON.parse(listed.stdout)).toMatchObject({ result: { emulators: [] } });
    },
    SLOW,
  );

  it(
    'Given source that the org refuses, When an embedded org is started with it, Then neither process nor login is left',
    async () => {
      const folder = join(project, 'refused', 'objects', 'Account', 'fields');
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, 'Bad__c.field-meta.xml'),
        '<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Bad__c</fullName></CustomField>',
      );

      const done = await run('synthetic emulator start --org refusing:sandbox --source-dir refused --login --detach');
      const [listed, audited] = await Promise.all([
        run('synthetic emulator list --json'),
        run('synthetic audit --target-org refusing'),
      ]);

      expect(done.exitCode).toBe(1);
      expect(said(done)).toContain('Account.Bad__c');
      expect(JSON.parse(listed.stdout)).toMatchObject({ result: { emulators: [] } });
      expect(said(audited)).toContain('No authorization information found for refusing');
    },
    SLOW,
  );

  it(
    'Given an embedded org in the foreground, When interrupted, Then it ends, logs out, and leaves nothing',
    async () => {
      const child = spawn(
        process.execPath,
        [CLI, 'synthetic', 'emulator', 'start', '--org', 'front:sandbox', '--login'],
        {
          cwd: project,
          env: { ...process.env, HOME: session.home, USERPROFILE: session.home },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      await untilSaid(child, 'Ctrl-C');

      child.kill('SIGINT');

      expect(await ended).toBe(0);
      expect(JSON.parse((await run('synthetic emulator list --json')).stdout)).toMatchObject({
        result: { emulators: [] },
      });
      expect(said(await run('synthetic audit --target-org front'))).toContain(
        'No authorization information found for front',
      );
    },
    SLOW,
  );
});

describe('with an embedded org', () => {
  beforeAll(async () => {
    await run('synthetic init --no-prompt');
    await session.json(['synthetic', 'emulator', 'start', '--org', 'prod:production', '--login', '--detach']);
  }, SLOW);

  it(
    'Given production and no terminal, When deployed without --no-prompt, Then it refuses and says how',
    async () => {
      const done = await run('synthetic deploy --target-org prod');

      expect(done.exitCode).toBe(1);
      expect(said(done)).toMatch(
        /There is no terminal to confirm at, and this is production: prod\. Nothing was changed\..*--no-prompt/,
      );
    },
    SLOW,
  );

  it(
    'Given an org declared a sandbox in the fleet file, When it is production, Then deploy refuses and audit does not pass',
    async () => {
      await writeFile(join(project, 'config', 'fleet.yaml'), 'orgs: [{ org: prod, role: sandbox }]\n');

      const [deployed, audited] = await Promise.all([
        run('synthetic deploy --target-org prod --no-prompt'),
        run('synthetic audit --target-org prod'),
      ]);
      await writeFile(join(project, 'config', 'fleet.yaml'), 'orgs: [{ org: prod, role: production }]\n');

      expect(deployed.exitCode).toBe(1);
      expect(said(deployed)).toContain('declares prod as sandbox, but the org says that it is production');
      expect(audited.exitCode).toBe(4);
    },
    SLOW,
  );

  it(
    'Given an embedded org that runs, When another of its name is started with a login, Then it is refused',
    async () => {
      const done = await run('synthetic emulator start --org prod:sandbox --login --detach');

      expect(done.exitCode).toBe(1);
      expect(said(done)).toMatch(/An embedded org "prod" is already running \(process \d+\).*emulator stop prod/);
    },
    SLOW,
  );

  it(
    'Given an alias that belongs to another org, When an embedded org of that name is logged in, Then it is refused',
    async () => {
      await writeFile(
        join(session.home, '.sfdx', 'alias.json'),
        '{"orgs":{"prod":"admin@prod.emulator.example","real":"me@real.example"}}',
      );

      const done = await run('synthetic emulator start --org real:production --login --detach');

      expect(done.exitCode).toBe(1);
      expect(said(done)).toContain('real: this alias belongs to another org on this machine');
    },
    SLOW,
  );

  it(
    'Given sessions that have expired, When audited and deployed, Then both say so, and the audit is not a pass',
    async () => {
      await expireSessions();

      const [audited, deployed] = await Promise.all([
        run('synthetic audit --target-org prod --json'),
        run('synthetic deploy --target-org prod --no-prompt --json'),
      ]);

      expect(audited.exitCode).toBe(4);
      expect(audited.stdout).toContain('the session has expired');
      expect(deployed.exitCode).toBe(1);
      expect(JSON.parse(deployed.stdout)).toMatchObject({
        name: 'SessionExpired',
        actions: [expect.stringContaining('Log in again')],
      });
      expect(`${said(audited)} ${said(deployed)}`).not.toMatch(/00D\w{12,15}!/);
    },
    SLOW,
  );

  it(
    'Given an org that is down, When audited and deployed, Then neither waits long nor passes',
    async () => {
      await stopServerOnly();

      const [audited, deployed] = await Promise.all([
        run('synthetic audit --fleet config/fleet.yaml'),
        run('synthetic deploy --target-org prod --no-prompt'),
      ]);

      expect(audited.exitCode).toBe(4);
      expect(said(audited)).toContain('0 of 1 orgs evaluated');
      expect(deployed.exitCode).toBe(1);
      expect(said(deployed)).toContain('does not answer at http://127.0.0.1');
    },
    SLOW,
  );

  const registry = async (): Promise<{ controlToken: string; pid: number; url: string }> => {
    const folder = join(session.home, '.sf', 'synthetic', 'emulators');
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const entry = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      controlToken: string;
      pid: number;
      orgs: { url: string }[];
    };
    return { ...entry, url: entry.orgs[0]?.url ?? '' };
  };
  const expireSessions = async (): Promise<void> => {
    const { url, controlToken } = await registry();
    const answer = await fetch(`${url}/emulator/expire-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${controlToken}` },
    });
    expect(answer.status).toBe(200);
  };
  const stopServerOnly = async (): Promise<void> => {
    const { pid } = await registry();
    process.kill(pid, 'SIGKILL');
    await sleep(200);
  };
});

async function untilSaid(child: ChildProcess, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    const listen = (chunk: Buffer): void => {
      heard += chunk.toString();
      if (heard.includes(text)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', () => reject(new Error(`It ended without saying "${text}": ${heard}`)));
  });
}

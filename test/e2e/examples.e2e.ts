/**
 * Every example in the commands' help, run as it is written, under the real Salesforce CLI. The examples are read from
 * the messages, so a new one is run too.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeRun, openSession } from '../../scripts/cliSession.ts';
import type { CliSession } from '../../scripts/cliSession.ts';
import { selfSigned } from '../emulator/http/selfSigned.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** In the order in which a person would come to use them. */
const commands = [
  'init',
  'generate',
  'emulator.start',
  'emulator.list',
  'emulator.snapshot',
  'deploy',
  'deploy.quick',
  'deploy.report',
  'deploy.resume',
  'deploy.cancel',
  'plan',
  'audit',
  'audit.resume',
  'merge',
  'audit.list-checks',
  'audit.list-frameworks',
  'audit.explain',
  'evidence.verify',
  'evidence.list',
  'evidence.show',
  'remove',
  'emulator.stop',
] as const;

describe('the examples in the help', () => {
  let session: CliSession;

  before(async () => {
    const bin = process.env['SF_BIN'];
    if (bin === undefined || bin === '') throw new Error('SF_BIN must name the Salesforce CLI to test under.');
    session = await openSession([bin]);
    const linked = await session.run(['plugins', 'link', root, '--no-install']);
    assert.equal(linked.exitCode, 0, describeRun(linked));
    await writeFile(
      join(session.folder, 'sfdx-project.json'),
      '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"66.0"}',
    );
    await writeFile(join(session.folder, 'server.crt'), selfSigned().certificate);
  });

  after(async () => {
    await session.close();
  });

  for (const command of commands) {
    it(`of sf synthetic ${command.replace('.', ' ')} run as written`, async () => {
      const lines = await examplesOf(command);
      assert.notEqual(lines.length, 0);
      if (command === 'merge') await writeParts(session);
      for (const line of lines) {
        const args = line.split(' ');
        if (args.includes('--from')) {
          const taken = await session.run((await examplesOf('emulator.snapshot'))[0]?.split(' ') ?? []);
          assert.equal(taken.exitCode, 0, describeRun(taken));
        }
        if (command === 'audit.resume') {
          // A report that can't be written leaves the audit to be taken up.
          const blocked = join(session.folder, 'blocked');
          await writeFile(blocked, '');
          const file = join('blocked', 'audit.json');
          const ended = await session.run([
            'synthetic',
            'audit',
            '--fleet',
            'config/fleet.yaml',
            '--output-file',
            file,
          ]);
          assert.equal(ended.exitCode, 1, describeRun(ended));
          await rm(blocked);
        }
        if (command === 'emulator.start' && !args.includes('--detach')) {
          assert.equal(await untilServing(session, args), 0, line);
          continue;
        }
        const done = await session.run(args);
        assert.equal(done.exitCode, 0, describeRun(done));
      }
      // The template names no org; the examples speak of these.
      if (command === 'init') {
        await writeFile(
          join(session.folder, 'config', 'fleet.yaml'),
          'orgs: [{ org: prod, role: production, ring: main }, { org: sandbox, role: sandbox, ring: canary }]\n',
        );
      }
      if (command === 'deploy') {
        // Whoever counts records has to see the markers.
        for (const org of ['sandbox', 'prod']) {
          const reader = ['--name', 'Synthetic_Provenance_Reader', '--target-org', org];
          const assigned = await session.run(['org', 'assign', 'permset', ...reader]);
          assert.equal(assigned.exitCode, 0, describeRun(assigned));
        }
        const whole = await session.run(['synthetic', 'deploy', '--target-org', 'sandbox']);
        assert.match(whole.stdout, /No action necessary/u);
      }
    });
  }
});

/** What two runners that share the fleet print, under the names that the examples have. */
async function writeParts(session: CliSession): Promise<void> {
  for (const shard of [1, 2]) {
    for (const kind of ['audit', 'plan']) {
      const args = ['synthetic', kind, '--fleet', 'config/fleet.yaml', '--shard', `${shard}/2`, '--json'];
      const { stdout } = await session.run(args);
      await writeFile(join(session.folder, `${kind}-${shard}.json`), stdout);
    }
  }
}

/** The command lines under "# examples", without `sf`. */
async function examplesOf(command: string): Promise<string[]> {
  const text = await readFile(join(root, 'messages', `${command}.md`), 'utf8');
  const section = text.split(/^# /mu).find((each) => each.startsWith('examples\n')) ?? '';
  return [...section.matchAll(/<%= config\.bin %> <%= command\.id %>(.*)/gu)].map(([, flags = '']) =>
    `synthetic ${command.replace('.', ' ')}${flags}`.trim(),
  );
}

/** Runs a command that serves until Ctrl-C, and presses it once it says so; its exit code. */
async function untilServing(session: CliSession, args: readonly string[]): Promise<number | null> {
  const child = spawn(process.env['SF_BIN'] ?? 'sf', args, {
    cwd: session.folder,
    env: session.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      if (heard.includes('Press Ctrl-C')) child.kill('SIGINT');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}

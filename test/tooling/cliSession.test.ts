import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const sessions = fileURLToPath(new URL('../../scripts/cliSession.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guarded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes down what it is told, in place of a CLI. */
const aCli = (): string => {
  const file = join(folder, 'cli.cjs');
  writeFileSync(
    file,
    `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'told'))}, process.argv.slice(2).join(' ') + '\\n');`,
  );
  return file;
};

describe('a session of command lines', () => {
  it('Given a process that is killed with a session open, When it is gone, Then the orgs are stopped and its folder goes', async () => {
    const script = `
      const { openSession } = await import(${JSON.stringify(sessions)});
      const session = await openSession([process.execPath, ${JSON.stringify(aCli())}]);
      console.log(session.folder);
      setInterval(() => undefined, 1000);
    `;
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const opened = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    });
    expect(existsSync(opened)).toBe(true);

    child.kill('SIGKILL');

    while (existsSync(opened)) await sleep(50);
    expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('synthetic emulator stop --all\n');
  });
});

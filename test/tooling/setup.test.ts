import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));

describe('the set-up script', () => {
  let clone: string;

  /** An npm that notes its arguments and installs a `node`, or fails with `exitCode`. */
  const givenNpm = (exitCode = 0): void => {
    const npm = join(clone, 'bin', 'npm');
    const install = 'mkdir -p node_modules/.bin && touch node_modules/.bin/node';
    writeFileSync(npm, `#!/bin/sh\necho "$@" >> calls.txt\n${exitCode === 0 ? install : `exit ${exitCode}`}\n`);
    chmodSync(npm, 0o755);
  };
  const whenSetUp = (): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, ['scripts/setup.mjs'], {
      cwd: clone,
      encoding: 'utf8',
      env: { PATH: `${join(clone, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    });
  const calls = (): string[] => {
    const file = join(clone, 'calls.txt');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'synthetic-setup-'));
    mkdirSync(join(clone, 'bin'));
    cpSync(script, join(clone, 'scripts', 'setup.mjs'));
    writeFileSync(
      join(clone, 'package-lock.json'),
      '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } } }',
    );
    givenNpm();
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  it('Given a fresh clone, When set up twice, Then dependencies are installed once', () => {
    expect(whenSetUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('node_modules is missing') });
    expect(whenSetUp()).toMatchObject({ status: 0, stdout: 'setup: dependencies are up to date.\n' });
    expect(calls()).toEqual([expect.stringMatching(/^ci /u)]);
  });

  it('Given another lock file than that of the install, When set up, Then dependencies are installed again', () => {
    whenSetUp();
    writeFileSync(join(clone, 'package-lock.json'), '{ "packages": { "": {} } }');
    expect(whenSetUp().stdout).toContain('package-lock.json has changed');
    expect(calls()).toHaveLength(2);
  });

  it.each([
    { installed: '1.0.0', installs: 0 },
    { installed: '0.9.0', installs: 1 },
  ])(
    'Given npm itself installed version $installed, When set up, Then it installs $installs times',
    ({ installed, installs }) => {
      mkdirSync(join(clone, 'node_modules', '.bin'), { recursive: true });
      writeFileSync(join(clone, 'node_modules', '.bin', 'node'), '');
      const record = { packages: { 'node_modules/a': { version: installed } } };
      writeFileSync(join(clone, 'node_modules', '.package-lock.json'), JSON.stringify(record));
      expect(whenSetUp().status).toBe(0);
      expect(calls()).toHaveLength(installs);
    },
  );

  it('Given npm fails, When set up, Then its exit code is passed on and the next run tries again', () => {
    givenNpm(7);
    expect(whenSetUp().status).toBe(7);
    expect(whenSetUp().status).toBe(7);
    expect(calls()).toHaveLength(2);
  });
});

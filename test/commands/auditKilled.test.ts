import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logIn, logOut } from '../../src/cli/emulator/embeddedLogin.js';
import Resume from '../../src/commands/synthetic/audit/resume.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import { readRun } from '../../src/evidence/readRun.js';
import { verifyLedger } from '../../src/evidence/verifyLedger.js';

/** The process runs the build, as it does for users. */
const CLI = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const NAMES = ['one', 'two', 'three'];
const SLOW = 120_000;
const kept = join(homedir(), '.sf', 'synthetic', 'audits');

/** Kills the process at the `nth` renaming onto a path like `onto`: what an audit keeps, it keeps by renaming. */
const killer = `
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const { onto, nth, when } = JSON.parse(process.env.KILL);
const rename = fs.rename;
let count = 0;
fs.rename = async (from, to) => {
  const now = new RegExp(onto).test(String(to)) && (count += 1) === nth;
  if (now && when === 'before') process.kill(process.pid, 'SIGKILL');
  await rename(from, to);
  if (now) process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
`;

type Moment = {
  readonly words: string;
  readonly onto: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
  /** Orgs that were audited by then. */
  readonly done: number;
  /** Runs of evidence that it leaves, and there are in the end. */
  readonly runs: readonly [left: number, end: number];
};

/** What became of an org is kept in a folder of the run; its state is the file beside it. */
const PART = /^[0-9a-f]{32}\.json$/u;
const RUN = 'audits/[^/]+[.]json$';
const ORG = 'audits/[^/]+/[0-9a-f]{32}[.]json$';
const moments: readonly Moment[] = [
  { words: 'the run itself is kept', onto: RUN, nth: 1, when: 'after', done: 0, runs: [0, 1] },
  { words: 'the second org is kept', onto: ORG, nth: 2, when: 'before', done: 1, runs: [0, 1] },
  { words: 'the third org is kept', onto: ORG, nth: 3, when: 'after', done: 3, runs: [0, 1] },
  { words: 'its evidence is put in place', onto: '/evidence/runs/', nth: 1, when: 'before', done: 3, runs: [0, 1] },
  // Nothing tells that this run was of the audit that is taken up.
  { words: 'its evidence is in place', onto: '/evidence/runs/', nth: 1, when: 'after', done: 3, runs: [1, 2] },
  { words: 'its record is kept', onto: '/history/', nth: 1, when: 'before', done: 3, runs: [1, 2] },
];

class QuietResume extends Resume {
  public override log(): void {}
  public override logSuccess(): void {}
  public override logToStderr(): void {}
  public override table(): void {}
  public override styledHeader(): void {}
}

let emulator: RunningEmulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator({ orgs: NAMES.map((name) => ({ name, kind: 'sandbox' })) });
  await logIn(emulator.orgs);
});
afterAll(async () => {
  await logOut(emulator.orgs.map(({ username }) => username));
  await emulator.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-audit-'));
  await writeFile(join(folder, 'provenance.yaml'), 'objects: [Account]\n');
  await writeFile(
    join(folder, 'fleet.yaml'),
    `orgs:\n${NAMES.map((name) => `  - { org: ${name}, role: sandbox }\n`).join('')}`,
  );
  await rm(kept, { recursive: true, force: true });
});
afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
  await rm(kept, { recursive: true, force: true });
});

/** Runs an audit that is killed; the signal that ended it, or its exit code. */
const audit = ({ onto, nth, when }: Moment): Promise<string> => {
  const files = ['--fleet', join(folder, 'fleet.yaml'), '--schema', join(folder, 'provenance.yaml')];
  const places = ['--evidence', join(folder, 'evidence'), '--history', join(folder, 'history')];
  const preloaded = `data:text/javascript,${encodeURIComponent(killer)}`;
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', preloaded, CLI, 'synthetic', 'audit', ...files, ...places, '--concurrency', '1'],
    {
      env: { ...process.env, HOME: homedir(), USERPROFILE: homedir(), KILL: JSON.stringify({ onto, nth, when }) },
      stdio: 'ignore',
    },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
};
const calls = (): number[] => NAMES.map((name) => emulator.faults(name).report().calls.total);
const partsKept = async (): Promise<number> =>
  (await readdir(kept, { recursive: true })).filter((path) => PART.test(path.split('/').at(-1) ?? '')).length;
const runsIn = async (place: string): Promise<string[]> =>
  readdir(join(folder, 'evidence', 'runs')).catch(() => [place]);

describe('an audit of a fleet that is killed', () => {
  it.each(moments)(
    'Given kill -9 when $words ($when), When taken up again, Then only orgs that are missing are asked, and the evidence is whole',
    async (moment) => {
      expect(await audit(moment)).toBe('SIGKILL');
      const [left, end] = moment.runs;
      expect(await runsIn('none')).toHaveLength(left);
      if (left > 0)
        expect(await verifyLedger(join(folder, 'evidence'), { keys: [] })).toMatchObject({ verdict: 'verified' });
      expect(await partsKept()).toBe(moment.done);
      const before = calls();

      const report = await QuietResume.run([], import.meta.url);

      expect(report.orgs.map(({ name, verdict }) => [name, verdict])).toEqual(
        NAMES.map((name) => [name, 'nonconforming']),
      );
      expect(calls().filter((now, index) => now === before[index])).toHaveLength(moment.done);
      const verified = await verifyLedger(join(folder, 'evidence'), { keys: [] });
      expect(verified).toMatchObject({ verdict: 'verified', runs: end, head: report.evidence?.head, problems: [] });
      expect(readRun(join(folder, 'evidence')).orgs.map(({ name }) => name)).toEqual(NAMES);
      expect((await readdir(join(folder, 'history'))).filter((file) => file.endsWith('.json'))).toHaveLength(1);
      expect((await readdir(kept)).filter((file) => file.endsWith('.json'))).toEqual([]);
    },
    SLOW,
  );
});

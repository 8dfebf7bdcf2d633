import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CliSession, openSession, type Run } from '../../scripts/cliSession.ts';

const CLI = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
/** Starting the CLI takes a second and more on a busy machine. */
const SLOW = 240_000;

let session: CliSession;
let url = '';
beforeAll(async () => {
  session = await openSession([process.execPath, CLI]);
  await writeFile(
    join(session.folder, 'sfdx-project.json'),
    '{"packageDirectories":[{"path":"force-app","default":true}]}',
  );
  await run('synthetic init --no-prompt');
  const start = 'synthetic emulator start --org box:sandbox --login --detach';
  const { orgs } = (await session.json(start.split(' '))) as { orgs: { url: string }[] };
  url = orgs[0]?.url ?? '';
}, SLOW);
afterAll(() => session.close(), SLOW);

const run = (line: string): Promise<Run> => session.run(line.split(' '));
const said = ({ stdout, stderr }: Run): string => `${stdout}\n${stderr}`.replace(/\s+/g, ' ');
type Result = { runId: string; endedAt?: string; carriedOutBy?: number; orgs: { outcome?: string; phase: string }[] };
const json = async (line: string, exitCode = 0): Promise<Result> =>
  (await session.json(line.split(' '), { exitCode })) as Result;
const summary = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(session.folder, 'out', 'summary.json'), 'utf8'));
const setFaults = (method: 'PUT' | 'DELETE', faults: object[] = []): Promise<Response> =>
  fetch(`${url}/emulator/faults`, {
    method,
    ...(method === 'PUT' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ faults }) } : {}),
  });

describe('a deploy to one org as a run', () => {
  it(
    'Given a job that hangs, When deployed with --async, Then the run can be looked at, not taken up twice, canceled, and taken up again',
    async () => {
      await setFaults('PUT', [{ kind: 'deployHangs' }]);

      const started = await run('synthetic deploy --target-org box --async --results-dir out');
      expect(started.exitCode).toBe(0);
      const [, id = ''] = /deploy report --run-id (\S+)/.exec(said(started)) ?? [];
      expect(said(started)).toContain(`synthetic deploy resume --run-id ${id}`);
      expect(said(started)).toContain(`synthetic deploy cancel --run-id ${id}`);

      const [report, twice] = await Promise.all([
        json(`synthetic deploy report --run-id ${id}`, 69),
        run(`synthetic deploy resume --run-id ${id}`),
      ]);
      expect(report).toMatchObject({ runId: id, carriedOutBy: expect.any(Number) as number });
      expect(twice.exitCode).toBe(1);
      expect(said(twice)).toContain(`The run ${id} is still being carried out by process ${report.carriedOutBy}`);

      const canceled = await json('synthetic deploy cancel --use-most-recent');
      expect(canceled).toMatchObject({ endedAt: expect.any(String) as string, orgs: [{ outcome: 'canceled' }] });
      // Who carries the run out writes its results before it lets go of it.
      expect(await summary()).toEqual(canceled);
      const [again, after] = await Promise.all([
        json(`synthetic deploy cancel --run-id ${id}`),
        json('synthetic deploy report', 1),
      ]);
      expect(again.orgs).toEqual(canceled.orgs);
      expect(after.carriedOutBy).toBeUndefined();

      await setFaults('DELETE');
      const resumed = await json(`synthetic deploy resume --run-id ${id}`);
      expect(resumed.orgs).toMatchObject([{ outcome: 'deployed' }]);
      expect(await summary()).toEqual(resumed);
      expect((await readdir(join(session.home, '.sf', 'synthetic', 'runs'))).sort()).toEqual([
        id,
        `${id}.json`,
        `${id}.log`,
      ]);
    },
    SLOW,
  );
});

/** Runs a command at a terminal of its own, and presses Ctrl-C once it has shown what is expected. */
async function interrupted(line: string, when: RegExp): Promise<{ code: number | null; shown: string }> {
  const isOfCi = (name: string): boolean => name === 'CONTINUOUS_INTEGRATION' || /^CI(_|$)/.test(name);
  const env = Object.fromEntries(Object.entries(session.environment).filter(([name]) => !isOfCi(name)));
  const command = `stty rows 40 cols 120; exec '${process.execPath}' --no-warnings '${CLI}' ${line}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: session.folder,
    env: { ...env, TERM: 'xterm-256color' },
  });
  let shown = '';
  let pressed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (pressed || !when.test(shown)) return;
    pressed = true;
    child.stdin.write('\u0003');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, shown };
}

// util-linux gives a command a terminal; elsewhere there is none to look at.
if (process.platform === 'linux' && existsSync('/usr/bin/script')) {
  describe('a deploy at a terminal', () => {
    it(
      'Given a job that hangs, When interrupted, Then its stages were shown, and the terminal is as it was',
      async () => {
        await writeFile(
          join(session.folder, 'other.yaml'),
          JSON.stringify({ objects: ['Account'], markers: { is_synthetic: { label: 'Made up' } } }),
        );
        await setFaults('PUT', [{ kind: 'deployHangs' }]);

        const { code, shown } = await interrupted('synthetic deploy --target-org box --schema other.yaml', /0Af\w{15}/);
        await setFaults('DELETE');

        expect(code).toBe(130);
        expect(shown).toContain('Deploying to box');
        expect(shown).toContain('Deploying fields, permissions and policy');
        expect(shown).toContain('Elapsed Time');
        // The cursor was hidden, and is shown again.
        expect(shown).toContain('\u001b[?25l');
        expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?25l'));
        expect((await json('synthetic deploy report', 69)).orgs).toMatchObject([{ phase: 'pending' }]);
      },
      SLOW,
    );
  });
}

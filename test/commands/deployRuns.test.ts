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

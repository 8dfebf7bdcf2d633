import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type CliSession, openSession, type Run } from '../../scripts/cliSession.ts';
import type { DeployRun } from '../../src/fleet/deploy/deployRun.js';
import { faultsOf, troubles } from '../builders/faultTable.js';

const CLI = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
/** Starting the CLI takes a second and more on a busy machine. */
const SLOW = 240_000;

/** An org each: what goes wrong there and when, how it ends, and what its line of the table says. */
const orgs = [
  { name: 'fine', ring: 'canary', faults: [], outcome: 'deployed', words: /conforming/ },
  {
    name: 'limit',
    ring: 'early',
    faults: faultsOf('reading', troubles.limit.fault),
    outcome: 'error',
    words: troubles.limit.words,
  },
  {
    name: 'partial',
    ring: 'early',
    faults: faultsOf('retrieving', troubles.partial.fault),
    outcome: 'error',
    words: troubles.partial.words,
  },
  {
    name: 'cut',
    ring: 'early',
    faults: faultsOf('polling', troubles.cut.fault),
    outcome: 'error',
    words: troubles.cut.words,
  },
  {
    name: 'refused',
    ring: 'rest',
    faults: faultsOf('sending', troubles.refused.fault),
    outcome: 'failed',
    words: /\w+ \w+: ./,
  },
  {
    name: 'gack',
    ring: 'rest',
    faults: faultsOf('sendingRest', troubles.gack.fault),
    outcome: 'failed',
    words: troubles.gack.words,
  },
  {
    name: 'lost',
    ring: 'rest',
    faults: faultsOf('retrievingAgain', troubles.lost.fault),
    outcome: 'incomplete',
    words: troubles.lost.words,
  },
  {
    name: 'locked',
    ring: 'rest',
    faults: faultsOf('assigning', troubles.writeFails.fault),
    outcome: 'incomplete',
    words: troubles.writeFails.words,
  },
] as const;

let session: CliSession;
const urls = new Map<string, string>();
beforeAll(async () => {
  session = await openSession([process.execPath, CLI]);
  await writeFile(join(session.folder, 'provenance.yaml'), 'objects: [Account]\n');
  const entries = orgs.map(({ name, ring }) => ({ org: name, role: 'sandbox', ring }));
  await writeFile(
    join(session.folder, 'fleet.yaml'),
    JSON.stringify({ rings: ['canary', 'early', 'rest'], orgs: entries }),
  );
  const named = orgs.flatMap(({ name }) => ['--org', `${name}:sandbox`]);
  const started = await session.json(['synthetic', 'emulator', 'start', ...named, '--login', '--detach']);
  for (const { name, url } of (started as { orgs: { name: string; url: string }[] }).orgs) urls.set(name, url);
}, SLOW);
afterAll(() => session.close(), SLOW);

const setFaults = async (name: string, faults: readonly object[]): Promise<void> => {
  const answer = await fetch(`${urls.get(name) ?? ''}/emulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  expect(answer.status).toBe(200);
};
const DEPLOY = 'synthetic deploy --fleet fleet.yaml --schema provenance.yaml --no-prompt --assign reader=me';
const run = (line: string): Promise<Run> => session.run(line.split(' '));
const said = ({ stdout, stderr }: Run): string => `${stdout}\n${stderr}`.replace(/[\s│]+/g, ' ');
const runIdIn = (text: string): string => /Run: (\S+)/.exec(text)?.[1] ?? '';
const stateOf = async (id: string): Promise<DeployRun> => {
  const text = await readFile(join(session.home, '.sf', 'synthetic', 'runs', `${id}.json`), 'utf8');
  return (JSON.parse(text) as { content: DeployRun }).content;
};
const endings = ({ orgs: ended }: DeployRun) => ended.map(({ name, outcome }) => [name, outcome]);

/** Runs a command, and presses Ctrl-C when the kept run is where it should be; its exit code. */
async function interrupted(line: string, id: string, isThere: (state: DeployRun) => boolean): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, ...line.split(' ')], {
    cwd: session.folder,
    env: session.environment,
    stdio: 'ignore',
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  while (child.exitCode === null && !isThere(await stateOf(id))) await sleep(50);
  child.kill('SIGINT');
  return (await closed)[0];
}

describe('a deploy to orgs of which each has trouble of its own, under the CLI', () => {
  it(
    'When run, interrupted and taken up, Then table, exit codes and kept state agree, and it converges',
    async () => {
      for (const { name, faults } of orgs) await setFaults(name, faults);

      const first = await run(`${DEPLOY} --continue-on-error --concurrency 10`);

      expect(first.exitCode).toBe(68);
      const table = said(first);
      for (const { name, ring, outcome, words } of orgs)
        expect(table).toMatch(new RegExp(` ${name} ${ring} ${outcome} .*${words.source}`));
      expect(table).toContain('1 of 8 org(s) are as the provenance schema wants them.');
      const id = runIdIn(table);
      expect(table).toContain(`sf synthetic deploy resume --run-id ${id}`);
      expect(endings(await stateOf(id))).toEqual(orgs.map(({ name, outcome }) => [name, outcome]));
      expect(table).not.toMatch(/00D\w{12,15}!|\n\s+at /);

      // A second time all of them fail.
      await setFaults('limit', faultsOf('reading', troubles.limit.fault));
      await setFaults('refused', faultsOf('sending', troubles.refused.fault));
      expect((await run(`${DEPLOY} --orgs limit,refused --continue-on-error`)).exitCode).toBe(1);

      // And then one keeps silent, until somebody presses Ctrl-C.
      for (const { name } of orgs) await setFaults(name, []);
      await setFaults('refused', [{ kind: 'noAnswer', on: { operation: 'checkDeployStatus' } }]);
      const isWaiting = ({ orgs: all }: DeployRun): boolean =>
        all.every(({ name, phase }) => phase === (name === 'refused' ? 'waiting' : 'ended'));
      const resume = `synthetic deploy resume --run-id ${id} --no-prompt`;
      expect(await interrupted(resume, id, isWaiting)).toBe(130);

      const report = await run(`synthetic deploy report --run-id ${id}`);
      expect(report.exitCode).toBe(69);
      expect(said(report)).toContain('refused rest job running');
      expect(said(report)).toContain('7 of 8 org(s)');

      await setFaults('refused', []);
      const last = await run(resume);
      expect(last.exitCode).toBe(0);
      expect(said(last)).toContain('8 of 8 org(s) are as the provenance schema wants them.');
      const state = await stateOf(id);
      expect(state.endedAt).toBeDefined();
      expect(state.orgs.filter(({ verdict }) => verdict !== 'conforming')).toEqual([]);
    },
    SLOW,
  );
});

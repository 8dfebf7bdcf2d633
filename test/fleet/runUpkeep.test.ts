import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryStore } from '../../src/fleet/audit/historyStore.js';
import { RunClaim } from '../../src/fleet/deploy/runClaim.js';
import type { DeployRun } from '../../src/fleet/deploy/deployRun.js';
import type { OrgDetail } from '../../src/fleet/deploy/orgDetail.js';
import { runId } from '../../src/fleet/runId.js';
import type { RunStore } from '../../src/fleet/runStore.js';
import { RUNS_KEPT, tidyRuns } from '../../src/fleet/runUpkeep.js';
import { historyRunOf } from '../../src/audit/historyRun.js';
import { aDeployRun, aRunStore } from '../builders/fleetRun.js';

const now = new Date('2026-06-01T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const isEnded = ({ endedAt }: DeployRun): boolean => endedAt !== undefined;

let folder: string;
let store: RunStore<DeployRun, OrgDetail>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upkeep-'));
  store = aRunStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Keeps a run that began so many days ago, with what became of its org and what it had to say; its id. */
const keep = async (days: number, ended = true, random = 'aaaaaa'): Promise<string> => {
  const id = runId(daysAgo(days), random);
  await store.save({ ...aDeployRun(['prod']), id, ...(ended ? { endedAt: daysAgo(days).toISOString() } : {}) });
  await store.savePart(id, 'prod', { changes: [], failures: [], notValidated: [], remaining: [], later: [] });
  writeFileSync(store.logPath(id), '');
  return id;
};
/** A file or folder that nobody has touched for so many minutes. */
const leave = (name: string, minutes: number): string => {
  const path = join(folder, name);
  if (name.endsWith('/')) mkdirSync(path, { recursive: true });
  else writeFileSync(path, 'half');
  const touched = new Date(now.getTime() - minutes * 60_000);
  utimesSync(path, touched, touched);
  return path;
};

describe('the runs that are kept on disk', () => {
  it('Given runs of all ages, When tidied, Then only ended ones that are too old are forgotten, whole', async () => {
    const old = await keep(RUNS_KEPT.days + 1);
    const unfinished = await keep(RUNS_KEPT.days + 200, false);
    const young = await keep(RUNS_KEPT.days - 1);
    const unreadable = runId(daysAgo(400), 'bbbbbb');
    writeFileSync(join(folder, `${unreadable}.json`), '{"format":1}');
    const carried = await keep(RUNS_KEPT.days + 2, true, 'cccccc');
    const ignore = (): void => undefined;
    const claim = await RunClaim.take(store.claimPath(carried), { onCancel: ignore, onLost: ignore });

    await tidyRuns(store, { isEnded, now });
    await claim?.release();

    expect(await store.list()).toEqual([unreadable, unfinished, carried, young].sort());
    expect(readdirSync(folder).filter((name) => name.startsWith(old))).toEqual([]);
    expect(await store.loadPart(unfinished, 'prod')).toBeDefined();
  });

  it('Given more ended runs than are kept, When tidied, Then the newest stay, and those that have not ended', async () => {
    const first = await keep(2, false, '000000');
    for (let index = 0; index < RUNS_KEPT.most + 5; index += 1) {
      await keep(1, true, `a${String(index).padStart(5, '0')}`);
    }

    await tidyRuns(store, { isEnded, now });

    const ids = await store.list();
    expect(ids).toHaveLength(RUNS_KEPT.most + 1);
    expect(ids[0]).toBe(first);
    expect(ids[1]).toBe(runId(daysAgo(1), 'a00005'));
  });

  it('Given what killed processes left, When tidied, Then it goes once nobody can be behind it, and nothing else does', async () => {
    const id = await keep(1);
    const gone = runId(daysAgo(3), 'ffffff');
    const old = [
      `${id}.json.123.tmp`,
      `${id}.claim.0a-1b.tmp`,
      `${id}/x.json.9.tmp`,
      `${gone}.claim`,
      `${gone}.log`,
      `${gone}/`,
    ];
    const kept = [`${id}.claim`, 'notes.txt', 'notes.tmp', 'reports/', `${gone}.md`];
    const leftBehind = old.map((name) => leave(name.replace('/x.', `/${'a'.repeat(32)}.`), 61));
    const others = kept.map((name) => leave(name, 61));
    const fresh = leave(`${id}.json.124.tmp`, 59);

    await tidyRuns(store, { isEnded, now });

    expect(leftBehind.filter((path) => existsSync(path))).toEqual([]);
    expect([...others, fresh].filter((path) => !existsSync(path))).toEqual([]);
    expect(await store.load(id)).toBeDefined();
    await expect(tidyRuns(aRunStore(join(folder, 'absent')), { isEnded, now })).resolves.toBeUndefined();
  });
});

describe('the audits on record', () => {
  it.each([
    [true, 365],
    [false, 370],
  ])(
    'Given more than a year of them in a folder that is the plugin’s own: %s, When one is kept, Then %i stay',
    async (own, stay) => {
      const history = new HistoryStore(folder, own);
      const records = Array.from({ length: 369 }, (_, index) => `${runId(daysAgo(500 - index), 'abcdef')}.json`);
      for (const file of records) writeFileSync(join(folder, file), '');
      const id = runId(now, 'abcdef');

      await history.keep(historyRunOf([], { id, evaluatedAt: now.toISOString(), tool: 'x@1' }));

      const files = readdirSync(folder).sort();
      expect(files).toHaveLength(stay);
      expect(files.at(-1)).toBe(`${id}.json`);
    },
  );
});

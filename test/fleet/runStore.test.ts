import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { runId } from '../../src/fleet/runId.js';
import { type RunKind, RunStore } from '../../src/fleet/runStore.js';

type Run = { readonly id: string; readonly step: number };
type Part = { readonly said: string };

const kind: RunKind<Run, Part> = {
  format: 3,
  run: z.strictObject({ id: z.string(), step: z.int() }),
  part: z.strictObject({ said: z.string() }),
  reportCommand: 'sf synthetic things report',
  anew: 'Begin anew.',
};

let folder: string;
let store: RunStore<Run, Part>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  store = new RunStore(folder, kind);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = runId(new Date('2026-05-01T09:30:00Z'), 'a1b2c3');

describe('RunStore', () => {
  it('Given many saves at once, When loaded, Then the last one counts, and only the user can read it', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, step) => store.save({ id, step })));

    expect(id).toBe('20260501-093000-a1b2c3');
    expect(await store.load(id)).toEqual({ id, step: 19 });
    expect(readdirSync(folder)).toEqual([`${id}.json`]);
    expect(statSync(join(folder, `${id}.json`)).mode & 0o777).toBe(0o600);
  });

  it('Given what became of orgs, When loaded, Then names that a file could not have are told apart', async () => {
    const names = ['prod', 'PROD', '../../prod', 'a/b', 'ü'];
    for (const name of names) await store.savePart(id, name, { said: name });

    for (const name of names) expect(await store.loadPart(id, name)).toEqual({ said: name });
    expect(await store.loadPart(id, 'another')).toBeUndefined();
    expect(readdirSync(join(folder, id))).toHaveLength(names.length);
  });

  it('Given runs and what else is in the folder, When listed, Then the ids come oldest first', async () => {
    expect(await new RunStore(join(folder, 'absent'), kind).list()).toEqual([]);
    await store.save({ id: '20260502-000000-aaaaaa', step: 1 });
    await store.savePart(id, 'prod', { said: 'yes' });
    await store.save({ id, step: 1 });
    writeFileSync(join(folder, `${id}.json.1.tmp`), 'half');

    expect(await store.list()).toEqual([id, '20260502-000000-aaaaaa']);
  });

  it.each(['20200101-000000-aaaaaa', '../runs', ''])(
    'Given no run %j, When loaded, Then it says where it looked',
    (other) =>
      expect(store.load(other)).rejects.toMatchObject({
        name: 'RunNotFound',
        message: `There is no run ${other} in ${folder}.`,
        actions: ['See the runs there are: sf synthetic things report'],
      }),
  );

  it.each([
    ['{"format":3,"cont', 'JSON'],
    ['{"format":3,"content":{"id":"x"}}', 'step'],
    ['{"format":3,"content":{"id":"x","step":1,"more":2}}', 'more'],
  ])(
    'Given a state that says %s, When loaded, Then the file and the trouble are named, and it stays',
    async (text, word) => {
      const file = join(folder, `${id}.json`);
      writeFileSync(file, text);

      await expect(store.load(id)).rejects.toMatchObject({
        name: 'RunUnreadable',
        message: expect.stringMatching(new RegExp(`${id}\\.json.*${word}`, 's')) as string,
        actions: ['Begin anew.'],
      });
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it.each(['{"format":2,"content":{}}', '{"id":"x"}', 'null'])(
    'Given a state of another version, %s, When loaded, Then it is refused as that',
    async (text) => {
      writeFileSync(join(folder, `${id}.json`), text);

      await expect(store.load(id)).rejects.toMatchObject({ name: 'RunOfOtherVersion' });
    },
  );
});

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EvidenceLedger } from '../../src/evidence/ledger.js';
import { listRuns } from '../../src/evidence/listRuns.js';
import { verifyLedger } from '../../src/evidence/verifyLedger.js';
import { aBundle, aLedger } from '../builders/evidence.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'synthetic-ledger-')), 'evidence');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const verified = async (): Promise<number> => {
  const { verdict, runs, problems } = await verifyLedger(folder, { keys: [] });
  expect({ verdict, problems }).toEqual({ verdict: 'verified', problems: [] });
  return runs;
};

describe('EvidenceLedger', () => {
  it('Given no folder yet, When runs are added, Then each is chained to the one before it and can be listed', async () => {
    const ledger = new EvidenceLedger(folder);
    await ledger.prepare();

    const first = await ledger.append(aBundle(1), undefined);
    const second = await ledger.append(aBundle(2), undefined);

    expect([first.entry.run, second.entry.run]).toEqual([1, 2]);
    expect(second.entry.previous).toBe(first.chain.head);
    expect(await verified()).toBe(2);
    expect(listRuns(folder)).toEqual([
      expect.objectContaining({
        run: 1,
        evaluatedAt: '2026-01-01T00:00:00.000Z',
        verdict: 'nonconforming',
        signed: false,
      }),
      expect.objectContaining({ run: 2, head: second.chain.head, coverage: { evaluated: 2, total: 2 } }),
    ]);
  });

  it('Given many that write at once, When all have written, Then the ledger has one line of runs', async () => {
    const writers = Array.from({ length: 8 }, () => new EvidenceLedger(folder));
    await Promise.all(writers.map((writer) => writer.prepare()));

    const added = await Promise.all(writers.map((writer, index) => writer.append(aBundle(index + 1), undefined)));

    expect(added.map(({ entry }) => entry.run).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await verified()).toBe(8);
  });

  it('Given what an audit left unfinished, When a run is added, Then the ledger is whole, and what is old is taken away', async () => {
    const [fresh, old] = ['.staging-1-aa', '.staging-2-bb'].map((name) => join(folder, name)) as [string, string];
    for (const path of [fresh, old]) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'run.json'), '{');
    }
    utimesSync(old, 0, 0);
    const ledger = new EvidenceLedger(folder);
    await ledger.prepare();

    await ledger.append(aBundle(1), undefined);

    expect(await verified()).toBe(1);
    expect(existsSync(fresh)).toBe(true);
    expect(existsSync(old)).toBe(false);
    expect((await verifyLedger(folder, { keys: [] })).unfinished).toEqual(['.staging-1-aa']);
  });

  it('Given a ledger that was tampered with, When a run is to be added, Then it is refused and nothing is changed', async () => {
    const ledger = aLedger(3);
    try {
      const entry = join(ledger.directory, 'runs/00000002/entry.json');
      writeFileSync(entry, readFileSync(entry, 'utf8').replace('"run":2', '"run":3'));
      const before = readdirSync(ledger.directory, { recursive: true });

      await expect(new EvidenceLedger(ledger.directory).prepare()).rejects.toMatchObject({
        name: 'EvidenceBroken',
        message: expect.stringContaining('run 2'),
        actions: [expect.stringContaining('sf synthetic evidence verify'), expect.any(String)],
      });
      await expect(new EvidenceLedger(ledger.directory).append(aBundle(4), undefined)).rejects.toMatchObject({
        name: 'EvidenceBroken',
      });
      expect(readdirSync(ledger.directory, { recursive: true })).toEqual(before);
    } finally {
      ledger.remove();
    }
  });

  it('Given a folder of something else, When it is to hold evidence, Then it is refused', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{}');

    await expect(new EvidenceLedger(folder).prepare()).rejects.toMatchObject({
      name: 'EvidenceFolderTaken',
      message: expect.stringContaining('package.json'),
    });
    expect(readdirSync(folder)).toEqual(['package.json']);
  });

  it('Given a path that no folder can have, When it is to hold evidence, Then the error says why', async () => {
    writeFileSync(folder, 'a file');

    await expect(new EvidenceLedger(join(folder, 'below')).prepare()).rejects.toMatchObject({
      name: 'EvidenceNotWritten',
      message: expect.stringContaining('ENOTDIR'),
    });
  });

  it('Given no evidence, When verified or listed, Then that is an error with the exit code 4, and no pass', async () => {
    mkdirSync(folder);

    await expect(verifyLedger(folder, { keys: [] })).rejects.toMatchObject({ name: 'EvidenceNotFound', exitCode: 4 });
    expect(() => listRuns(join(folder, 'nowhere'))).toThrow(
      expect.objectContaining({ name: 'EvidenceNotFound' }) as Error,
    );
    const { directory, remove } = aLedger(1);
    await expect(verifyLedger(directory, { keys: [], run: 2 })).rejects.toMatchObject({ name: 'EvidenceRunNotFound' });
    remove();
  });
});

describe('writers that are killed', () => {
  const build = fileURLToPath(new URL('../../lib/evidence/ledger.js', import.meta.url));
  /** Adds runs until it is killed, and says each number. */
  const script = `
    const { EvidenceLedger } = await import(${JSON.stringify(pathToFileURL(build).href)});
    const ledger = new EvidenceLedger(process.argv[1]);
    await ledger.prepare();
    const files = new Map([['run.json', '{}'], ['orgs/00001.json', '{"a":1}'], ['orgs/00002.json', '{"b":1}']]);
    for (;;) console.log((await ledger.append(files)).entry.run);`;

  /** Two writers at once, each killed after it has said so many numbers; the last number that each said. */
  async function killedAfter(lines: readonly number[]): Promise<number[]> {
    return Promise.all(
      lines.map(
        (wanted) =>
          new Promise<number>((resolve, reject) => {
            const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
              stdio: ['ignore', 'pipe', 'inherit'],
            });
            let said = '';
            child.stdout.setEncoding('utf8').on('data', (text: string) => {
              said += text;
              if (said.split('\n').length > wanted) child.kill('SIGKILL');
            });
            child.once('error', reject);
            child.once('close', () => resolve(Number(said.trim().split('\n').at(-1))));
          }),
      ),
    );
  }

  it('Given processes killed while they write, When verified, Then every run they had written is there, whole, in one line', async () => {
    if (!existsSync(build)) throw new Error(`${build} is missing: run "npm run build" first.`);
    let before = 0;
    for (const lines of [
      [1, 2],
      [3, 1],
      [2, 4],
    ]) {
      const last = await killedAfter(lines);

      const runs = await verified();
      expect(runs).toBeGreaterThanOrEqual(Math.max(...last));
      expect(runs).toBeGreaterThan(before);
      before = runs;
    }
  });
});

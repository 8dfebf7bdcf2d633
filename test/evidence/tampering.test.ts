import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { verifyLedger, type VerifyOptions } from '../../src/evidence/verifyLedger.js';
import type { Verification } from '../../src/evidence/verification.js';
import { aKeyPair, aLedger } from '../builders/evidence.js';

const RUNS = 6;
const pair = aKeyPair();
const plain = aLedger(RUNS);
const signed = aLedger(RUNS, (run) => (run % 2 === 0 ? pair.privateKey : undefined));
afterAll(() => {
  plain.remove();
  signed.remove();
});

const ledgers = [
  { words: 'an unsigned ledger', directory: plain.directory, keys: [] },
  { words: 'a signed ledger and its key', directory: signed.directory, keys: [pair.publicKey] },
];
const verify = (directory: string, options: Partial<VerifyOptions> = {}): Promise<Verification> =>
  verifyLedger(directory, { keys: [], ...options });
const filesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
const files = new Map(ledgers.map(({ directory }) => [directory, filesOf(directory)]));

/** What is done to a ledger, what undoes it, and which files it touches. */
type Tampering = { readonly touched: readonly string[]; undo(): void };
type Tamper = (directory: string, pick: (of: number) => number) => Tampering | undefined;

const anyFile = (directory: string, pick: (of: number) => number): string => {
  const all = files.get(directory) ?? [];
  return all[pick(all.length)] ?? '';
};
const replaced = (directory: string, file: string, change: (bytes: Buffer) => Buffer): Tampering | undefined => {
  const path = join(directory, file);
  const before = readFileSync(path);
  const after = change(Buffer.from(before));
  if (after.equals(before)) return undefined;
  writeFileSync(path, after);
  return { touched: [file], undo: () => writeFileSync(path, before) };
};
const moved = (from: string, to: string, touched: string[]): Tampering => {
  renameSync(from, to);
  return { touched, undo: () => renameSync(to, from) };
};

const tamperings: Readonly<Record<string, Tamper>> = {
  'a bit is flipped': (directory, pick) =>
    replaced(directory, anyFile(directory, pick), (bytes) => {
      const at = pick(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
      return bytes;
    }),
  'a byte is cut out': (directory, pick) =>
    replaced(directory, anyFile(directory, pick), (bytes) => {
      const at = pick(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    }),
  'a byte is put in': (directory, pick) =>
    replaced(directory, anyFile(directory, pick), (bytes) => {
      const at = pick(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(pick(256)), bytes.subarray(at)]);
    }),
  'a file is emptied': (directory, pick) => replaced(directory, anyFile(directory, pick), () => Buffer.alloc(0)),
  'a file is removed': (directory, pick) => {
    const file = anyFile(directory, pick);
    return moved(join(directory, file), `${directory}.kept`, [file]);
  },
  'a file is put in the place of another': (directory, pick) => {
    const other = readFileSync(join(directory, anyFile(directory, pick)));
    return replaced(directory, anyFile(directory, pick), () => other);
  },
  'two files change places': (directory, pick) => {
    const [one, two] = [anyFile(directory, pick), anyFile(directory, pick)];
    const other = readFileSync(join(directory, two));
    const first = readFileSync(join(directory, one));
    const changed = replaced(directory, one, () => other);
    if (changed === undefined) return undefined;
    const also = replaced(directory, two, () => first);
    return { touched: [one, two], undo: () => [changed, also].forEach((tampering) => tampering?.undo()) };
  },
  'a file is inserted': (directory, pick) => {
    const file = join(dirname(anyFile(directory, pick)), ['more.json', '.hidden', 'zzz'][pick(3)] ?? '');
    writeFileSync(join(directory, file), 'x');
    return { touched: [file], undo: () => rmSync(join(directory, file)) };
  },
  'a folder is inserted': (directory, pick) => {
    const folder = join(dirname(anyFile(directory, pick)), 'more');
    mkdirSync(join(directory, folder));
    return { touched: [folder], undo: () => rmSync(join(directory, folder), { recursive: true }) };
  },
  'a file is replaced by a link to its copy': (directory, pick) => {
    const file = anyFile(directory, pick);
    const copy = `${directory}.copy`;
    renameSync(join(directory, file), copy);
    symlinkSync(copy, join(directory, file));
    return {
      touched: [file],
      undo: () => {
        rmSync(join(directory, file));
        renameSync(copy, join(directory, file));
      },
    };
  },
  'a run before the last is removed': (directory, pick) => {
    const folder = `runs/0000000${pick(RUNS - 1) + 1}`;
    return moved(join(directory, folder), `${directory}.kept`, [folder]);
  },
  'two runs change places': (directory, pick) => {
    const one = pick(RUNS) + 1;
    const two = ((one + pick(RUNS - 1)) % RUNS) + 1;
    const [a, b] = [`runs/0000000${one}`, `runs/0000000${two}`];
    const swap = (): void => {
      renameSync(join(directory, a), `${directory}.kept`);
      renameSync(join(directory, b), join(directory, a));
      renameSync(`${directory}.kept`, join(directory, b));
    };
    swap();
    return { touched: [`${a}/entry.json`, `${b}/entry.json`], undo: swap };
  },
  'a copy of a run is added at the end': (directory, pick) => {
    const folder = `runs/0000000${RUNS + 1}`;
    cpSync(join(directory, `runs/0000000${pick(RUNS) + 1}`), join(directory, folder), { recursive: true });
    return {
      touched: [`${folder}/entry.json`],
      undo: () => rmSync(join(directory, folder), { recursive: true }),
    };
  },
};

describe.each(ledgers)('$words', ({ directory, keys }) => {
  it('Given nothing was touched, When verified, Then it is whole, and its head is that of the writer', async () => {
    const { chain } = directory === plain.directory ? plain : signed;

    expect(await verify(directory, { keys })).toMatchObject({
      verdict: 'verified',
      runs: RUNS,
      head: chain.head,
      problems: [],
      files: files.get(directory)?.length,
    });
  });

  it.each(Object.entries(tamperings))(
    'Given %s, When verified, Then it is tampered with, and what was touched is named',
    async (_, tamper) => {
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
          const pick = (of: number): number => (numbers.next().value as number) % of;
          const tampering = tamper(directory, pick);
          if (tampering === undefined) return;
          try {
            const { verdict, problems } = await verify(directory, { keys });

            expect(verdict).toBe('tampered');
            const named = problems.map(({ file }) => file);
            for (const file of tellable(tampering.touched)) {
              expect(named).toContainEqual(expect.stringMatching(nameOf(file)));
            }
            // What is listed in SHA256SUMS is named alone; links and lists tell of more than themselves.
            const [only = '', another] = tampering.touched;
            if (another === undefined && /(?:run|waivers|\d{5})\.json$|more|hidden|zzz/u.test(only)) {
              expect([...new Set(named)]).toEqual([only]);
            }
          } finally {
            tampering.undo();
          }
        }),
        { numRuns: 12 },
      );
      expect(await verify(directory, { keys })).toMatchObject({ verdict: 'verified' });
    },
  );
});

/** Where a run's list of files is something else, nothing tells of the other files of that run. */
function tellable(touched: readonly string[]): string[] {
  const lists = touched.filter((file) => basename(file) === 'SHA256SUMS').map(dirname);
  return touched.filter((file) => basename(file) === 'SHA256SUMS' || !lists.some((run) => file.startsWith(run)));
}

/** A digest of the signature can have been changed where it is written down as well as where it is taken from. */
function nameOf(file: string): RegExp {
  const escaped = file.replaceAll('.', '\\.');
  return basename(file) === 'entry.json'
    ? new RegExp(`^${dirname(file)}/(?:entry|attestation)\\.json$`, 'u')
    : new RegExp(`^${escaped}$`, 'u');
}

describe('a run whose entry and list of files have changed places', () => {
  it('Given neither is what it was, When verified, Then both are named, and no run after it', async () => {
    const { directory } = plain;
    const [entry, list] = ['entry.json', 'SHA256SUMS'].map((name) => join(directory, 'runs/00000004', name)) as [
      string,
      string,
    ];
    const swap = (): void => {
      renameSync(entry, `${directory}.kept`);
      renameSync(list, entry);
      renameSync(`${directory}.kept`, list);
    };
    swap();

    const { problems } = await verify(directory);
    swap();

    expect(problems.map(({ kind, file }) => [kind, file])).toEqual([
      ['changed', 'runs/00000004/entry.json'],
      ['changed', 'runs/00000004/SHA256SUMS'],
    ]);
  });
});

describe('the end of a ledger', () => {
  const { directory, chain } = plain;
  const last = join(directory, `runs/0000000${RUNS}`);

  it('Given the last run was cut off, When verified, Then only a known head tells', async () => {
    renameSync(last, `${directory}.kept`);
    try {
      const blind = await verify(directory);
      const knowing = await verify(directory, { expectedHead: chain.head ?? '' });

      expect(blind.verdict).toBe('verified');
      expect(knowing).toMatchObject({
        verdict: 'tampered',
        problems: [{ kind: 'head', file: 'runs', expected: chain.head, actual: blind.head }],
      });
      // A head from before is still in the ledger, which has grown since.
      renameSync(`${directory}.kept`, last);
      expect(await verify(directory, { expectedHead: blind.head })).toMatchObject({
        verdict: 'verified',
        knownHead: { digest: blind.head, run: RUNS - 1 },
      });
    } finally {
      if (readdirSync(dirname(directory)).includes(basename(`${directory}.kept`)))
        renameSync(`${directory}.kept`, last);
    }
  });

  it('Given one run is asked for, When another run has a changed file, Then that is left alone and the chain is followed', async () => {
    const tampering = replaced(directory, 'runs/00000003/orgs/00001.json', (bytes) => bytes.subarray(1));

    const [one, other] = [await verify(directory, { run: 2 }), await verify(directory, { run: 3 })];
    tampering?.undo();

    expect([one.verdict, other.verdict]).toEqual(['verified', 'tampered']);
  });
});

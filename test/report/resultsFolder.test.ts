import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { assertResultsFolder, fileStems, SUMMARY_FILE, writeResultFiles } from '../../src/report/resultsFolder.js';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'results-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const filesOf = (stem: string): string[] => [`${stem}.json`, `${stem}-junit.xml`].map((name) => name.toLowerCase());
/** Names as people give them, and such as no file may have. */
const orgNames = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(
      'prod',
      'Prod',
      'PROD',
      'summary',
      'con',
      'NUL.txt',
      '..',
      '.',
      '',
      'a/b',
      'a\\b',
      'a_b',
      'a-junit',
      'a',
    ),
    fc.emailAddress(),
    fc.string({ unit: 'binary', maxLength: 300 }),
  ),
  { maxLength: 12 },
);

describe('fileStems', () => {
  it('Given any names, When made into file names, Then these are safe, none is another’s, and the summary’s is free', () => {
    fc.assert(
      fc.property(orgNames, (names) => {
        const stems = fileStems(names);
        // What a name is made into may itself be an org's name.
        const made = [...stems.values()];
        const again = [...new Set([...names, ...made])];
        for (const orgs of [names, again]) {
          const files = orgs.flatMap((name) => filesOf(fileStems(orgs).get(name) ?? ''));
          expect(new Set([...files, SUMMARY_FILE]).size).toBe(files.length + 1);
          for (const file of files) expect(file).toMatch(/^[a-z0-9][a-z0-9._@+-]{0,150}$/);
        }
      }),
    );
  });

  it('Given plain names, When made into file names, Then they stay as they are', () => {
    const names = ['prod', 'uat-2', 'ci@shop.example.uat'];
    expect([...fileStems(names).values()]).toEqual(names);
  });
});

describe('assertResultsFolder', () => {
  it('Given a folder that is not there, When asserted, Then it is made, and nothing is left in it', async () => {
    await assertResultsFolder(join(root, 'a', 'b'));
    expect(readdirSync(join(root, 'a', 'b'))).toEqual([]);
  });

  it('Given a file in its place, or above it, When asserted, Then the error names it and the way out', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');

    for (const folder of [file, join(file, 'below')]) {
      await expect(assertResultsFolder(folder)).rejects.toMatchObject({
        name: 'ResultsDirUnusable',
        message: expect.stringContaining(folder) as string,
        actions: expect.arrayContaining([expect.stringContaining('--results-dir')]) as string[],
      });
    }
  });
});

describe('writeResultFiles', () => {
  async function* files(failing: boolean): AsyncGenerator<{ name: string; pieces: Iterable<string> }> {
    yield { name: 'one.json', pieces: ['{', '}'] };
    yield {
      name: 'two.json',
      pieces: (function* () {
        yield '{';
        if (failing) throw new Error('no space left');
        yield '}';
      })(),
    };
    await Promise.resolve();
  }

  it('Given a file that can’t be written, When written, Then those before it are whole, and no half of it is left', async () => {
    await expect(writeResultFiles(root, files(true), ['do this'])).rejects.toMatchObject({
      name: 'ResultsNotWritten',
      message: expect.stringContaining('no space left') as string,
      actions: ['do this'],
    });
    expect(readdirSync(root)).toEqual(['one.json']);

    await writeResultFiles(root, files(false), []);
    expect(readdirSync(root)).toEqual(['one.json', 'two.json']);
  });
});

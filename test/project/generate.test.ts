import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSourceDir } from '../../src/project/dxProject.js';
import { generate, type GeneratedFile, isCurrent, RECORD_FILE } from '../../src/project/generate.js';
import { outcomeOfUnwanted, outcomeOfWanted, sha256 } from '../../src/project/generatedTree.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({ objects: ['Account'] });
const RULE = 'force-app/main/default/objects/Account/validationRules/Synthetic_Complete.validationRule-meta.xml';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'generate-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const run = (
  overrides: Partial<Parameters<typeof generate>[0]> & { schema?: ProvenanceSchema } = {},
): Promise<GeneratedFile[]> =>
  generate({
    schema,
    root,
    outputDir: join(root, 'force-app', 'main', 'default'),
    check: false,
    overwrite: false,
    ...overrides,
  });
const outcomes = (files: readonly GeneratedFile[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of files) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
const tree = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(root, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async (entry): Promise<[string, string]> => {
          const path = join(entry.parentPath, entry.name);
          return [path, await readFile(path, 'utf8')];
        }),
    ),
  );

describe('generate', () => {
  it('Given an empty project, When generated twice, Then the second run changes nothing', async () => {
    const first = await run();
    const before = await tree();
    const second = await run();

    expect(outcomes(first)).toEqual({ created: first.length });
    expect(outcomes(second)).toEqual({ unchanged: first.length });
    expect(await tree()).toEqual(before);
    expect(Object.keys(before).some((path) => path.endsWith('.tmp'))).toBe(false);
  });

  it('Given more files than are handled at a time, When generated, Then all are there, in the order of their paths', async () => {
    const objects = Array.from({ length: 20 }, (_, index) => `Thing_${index}__c`);

    const files = await run({ schema: aSchema({ objects }) });

    const paths = files.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
    const present = Object.keys(await tree()).map((path) => path.slice(root.length + 1));
    expect(present.filter((path) => path !== RECORD_FILE).sort()).toEqual(paths);
    for (const object of objects)
      expect(paths.filter((path) => path.includes(`/${object}/`)).length).toBeGreaterThan(5);
  });

  it('Given a generated tree, When checked, Then it is current, and an unchanged file keeps its time', async () => {
    await run();
    const { mtimeMs } = await stat(join(root, RULE));

    expect(isCurrent(await run({ check: true }))).toBe(true);
    await run();
    expect((await stat(join(root, RULE))).mtimeMs).toBe(mtimeMs);
  });

  it('Given a file that was edited or deleted, When checked, Then it is named and nothing is written', async () => {
    await run();
    await writeFile(join(root, RULE), 'edited');
    const before = await tree();

    const files = await run({ check: true });

    expect(isCurrent(files)).toBe(false);
    expect(files.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([{ path: RULE, outcome: 'changed' }]);
    expect(await tree()).toEqual(before);
  });

  it('Given an object taken out of the schema, When generated, Then its files go, but for one that was edited', async () => {
    await run({ schema: aSchema({ objects: ['Account', 'Case'] }) });
    const edited = RULE.replace('Account', 'Case');
    await writeFile(join(root, edited), 'edited');
    await writeFile(join(root, 'force-app', 'main', 'default', 'objects', 'Case', 'mine.txt'), 'mine');

    const files = await run();

    expect(files.filter(({ outcome }) => outcome === 'kept')).toEqual([{ path: edited, outcome: 'kept' }]);
    expect(outcomes(files)).toMatchObject({ removed: 8, kept: 1 });
    const left = Object.keys(await tree()).filter((path) => path.includes(join('objects', 'Case')));
    expect(left.map((path) => path.slice(root.length + 1)).sort()).toEqual(
      ['force-app/main/default/objects/Case/mine.txt', edited].sort(),
    );
  });

  it('Given a file of another origin in the way, When generated, Then nothing is written unless told', async () => {
    await run();
    await rm(join(root, RECORD_FILE));
    await writeFile(join(root, RULE), 'somebody’s own rule');
    const before = await tree();

    await expect(run()).rejects.toMatchObject({ name: 'GenerateConflict', message: expect.stringContaining(RULE) });
    expect(await tree()).toEqual(before);

    await run({ overwrite: true });
    expect(await readFile(join(root, RULE), 'utf8')).toContain('<ValidationRule');
  });

  it.each([
    ['{', /not a record of generated files/],
    ['{"files":{"../outside.txt":"' + 'a'.repeat(64) + '"}}', /not a record of generated files/],
    ['{"files":{"/etc/passwd":"' + 'a'.repeat(64) + '"}}', /not a record of generated files/],
    ['{"files":{"a":"x"}}', /not a record of generated files/],
  ])('Given the record %j, When generated, Then it is refused and nothing is written', async (record, message) => {
    await run();
    await writeFile(join(root, RECORD_FILE), record);
    const before = await tree();

    await expect(run()).rejects.toThrow(message);
    expect(await tree()).toEqual(before);
  });

  it('Given an output directory outside of the project, When generated, Then it is refused', async () => {
    await expect(run({ outputDir: tmpdir() })).rejects.toMatchObject({ name: 'OutputOutsideProject' });
  });

  // Root may write everywhere, so there the disk can't refuse.
  (process.getuid?.() === 0 ? it.skip : it)(
    'Given a read-only project, When generated, Then the error says so',
    async () => {
      await chmod(root, 0o500);
      await expect(run()).rejects.toMatchObject({ name: 'NotWritable' });
      await chmod(root, 0o700);
    },
  );

  it('Given a folder where a file must go, When generated, Then the error says what could not be read or written', async () => {
    await run();
    await rm(join(root, RULE));
    await writeFile(join(root, RULE), '');
    await rm(join(root, 'force-app'), { recursive: true });
    await writeFile(join(root, 'force-app'), 'a file');

    await expect(run()).rejects.toMatchObject({ name: expect.stringMatching(/NotWritable|NotReadable/) });
  });
});

describe('what has to happen to a file', () => {
  const content = new TextEncoder().encode('content');
  const other = new TextEncoder().encode('other');

  it.each([
    ['created', undefined, false],
    ['created', undefined, true],
    ['unchanged', content, false],
    ['unchanged', content, true],
    ['changed', other, true],
    ['conflict', other, false],
  ] as const)('%s: Given %p there, recorded %p, When wanted, Then so', (outcome, present, recorded) => {
    expect(outcomeOfWanted(content, present, recorded)).toBe(outcome);
  });

  it('Given a file that is no longer wanted, When it was edited since, Then it is kept, else removed', () => {
    expect(outcomeOfUnwanted(content, sha256(content))).toBe('removed');
    expect(outcomeOfUnwanted(other, sha256(content))).toBe('kept');
  });
});

describe('defaultSourceDir', () => {
  it.each([
    ['{"packageDirectories":[{"path":"one"},{"path":"two","default":true}]}', 'two'],
    ['{"packageDirectories":[{"path":"only"}]}', 'only'],
  ])('Given %s, When asked, Then the default package takes new source', async (text, directory) => {
    await writeFile(join(root, 'sfdx-project.json'), text);

    expect(await defaultSourceDir(root)).toBe(join(root, directory, 'main', 'default'));
  });

  it.each(['{}', 'no json', '{"packageDirectories":[]}'])(
    'Given %j, When asked, Then the error names the file',
    async (text) => {
      await writeFile(join(root, 'sfdx-project.json'), text);

      await expect(defaultSourceDir(root)).rejects.toMatchObject({
        name: 'ProjectFileInvalid',
        message: expect.stringContaining('sfdx-project.json'),
      });
    },
  );
});

import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initProject } from '../../src/schema/initProject.js';
import type { InitDependencies, InitInput } from '../../src/schema/initProject.js';

const contents = new Map([
  ['a.yaml', 'a: 1\n'],
  ['b.yaml', 'b: 1\n'],
]);

describe('initProject', () => {
  let root: string;
  beforeEach(async () => {
    root = await fs.mkdtemp(join(tmpdir(), 'init-'));
  });
  afterEach(() => fs.rm(root, { recursive: true }));

  const init = (input: Partial<InitInput> = {}, dependencies: Partial<InitDependencies> = {}) =>
    initProject(
      { root, contents, existing: 'keep', ...input },
      { files: fs, confirm: () => Promise.reject(new Error('It must not ask.')), ...dependencies },
    );
  const outcomes = async (run: ReturnType<typeof init>) => (await run).files.map(({ outcome }) => outcome);
  const text = (name: string) => fs.readFile(join(root, 'config', name), 'utf8');
  const put = (name: string, content: string) => fs.writeFile(join(root, 'config', name), content);
  const failing = (name: 'writeFile' | 'rename' | 'mkdir', code: string, from = 1): InitDependencies['files'] => {
    let calls = 0;
    const fail = (...args: never[]) => {
      calls += 1;
      if (calls < from) return Reflect.apply(fs[name], fs, args) as Promise<never>;
      return Promise.reject(Object.assign(new Error(code), { code }));
    };
    return { ...fs, [name]: fail };
  };

  it('Given an empty directory, When run, Then all files are created and nothing else is left', async () => {
    const result = await init();
    expect(result.files).toEqual([
      { path: join(root, 'config', 'a.yaml'), outcome: 'created' },
      { path: join(root, 'config', 'b.yaml'), outcome: 'created' },
    ]);
    expect(await text('a.yaml')).toBe('a: 1\n');
    expect((await fs.readdir(join(root, 'config'))).sort()).toEqual(['a.yaml', 'b.yaml']);
  });

  it('Given a directory that is not there yet, When run, Then it is created', async () => {
    await init({ root: join(root, 'deep', 'er') });
    expect(await fs.readdir(join(root, 'deep', 'er', 'config'))).toHaveLength(2);
  });

  it('Given a second run, Then every file is unchanged and none is touched', async () => {
    await init();
    const before = await fs.stat(join(root, 'config', 'a.yaml'), { bigint: true });
    expect(await outcomes(init({ existing: 'overwrite' }))).toEqual(['unchanged', 'unchanged']);
    const after = await fs.stat(join(root, 'config', 'a.yaml'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('Given other line ends only, When run, Then the file is unchanged', async () => {
    await init();
    await put('a.yaml', 'a: 1\r\n');
    expect(await outcomes(init())).toEqual(['unchanged', 'unchanged']);
  });

  it('Given an edited file and keep, When run, Then it stays', async () => {
    await init();
    await put('a.yaml', 'mine');
    expect(await outcomes(init())).toEqual(['kept', 'unchanged']);
    expect(await text('a.yaml')).toBe('mine');
  });

  it('Given an edited file and overwrite, When run, Then it is replaced without a question', async () => {
    await init();
    await put('a.yaml', 'mine');
    expect(await outcomes(init({ existing: 'overwrite' }))).toEqual(['overwritten', 'unchanged']);
    expect(await text('a.yaml')).toBe('a: 1\n');
  });

  it('Given edited files and ask, When run, Then each is asked for and the answer holds', async () => {
    await init();
    await put('a.yaml', 'mine');
    await put('b.yaml', 'mine');
    const asked: string[] = [];
    const confirm = (path: string) => Promise.resolve(asked.push(path) === 2);
    expect(await outcomes(init({ existing: 'ask' }, { confirm }))).toEqual(['kept', 'overwritten']);
    expect(asked).toEqual(['a.yaml', 'b.yaml'].map((name) => join(root, 'config', name)));
    expect([await text('a.yaml'), await text('b.yaml')]).toEqual(['mine', 'b: 1\n']);
  });

  it('Given a question that is broken off, When run, Then nothing was written', async () => {
    await fs.mkdir(join(root, 'config'));
    await put('b.yaml', 'mine');
    const confirm = () => Promise.reject(new Error('interrupted'));
    await expect(init({ existing: 'ask' }, { confirm })).rejects.toThrow('interrupted');
    expect(await fs.readdir(join(root, 'config'))).toEqual(['b.yaml']);
  });

  it('Given a directory that may not be written, When run, Then the error names it and nothing is left', async () => {
    const files = failing('writeFile', 'EACCES', 2);
    await expect(init({}, { files })).rejects.toMatchObject({
      name: 'InitNotWritable',
      message: expect.stringContaining(join(root, 'config', 'b.yaml')) as string,
      actions: expect.arrayContaining([expect.stringContaining('--output-dir')]) as string[],
    });
    expect(await fs.readdir(join(root, 'config'))).toEqual([]);
  });

  it('Given a disk that fails at the last step, When run, Then no temporary file is left', async () => {
    await expect(init({}, { files: failing('rename', 'ENOSPC', 2) })).rejects.toMatchObject({
      name: 'InitNotWritable',
    });
    expect(await fs.readdir(join(root, 'config'))).toEqual(['a.yaml']);
  });

  it('Given a read-only file system, When run, Then the error says so', async () => {
    await expect(init({}, { files: failing('mkdir', 'EROFS') })).rejects.toThrow('the file system is read-only');
  });

  it.each([
    ['a file where config/ should be', 'config', 'a file is where a directory should be'],
    ['a directory where a file should be', 'config/a.yaml/x', 'a directory is in the way'],
  ])('Given %s, When run, Then the error says so', async (_, path, message) => {
    if (path === 'config') await fs.writeFile(join(root, path), '');
    else await fs.mkdir(join(root, path), { recursive: true });
    await expect(init()).rejects.toThrow(message);
  });

  it('Given an error that is not of the file system, When run, Then it is passed on as it is', async () => {
    const mistake = new TypeError('not ours');
    await expect(init({}, { files: { ...fs, mkdir: () => Promise.reject(mistake) } })).rejects.toBe(mistake);
  });
});

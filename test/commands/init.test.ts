import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Init from '../../src/commands/synthetic/init.js';

const FILES = [
  'fleet.schema.json',
  'fleet.yaml',
  'provenance.schema.json',
  'provenance.yaml',
  'waivers.schema.json',
  'waivers.yaml',
];

/** The command without its voice. */
class QuietInit extends Init {
  public override log(): void {}
  public override logToStderr(): void {}
  public override logJson(): void {}
  public override table(): void {}
}

describe('sf synthetic init', () => {
  let root: string;
  const home = process.cwd();
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'init-command-')));
  });
  afterEach(() => {
    process.chdir(home);
    process.exitCode = 0;
    rmSync(root, { recursive: true });
  });
  const project = (): void => {
    writeFileSync(join(root, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
    mkdirSync(join(root, 'deep', 'er'), { recursive: true });
    process.chdir(join(root, 'deep', 'er'));
  };
  const run = (...args: string[]) => QuietInit.run(args, import.meta.url);
  const outcomes = async (...args: string[]) => (await run(...args)).files.map(({ outcome }) => outcome);

  it('Given a place deep in a project, When run, Then the files stand in config/ of its root', async () => {
    project();
    const { files } = await run();
    expect(files.map(({ path }) => path).sort()).toEqual(FILES.map((name) => join(root, 'config', name)));
    expect((await readdir(join(root, 'config'))).sort()).toEqual(FILES);
    const schema = readFileSync(join(root, 'config', 'provenance.schema.json'), 'utf8');
    expect(schema).toBe(readFileSync(new URL('../../schemas/provenance.schema.json', import.meta.url), 'utf8'));
  });

  it('Given no project, When run, Then the error says what to do', async () => {
    process.chdir(root);
    await expect(run()).rejects.toMatchObject({
      name: 'NoProjectError',
      message: expect.stringContaining('No project') as string,
      actions: expect.arrayContaining([expect.stringContaining('sf project generate')]) as string[],
    });
  });

  it('Given --output-dir, When run, Then no project is needed', async () => {
    await run('--output-dir', join(root, 'new'));
    expect((await readdir(join(root, 'new', 'config'))).sort()).toEqual(FILES);
  });

  it('Given an edited file, When run again, Then --no-prompt and --json keep it and --overwrite replaces it', async () => {
    project();
    await run();
    writeFileSync(join(root, 'config', 'fleet.yaml'), 'mine');
    const expected = ['unchanged', 'kept', 'unchanged', 'unchanged', 'unchanged', 'unchanged'];
    expect(await outcomes('--no-prompt')).toEqual(expected);
    expect(await outcomes('--json')).toEqual(expected);
    expect(await outcomes('--overwrite')).toEqual(
      expected.map((outcome) => (outcome === 'kept' ? 'overwritten' : outcome)),
    );
  });

  it('Given both --no-prompt and --overwrite, When run, Then they contradict each other', async () => {
    project();
    await expect(run('--no-prompt', '--overwrite')).rejects.toThrow('--overwrite');
  });
});

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, type GeneratedFile, isCurrent, RECORD_FILE } from '../../src/project/generate.js';
import { hasBanner, markerModule } from '../../src/project/markerModule.js';
import { aSchema } from '../builders/schema.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = 'force-app/main/default';
const BANNER = `${SOURCE}/lwc/syntheticBanner/syntheticBanner.js`;
const MODULE = `${SOURCE}/lwc/syntheticMarkers/syntheticMarkers.js`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'banner-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const run = (settings: Record<string, unknown> = {}, check = false): Promise<GeneratedFile[]> =>
  generate({
    schema: aSchema({ objects: ['Account'], ...settings }),
    root,
    outputDir: join(root, SOURCE),
    check,
    overwrite: false,
  });
const put = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
};
const textOf = (files: ReturnType<typeof markerModule>): string => new TextDecoder().decode(files[0]?.content);

describe('generate beside hand-written Lightning web components', () => {
  it('Given components of the project’s own, When generated again and again, Then they are left as they are', async () => {
    const own = { [BANNER]: 'banner', [`${SOURCE}/lwc/other/other.js`]: 'other' };
    for (const [path, content] of Object.entries(own)) await put(path, content);

    await run();
    await run({ badge: { enabled: false } });
    const files = await run({}, true);

    for (const [path, content] of Object.entries(own)) expect(await readFile(join(root, path), 'utf8')).toBe(content);
    expect(files.filter(({ path }) => path in own)).toEqual([]);
    expect(await readFile(join(root, RECORD_FILE), 'utf8')).not.toContain('syntheticBanner');
  });

  it('Given no banner, When generated, Then no Lightning web component is written', async () => {
    const files = await run();

    expect(files.filter(({ path }) => path.includes('/lwc/'))).toEqual([]);
  });

  it('Given the banner, When a marker is renamed, Then its module is out of date until generated, and then follows', async () => {
    await put(BANNER, 'banner');
    await run();
    const renamed = { markers: { is_synthetic: { apiName: 'Made_Up__c' } } };

    expect(isCurrent(await run({}, true))).toBe(true);
    expect((await run(renamed, true)).find(({ path }) => path === MODULE)?.outcome).toBe('changed');
    await run(renamed);
    expect(await readFile(join(root, MODULE), 'utf8')).toContain('"fieldApiName": "Made_Up__c"');
  });

  it('Given the banner is taken out, When generated, Then its module goes too', async () => {
    await put(BANNER, 'banner');
    await run();
    await rm(join(root, BANNER));

    expect((await run()).find(({ path }) => path === MODULE)?.outcome).toBe('removed');
  });

  it('Given a file where the components’ folder would be, When asked for the banner, Then there is none', async () => {
    await writeFile(join(root, 'lwc'), '');

    expect(await hasBanner(root)).toBe(false);
  });
});

describe('the module of marker names', () => {
  it('Given texts with quotes and line ends, When written, Then the module says exactly them', async () => {
    const label = 'It’s "made\\up"';
    const files = markerModule(aSchema({ markers: { generation_source: { label } } }));
    const file = join(root, 'module.mjs');
    await writeFile(file, textOf(files));

    const { markers, badge } = (await import(file)) as Record<string, unknown>;

    expect(markers).toMatchObject({
      isSynthetic: { fieldApiName: 'Is_Synthetic__c', label: 'Is Synthetic' },
      generationSource: { fieldApiName: 'Generation_Source__c', label },
      creationTimestamp: { fieldApiName: 'Creation_Timestamp__c' },
    });
    expect(badge).toEqual({ fieldApiName: 'Provenance_Badge__c', label: 'Provenance', text: 'Synthetic record' });
  });

  it('Given the committed components, When compared with the project, Then they are of its API version', async () => {
    const { sourceApiVersion } = JSON.parse(await readFile(join(repository, 'sfdx-project.json'), 'utf8')) as {
      sourceApiVersion: string;
    };

    for (const name of ['syntheticBanner', 'syntheticMarkers']) {
      const meta = await readFile(join(repository, SOURCE, 'lwc', name, `${name}.js-meta.xml`), 'utf8');
      expect(meta).toContain(`<apiVersion>${sourceApiVersion}</apiVersion>`);
    }
  });
});

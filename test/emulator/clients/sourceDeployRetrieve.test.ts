import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ComponentSet, DestructiveChangesType, type MetadataApiDeploy } from '@salesforce/source-deploy-retrieve';
import { aLiveOrg, type LiveOrg } from '../../builders/embeddedOrg.js';
import { file, markerField } from '../metadata/support.js';

let org: LiveOrg;
let folder: string;

beforeAll(async () => {
  org = await aLiveOrg();
  folder = await mkdtemp(join(tmpdir(), 'clients-'));
});
afterAll(async () => {
  await org.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A source folder of its own with these files. */
async function source(name: string, files: Record<string, string>): Promise<string> {
  const root = join(folder, name);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

function field(name: string, label = 'Marker'): Record<string, string> {
  const inner = markerField
    .replace(/<\/?fields>/g, '')
    .replace('Is_Synthetic__c', name)
    .replace('Is Synthetic', label);
  return { [`objects/Account/fields/${name}.field-meta.xml`]: file('CustomField', inner) };
}

/** Every file has much to skip, so that the org is not done before a client can cancel. */
function permissions(count: number): Record<string, string> {
  const paths = Array.from({ length: count }, (_, n) => `customPermissions/P${n}.customPermission-meta.xml`);
  const content = `<!--${'much '.repeat(20_000)}--><label>P</label>`;
  return Object.fromEntries(paths.map((path) => [path, file('CustomPermission', content)]));
}

async function stored(fullName: string): Promise<boolean> {
  return (await org.connection.metadata.list({ type: 'CustomField' })).some((each) => each.fullName === fullName);
}

/** Seconds between polls, and at most. */
const poll = [0.02, 60] as const;

describe.each([
  ['SOAP', false],
  ['REST', true],
])('Given source-deploy-retrieve over %s', (name, rest) => {
  const start = async (root: string, options: object = {}): Promise<MetadataApiDeploy> =>
    ComponentSet.fromSource(root).deploy({
      usernameOrConnection: org.connection,
      apiOptions: { rest, rollbackOnError: true, ...options },
    });

  it('When source is deployed twice, then its files are created and then unchanged', async () => {
    const root = await source(`twice-${name}`, field(`${name}_A__c`));
    const first = await (await start(root)).pollStatus(...poll);
    expect(first.response).toMatchObject({ status: 'Succeeded', success: true });
    expect(first.getFileResponses()).toMatchObject([{ fullName: `Account.${name}_A__c`, state: 'Created' }]);
    const second = await (await start(root)).pollStatus(...poll);
    expect(second.getFileResponses()).toMatchObject([{ fullName: `Account.${name}_A__c`, state: 'Unchanged' }]);
  });

  it('When a file is wrong, then its response has the problem and its place', async () => {
    const root = await source(`wrong-${name}`, field(`${name}_W__c`, 'x'.repeat(41)));
    const result = await (await start(root)).pollStatus(...poll);
    expect(result.response).toMatchObject({ status: 'Failed', numberComponentErrors: 1 });
    expect(result.getFileResponses()).toMatchObject([
      {
        state: 'Failed',
        error: expect.stringContaining('Value too long') as string,
        lineNumber: expect.any(Number) as number,
      },
    ]);
    expect(await stored(`Account.${name}_W__c`)).toBe(false);
  });

  it('When source is validated and deployed by the validation, then it is there only after that', async () => {
    const root = await source(`quick-${name}`, field(`${name}_Q__c`));
    const validation = await start(root, { checkOnly: true, testLevel: 'RunLocalTests' });
    expect((await validation.pollStatus(...poll)).response).toMatchObject({ status: 'Succeeded', checkOnly: true });
    expect(await stored(`Account.${name}_Q__c`)).toBe(false);
    const id = await validation.deployRecentValidation(rest);
    expect(await org.connection.metadata.checkDeployStatus(id, true, rest)).toMatchObject({ status: 'Succeeded' });
    expect(await stored(`Account.${name}_Q__c`)).toBe(true);
  });

  it('When a large deploy is canceled, then polling ends as canceled', async () => {
    const deploy = await start(await source(`large-${name}`, permissions(120)));
    await deploy.cancel();
    expect((await deploy.pollStatus(...poll)).response).toMatchObject({ status: 'Canceled', success: false });
    expect(await org.connection.metadata.list({ type: 'CustomPermission' })).toEqual([]);
  });

  it('When components are deleted, then they are gone, and what is not there is a warning', async () => {
    const root = await source(`gone-${name}`, { ...field(`${name}_A__c`), ...field(`${name}_None__c`) });
    const set = new ComponentSet();
    for (const component of ComponentSet.fromSource(root).getSourceComponents()) {
      for (const each of [component, ...component.getChildren()]) {
        if (each.type.name === 'CustomField') set.add(each, DestructiveChangesType.POST);
      }
    }
    const deploy = await set.deploy({
      usernameOrConnection: org.connection,
      apiOptions: { rest, ignoreWarnings: true },
    });
    const { response } = await deploy.pollStatus(...poll);
    expect(response).toMatchObject({ status: 'Succeeded' });
    expect([response.details.componentSuccesses].flat()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ fullName: `Account.${name}_A__c` }),
        expect.objectContaining({ problem: `No CustomField named: Account.${name}_None__c found` }),
      ]),
    );
    expect(await stored(`Account.${name}_A__c`)).toBe(false);
  });
});

describe('Given source-deploy-retrieve', () => {
  it('When components are retrieved, then their source is written', async () => {
    const output = join(folder, 'retrieved');
    await mkdir(output);
    const set = new ComponentSet([{ type: 'CustomField', fullName: 'Account.REST_Q__c' }]);
    const retrieve = await set.retrieve({ usernameOrConnection: org.connection, output, merge: false });
    const result = await retrieve.pollStatus(...poll);
    expect(result.response).toMatchObject({ status: 'Succeeded' });
    const [written] = result.getFileResponses();
    expect(written).toMatchObject({ fullName: 'Account.REST_Q__c', state: 'Created' });
    expect(await readFile(written?.filePath ?? '', 'utf8')).toContain('<label>Marker</label>');
  });
});

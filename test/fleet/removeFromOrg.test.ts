import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployComponents } from '../../src/org/deployComponents.js';
import { retrieve } from '../../src/org/retrieve.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { removeFrom } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({ objects: ['Account', 'Task'] });
let org: LiveOrg;
let folder: string;
beforeEach(async () => {
  org = await aLiveOrg();
  folder = mkdtempSync(join(tmpdir(), 'removal-'));
});
afterEach(async () => {
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** All metadata of the org, by the paths of its files, and the objects' own. */
const metadataOf = async (): Promise<Record<string, string>> => {
  const { metadataObjects } = await org.connection.metadata.describe();
  // Settings are no components that a deploy of ours could touch, and are not listed.
  const types = metadataObjects.map(({ xmlName }) => xmlName).filter((name) => name !== 'Settings');
  const wanted: { type: string; fullName: string }[] = [];
  for (let start = 0; start < types.length; start += 3) {
    const listed = await org.connection.metadata.list(types.slice(start, start + 3).map((type) => ({ type })));
    wanted.push(...listed.map(({ type, fullName }) => ({ type, fullName })));
  }
  const { files } = await retrieve(org.connection, wanted);
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
};
const synthetic = (name: string): Record<string, unknown> => ({
  Name: name,
  Is_Synthetic__c: true,
  Generation_Source__c: `the "gen", v${name}`,
  Creation_Timestamp__c: '2026-01-01T00:00:00Z',
});
const consent = { deleteData: true, unassign: true, exportTo: undefined };

describe('removeFromOrg on a live org', () => {
  it('Given all that a schema can ask for, When it is deployed and removed, Then the org’s metadata is what it was', async () => {
    const whole = aSchema({
      objects: ['Account', 'Contact', 'Lead', 'Opportunity', 'Task', 'Event', 'Case', 'Order'],
      markers: { generation_batch: { enabled: true } },
      guards: { declared: true },
      badge: { listViews: { extendShared: true } },
      history: { enabled: true },
      leadConversion: { enabled: true },
      translations: {
        de: { markers: { is_synthetic: { label: 'Künstlich' } }, guards: { complete: 'Nicht vollständig' } },
      },
    });
    await deployComponents(org.connection, 'uat', {
      components: [
        {
          type: 'ListView',
          fullName: 'Account.Ours',
          body: { columns: ['ACCOUNT.NAME'], filterScope: 'Everything', label: 'Ours' },
        },
      ],
      checkOnly: false,
      waitMinutes: 1,
    });
    const before = await metadataOf();
    await deploy(org, whole);
    expect(Object.keys(await metadataOf()).length).toBeGreaterThan(Object.keys(before).length);

    // Whoever does not see the fields can't count what is in them.
    await expect(removeFrom(org, whole)).rejects.toMatchObject({
      name: 'RecordsNotCounted',
      message: expect.stringContaining('Account: the user can’t see Is_Synthetic__c') as string,
    });
    await assign(org.connection, 'Synthetic_Provenance_Reader');

    const result = await removeFrom(org, whole, { consent: { ...consent, deleteData: false } });

    expect(result).toMatchObject({ outcome: 'removed', unassigned: 1, failures: [], remaining: [] });
    expect(result.survey.plan).toMatchObject({ left: [], unread: [], elsewhere: [] });
    expect(await metadataOf()).toEqual(before);
    expect(await removeFrom(org, whole)).toMatchObject({ outcome: 'absent', jobs: [] });
  });

  it('Given records with markers, When removed, Then nothing goes before somebody said so, and all values are exported first', async () => {
    await deploy(org, schema);
    const assignment = await assign(org.connection, 'Synthetic_Provenance_Writer');
    await org.connection.sobject('Account').create([synthetic('a'), synthetic('b,c')]);
    await org.connection.sobject('Account').create({ Name: 'genuine' });
    const { id: gone = '' } = await org.connection.sobject('Account').create(synthetic('gone'));
    await org.connection.sobject('Account').destroy(gone);
    await org.connection.sobject('Event').create({
      ...synthetic(''),
      Name: undefined,
      Subject: 'x',
      DurationInMinutes: 5,
      ActivityDateTime: '2026-01-01T00:00:00Z',
    });

    await expect(removeFrom(org, schema)).rejects.toMatchObject({
      name: 'DataWouldBeLost',
      message: expect.stringContaining('Account: 3\nEvent: 1') as string,
    });
    await expect(
      removeFrom(org, schema, { consent: { ...consent, unassign: false, exportTo: folder } }),
    ).rejects.toMatchObject({
      name: 'PermissionSetsAssigned',
      message: expect.stringContaining('Synthetic_Provenance_Writer: 1') as string,
    });
    expect(readdirSync(folder)).toEqual([]);
    const result = await removeFrom(org, schema, { consent: { ...consent, exportTo: folder } });

    expect(result).toMatchObject({ outcome: 'removed', unassigned: 1 });
    expect(result.exported.map(({ object, rows }) => [object, rows])).toEqual([
      ['Account', 3],
      ['Event', 1],
    ]);
    const [account] = result.exported;
    const lines = readFileSync(account?.file ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines[0]).toMatch(/^"?Id"?,"?Is_Synthetic__c"?,"?Generation_Source__c"?,"?Creation_Timestamp__c"?$/);
    expect(lines).toHaveLength(4);
    expect(lines.join()).toContain('the ""gen"", vb,c');
    expect(lines.join()).not.toContain('genuine');
    expect(readdirSync(join(folder, readdirSync(folder)[0] ?? '')).sort()).toEqual(['Account.csv', 'Event.csv']);
    expect(assignment).toMatch(/^0Pa/);
  });
});

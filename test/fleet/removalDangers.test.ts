import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportValues } from '../../src/fleet/remove/exportValues.js';
import { exportRecords } from '../../src/org/exportRecords.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { type LiveOrg, aLiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { removeFrom } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';

/** What must not be lost in a removal, whatever goes wrong: one org for all, from which nothing is ever removed. */
const schema = aSchema({ objects: ['Account'] });
const marked = (name: string): Record<string, unknown> => ({
  Name: name,
  Is_Synthetic__c: true,
  Generation_Source__c: 'gen',
  Creation_Timestamp__c: '2026-01-01T00:00:00Z',
});
let org: LiveOrg;
let folder: string;
beforeAll(async () => {
  org = await aLiveOrg('sandbox');
  await deploy(org, schema);
  await assign(org.connection, 'Synthetic_Provenance_Writer');
  await org.connection.sobject('Account').create([marked('a'), marked('b'), marked('c')]);
});
afterAll(() => org.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'removal-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  faults().clear();
  expect(await org.connection.query('SELECT Id FROM Account WHERE Is_Synthetic__c = TRUE')).toMatchObject({
    totalSize: 3,
  });
});
const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
const consent = (): { deleteData: true; unassign: true; exportTo: string } => ({
  deleteData: true,
  unassign: true,
  exportTo: folder,
});
/** What is in the folder of the one run, if it came that far. */
const exported = (): string[] => {
  const [run] = readdirSync(folder);
  return run === undefined ? [] : readdirSync(join(folder, run));
};
const jobs = (): number => faults().report().calls.byOperation['deploy'] ?? 0;

describe('a removal that must not be', () => {
  it('Given a dry run, When removed, Then the server has validated it, and nothing has changed or been exported', async () => {
    const result = await removeFrom(org, schema, { dryRun: true });

    expect(result).toMatchObject({
      outcome: 'validated',
      jobs: [],
      exported: [],
      notValidated: ['Synthetic_Provenance_Writer'],
      validation: { status: 'Succeeded' },
      survey: { populated: [{ object: 'Account', total: 3, values: [3, 3, 3] }] },
    });
  });

  it('Given someone who says no, When removed, Then the server is not even asked', async () => {
    const before = jobs();

    expect(
      await removeFrom(org, schema, { consent: consent(), listener: { confirm: () => Promise.resolve(false) } }),
    ).toMatchObject({ outcome: 'declined', jobs: [] });
    expect(jobs()).toBe(before);
  });

  it('Given a formula of somebody else’s on a marker, When removed, Then it is named, the server refuses, and nothing is exported', async () => {
    const formula = {
      type: 'CustomField',
      fullName: 'Account.Shown__c',
      body: { label: 'Shown', type: 'Text', formula: 'IF(Is_Synthetic__c, "yes", "no")' },
    } as const;
    await deployComponents(org.connection, 'uat', { components: [formula], checkOnly: false, waitMinutes: 1 });

    const result = await removeFrom(org, schema, { consent: consent() });

    expect(result).toMatchObject({
      outcome: 'refused',
      jobs: [],
      survey: {
        references: {
          state: 'read',
          value: [{ type: 'CustomField', name: 'Shown', field: 'Account.Is_Synthetic__c' }],
        },
      },
      failures: [
        { fullName: 'Account.Is_Synthetic__c', problem: expect.stringContaining('Account.Shown__c') as string },
      ],
    });
    expect(exported()).toEqual([]);
    await deployComponents(org.connection, 'uat', {
      components: [],
      deletions: { before: [formula], after: [] },
      checkOnly: false,
      waitMinutes: 1,
    });
  });

  it('Given a job that can’t be read to its end, When removed, Then nothing is deleted and no file looks whole', async () => {
    faults().set({ faults: [{ kind: 'unavailable', on: { path: '*/jobs/query/*/results' } }] });

    await expect(removeFrom(org, schema, { consent: consent() })).rejects.toMatchObject({ name: 'ExportFailed' });
    expect(exported()).toEqual([]);
  });

  it('Given a folder that can’t be made, When removed, Then nothing is deleted', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');

    await expect(
      removeFrom(org, schema, { consent: { ...consent(), exportTo: join(file, 'below') } }),
    ).rejects.toMatchObject({ name: 'ExportFailed' });
  });

  it.each(['truncated', 'html'] as const)(
    'Given an export whose answer is %s, When removed, Then nothing is deleted',
    async (body) => {
      faults().set({ faults: [{ kind: 'malformed', body, on: { path: '*/jobs/query/*/results' } }] });

      await expect(removeFrom(org, schema, { consent: consent() })).rejects.toMatchObject({
        name: expect.stringMatching(/^Export(?:Failed|Incomplete)$/) as string,
      });
    },
  );

  it('Given records that came in after the count, When exported, Then that is seen', async () => {
    const { survey } = await removeFrom(org, schema, { dryRun: true });
    const { signal } = new AbortController();
    const request = { connection: org.connection, name: 'uat', schema, signal, waitMinutes: 1, now: new Date() };

    await expect(exportValues({ ...request, consent: consent() }, { ...survey, populated: [] })).rejects.toMatchObject({
      name: 'ExportIncomplete',
      message: expect.stringContaining('Account: 0 exported, 3 counted') as string,
    });
  });

  it('Given a permission set in a group, When removed, Then it stops and names both', async () => {
    const group = { fullName: 'Everybody', label: 'Everybody', permissionSets: ['Synthetic_Provenance_Reader'] };
    await org.connection.metadata.create('PermissionSetGroup', group as never);

    await expect(removeFrom(org, schema, { consent: consent() })).rejects.toMatchObject({
      name: 'PermissionSetInGroup',
      message: expect.stringContaining('Synthetic_Provenance_Reader: Everybody') as string,
    });
    await org.connection.metadata.delete('PermissionSetGroup', 'Everybody');
  });

  it('Given an org that can’t delete for good, When told to, Then it stops before anything', async () => {
    await expect(
      removeFrom(org, schema, {
        purgeOnDelete: true,
        verifyIdentity: (identity) => Object.assign(identity, { role: 'production' }),
      }),
    ).rejects.toMatchObject({ name: 'PurgeNotPossible' });
  });
});

describe('an export', () => {
  const request = {
    fields: [
      { name: 'Is_Synthetic__c', checkbox: true },
      { name: 'Generation_Source__c', checkbox: false },
    ],
    rows: 'SELECT Id, Is_Synthetic__c, Generation_Source__c FROM Account WHERE Is_Synthetic__c = TRUE',
    waitMinutes: 1,
    signal: new AbortController().signal,
  };

  it('Given more rows than a page, When exported, Then the pages are one file with one header, and their rows are counted', async () => {
    const pieces: string[] = [];
    const sink = { write: (text: string) => Promise.resolve(void pieces.push(text)) };

    const counts = await exportRecords(org.connection, { ...request, pageSize: 1 }, sink);

    expect(counts).toEqual({ total: 3, values: [3, 3] });
    expect(pieces).toHaveLength(3);
    expect(pieces.join('').match(/Is_Synthetic__c/g)).toHaveLength(1);
    expect(pieces.join('').trimEnd().split('\n')).toHaveLength(4);
  });

  it('Given an abort, When exported, Then it ends with the reason, and its job is gone from the org', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));

    await expect(
      exportRecords(org.connection, { ...request, signal: abort.signal }, { write: () => Promise.resolve() }),
    ).rejects.toThrow('enough');
    const { records } = await org.connection.requestGet<{ records: unknown[] }>(
      `/services/data/v${org.connection.getApiVersion()}/jobs/query`,
    );
    expect(records).toEqual([]);
  });
});

import { Connection } from '@jsforce/jsforce-node';
import { startBulkOrg, type BulkOrg } from './bulkOrg.js';

let org: BulkOrg;
let connection: Connection;

beforeAll(async () => {
  org = await startBulkOrg();
  const { url, accessToken } = org.emulator.orgs[0]!;
  connection = new Connection({ instanceUrl: url, accessToken, version: '67.0' });
  connection.bulk2.pollInterval = 10;
});
afterAll(() => org.emulator.stop());

const marked = (Name: string, External__c: string, more: object = {}): Record<string, unknown> => ({
  Name,
  External__c,
  Is_Synthetic__c: true,
  Generation_Source__c: 'gen',
  Creation_Timestamp__c: '2026-01-01T00:00:00.000Z',
  ...more,
});

describe('Given the bulk client of jsforce', () => {
  it('When it loads records, then it has saved, refused and unprocessed ones', async () => {
    const results = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: [marked('One', 'j1'), marked('Two', 'j2', { Generation_Source__c: null }), marked('Three', 'j3')],
    });
    expect(results.successfulResults).toMatchObject([
      { sf__Id: expect.stringMatching(/^001/), sf__Created: 'true', Name: 'One', Is_Synthetic__c: 'true' },
      { Name: 'Three' },
    ]);
    expect(results.failedResults).toMatchObject([
      { sf__Error: 'FIELD_CUSTOM_VALIDATION_EXCEPTION:Complete guard.:--', Name: 'Two', Generation_Source__c: '#N/A' },
    ]);
    expect(results.unprocessedRecords).toEqual([]);
  });

  it('When it upserts and deletes, then the records follow', async () => {
    const upserted = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'upsert',
      externalIdFieldName: 'External__c',
      input: [
        { External__c: 'j1', Name: 'One again' },
        { External__c: 'j9', Name: 'Nine' },
      ],
    });
    expect(upserted.successfulResults.map(({ sf__Created }) => sf__Created)).toEqual(['false', 'true']);
    const deleted = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'delete',
      input: upserted.successfulResults.map(({ sf__Id }) => ({ Id: sf__Id })),
    });
    expect(deleted.failedResults).toEqual([]);
    expect(deleted.successfulResults).toHaveLength(2);
  });

  it('When the upload breaks a rule of the job, then it hears the reason', async () => {
    const load = connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: [{ Nope__c: 'x' }],
    });
    await expect(load).rejects.toThrow('InvalidBatch : Field name not found : Nope__c');
  });

  it('When it queries more rows than a page of REST has, then it gets all of them', async () => {
    const rows = 2500;
    const csv = ['Name,Site', ...Array.from({ length: rows }, (_each, index) => `Many ${index},"x\ny"`), ''].join('\n');
    const job = await org.ingest({ object: 'Account', operation: 'insert' }, csv);
    expect(job).toMatchObject({ numberRecordsProcessed: rows, numberRecordsFailed: 0 });
    const stream = await connection.bulk2.query("SELECT Id, Name, Site FROM Account WHERE Name LIKE 'Many %'");
    const records = await stream.toArray();
    expect(records).toHaveLength(rows);
    expect(records[0]).toEqual({ Id: expect.stringMatching(/^001/), Name: 'Many 0', Site: 'x\ny' });
  });

  it('When its query is wrong, then it hears why', async () => {
    await expect(connection.bulk2.query('SELECT Nope__c FROM Account')).rejects.toThrow(/No such column 'Nope__c'/);
  });
});

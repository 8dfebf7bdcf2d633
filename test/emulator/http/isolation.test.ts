import { startBulkOrg, type BulkOrg } from '../bulk/bulkOrg.js';
import { V } from './client.js';

const C = `${V}/composite`;
const isolation = {
  isSynthetic: 'Is_Synthetic__c',
  generationSource: 'Generation_Source__c',
  creationTimestamp: 'Creation_Timestamp__c',
  source: 'isolation:lab',
};
let lab: BulkOrg;

beforeAll(async () => {
  lab = await startBulkOrg({ orgs: [{ name: 'lab', kind: 'sandbox', isolation }] });
});
afterAll(() => lab.emulator.stop());

const unmarked = { Is_Synthetic__c: false, Generation_Source__c: null, Creation_Timestamp__c: null };
const account = (Name: string): object => ({ attributes: { type: 'Account' }, Name, ...unmarked });

describe('Given an org in isolation, When a client writes unmarked records', () => {
  const writes: readonly [string, () => Promise<unknown>][] = [
    ['REST', () => lab.client.call('POST', `${V}/sobjects/Account`, { body: { Name: 'REST', ...unmarked } })],
    [
      'upsert',
      () => lab.client.call('PATCH', `${V}/sobjects/Account/External__c/e`, { body: { Name: 'upsert', ...unmarked } }),
    ],
    ['collections', () => lab.client.call('POST', `${C}/sobjects`, { body: { records: [account('collections')] } })],
    [
      'composite',
      () =>
        lab.client.call('POST', C, {
          body: {
            compositeRequest: [
              {
                method: 'POST',
                url: `${V}/sobjects/Account`,
                referenceId: 'a',
                body: { Name: 'composite', ...unmarked },
              },
            ],
          },
        }),
    ],
    [
      'batch',
      () =>
        lab.client.call('POST', `${C}/batch`, {
          body: {
            batchRequests: [
              { method: 'POST', url: 'v67.0/sobjects/Account', richInput: { Name: 'batch', ...unmarked } },
            ],
          },
        }),
    ],
    [
      'tree',
      () =>
        lab.client.call('POST', `${C}/tree/Account`, {
          body: { records: [{ attributes: { type: 'Account', referenceId: 'r' }, Name: 'tree', ...unmarked }] },
        }),
    ],
    [
      'bulk',
      () =>
        lab.ingest(
          { object: 'Account', operation: 'insert' },
          'Name,Is_Synthetic__c,Generation_Source__c\nbulk,false,#N/A\n',
        ),
    ],
  ];

  it.each(writes)('Then %s saves it marked', async (name, write) => {
    const answer = await write();
    const { body } = await lab.client.query(
      `SELECT Is_Synthetic__c, Generation_Source__c, Creation_Timestamp__c FROM Account WHERE Name = '${name}'`,
    );
    expect({ answer, records: body.records }).toMatchObject({
      records: [
        { Is_Synthetic__c: true, Generation_Source__c: 'isolation:lab', Creation_Timestamp__c: expect.any(String) },
      ],
    });
  });

  it('Then a bulk update and a REST update cannot unmark it', async () => {
    const { body } = await lab.client.query("SELECT Id FROM Account WHERE Name = 'REST'");
    const id = String(body.records[0]?.['Id']);
    await lab.ingest({ object: 'Account', operation: 'update' }, `Id,Is_Synthetic__c\n${id},false\n`);
    const patched = await lab.client.call('PATCH', `${V}/sobjects/Account/${id}`, { body: unmarked });
    expect(patched.status).toBe(204);
    expect((await lab.client.get(`${V}/sobjects/Account/${id}`)).body).toMatchObject({ Is_Synthetic__c: true });
  });

  it('Then one of an object without markers is refused on every path', async () => {
    const refusal = { errorCode: 'FIELD_INTEGRITY_EXCEPTION', message: expect.stringContaining('is in isolation') };
    const rest = await lab.client.call('POST', `${V}/sobjects/Contact`, { body: { LastName: 'x' } });
    expect(rest).toMatchObject({ status: 400, body: [refusal] });
    const bulk = await lab.ingest({ object: 'Contact', operation: 'insert' }, 'LastName\nx\n');
    expect(bulk).toMatchObject({ numberRecordsFailed: 1 });
    expect((await lab.client.query('SELECT COUNT() FROM Contact')).body.totalSize).toBe(0);
  });
});

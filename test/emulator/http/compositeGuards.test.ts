import fc from 'fast-check';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';
import { clientOf, V, type Answer, type Client } from './client.js';

let emulator: RunningEmulator;
let prod: Client;
const C = `${V}/composite`;

/** A guarded marker, an external id, and a field that nobody may see. */
const files = {
  'package.xml': manifest({
    CustomField: ['Account.Is_Synthetic__c', 'Account.External__c', 'Account.Hidden__c'],
    ValidationRule: ['Account.Real_Only'],
    PermissionSet: ['Readers'],
  }),
  'objects/Account.object': file(
    'CustomObject',
    `<fields><fullName>Is_Synthetic__c</fullName><label>Synthetic</label><type>Checkbox</type><defaultValue>false</defaultValue></fields>
     <fields><fullName>External__c</fullName><label>External</label><type>Text</type><length>40</length><externalId>true</externalId></fields>
     <fields><fullName>Hidden__c</fullName><label>Hidden</label><type>Text</type><length>40</length></fields>
     <validationRules><fullName>Real_Only</fullName><active>true</active><errorConditionFormula>Is_Synthetic__c</errorConditionFormula><errorMessage>No synthetic records here.</errorMessage></validationRules>`,
  ),
  'permissionsets/Readers.permissionset': file(
    'PermissionSet',
    ['Is_Synthetic__c', 'External__c']
      .map(
        (name) =>
          `<fieldPermissions><editable>true</editable><field>Account.${name}</field><readable>true</readable></fieldPermissions>`,
      )
      .join('') + '<label>Readers</label>',
  ),
};

type Json = Record<string, unknown>;

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  prod = clientOf(emulator);
  const content = Buffer.from(zip(files)).toString('base64');
  const deploy = `<deploy><ZipFile>${content}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`;
  await prod.call('POST', '/services/Soap/m/67.0', {
    body: envelope(deploy, emulator.orgs[0]!.accessToken),
    headers: { 'content-type': 'text/xml' },
  });
  const user = await prod.query("SELECT Id FROM User WHERE Alias = 'admin'");
  const set = await prod.query("SELECT Id FROM PermissionSet WHERE Name = 'Readers'");
  // Assigned as jsforce does it when it is given a list.
  const assigned = await prod.call('POST', `${C}/sobjects`, {
    body: {
      records: [
        {
          attributes: { type: 'PermissionSetAssignment' },
          AssigneeId: user.body.records[0]?.['Id'],
          PermissionSetId: set.body.records[0]?.['Id'],
        },
      ],
    },
  });
  expect(assigned.body).toMatchObject([{ success: true }]);
});
afterAll(() => emulator.stop());

const account = (values: Json): Json => ({ attributes: { type: 'Account' }, ...values });
const guarded = { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No synthetic records here.', fields: [] };
const guardedResult = { statusCode: guarded.errorCode, message: guarded.message, fields: [] };
const hidden = { statusCode: 'INVALID_FIELD', message: "No such column 'Hidden__c' on sobject of type Account" };

describe('Given a rule and a field without grants', () => {
  const bad = { Name: 'guarded', Is_Synthetic__c: true };

  it('When collections are created, upserted or updated, then both hold', async () => {
    const body = { records: [account(bad), account({ Name: 'guarded', Hidden__c: 'x' })] };
    const expected = [
      { success: false, errors: [guardedResult] },
      { success: false, errors: [hidden] },
    ];
    expect((await prod.call('POST', `${C}/sobjects`, { body })).body).toMatchObject(expected);
    const keyed = { records: body.records.map((record, index) => ({ ...record, External__c: `g${index}` })) };
    expect((await prod.call('PATCH', `${C}/sobjects/Account/External__c`, { body: keyed })).body).toMatchObject(
      expected,
    );
    const { body: made } = await prod.call('POST', `${V}/sobjects/Account`, { body: { Name: 'real' } });
    const change = { records: [account({ id: made.id, Is_Synthetic__c: true })] };
    expect((await prod.call('PATCH', `${C}/sobjects`, { body: change })).body).toMatchObject([
      { success: false, errors: [guardedResult] },
    ]);
  });

  it('When trees, composite requests and batches write, then the rule holds', async () => {
    const tree = { records: [{ attributes: { type: 'Account', referenceId: 'r' }, ...bad }] };
    expect(await prod.call('POST', `${C}/tree/Account`, { body: tree })).toMatchObject({
      status: 400,
      body: { hasErrors: true, results: [{ referenceId: 'r', errors: [guardedResult] }] },
    });
    const compositeRequest = [{ method: 'POST', url: `${V}/sobjects/Account`, referenceId: 'a', body: bad }];
    expect((await prod.call('POST', C, { body: { compositeRequest } })).body).toMatchObject({
      compositeResponse: [{ httpStatusCode: 400, body: [guarded] }],
    });
    const batchRequests = [{ method: 'POST', url: 'v67.0/sobjects/Account', richInput: bad }];
    expect((await prod.call('POST', `${C}/batch`, { body: { batchRequests } })).body).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 400, result: [guarded] }],
    });
    expect((await prod.query("SELECT Id FROM Account WHERE Name = 'guarded'")).body.totalSize).toBe(0);
  });

  it('When records are upserted, then each says whether it was created', async () => {
    const upsert = (...values: Json[]): Promise<Answer> =>
      prod.call('PATCH', `${C}/sobjects/Account/External__c`, { body: { records: values.map(account) } });
    const first = await upsert({ external__c: 'u1', Name: 'one' });
    expect(first.body).toMatchObject([{ success: true, created: true, errors: [] }]);
    const second = await upsert(
      { External__c: 'U1', Name: 'two' },
      { Name: 'three' },
      { External__c: 'u2', Name: 'a' },
      { External__c: 'u2', Name: 'b' },
    );
    const twice = {
      success: false,
      errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: u2' }],
    };
    expect(second.body).toMatchObject([
      { success: true, created: false },
      { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT', message: 'External__c not specified' }] },
      twice,
      twice,
    ]);
    await prod.call('POST', `${V}/sobjects/Account`, { body: { Name: 'twin', External__c: 'u1' } });
    expect((await upsert({ External__c: 'u1', Name: 'x' })).body).toMatchObject([
      {
        success: false,
        errors: [
          {
            statusCode: 'DUPLICATE_EXTERNAL_ID',
            message: expect.stringMatching(
              /^External: more than one record found for external id field: \[001\w+, 001\w+\]$/,
            ),
          },
        ],
      },
    ]);
    const other = { records: [{ attributes: { type: 'Contact' }, External__c: 'x' }] };
    expect(await prod.call('PATCH', `${C}/sobjects/Account/External__c`, { body: other })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_TYPE' }],
    });
  });
});

/** Everything a query can see of the records that these requests write, deleted ones included. */
async function snapshot(): Promise<unknown[]> {
  const accounts = await prod.query(
    'SELECT Id, Name, External__c, IsDeleted, LastModifiedDate FROM Account ORDER BY Id',
    'queryAll',
  );
  const contacts = await prod.query('SELECT Id, LastName, AccountId, IsDeleted FROM Contact ORDER BY Id', 'queryAll');
  return [accounts.body.records, contacts.body.records];
}

const good = fc.record({
  Name: fc.constantFrom('a', 'b'),
  External__c: fc.integer({ min: 0, max: 99 }).map((n) => `p${n}`),
});
const wrong = fc.constantFrom<Json>(
  { Name: 'w', Is_Synthetic__c: true },
  { Name: null },
  { Name: 'w', Hidden__c: 'x' },
  { Name: 'w'.repeat(256) },
);

/** Good values with a bad one somewhere among them. */
const spoiled = fc
  .tuple(fc.array(good, { maxLength: 4 }), wrong, fc.array(good, { maxLength: 4 }))
  .map(([before, bad, after]) => [...before, bad, ...after] as Json[]);

type Request = { method: string; path: string; body: Json };
const ways: readonly ((values: Json[], standing: readonly string[]) => Request)[] = [
  (values) => ({ method: 'POST', path: `${C}/sobjects`, body: { allOrNone: true, records: values.map(account) } }),
  (values, standing) => ({
    method: 'PATCH',
    path: `${C}/sobjects`,
    body: { allOrNone: true, records: values.map((value, index) => account({ ...value, id: standing[index] })) },
  }),
  (values) => ({
    method: 'PATCH',
    path: `${C}/sobjects/Account/External__c`,
    body: {
      allOrNone: true,
      records: values.map((value, index) => account({ ...value, External__c: `key${index % 7}` })),
    },
  }),
  (values) => ({
    method: 'POST',
    path: `${C}/tree/Account`,
    body: {
      records: values.map((value, index) => ({
        attributes: { type: 'Account', referenceId: `r${index}` },
        Contacts: { records: [{ attributes: { type: 'Contact', referenceId: `c${index}` }, LastName: 'child' }] },
        ...value,
      })),
    },
  }),
  (values, standing) => ({
    method: 'POST',
    path: C,
    body: {
      allOrNone: true,
      compositeRequest: [
        { method: 'DELETE', url: `${V}/sobjects/Account/${standing[0]}`, referenceId: 'gone' },
        {
          method: 'PATCH',
          url: `${V}/sobjects/Account/${standing[1]}`,
          referenceId: 'changed',
          body: { Name: 'changed' },
        },
        {
          method: 'PATCH',
          url: `${V}/sobjects/Account/External__c/fresh`,
          referenceId: 'upserted',
          body: { Name: 'fresh' },
        },
        {
          method: 'POST',
          url: `${C}/sobjects`,
          referenceId: 'list',
          body: { allOrNone: false, records: values.map(account) },
        },
        {
          method: 'POST',
          url: `${V}/sobjects/Contact`,
          referenceId: 'child',
          body: { LastName: 'x', AccountId: '@{upserted.id}' },
        },
      ],
    },
  }),
];

describe('Given any all-or-none request with something wrong in it', () => {
  it('When it is sent, then the org holds exactly what it held before', async () => {
    const made = await prod.call('POST', `${C}/sobjects`, {
      body: {
        records: Array.from({ length: 9 }, (_each, index) =>
          account({ Name: `standing ${index}`, External__c: `key${index}` }),
        ),
      },
    });
    const standing = [made.body].flat().map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(spoiled, fc.constantFrom(...ways), async (values, way) => {
        const before = await snapshot();
        const { method, path, body } = way(values, standing);
        const answer = await prod.call(method, path, { body });
        expect(answer.text).toMatch(/"success":false|"hasErrors":true/);
        expect(answer.text).not.toContain('"success":true');
        expect(await snapshot()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

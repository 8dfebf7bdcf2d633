import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, refusal, V, type Answer, type Client } from './client.js';

let emulator: RunningEmulator;
let prod: Client;

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  prod = clientOf(emulator);
});
afterAll(() => emulator.stop());

type Json = Record<string, unknown>;
type Sub = { httpStatusCode: number; httpHeaders: Json; body: Json & Json[]; referenceId: string };

const C = `${V}/composite`;
const post = (path: string, body: unknown): Promise<Answer> => prod.call('POST', path, { body });
const records = (...names: (string | undefined)[]): Json[] =>
  names.map((Name) => ({ attributes: { type: 'Account' }, ...(Name === undefined ? {} : { Name }) }));
const count = async (soql: string): Promise<number> => (await prod.query(soql)).body.totalSize;
const named = (name: string): Promise<number> => count(`SELECT COUNT() FROM Account WHERE Name LIKE '${name}%'`);
const list = ({ body }: Answer): Json[] => [body].flat();
const missingName = {
  success: false,
  errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: expect.any(String), fields: ['Name'] }],
};
const rolledBack = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

describe('Given a collection of records to create, as jsforce sends it', () => {
  it('When one of them is wrong, then the others are created and the answer has every result in order', async () => {
    const answer = await post(`${C}/sobjects`, { allOrNone: false, records: records('some1', undefined, 'some2') });
    const ok = { id: expect.stringMatching(/^001/), success: true, errors: [] };
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([ok, missingName, ok]);
    expect(await named('some')).toBe(2);
  });

  it('When all or none is asked for, then the good ones say that they were rolled back', async () => {
    const answer = await post(`${C}/sobjects`, { allOrNone: true, records: records('none1', undefined) });
    expect(answer).toMatchObject({ status: 200, body: [{ success: false, errors: [rolledBack] }, missingName] });
    expect(list(answer)[0]).not.toHaveProperty('id');
    expect(await named('none')).toBe(0);
  });

  it.each<[string, unknown, object]>([
    [
      'more than 200 records',
      { records: records(...Array<string>(201).fill('x')) },
      refusal(400, 'EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records into this call'),
    ],
    ['no records', {}, refusal(400, 'JSON_PARSER_ERROR')],
    ['a record without a type', { records: [{ Name: 'x' }] }, refusal(400, 'INVALID_TYPE')],
    [
      'an unknown type',
      { records: [{ attributes: { type: 'Nope__c' } }] },
      refusal(400, 'INVALID_TYPE', "sObject type 'Nope__c' is not supported."),
    ],
    ['a flag that is no flag', { allOrNone: 'yes', records: [] }, refusal(400, 'JSON_PARSER_ERROR')],
    [
      'more than ten chunks',
      {
        records: Array.from({ length: 11 }, (_each, index) => ({
          attributes: { type: index % 2 ? 'Account' : 'Contact' },
        })),
      },
      refusal(400, 'LIMIT_EXCEEDED'),
    ],
    [
      'setup and business records together',
      { records: [{ attributes: { type: 'PermissionSetAssignment' } }, ...records('x')] },
      refusal(400, 'MIXED_DML_OPERATION'),
    ],
  ])('When there are %s, then the whole request is refused', async (_what, body, expected) => {
    expect(await post(`${C}/sobjects`, body)).toMatchObject(expected);
  });

  it('When a value cannot be read, then nothing of the request stays', async () => {
    const body = {
      records: [...records('unread1'), { attributes: { type: 'Account' }, Name: 'unread2', NumberOfEmployees: 'many' }],
    };
    expect(await post(`${C}/sobjects`, body)).toMatchObject(refusal(400, 'JSON_PARSER_ERROR'));
    expect(await named('unread')).toBe(0);
  });
});

describe('Given records, when a collection changes, reads or deletes them', () => {
  let ids: string[];
  beforeEach(async () => {
    ids = list(await post(`${C}/sobjects`, { records: records('col1', 'col2') })).map(({ id }) => String(id));
  });
  afterEach(() => prod.call('DELETE', `${C}/sobjects?ids=${ids.join(',')}`));

  const update = (allOrNone: boolean, ...changes: Json[]): Promise<Answer> =>
    prod.call('PATCH', `${C}/sobjects`, {
      body: { allOrNone, records: changes.map((change) => ({ attributes: { type: 'Account' }, ...change })) },
    });

  it('Then each update answers for itself', async () => {
    const answer = await update(
      false,
      { id: ids[0], Name: 'col1 changed' },
      { Name: 'x' },
      { Id: 'nope', Name: 'x' },
      { id: '001000000000000AAA', Name: 'x' },
      { id: '003000000000001AAA' },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: [
        { id: ids[0], success: true, errors: [] },
        { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT', message: 'Id not specified in an update call' }] },
        { success: false, errors: [{ statusCode: 'MALFORMED_ID', message: 'malformed id nope' }] },
        {
          success: false,
          errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id' }],
        },
        { success: false, errors: [{ statusCode: 'MALFORMED_ID' }] },
      ],
    });
    expect(await named('col1 changed')).toBe(1);
  });

  it('Then all or none keeps the old values, and says whose they are', async () => {
    const answer = await update(true, { id: ids[0], Name: 'lost' }, { id: ids[1], Name: null });
    expect(answer.body).toMatchObject([{ id: ids[0], success: false, errors: [rolledBack] }, missingName]);
    expect(await named('lost')).toBe(0);
  });

  it('Then records are read in the order asked for, with null for one that is not there', async () => {
    const asked = [ids[1], '001000000000000AAA', ids[0]];
    const expected = [
      { attributes: { type: 'Account', url: `${V}/sobjects/Account/${ids[1]}` }, Name: 'col2', Id: ids[1] },
      null,
      expect.objectContaining({ Name: 'col1' }),
    ];
    const inQuery = await prod.get(`${C}/sobjects/Account?ids=${asked.join(',')}&fields=Name`);
    expect([inQuery.status, inQuery.body]).toEqual([200, expected]);
    expect((await post(`${C}/sobjects/Account`, { ids: asked, fields: ['Name'] })).body).toEqual(expected);
    expect(await post(`${C}/sobjects/Account`, { ids: asked, fields: ['Nope'] })).toMatchObject(
      refusal(400, 'INVALID_FIELD'),
    );
    expect(await prod.get(`${C}/sobjects/Account`)).toMatchObject(refusal(400, 'MISSING_ARGUMENT'));
    expect(await prod.get(`${C}/sobjects/Nope?ids=${ids[0]}&fields=Id`)).toMatchObject({ status: 404 });
  });

  it('Then deletion says of each id what became of it', async () => {
    const both = await prod.call('DELETE', `${C}/sobjects?ids=${ids[0]},nope&allOrNone=true`);
    expect(both.body).toMatchObject([
      { id: ids[0], success: false, errors: [rolledBack] },
      { success: false, errors: [{ statusCode: 'MALFORMED_ID', message: 'malformed id nope' }] },
    ]);
    expect(await named('col1')).toBe(1);
    const one = await prod.call('DELETE', `${C}/sobjects?ids=${ids[0]},001000000000000AAA`);
    expect(one.body).toMatchObject([
      { id: ids[0], success: true, errors: [] },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] },
    ]);
    const again = await prod.call('DELETE', `${C}/sobjects?ids=${ids[0]}`);
    expect(again.body).toMatchObject([
      { success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }] },
    ]);
    expect(await prod.call('DELETE', `${C}/sobjects`)).toMatchObject(refusal(400, 'MISSING_ARGUMENT'));
  });

  it('Then an upsert wants an external id field', async () => {
    const upsert = (field: string): Promise<Answer> =>
      prod.call('PATCH', `${C}/sobjects/Account/${field}`, { body: { records: records('x') } });
    expect(await upsert('Name')).toMatchObject(
      refusal(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Name'),
    );
    expect(await upsert('Id')).toMatchObject(refusal(400, 'INVALID_FIELD'));
  });
});

describe('Given trees of records, as the CLI imports them', () => {
  const node = (type: string, referenceId: string, values: Json): Json => ({
    attributes: { type, referenceId },
    ...values,
  });
  const tree = (name: string, contact: Json): Json => ({
    records: [
      node('Account', 'ref1', { Name: name, Contacts: { records: [node('Contact', 'ref2', contact)] } }),
      node('Account', 'ref3', { Name: `${name} alone` }),
    ],
  });

  it('When all is right, then parents and children are created, parents first', async () => {
    const answer = await post(`${C}/tree/Account`, tree('forest', { LastName: 'Forester' }));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        hasErrors: false,
        results: [
          { referenceId: 'ref1' },
          { referenceId: 'ref3' },
          { referenceId: 'ref2', id: expect.stringMatching(/^003/) },
        ],
      },
    });
    expect(await count("SELECT COUNT() FROM Contact WHERE Account.Name = 'forest'")).toBe(1);
  });

  it('When a child is wrong, then only it is answered, and nothing stays', async () => {
    const answer = await post(`${C}/tree/Account`, tree('dead wood', { LastName: 'x', Email: '123' }));
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        hasErrors: true,
        results: [
          {
            referenceId: 'ref2',
            errors: [
              { statusCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid email address: 123', fields: ['Email'] },
            ],
          },
        ],
      },
    ]);
    expect(await named('dead wood')).toBe(0);
  });

  it.each<[string, string, Json[], object]>([
    [
      'a record without a reference id',
      'Account',
      records('x'),
      refusal(400, 'INVALID_INPUT', 'Include a reference ID for each record in the request.'),
    ],
    [
      '201 records',
      'Account',
      Array.from({ length: 201 }, (_each, index) => node('Account', `r${index}`, { Name: 'x' })),
      refusal(400, 'INVALID_INPUT'),
    ],
    [
      'a setup object',
      'PermissionSetAssignment',
      [node('PermissionSetAssignment', 'r', {})],
      {
        status: 400,
        body: {
          hasErrors: true,
          results: [
            {
              referenceId: 'r',
              errors: [
                {
                  statusCode: 'INVALID_INPUT',
                  message: 'Invalid entity type provided in the request: PermissionSetAssignment',
                },
              ],
            },
          ],
        },
      },
    ],
    ['a root of another type', 'Account', [node('Contact', 'r', {})], { status: 400, body: { hasErrors: true } }],
    [
      'a reference id twice',
      'Account',
      [node('Account', 'r', { Name: 'twin' }), node('Account', 'r', { Name: 'twin' })],
      {
        status: 400,
        body: {
          results: [
            { referenceId: 'r', errors: [{ message: 'Duplicate ReferenceId provided in the request.' }] },
            { referenceId: 'r' },
          ],
        },
      },
    ],
  ])('When there is %s, then it is refused', async (_what, object, roots, expected) => {
    expect(await post(`${C}/tree/${object}`, { records: roots })).toMatchObject(expected);
    expect(await named('twin')).toBe(0);
  });
});

describe('Given a composite request', () => {
  const composite = async (subrequests: Json[], options: Json = {}): Promise<Sub[]> => {
    const answer = await post(C, { ...options, compositeRequest: subrequests });
    expect(answer.status).toBe(200);
    return (JSON.parse(answer.text) as { compositeResponse: Sub[] }).compositeResponse;
  };
  const sub = (method: string, url: string, referenceId: string, body?: unknown): Json => ({
    method,
    url: `${V}/${url}`,
    referenceId,
    ...(body === undefined ? {} : { body }),
  });
  const create = (referenceId: string, values: Json): Json => sub('POST', 'sobjects/Account', referenceId, values);

  it('When later subrequests refer to earlier ones, then they get their values, in bodies and addresses', async () => {
    const answers = await composite([
      create('acc', { Name: "O'Hara & Sons", NumberOfEmployees: 7 }),
      sub('POST', 'sobjects/Contact', 'con', { LastName: 'of @{acc.id}', AccountId: '@{acc.id}' }),
      sub('GET', 'sobjects/Account/@{acc.id}?fields=Name,Industry,NumberOfEmployees', 'read'),
      sub('GET', "query?q=SELECT+Id,AccountId+FROM+Contact+WHERE+AccountId='@{acc.id}'", 'found'),
      sub('PATCH', 'sobjects/Contact/@{found.records[0].Id}', 'patched', {
        Title: '@{read.Name}',
        Department: '@{read.Industry}',
      }),
      sub('DELETE', 'sobjects/Account/@{acc.id}', 'gone'),
    ]);
    expect(answers.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200, 200, 204, 204]);
    const id = String(answers[0]!.body['id']);
    expect(answers[0]).toEqual({
      referenceId: 'acc',
      httpStatusCode: 201,
      httpHeaders: { Location: `${V}/sobjects/Account/${id}` },
      body: { id, success: true, errors: [] },
    });
    expect(answers[5]).toMatchObject({ body: null, httpHeaders: {} });
  });

  it('When one fails, then those that depend on it are halted and the others run', async () => {
    const answers = await composite([
      create('bad', {}),
      sub('POST', 'sobjects/Contact', 'child', { LastName: 'x', AccountId: '@{bad.id}' }),
      create('good', { Name: 'composite good' }),
      sub('GET', 'limits', 'other'),
      sub('GET', 'sobjects/Nope/x/y/z', 'nowhere'),
      sub('PUT', 'sobjects/Account', 'wrong'),
    ]);
    expect(answers).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }], referenceId: 'bad' },
      {
        httpStatusCode: 400,
        body: [
          {
            errorCode: 'PROCESSING_HALTED',
            message: expect.stringMatching(/^Invalid reference specified\. No value for bad\.id found in bad\./),
          },
        ],
      },
      { httpStatusCode: 201 },
      { httpStatusCode: 400, body: [{ errorCode: 'FUNCTIONALITY_NOT_ENABLED' }] },
      { httpStatusCode: 404 },
      { httpStatusCode: 405 },
    ]);
    expect(await named('composite good')).toBe(1);
  });

  it('When all or none is asked for, then a failure undoes all and the others say so', async () => {
    const answers = await composite(
      [create('a', { Name: 'undone' }), create('b', {}), create('c', { Name: 'undone too' })],
      { allOrNone: true },
    );
    const halted = {
      httpStatusCode: 400,
      body: [
        {
          errorCode: 'PROCESSING_HALTED',
          message: 'The transaction was rolled back since another operation in the same transaction failed.',
        },
      ],
    };
    expect(answers).toMatchObject([
      halted,
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
      halted,
    ]);
    expect(await named('undone')).toBe(0);
  });

  it('When a collection inside an all-or-none request has a bad record, then all is undone', async () => {
    const answers = await composite(
      [
        create('a', { Name: 'inner' }),
        sub('POST', 'composite/sobjects', 'list', { allOrNone: false, records: records('inner2', undefined) }),
      ],
      { allOrNone: true },
    );
    expect(answers).toMatchObject([
      { httpStatusCode: 400 },
      { httpStatusCode: 200, body: [{ success: false, errors: [rolledBack] }, missingName] },
    ]);
    expect(await named('inner')).toBe(0);
    const [, partly] = await composite([
      create('a', { Name: 'inner' }),
      sub('POST', 'composite/sobjects', 'list', { records: records('inner2', undefined) }),
    ]);
    expect(partly!.body).toMatchObject([{ success: true }, missingName]);
    expect(await named('inner')).toBe(2);
  });

  it('When headers are given to a subrequest, then it has them', async () => {
    const header = { httpHeaders: { 'Sforce-Query-Options': 'batchSize=200' } };
    const [answer] = await composite([{ ...sub('GET', 'query?q=SELECT+Id+FROM+Account', 'q'), ...header }]);
    expect(answer).toMatchObject({ httpStatusCode: 200, body: { done: true } });
  });

  it.each<[string, Json[]]>([
    ['more than 25 subrequests', Array.from({ length: 26 }, (_each, index) => create(`r${index}`, { Name: 'x' }))],
    [
      'more than five queries',
      Array.from({ length: 6 }, (_each, index) => sub('GET', 'query?q=SELECT+Id+FROM+User', `q${index}`)),
    ],
    ['an illegal reference id', [create('acc[1]', { Name: 'x' })]],
    ['no reference id', [create('', { Name: 'x' })]],
    ['a reference id twice', [create('a', { Name: 'x' }), create('a', { Name: 'x' })]],
    ['a method in small letters', [sub('post', 'sobjects/Account', 'a', { Name: 'x' })]],
    ['an address of another place', [{ method: 'GET', url: '/id', referenceId: 'a' }]],
    ['a header of the whole request', [{ ...create('a', { Name: 'x' }), httpHeaders: { Authorization: 'x' } }]],
  ])('When there is %s, then the whole request is refused', async (_what, compositeRequest) => {
    const answer = await post(C, { compositeRequest });
    expect(answer).toMatchObject({
      status: 400,
      body: [{ errorCode: expect.stringMatching(/^(INVALID_INPUT|LIMIT_EXCEEDED)$/) }],
    });
    expect(await named('x')).toBe(0);
  });

  it('Then its address lists the resources of its family, and graphs are refused', async () => {
    expect((await prod.get(C)).body).toEqual({ tree: `${C}/tree`, batch: `${C}/batch`, sobjects: `${C}/sobjects` });
    expect(await post(`${C}/graph`, {})).toMatchObject(refusal(400, 'FUNCTIONALITY_NOT_ENABLED'));
    expect(await prod.call('POST', C, { token: null, body: {} })).toMatchObject({ status: 401 });
  });
});

describe('Given a batch', () => {
  const create = (Name?: string): Json => ({ method: 'POST', url: 'v67.0/sobjects/Account', richInput: { Name } });

  it('When a subrequest fails, then the others run, and what they did stays', async () => {
    const answer = await post(`${C}/batch`, {
      batchRequests: [
        create('batch1'),
        create(),
        { method: 'GET', url: '/services/data/v66.0/limits' },
        { method: 'GET', url: 'v67.0/chatter/x' },
        create('batch2'),
      ],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        hasErrors: true,
        results: [
          { statusCode: 201 },
          { statusCode: 400, result: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
          { statusCode: 200 },
          { statusCode: 400 },
          { statusCode: 201 },
        ],
      },
    });
    expect(await named('batch')).toBe(2);
  });

  it('When it halts on errors, then the rest is not tried', async () => {
    const answer = await post(`${C}/batch`, {
      haltOnError: true,
      batchRequests: [create('halt1'), create(), create('halt2')],
    });
    expect(answer.body).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 201 },
        { statusCode: 400 },
        { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED' }] },
      ],
    });
    expect(await named('halt')).toBe(1);
  });

  it.each([
    ['a newer version', { method: 'GET', url: 'v67.0/limits' }],
    ['a version before 34.0', { method: 'GET', url: 'v33.0/limits' }],
    ['no version', { method: 'GET', url: 'limits' }],
    ['no method', { url: 'v60.0/limits' }],
  ])('When a subrequest has %s, then the batch is refused', async (_what, part) => {
    expect(await post('/services/data/v66.0/composite/batch', { batchRequests: [part] })).toMatchObject(
      refusal(400, 'INVALID_INPUT'),
    );
  });
});

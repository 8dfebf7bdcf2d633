import { request } from 'node:http';
import { refusal, V, type Answer, type Client } from '../http/client.js';
import { finished, jobOf, startBulkOrg, upload, type BulkOrg, type Job } from './bulkOrg.js';

let org: BulkOrg;
let client: Client;

beforeAll(async () => {
  org = await startBulkOrg();
  client = org.client;
});
afterAll(() => org.emulator.stop());

const insert = { object: 'Account', operation: 'insert' };
const create = async (body: object): Promise<Answer> => client.call('POST', `${V}/jobs/ingest`, { body });
const results = async ({ id }: Job, which: string): Promise<string> =>
  (await client.get(`${V}/jobs/ingest/${id}/${which}`)).text;
const errors = async (job: Job): Promise<string[]> =>
  (await results(job, 'failedResults'))
    .split('\n')
    .slice(1, -1)
    .map((line) => /^"[^"]*","((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"') ?? line);
const accounts = async (soql: string): Promise<Answer['body']['records']> => (await client.query(soql)).body.records;
const createAccount = async (body: object): Promise<string> =>
  (await client.call('POST', `${V}/sobjects/Account`, { body })).body.id;

describe('Given a bulk insert', () => {
  it('When its life is followed, then each step answers as documented', async () => {
    const created = await create({ ...insert, lineEnding: 'LF', columnDelimiter: 'COMMA', contentType: 'CSV' });
    expect(created.status).toBe(200);
    const { id } = jobOf(created);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^750\w{15}$/),
      operation: 'insert',
      object: 'Account',
      createdById: expect.stringMatching(/^005\w{15}$/),
      createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/),
      systemModstamp: expect.any(String),
      state: 'Open',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 67,
      contentUrl: `services/data/v67.0/jobs/ingest/${id}/batches`,
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    });
    expect(await upload(client, id, 'Name,Industry\nLife,Retail\n')).toMatchObject({ status: 201, text: '' });
    const closed = await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'UploadComplete' } });
    expect(closed).toMatchObject({ status: 200, body: { id, state: 'UploadComplete' } });
    const job = await finished(client, `${V}/jobs/ingest/${id}`);
    expect(job).toMatchObject({
      state: 'JobComplete',
      jobType: 'V2Ingest',
      numberRecordsProcessed: 1,
      numberRecordsFailed: 0,
      retries: 0,
      totalProcessingTime: expect.any(Number),
      apiActiveProcessingTime: expect.any(Number),
      apexProcessingTime: 0,
    });
    expect(job).not.toHaveProperty('errorMessage');
    const successful = await client.get(`${V}/jobs/ingest/${id}/successfulResults`);
    expect(successful.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(successful.text).toMatch(/^"sf__Id","sf__Created",Name,Industry\n"001\w{15}","true","Life","Retail"\n$/);
    expect(await results(job, 'failedResults')).toBe('"sf__Id","sf__Error",Name,Industry\n');
    expect(await results(job, 'unprocessedrecords')).toBe('Name,Industry\n');
    expect((await client.call('DELETE', `${V}/jobs/ingest/${id}`)).status).toBe(204);
    expect(await client.get(`${V}/jobs/ingest/${id}`)).toMatchObject(refusal(404, 'NOT_FOUND'));
  });

  it('When guards, types and limits refuse rows, then each row fails for itself and the others are saved', async () => {
    const job = await org.ingest(
      insert,
      [
        'Name,Is_Synthetic__c,Generation_Source__c,Creation_Timestamp__c,Count__c,Opened__c',
        'Guarded good,true,gen,2026-01-01T00:00:00Z,1,2026-01-31',
        'No source,true,,2026-01-01T00:00:00Z,1,',
        'Two guards,true,forbidden,,1,',
        ',false,,,1,',
        'Bad number,false,,,many,',
        'Bad boolean,maybe,,,1,',
        'Bad time,true,gen,yesterday,1,',
        'Bad date,,,,,31/01/2026',
        `"Too ""long""",true,${'x'.repeat(21)},2026-01-01T00:00:00Z,1,`,
        'Plain,,,,,',
        '',
      ].join('\n'),
    );
    expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 10, numberRecordsFailed: 8 });
    expect(await errors(job)).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Complete guard.:--',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Complete guard.:--FIELD_CUSTOM_VALIDATION_EXCEPTION:Contained guard.:--',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
      "INVALID_FIELD:Failed to deserialize field at col 4. Due to, 'many' is not a valid value for the type xsd:double:Count__c --",
      "INVALID_FIELD:Failed to deserialize field at col 1. Due to, 'maybe' is not a valid value for the type xsd:boolean:Is_Synthetic__c --",
      "INVALID_FIELD:Failed to deserialize field at col 3. Due to, 'yesterday' is not a valid value for the type xsd:dateTime:Creation_Timestamp__c --",
      "INVALID_FIELD:Failed to deserialize field at col 5. Due to, '31/01/2026' is not a valid value for the type xsd:date:Opened__c --",
      `STRING_TOO_LONG:Generation_Source__c: data value too large: ${'x'.repeat(21)} (max length=20):Generation_Source__c --`,
    ]);
    expect(await results(job, 'failedResults')).toContain(
      ',"Too ""long""","true","xxxxxxxxxxxxxxxxxxxxx","2026-01-01T00:00:00Z","1",""\n',
    );
    const saved = await accounts("SELECT Name, Is_Synthetic__c FROM Account WHERE Name IN ('Guarded good', 'Plain')");
    expect(saved).toMatchObject([{ Is_Synthetic__c: true }, { Is_Synthetic__c: false }]);
  });

  it('When the dialect is another one, then data and results keep to it', async () => {
    const job = await org.ingest(
      { ...insert, lineEnding: 'CRLF', columnDelimiter: 'PIPE' },
      '\uFEFFName|Site\r\n"one|two"|"line\nbreak"\r\n',
    );
    expect(job).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
    expect(await results(job, 'successfulResults')).toMatch(
      /^"sf__Id"\|"sf__Created"\|Name\|Site\r\n"001\w{15}"\|"true"\|"one\|two"\|"line\nbreak"\r\n$/,
    );
  });

  it.each([
    ['an unknown column', 'Name,Nope__c\nx,y\n', 'InvalidBatch : Field name not found : Nope__c'],
    ['a column hidden from the user', 'Name,Hidden__c\nx,y\n', 'InvalidBatch : Field name not found : Hidden__c'],
    ['an unknown relationship', 'Name,Nope__r.X__c\nx,y\n', 'InvalidBatch : Field name not found : Nope__r.X__c'],
    ['a column twice', 'Name,NAME\nx,y\n', 'InvalidBatch : Duplicate field name : NAME'],
    [
      'the wrong line ending',
      'Name\r\nx\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    ['nothing', '', 'InvalidBatch : The job has no data.'],
  ])(
    'When the data has %s, then the job fails with the reason and keeps all as unprocessed',
    async (_w, csv, message) => {
      const job = await org.ingest(insert, csv);
      expect(job).toMatchObject({ state: 'Failed', errorMessage: message, numberRecordsProcessed: 0 });
      expect(await results(job, 'unprocessedrecords')).toBe(csv);
      expect(await results(job, 'failedResults')).toMatch(/^"sf__Id","sf__Error"[^\n]*\n$/);
    },
  );

  it('When a mistake in the text comes late, then the rows before it are saved and the rest is unprocessed', async () => {
    const job = await org.ingest(insert, 'Name,Site\nLate 1,a\nLate 2,b\nLate 3,b,c\nLate 4,d\n');
    expect(job).toMatchObject({
      state: 'Failed',
      errorMessage: 'ClientInputError : Record 3 has 3 columns, the header has 2.',
      numberRecordsProcessed: 2,
    });
    expect(await results(job, 'unprocessedrecords')).toBe('Name,Site\nLate 3,b,c\nLate 4,d\n');
  });

  it('When the data is only a header, then the job completes without rows', async () => {
    expect(await org.ingest(insert, 'Name\n')).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 0 });
  });
});

describe('Given bulk changes of records', () => {
  it('When rows update, then empty cells leave, #N/A empties, and guards see the old values', async () => {
    const plain = await createAccount({ Name: 'Update me', Site: 'here', Industry: 'Retail' });
    const marked = await createAccount({
      Name: 'Marked',
      Is_Synthetic__c: true,
      Generation_Source__c: 'gen',
      Creation_Timestamp__c: '2026-01-01T00:00:00Z',
    });
    const job = await org.ingest(
      { object: 'Account', operation: 'update' },
      `Industry,Id,Site,Generation_Source__c\n,${plain},#N/A,\n,${marked},,other\n,001000000000000AAA,x,\n,,x,\n,nonsense,x,\n`,
    );
    expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 5, numberRecordsFailed: 4 });
    expect(await errors(job)).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Immutable guard.:--',
      'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--',
      'MISSING_ARGUMENT:Id not specified in an update call:--',
      'MALFORMED_ID:Record ID: id value of incorrect type: nonsense:Id --',
    ]);
    expect(await results(job, 'successfulResults')).toContain(`\n"${plain}","false","","${plain}","#N/A",""\n`);
    expect(await accounts(`SELECT Site, Industry FROM Account WHERE Id = '${plain}'`)).toMatchObject([
      { Site: null, Industry: 'Retail' },
    ]);
  });

  it('When rows upsert by an external id, then they update or create, once each', async () => {
    await createAccount({ Name: 'Known', External__c: 'k1' });
    const job = await org.ingest(
      { object: 'Account', operation: 'upsert', externalIdFieldName: 'external__c' },
      'Id,External__c,Name\n,K1,Known again\n,k2,New\n,k2,Twice\n,,No key\n',
    );
    expect(job).toMatchObject({ state: 'JobComplete', externalIdFieldName: 'External__c', numberRecordsFailed: 2 });
    expect((await results(job, 'successfulResults')).match(/"(true|false)"/g)).toEqual(['"false"', '"true"']);
    expect(await errors(job)).toEqual([
      'DUPLICATE_VALUE:Duplicate external id specified: k2:External__c --',
      'MISSING_ARGUMENT:External__c not specified:--',
    ]);
    const found = await accounts("SELECT Name FROM Account WHERE External__c IN ('k1', 'k2') ORDER BY External__c");
    expect(found).toMatchObject([{ Name: 'Known again' }, { Name: 'New' }]);
  });

  it('When a column names a reference by external id, then the record is found by it', async () => {
    await createAccount({ Name: 'Parent', External__c: 'parent' });
    const job = await org.ingest(
      { object: 'Contact', operation: 'insert' },
      'LastName,Account.External__c\nChild,parent\nOrphan,nobody\nFree,\n',
    );
    expect(job).toMatchObject({ numberRecordsProcessed: 3, numberRecordsFailed: 1 });
    expect(await errors(job)).toEqual([
      'INVALID_FIELD:Foreign key external ID: nobody not found for field External__c in entity Account:--',
    ]);
    expect(await accounts("SELECT Account.Name FROM Contact WHERE LastName = 'Child'")).toMatchObject([
      { Account: { Name: 'Parent' } },
    ]);
  });

  it('When rows delete, then the records are in the recycle bin', async () => {
    const id = await createAccount({ Name: 'Delete me' });
    const job = await org.ingest({ object: 'Account', operation: 'delete' }, `Id\n${id}\n${id}\n`);
    expect(job).toMatchObject({ numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    expect(await errors(job)).toEqual(['ENTITY_IS_DELETED:entity is deleted:--']);
    expect(await accounts(`SELECT Id FROM Account WHERE Id = '${id}'`)).toEqual([]);
    const wide = await org.ingest({ object: 'Account', operation: 'delete' }, `Id,Name\n${id},x\n`);
    expect(wide).toMatchObject({
      state: 'Failed',
      errorMessage: 'InvalidBatch : The only column of a delete job is Id.',
    });
  });

  it('When the column is missing that records are found by, then the job fails', async () => {
    const job = await org.ingest({ object: 'Account', operation: 'update' }, 'Name\nx\n');
    expect(job).toMatchObject({ state: 'Failed', errorMessage: 'InvalidBatch : Field name not found : Id' });
  });
});

describe('Given jobs out of order', () => {
  it.each([
    [
      { object: 'Account', operation: 'hardDelete' },
      'FEATURENOTENABLED',
      /^hardDelete operation requires special user profile/,
    ],
    [{ object: 'Nope__c', operation: 'insert' }, 'INVALIDENTITY', "Entity 'Nope__c' is not supported by the Bulk API."],
    [{ object: 'Account', operation: 'upsert' }, 'INVALIDJOB', /^External ID was blank for Account\./],
    [
      { object: 'Account', operation: 'upsert', externalIdFieldName: 'Site' },
      'INVALIDJOB',
      /^Provided external ID field/,
    ],
    [{ object: 'Account', operation: 'merge' }, 'INVALIDJOB', /^operation must be one of/],
    [{ ...insert, lineEnding: 'CR' }, 'INVALIDJOB', /^lineEnding must be one of LF, CRLF/],
    [{ ...insert, columnDelimiter: ',' }, 'INVALIDJOB', /^columnDelimiter must be one of/],
    [{ ...insert, contentType: 'JSON' }, 'INVALIDJOB', /^contentType must be one of CSV/],
    [{ ...insert, surprise: 1 }, 'JSON_PARSER_ERROR', 'Unrecognized field "surprise"'],
    [{ ...insert, assignmentRuleId: '01Q' }, 'FUNCTIONALITY_NOT_ENABLED', /assignment rules/],
    [{ operation: 'insert' }, 'INVALIDJOB', 'The object of the job is missing.'],
  ])('When %j is asked for, then it is refused', async (body, code, message) => {
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(await create(body)).toMatchObject(refusal(400, code, expected));
  });

  it('When data comes twice, late or in another form, then it is refused', async () => {
    const { id } = jobOf(await create(insert));
    await upload(client, id, 'Name\nOnce\n');
    expect(await upload(client, id, 'Name\nTwice\n')).toMatchObject(
      refusal(400, 'CLIENTINPUTERROR', expect.stringContaining(`Found multiple contents for job: <${id}>`)),
    );
    expect(await client.call('PUT', `${V}/jobs/ingest/${id}/batches`, { body: {} })).toMatchObject(
      refusal(415, 'UNSUPPORTED_MEDIA_TYPE'),
    );
    expect((await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'Aborted' } })).body).toMatchObject({
      state: 'Aborted',
    });
    expect(await upload(client, id, 'Name\nLate\n')).toMatchObject(refusal(400, 'INVALIDJOBSTATE'));
    expect(await results({ id, state: 'Aborted' }, 'unprocessedrecords')).toBe('Name\nOnce\n');
    expect(await accounts("SELECT Id FROM Account WHERE Name = 'Once'")).toEqual([]);
  });

  it('When a job is closed, aborted or deleted in the wrong state, then the state is the reason', async () => {
    const job = await org.ingest(insert, 'Name\nDone\n');
    const patch = (state: string): Promise<Answer> =>
      client.call('PATCH', `${V}/jobs/ingest/${job.id}`, { body: { state } });
    expect(await patch('Aborted')).toMatchObject(
      refusal(400, 'INVALIDJOBSTATE', 'Aborting already Completed Job not allowed'),
    );
    expect(await patch('UploadComplete')).toMatchObject(
      refusal(400, 'INVALIDJOBSTATE', 'Closing already Completed Job not allowed'),
    );
    expect(await patch('Open')).toMatchObject(refusal(400, 'INVALIDJOB'));
    const { id } = jobOf(await create(insert));
    expect(await client.call('DELETE', `${V}/jobs/ingest/${id}`)).toMatchObject(refusal(400, 'INVALIDJOBSTATE'));
    expect(await client.get(`${V}/jobs/query/${id}`)).toMatchObject(refusal(404, 'NOT_FOUND'));
    expect(await client.get(`${V}/jobs/ingest`, { token: 'bad' })).toMatchObject(refusal(401, 'INVALID_SESSION_ID'));
  });

  it('When an upload breaks off, then nothing of it stays and it can be sent again', async () => {
    const { id } = jobOf(await create(insert));
    const { url, accessToken } = org.emulator.orgs[0]!;
    await new Promise<void>((resolve) => {
      const broken = request(`${url}${V}/jobs/ingest/${id}/batches`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/csv', 'content-length': '1000' },
      });
      broken.on('error', () => undefined);
      broken.on('close', resolve);
      broken.write('Name\nBroken\n', () => setTimeout(() => broken.destroy(), 20));
    });
    let answer = await upload(client, id, 'Name\nWhole\n');
    while (answer.status === 400) answer = await upload(client, id, 'Name\nWhole\n');
    await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'UploadComplete' } });
    expect(await finished(client, `${V}/jobs/ingest/${id}`)).toMatchObject({ numberRecordsProcessed: 1 });
    expect(await accounts("SELECT Name FROM Account WHERE Name IN ('Broken', 'Whole')")).toMatchObject([
      { Name: 'Whole' },
    ]);
  });

  it('When a composite request asks for jobs, then they are not there', async () => {
    const compositeRequest = [{ method: 'GET', url: `${V}/jobs/ingest`, referenceId: 'jobs' }];
    const { text } = await client.call('POST', `${V}/composite`, { body: { compositeRequest } });
    expect(JSON.parse(text)).toMatchObject({ compositeResponse: [{ httpStatusCode: 400 }] });
  });

  it('When jobs are listed, then all of the kind are there', async () => {
    const { id } = jobOf(await create(insert));
    const list = JSON.parse((await client.get(`${V}/jobs/ingest?jobType=V2Ingest`)).text) as Record<string, unknown>;
    expect(list).toMatchObject({ done: true, nextRecordsUrl: null });
    expect(list['records']).toContainEqual(expect.objectContaining({ id, jobType: 'V2Ingest', state: 'Open' }));
    expect((await client.get(`${V}/jobs/ingest?jobType=Classic`)).body.records).toEqual([]);
  });
});

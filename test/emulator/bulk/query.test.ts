import { refusal, V, type Answer, type Client } from '../http/client.js';
import { finished, jobOf, startBulkOrg, type BulkOrg } from './bulkOrg.js';

let org: BulkOrg;
let client: Client;
let parentId: string;

const post = (body: object): Promise<Answer> => client.call('POST', `${V}/jobs/query`, { body });

async function resultsOf(query: string, options: object = {}, parameters = ''): Promise<Answer> {
  const { id } = jobOf(await post({ operation: 'query', query, ...options }));
  expect(await finished(client, `${V}/jobs/query/${id}`)).toMatchObject({ state: 'JobComplete' });
  return client.get(`${V}/jobs/query/${id}/results${parameters}`);
}

beforeAll(async () => {
  org = await startBulkOrg({ now: () => new Date('2026-03-01T12:00:00.000Z') });
  client = org.client;
  const job = await org.ingest(
    { object: 'Account', operation: 'insert' },
    [
      'Name,Site,NumberOfEmployees,Amount__c,Opened__c,Is_Synthetic__c,Generation_Source__c,Creation_Timestamp__c,External__c',
      '"A ""quoted""","two\nlines",5,12.5,2026-01-31,true,gen,2026-01-31T10:00:00+02:00,a',
      'B,,,139000000,,,,,b',
      'C,,0,100,,,,,c',
      'Gone,,,,,,,,gone',
      '',
    ].join('\n'),
  );
  expect(job).toMatchObject({ numberRecordsFailed: 0 });
  const { records } = (await client.query('SELECT Id FROM Account ORDER BY Name')).body;
  parentId = String(records[0]?.['Id']);
  await client.call('DELETE', `${V}/sobjects/Account/${String(records[3]?.['Id'])}`);
  await client.call('POST', `${V}/sobjects/Contact`, { body: { LastName: 'Child', AccountId: parentId } });
  await client.call('POST', `${V}/sobjects/Contact`, { body: { LastName: 'Free' } });
});
afterAll(() => org.emulator.stop());

describe('Given a bulk query', () => {
  it('When its life is followed, then each step answers as documented', async () => {
    const created = await post({ operation: 'query', query: 'SELECT Id FROM Account', contentType: 'CSV' });
    const { id } = jobOf(created);
    expect(created).toMatchObject({
      status: 200,
      body: { id, operation: 'query', object: 'Account', state: 'UploadComplete', apiVersion: 67, lineEnding: 'LF' },
    });
    expect(await finished(client, `${V}/jobs/query/${id}`)).toMatchObject({
      jobType: 'V2Query',
      state: 'JobComplete',
      numberRecordsProcessed: 3,
      retries: 0,
    });
    const aborted = await client.call('PATCH', `${V}/jobs/query/${id}`, { body: { state: 'Aborted' } });
    expect(aborted).toMatchObject(refusal(400, 'INVALIDJOBSTATE', 'Aborting already Completed Job not allowed'));
    expect((await client.get(`${V}/jobs/query`)).body.records).toContainEqual(expect.objectContaining({ id }));
    expect((await client.call('DELETE', `${V}/jobs/query/${id}`)).status).toBe(204);
    expect(await client.get(`${V}/jobs/query/${id}/results`)).toMatchObject(refusal(404, 'NOT_FOUND'));
  });

  it('When values of every type are read, then they are written as the platform does', async () => {
    const answer = await resultsOf(
      'SELECT Name, Site, NumberOfEmployees, Amount__c, Opened__c, Is_Synthetic__c, Creation_Timestamp__c FROM Account ORDER BY Name',
    );
    expect(answer.headers.get('sforce-locator')).toBe('null');
    expect(answer.headers.get('sforce-numberofrecords')).toBe('3');
    expect(answer.text).toBe(
      [
        '"Name","Site","NumberOfEmployees","Amount__c","Opened__c","Is_Synthetic__c","Creation_Timestamp__c"',
        '"A ""quoted""","two\nlines","5","12.5","2026-01-31","true","2026-01-31T08:00:00.000Z"',
        '"B","","","1.39E8","","false",""',
        '"C","","0","100.0","","false",""',
        '',
      ].join('\n'),
    );
  });

  it('When parents are selected, then their columns stand in the order of the query', async () => {
    const answer = await resultsOf(
      'SELECT LastName, Account.Name, Contact.Title, Account.Owner.Alias FROM Contact ORDER BY LastName',
    );
    expect(answer.text.split('\n').slice(0, 3)).toEqual([
      '"LastName","Account.Name","Title","Account.Owner.Alias"',
      expect.stringMatching(/^"Child","A ""quoted""","","\w+"$/),
      '"Free","","",""',
    ]);
  });

  it('When pages are asked for, then locators lead through all of them', async () => {
    const { id } = jobOf(await post({ operation: 'query', query: 'SELECT External__c FROM Account ORDER BY Name' }));
    await finished(client, `${V}/jobs/query/${id}`);
    const seen: string[] = [];
    let locator = '';
    do {
      const page = await client.get(`${V}/jobs/query/${id}/results?maxRecords=2&locator=${locator}`);
      seen.push(page.text);
      locator = page.headers.get('sforce-locator') ?? '';
    } while (locator !== 'null');
    expect(seen).toEqual(['"External__c"\n"a"\n"b"\n', '"External__c"\n"c"\n']);
    for (const wrong of ['locator=!', 'locator=OTk5', 'maxRecords=0', 'maxRecords=x']) {
      expect((await client.get(`${V}/jobs/query/${id}/results?${wrong}`)).status).toBe(400);
    }
  });

  it('When deleted rows are asked for with queryAll, then they are there', async () => {
    const query = 'SELECT External__c FROM Account WHERE IsDeleted = true';
    expect((await resultsOf(query)).text).toBe('"External__c"\n');
    expect((await resultsOf(query, { operation: 'queryAll' })).text).toBe('"External__c"\n"gone"\n');
  });

  it('When the dialect is another one, then the result keeps to it', async () => {
    const query = "SELECT Name, External__c FROM Account WHERE Name = 'B'";
    expect((await resultsOf(query, { lineEnding: 'CRLF', columnDelimiter: 'TAB' })).text).toBe(
      '"Name"\t"External__c"\r\n"B"\t"b"\r\n',
    );
  });

  it.each([
    ['SELECT COUNT(Id) FROM Account', 'FUNCTIONALITY_NOT_ENABLED', /^Aggregate functions and GROUP BY/],
    ['SELECT Name FROM Account GROUP BY Name', 'FUNCTIONALITY_NOT_ENABLED', /^Aggregate functions and GROUP BY/],
    [
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
      'FUNCTIONALITY_NOT_ENABLED',
      /^Aggregate Relationships not supported in Bulk V2 Query/,
    ],
    ['SELECT Id FROM Account OFFSET 5', 'FUNCTIONALITY_NOT_ENABLED', /^OFFSET/],
    ['SELECT FIELDS(ALL) FROM Account LIMIT 5', 'FUNCTIONALITY_NOT_ENABLED', /^FIELDS\(ALL\)/],
    ['SELECT Hidden__c FROM Account', 'INVALID_FIELD', /No such column 'Hidden__c'/],
    ['SELECT Id FROM Nope', 'INVALID_TYPE', /sObject type 'Nope' is not supported/],
    ['SELECT Id FROM EntityDefinition', 'INVALIDENTITY', /^Entity 'EntityDefinition' is not supported/],
    ['SELECT', 'MALFORMED_QUERY', /./],
  ])('When the query is %s, then no job is made', async (query, code, message) => {
    expect(await post({ operation: 'query', query })).toMatchObject(refusal(400, code, expect.stringMatching(message)));
  });

  it('When the request is incomplete, then it is refused', async () => {
    expect(await post({ operation: 'query' })).toMatchObject(refusal(400, 'INVALIDJOB'));
    expect(await post({ query: 'SELECT Id FROM Account' })).toMatchObject(refusal(400, 'INVALIDJOB'));
  });

  it('When the standard fields are selected, then all of them are columns', async () => {
    const [header = ''] = (await resultsOf('SELECT FIELDS(STANDARD) FROM Account LIMIT 1')).text.split('\n');
    expect(header).toContain('"Id"');
    expect(header).not.toContain('__c');
  });
});

import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, refusal, V, type Client } from './client.js';

let emulator: RunningEmulator;
let prod: Client;

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  prod = clientOf(emulator);
});
afterAll(() => emulator.stop());

describe('Given a running org, when a client finds its way', () => {
  it('Then the versions need no session, and a double slash leads to them too', async () => {
    const { status, body } = await prod.get('//services/data', { token: null });
    expect(status).toBe(200);
    const versions = [body].flat();
    expect(versions[0]).toEqual({ label: "Summer '14", url: '/services/data/v31.0', version: '31.0' });
    expect(versions.at(-1)).toEqual({ label: "Summer '26", url: '/services/data/v67.0', version: '67.0' });
  });

  it('Then the resource map has the identity and what is emulated', async () => {
    const { body, headers } = await prod.get(`/${V}`);
    expect(body).toMatchObject({ query: `${V}/query`, sobjects: `${V}/sobjects`, tooling: `${V}/tooling` });
    expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/15000$/);
    const identity = await prod.get(new URL(body.identity).pathname);
    expect(identity.body).toMatchObject({
      organization_id: emulator.orgs[0]!.orgId,
      username: emulator.orgs[0]!.username,
    });
  });

  it.each(['v30.0', 'v68.0', 'v67', 'latest'])('Then there is no version %s', async (version) => {
    expect(await prod.get(`/services/data/${version}/sobjects`)).toMatchObject(
      refusal(404, 'NOT_FOUND', 'The requested resource does not exist'),
    );
  });

  it('Then any version in between answers with its own addresses', async () => {
    const { body } = await prod.get('/services/data/v51.0/query?q=SELECT+Id+FROM+User');
    expect(body.records[0]?.attributes.url).toMatch(/^\/services\/data\/v51\.0\/sobjects\/User\/005/);
  });

  it('Then what is not emulated is refused by name', async () => {
    for (const path of [`${V}/composite/graph`, `${V}/chatter/feeds`, `${V}/tooling/executeAnonymous`]) {
      expect(await prod.call('POST', path, { body: {} })).toMatchObject(
        refusal(400, 'FUNCTIONALITY_NOT_ENABLED', expect.stringMatching(/^The embedded org does not emulate /)),
      );
    }
    const apex = await prod.call('POST', '/services/Soap/s/67.0', {
      body: '<x/>',
      headers: { 'content-type': 'text/xml' },
    });
    expect(apex.status).toBe(500);
    expect(apex.text).toContain('<faultcode>sf:FUNCTIONALITY_NOT_ENABLED</faultcode>');
  });
});

describe('Given requests that are wrong by themselves, when they come', () => {
  it.each<[string, string, object, object]>([
    ['GET', `${V}/nope`, {}, refusal(404, 'NOT_FOUND', 'The requested resource does not exist')],
    ['GET', '/nope', {}, refusal(404, 'NOT_FOUND')],
    ['GET', `${V}/sobjects/%E0%A4%A`, {}, { status: 404 }],
    [
      'PUT',
      `${V}/sobjects/Account`,
      {},
      refusal(405, 'METHOD_NOT_ALLOWED', "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,POST"),
    ],
    ['POST', `${V}/query`, {}, refusal(405, 'METHOD_NOT_ALLOWED')],
    ['POST', `${V}/sobjects/Account`, { body: '{' }, refusal(400, 'JSON_PARSER_ERROR')],
    ['POST', `${V}/sobjects/Account`, { body: '[]' }, refusal(400, 'JSON_PARSER_ERROR')],
    ['POST', `${V}/sobjects/Account`, {}, refusal(400, 'JSON_PARSER_ERROR')],
    [
      'POST',
      `${V}/sobjects/Account`,
      { body: 'x', headers: { 'content-type': 'image/png' } },
      refusal(415, 'UNSUPPORTED_MEDIA_TYPE'),
    ],
    ['GET', `${V}/sobjects/Account/001000000000000AAA`, {}, refusal(404, 'NOT_FOUND')],
    ['GET', `${V}/sobjects/Nope/describe`, {}, refusal(404, 'NOT_FOUND')],
    [
      'GET',
      `${V}/tooling/sobjects/SourceMember/describe`,
      {},
      refusal(404, 'NOT_FOUND', 'The requested resource does not exist'),
    ],
    ['GET', `${V}/query?q=`, {}, refusal(400, 'MALFORMED_QUERY')],
    ['GET', `${V}/query/01g000000000000AAA-2000`, {}, refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')],
    ['GET', `${V}/sobjects/Account/describe/layouts`, {}, refusal(400, 'FUNCTIONALITY_NOT_ENABLED')],
  ])('Then %s %s is refused as the platform does', async (method, path, options, expected) => {
    expect(await prod.call(method, path, options)).toMatchObject(expected);
  });

  it('Then the query that tells a Dev Hub is INVALID_TYPE', async () => {
    expect(await prod.query('SELECT Id FROM ScratchOrgInfo limit 1')).toMatchObject(
      refusal(400, 'INVALID_TYPE', expect.stringContaining("sObject type 'ScratchOrgInfo' is not supported.")),
    );
  });
});

describe('Given records, when a client works with them', () => {
  it('Then a record can be created, read, changed and deleted', async () => {
    const created = await prod.call('POST', `${V}/sobjects/Account`, { body: { Name: 'Acme' } });
    expect(created).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^001\w{15}$/), success: true, errors: [] },
    });
    const path = `${V}/sobjects/Account/${created.body.id}`;
    expect((await prod.get(`${path}?fields=Name,Industry`)).body).toEqual({
      attributes: { type: 'Account', url: path },
      Name: 'Acme',
      Industry: null,
    });
    expect((await prod.call('PATCH', path, { body: { Name: 'Changed' } })).status).toBe(204);
    expect((await prod.query("SELECT Name FROM Account WHERE Name = 'changed'")).body.totalSize).toBe(1);
    // jsforce announces JSON for a DELETE and sends none.
    expect((await prod.call('DELETE', path)).status).toBe(204);
    expect((await prod.get(path)).status).toBe(404);
    expect((await prod.query('SELECT Id FROM Account')).body.totalSize).toBe(0);
    expect((await prod.query('SELECT Id FROM Account', 'queryAll')).body.totalSize).toBe(1);
  });

  it('Then every reason against a record is told, with its fields', async () => {
    expect(await prod.call('POST', `${V}/sobjects/Account`, { body: {} })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }],
    });
  });

  it('Then a record can be reached by a field that identifies it', async () => {
    const { username } = emulator.orgs[0]!;
    const found = await prod.get(`${V}/sobjects/User/Username/${encodeURIComponent(username)}?fields=Username`);
    expect(found).toMatchObject({ status: 200, body: { Username: username } });
    expect(await prod.get(`${V}/sobjects/User/Alias/admin`)).toMatchObject(
      refusal(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Alias'),
    );
  });

  it('Then describe, the list of objects, basic information, limits and counts answer', async () => {
    const list = await prod.get(`${V}/sobjects`);
    expect(list.body.sobjects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Account', 'EntityDefinition', 'User']),
    );
    expect((await prod.get(`${V}/sobjects/account/describe`)).body).toMatchObject({
      name: 'Account',
      keyPrefix: '001',
    });
    expect((await prod.get(`${V}/sobjects/Account`)).body).toMatchObject({ objectDescribe: { name: 'Account' } });
    expect((await prod.get(`${V}/limits`)).body.DailyApiRequests).toMatchObject({ Max: 15_000 });
    expect((await prod.get(`${V}/limits/recordCount?sObjects=User,Nope`)).body).toEqual({
      sObjects: [{ name: 'User', count: 1 }],
    });
  });
});

describe('Given records that changed, when a client replicates them', () => {
  it('Then updated and deleted answer for a span of time, with or without a slash at the end', async () => {
    const create = async (Name: string): Promise<string> =>
      (await prod.call('POST', `${V}/sobjects/Account`, { body: { Name } })).body.id;
    const kept = await create('kept');
    const gone = await create('gone');
    await prod.call('DELETE', `${V}/sobjects/Account/${gone}`);
    const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
    const span = `?start=${encodeURIComponent(at(-5))}&end=${encodeURIComponent(at(5))}`;
    const updated = await prod.get(`${V}/sobjects/Account/updated/${span}`);
    expect(updated).toMatchObject({ status: 200, body: { ids: expect.arrayContaining([kept]) as string[] } });
    expect(updated.text).not.toContain(gone);
    const deleted = await prod.get(`${V}/sobjects/Account/deleted${span}`);
    expect(deleted.text).toContain(`{"id":"${gone}","deletedDate":"`);
    expect(deleted.text).not.toContain(kept);
    expect(await prod.get(`${V}/sobjects/Account/deleted`)).toMatchObject(
      refusal(400, 'INVALID_REPLICATION_DATE', expect.stringContaining('start')),
    );
  });
});

describe('Given long queries and large bodies, when they are sent', () => {
  it('Then an address of 60,000 characters is read', async () => {
    const ids = Array.from({ length: 3000 }, (_each, index) => `'00100000000${String(index).padStart(4, '0')}'`);
    expect((await prod.query(`SELECT Id FROM Account WHERE Id IN (${ids.join(',')})`)).status).toBe(200);
  });

  it('Then a deploy of many megabytes reaches the Metadata API', async () => {
    const xml = `<e xmlns="http://schemas.xmlsoap.org/soap/envelope/">${'x'.repeat(20 * 1024 * 1024)}</e>`;
    const { status, text } = await prod.call('POST', '//services/Soap/m/67.0', {
      body: xml,
      headers: { 'content-type': 'text/xml', SOAPAction: '""' },
      token: null,
    });
    expect(status).toBe(500);
    expect(text).toContain('Fault');
  });
});

describe('Given an answer of several pages, when the client follows the addresses', () => {
  it('Then it gets every record once', async () => {
    for (let index = 0; index < 205; index++) {
      await prod.call('POST', `${V}/sobjects/Contact`, { body: { LastName: `C${index}` } });
    }
    const first = await prod.get(`${V}/query?q=SELECT+Id+FROM+Contact`, {
      headers: { 'sforce-query-options': 'batchSize=200' },
    });
    expect(first.body).toMatchObject({ totalSize: 205, done: false });
    const second = await prod.get(first.body.nextRecordsUrl);
    expect(second.body).toMatchObject({ totalSize: 205, done: true });
    expect(second.body.records).toHaveLength(5);
  });
});

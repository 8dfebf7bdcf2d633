import { once } from 'node:events';
import { connect } from 'node:net';
import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V, type Client } from '../http/client.js';

let emulator: RunningEmulator;
let client: Client;
beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  client = clientOf(emulator);
});
afterAll(() => emulator.stop());
afterEach(() => emulator.faults('prod').clear());

type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];
const given = (...faults: WrittenFault[]): void => emulator.faults('prod').set({ seed: 7, faults });
const fired = (): number[] =>
  emulator
    .faults('prod')
    .report()
    .faults.map((each) => each.fired);
const limits = (): ReturnType<Client['get']> => client.get(`${V}/limits`);
const accounts = async (): Promise<number> => (await client.query('SELECT Id FROM Account')).body.totalSize;
const createAccount = (): ReturnType<Client['call']> =>
  client.call('POST', `${V}/sobjects/Account`, { body: { Name: 'Acme' } });

/** What a raw connection gets to see: all bytes, and how it ended. */
async function raw(path: string): Promise<{ text: string; end: string }> {
  const { url, accessToken } = emulator.orgs[0]!;
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  let end = 'end';
  socket.on('data', (piece) => (text += piece.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (end = error.code ?? error.message));
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${accessToken}\r\n\r\n`,
  );
  await once(socket, 'close').catch(() => undefined);
  return { text, end };
}

describe('Given a fault in the place of an answer', () => {
  it('When the org is unavailable, then the answer is 503 with Retry-After', async () => {
    given({ kind: 'unavailable', retryAfter: 3, when: { times: 1 } });
    const { status, headers, body } = await limits();
    expect({ status, retryAfter: headers.get('retry-after'), body }).toEqual({
      status: 503,
      retryAfter: '3',
      body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Too many requests waiting for connections' }],
    });
    expect((await limits()).status).toBe(200);
  });

  const timedOut = [{ errorCode: 'QUERY_TIMEOUT', message: 'Your query request was running for too long.' }];
  const path = (soql: string): string => `${V}/query?q=${encodeURIComponent(soql)}`;

  it('When queries from an object time out, then those alone do, by themselves and in a composite request', async () => {
    given({ kind: 'queryTimeout', objects: ['Acc*'] });
    const compositeRequest = [
      "SELECT Id FROM Account WHERE Name = ' FROM Contact '",
      'SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account)',
      'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
    ].map((soql, index) => ({ method: 'GET', url: path(soql), referenceId: `r${index}` }));

    expect(await client.get(path('SELECT Id FROM Account'))).toMatchObject({ status: 400, body: timedOut });
    expect((await client.get(path('SELECT Id FROM Contact'))).status).toBe(200);
    expect(await client.call('POST', `${V}/composite`, { body: { compositeRequest } })).toMatchObject({
      body: {
        compositeResponse: [
          { httpStatusCode: 400, body: timedOut, referenceId: 'r0' },
          { httpStatusCode: 200, referenceId: 'r1' },
          { httpStatusCode: 400, body: timedOut, referenceId: 'r2' },
        ],
      },
    });
    expect(fired()).toEqual([2]);
  });

  it('When the request limit is exceeded, then the answer is 403', async () => {
    given({ kind: 'requestLimit', on: { path: '*/limits' } });
    expect(await limits()).toMatchObject({
      status: 403,
      body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
    });
    expect((await client.query('SELECT Id FROM Account')).status).toBe(200);
  });

  it('When a row is locked, then the record is not saved, and the same request succeeds afterwards', async () => {
    given({ kind: 'writeFails', when: { times: 1 } });
    const before = await accounts();
    expect(await createAccount()).toMatchObject({
      status: 400,
      body: [
        { errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] },
      ],
    });
    expect(await accounts()).toBe(before);
    expect((await createAccount()).status).toBe(201);
  });

  it('When rows of a collection are locked, then each result says so', async () => {
    given({ kind: 'writeFails' });
    const record = { attributes: { type: 'Account' }, Name: 'Acme' };
    const answer = await client.call('POST', `${V}/composite/sobjects`, { body: { records: [record, record] } });
    const failure = {
      success: false,
      errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: expect.any(String), fields: [] }],
    };
    expect(answer).toMatchObject({ status: 200, body: [failure, failure] });
  });
});

describe('Given a session that expires at the third call', () => {
  it('Then it has really ended, and a refresh begins another one', async () => {
    const { accessToken, refreshToken } = emulator.orgs[0]!;
    given({ kind: 'sessionExpired', when: { nth: 3 } });
    const statuses: number[] = [];
    for (let call = 1; call <= 4; call++) statuses.push((await limits()).status);
    expect(statuses).toEqual([200, 200, 401, 401]);
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
    const response = await fetch(`${client.url}/services/oauth2/token`, { method: 'POST', body: form });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect(token).not.toBe(accessToken);
    expect((await client.get(`${V}/limits`, { token })).status).toBe(200);
    client = { ...client, ...withToken(client, token) };
  });
});

function withToken(of: Client, token: string): Pick<Client, 'call' | 'get' | 'query'> {
  return {
    call: (method, path, options) => of.call(method, path, { token, ...options }),
    get: (path, options) => of.get(path, { token, ...options }),
    query: (soql, resource = 'query') => of.get(`${V}/${resource}?q=${encodeURIComponent(soql)}`, { token }),
  };
}

describe('Given a fault of the connection', () => {
  it('When it is reset before the work, then nothing is saved', async () => {
    const before = await accounts();
    given({ kind: 'reset', on: { call: 'record', method: 'POST' } });
    await expect(createAccount()).rejects.toThrow('fetch failed');
    expect(await accounts()).toBe(before);
  });

  it('When it is reset after the work, then the record is saved all the same', async () => {
    const before = await accounts();
    given({ kind: 'reset', at: 'after', on: { call: 'record' } });
    await expect(createAccount()).rejects.toThrow('fetch failed');
    expect(await accounts()).toBe(before + 1);
  });

  it('When it is reset half-way, then the head and half of the body have arrived', async () => {
    given({ kind: 'reset', at: 'halfway' });
    const { text, end } = await raw('/services/data');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(head).toMatch(/^HTTP\/1.1 200/);
    expect(body.length).toBe(Math.ceil(length / 2));
    expect(end).toBe('ECONNRESET');
  });

  it('When no answer comes, then the client gives up, and the server still stops', async () => {
    given({ kind: 'noAnswer' });
    const signal = AbortSignal.timeout(150);
    await expect(fetch(`${client.url}/services/data`, { signal })).rejects.toThrow(/timeout/);
    expect(fired()).toEqual([1]);
  });
});

describe('Given a fault of the answer', () => {
  it.each([
    ['truncated', 'application/json'],
    ['html', 'text/html'],
  ] as const)('When it is %s, then it is no JSON', async (body, type) => {
    given({ kind: 'malformed', body });
    const response = await fetch(`${client.url}/services/data`);
    expect(response.headers.get('content-type')).toContain(type);
    await expect(response.json()).rejects.toThrow(/JSON/);
  });

  it('When the body is slow, then it comes whole, in pieces', async () => {
    const whole = await (await fetch(`${client.url}/services/data`)).text();
    given({ kind: 'slowBody', bytesPerSecond: whole.length * 4 });
    const response = await fetch(`${client.url}/services/data`);
    const pieces: Buffer[] = [];
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece as Uint8Array));
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).toString()).toBe(whole);
  });

  it('When it is late, then it is the same', async () => {
    given({ kind: 'latency', ms: 5, jitterMs: 10 });
    expect((await limits()).status).toBe(200);
    expect(fired()).toEqual([1]);
  });
});

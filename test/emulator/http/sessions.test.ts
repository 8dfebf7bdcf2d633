import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, refusal, V, type Client } from './client.js';

const HOUR = 3_600_000;
let emulator: RunningEmulator;
let prod: Client;
let now = new Date('2026-03-01T12:00:00Z');

beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  emulator = await startEmulator({
    orgs: [
      { name: 'prod', kind: 'production' },
      { name: 'uat', kind: 'sandbox' },
    ],
    now: () => now,
    sessionTtlMs: 2 * HOUR,
  });
  prod = clientOf(emulator);
});
afterEach(() => emulator.stop());

const form = (values: Record<string, string>): { body: string; headers: Record<string, string>; token: null } => ({
  body: new URLSearchParams(values).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  token: null,
});
const expired = refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

describe('Given the access token of an org', () => {
  it('Then it has the form that clients check', () => {
    expect(emulator.orgs[0]!.accessToken).toMatch(/^00D\w{12}![.\w]+$/);
  });

  it('When it is missing, wrong or of another org, then the answer is 401', async () => {
    for (const token of [null, '00Dx!y', emulator.orgs[1]!.accessToken]) {
      expect(await prod.get(`${V}/sobjects`, { token })).toMatchObject(expired);
      expect(await prod.get(`${V}/nope`, { token })).toMatchObject(expired);
    }
  });

  it('When it is used, then it lives on; when it is not, it ends', async () => {
    for (let hours = 0; hours < 3; hours++) {
      now = new Date(now.getTime() + 1.5 * HOUR);
      expect((await prod.get(`${V}/limits`)).status).toBe(200);
    }
    now = new Date(now.getTime() + 2 * HOUR);
    expect(await prod.get(`${V}/limits`)).toMatchObject(expired);
    const { status, text } = await prod.get('/services/oauth2/userinfo');
    expect([status, text]).toEqual([403, 'Bad_OAuth_Token']);
  });

  it('When it is revoked, then it ends at once', async () => {
    const { accessToken } = emulator.orgs[0]!;
    expect((await prod.call('POST', '/services/oauth2/revoke', form({ token: accessToken }))).status).toBe(200);
    expect(await prod.get(`${V}/limits`)).toMatchObject(expired);
    expect(await prod.call('POST', '/services/oauth2/revoke', form({ token: accessToken }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_token' },
    });
  });

  it('When it is bad in a SOAP envelope, then the answer is a fault', async () => {
    const body =
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata"><SessionHeader><sessionId>bad</sessionId></SessionHeader></soapenv:Header><soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata"><describeMetadata><asOfVersion>67.0</asOfVersion></describeMetadata></soapenv:Body></soapenv:Envelope>';
    const answer = await prod.call('POST', '/services/Soap/m/67.0', { body, headers: { 'content-type': 'text/xml' } });
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(answer.text).toContain('sf:INVALID_SESSION_ID');
  });
});

describe('Given the refresh token of an org', () => {
  it('When all sessions have ended, then it gives a new one', async () => {
    now = new Date(now.getTime() + 24 * HOUR);
    const { refreshToken, orgId } = emulator.orgs[0]!;
    const answer = await prod.call(
      'POST',
      '/services/oauth2/token',
      form({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'PlatformCLI' }),
    );
    expect(answer).toMatchObject({ status: 200, body: { instance_url: prod.url, token_type: 'Bearer' } });
    expect(answer.body.id).toMatch(new RegExp(`^${prod.url}/id/${orgId}/005`));
    expect((await prod.get(`${V}/limits`, { token: answer.body.access_token })).status).toBe(200);
  });

  it.each([
    [{ grant_type: 'refresh_token', refresh_token: 'no' }, 'invalid_grant'],
    [{ grant_type: 'refresh_token' }, 'invalid_grant'],
    [{ grant_type: 'password', username: 'u', password: 'p' }, 'unsupported_grant_type'],
    [{}, 'unsupported_grant_type'],
  ])('When the request is %j, then it is refused as %s', async (values, error) => {
    expect(await prod.call('POST', '/services/oauth2/token', form(values as Record<string, string>))).toMatchObject({
      status: 400,
      body: { error, error_description: expect.any(String) },
    });
  });
});

describe('Given the control token', () => {
  it('When it is missing or wrong, then the endpoints do nothing', async () => {
    for (const path of ['/emulator/expire-sessions', '/emulator/shutdown']) {
      expect((await prod.call('POST', path)).status).toBe(401);
      expect((await prod.call('POST', path, { token: null })).status).toBe(401);
    }
    expect((await prod.get(`${V}/limits`)).status).toBe(200);
  });

  it('When the status is asked for, then it names the process and its orgs', async () => {
    const { body } = await prod.get('/emulator/status', { token: emulator.controlToken });
    expect(body).toMatchObject({ pid: process.pid, startedAt: emulator.startedAt, orgs: emulator.orgs });
  });

  it('When sessions are expired, then those of all orgs end', async () => {
    const uat = clientOf(emulator, 1);
    expect((await prod.call('POST', '/emulator/expire-sessions', { token: emulator.controlToken })).body).toEqual({
      expired: 2,
    });
    expect(await prod.get(`${V}/limits`)).toMatchObject(expired);
    expect(await uat.get(`${V}/limits`)).toMatchObject(expired);
  });

  it('When it is told to shut down, then it stops', async () => {
    expect((await prod.call('POST', '/emulator/shutdown', { token: emulator.controlToken })).status).toBe(202);
    await emulator.stopped;
    await expect(fetch(`${prod.url}/services/data`)).rejects.toThrow();
  });
});

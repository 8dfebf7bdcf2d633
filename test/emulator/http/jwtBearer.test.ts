import { createHmac, sign, type KeyObject } from 'node:crypto';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V, type Answer, type Client } from './client.js';
import { selfSigned } from './selfSigned.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const fleet = selfSigned();
const uatOnly = selfSigned();
let emulator: RunningEmulator;
let prod: Client;
let uat: Client;

beforeAll(async () => {
  emulator = await startEmulator({
    orgs: [
      { name: 'prod', kind: 'production' },
      { name: 'uat', kind: 'sandbox', jwtCertificates: [uatOnly.certificate] },
    ],
    jwtCertificates: [fleet.certificate],
    now: () => NOW,
  });
  prod = clientOf(emulator);
  uat = clientOf(emulator, 1);
});
afterAll(() => emulator.stop());

type Claims = Record<string, unknown>;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An assertion for the admin of prod, valid for five minutes unless the claims say otherwise. */
function assertion(claims: Claims = {}, key: KeyObject = fleet.privateKey, header: Claims = { alg: 'RS256' }): string {
  const standard = {
    iss: 'PlatformCLI',
    sub: emulator.orgs[0]!.username,
    aud: 'https://login.salesforce.com',
    exp: SECONDS + 300,
  };
  const signed = `${part(header)}.${part({ ...standard, ...claims })}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

const exchange = (client: Client, values: Record<string, string>): Promise<Answer> =>
  client.call('POST', '/services/oauth2/token', {
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', ...values }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    token: null,
  });
const refused = (error: string, error_description: string): object => ({
  status: 400,
  body: { error, error_description },
});

describe('Given a certificate, when an assertion signed with its key is posted', () => {
  it('Then it is exchanged for a session of the user it names', async () => {
    const answer = await exchange(prod, { assertion: assertion() });
    expect(answer).toMatchObject({
      status: 200,
      body: { instance_url: prod.url, token_type: 'Bearer', scope: expect.stringContaining('api') },
    });
    expect(answer.body).not.toHaveProperty('refresh_token');
    const who = await prod.get('/services/oauth2/userinfo', { token: answer.body.access_token });
    expect(who.body).toMatchObject({ preferred_username: emulator.orgs[0]!.username });
    expect((await prod.get(`${V}/limits`, { token: answer.body.access_token })).status).toBe(200);
  });

  it.each([
    ['https://test.salesforce.com'],
    ['https://login.salesforce.com/'],
    [['https://example.com', 'https://login.salesforce.com']],
  ])('Then the audience may be %j', async (aud) => {
    expect((await exchange(prod, { assertion: assertion({ aud }) })).status).toBe(200);
  });

  it("Then the audience may be the org's own address, and the user name in any case or as prn", async () => {
    const prn = emulator.orgs[0]!.username.toUpperCase();
    const own = assertion({ aud: `${prod.url}/services/oauth2/token`, sub: undefined, prn });
    expect((await exchange(prod, { assertion: own })).status).toBe(200);
    expect((await exchange(prod, { assertion: assertion({ aud: prod.url }) })).status).toBe(200);
  });

  it('Then an expiry in milliseconds, as the CLI sends it, lies ahead', async () => {
    expect((await exchange(prod, { assertion: assertion({ exp: NOW.getTime() + 300 }) })).status).toBe(200);
  });
});

describe('Given an assertion that is not right', () => {
  it.each<[string, Claims, string, string]>([
    ['has expired', { exp: SECONDS }, 'invalid_grant', 'expired authorization code'],
    ['has no expiry', { exp: undefined }, 'invalid_grant', 'expired authorization code'],
    ['is for another audience', { aud: 'https://example.com' }, 'invalid_grant', 'audience is invalid'],
    ['has no audience', { aud: undefined }, 'invalid_grant', 'audience is invalid'],
    ['names nobody of the org', { sub: 'nobody@example.com' }, 'invalid_grant', "user hasn't approved this consumer"],
    ['names no user', { sub: undefined }, 'invalid_grant', "user hasn't approved this consumer"],
    ['has no issuer', { iss: '' }, 'invalid_client_id', 'client identifier invalid'],
  ])('When it %s, then it is refused', async (_what, claims, error, description) => {
    expect(await exchange(prod, { assertion: assertion(claims) })).toMatchObject(refused(error, description));
  });

  it('When its signature is by another key, changed or missing, then it is no valid assertion', async () => {
    const good = assertion();
    const [header = '', , signature = ''] = good.split('.');
    const other = part({ iss: 'x', sub: emulator.orgs[0]!.username, aud: prod.url, exp: SECONDS + 300, more: 1 });
    const hmac = `${part({ alg: 'HS256' })}.${other}`;
    const assertions = [
      assertion({}, uatOnly.privateKey),
      `${header}.${other}.${signature}`,
      `${part({ alg: 'none' })}.${other}.`,
      `${hmac}.${createHmac('sha256', fleet.certificate).update(hmac).digest('base64url')}`,
      `${good}.x`,
      'nonsense',
      '',
    ];
    for (const each of assertions) {
      expect(await exchange(prod, { assertion: each })).toMatchObject(refused('invalid_grant', 'invalid assertion'));
    }
    expect(await exchange(prod, {})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('When it is by the key of one org, then only that org takes it', async () => {
    const sub = emulator.orgs[1]!.username;
    expect((await exchange(uat, { assertion: assertion({ sub }, uatOnly.privateKey) })).status).toBe(200);
    expect((await exchange(uat, { assertion: assertion({ sub }) })).status).toBe(200);
  });

  it('When the user is not active, then it is refused', async () => {
    const { body } = await prod.query("SELECT ProfileId FROM User WHERE Alias = 'admin'");
    const user = {
      Username: 'gone@prod.emulator.example',
      LastName: 'Gone',
      Email: 'gone@prod.emulator.example',
      Alias: 'gone',
      ProfileId: body.records[0]?.['ProfileId'],
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      IsActive: false,
    };
    expect((await prod.call('POST', `${V}/sobjects/User`, { body: user })).status).toBe(201);
    expect(await exchange(prod, { assertion: assertion({ sub: user.Username }) })).toMatchObject(
      refused('invalid_grant', "user hasn't approved this consumer"),
    );
  });
});

describe('Given an emulator without certificates', () => {
  it('When an assertion is posted, then no key can have signed it', async () => {
    const bare = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }], now: () => NOW });
    expect(await exchange(clientOf(bare), { assertion: assertion() })).toMatchObject(
      refused('invalid_grant', 'invalid assertion'),
    );
    await bare.stop();
  });

  it.each([
    ['no PEM', 'nonsense', 'JWT certificate 1 is no X.509 certificate in PEM.'],
    ['of an elliptic curve', selfSigned('ec').certificate, 'JWT certificate 1 has a key of type ec; RSA is needed.'],
  ])('When it is started with one that is %s, then it does not start', async (_what, certificate, message) => {
    await expect(
      startEmulator({ orgs: [{ name: 'prod', kind: 'production' }], jwtCertificates: [certificate] }),
    ).rejects.toThrow(message);
  });
});

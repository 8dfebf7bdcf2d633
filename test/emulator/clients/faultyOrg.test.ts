import { randomUUID } from 'node:crypto';
import { AuthInfo, Connection } from '@salesforce/core';
import { Connection as JsforceConnection } from '@jsforce/jsforce-node';
import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';

const name = `org-${randomUUID().slice(0, 8)}`;
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name, kind: 'sandbox' }] });
});
afterAll(() => emulator.stop());

type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];
const given = (...faults: WrittenFault[]): void => emulator.faults(name).set({ faults });
const fired = (): number[] =>
  emulator
    .faults(name)
    .report()
    .faults.map((each) => each.fired);
const login = (): number | undefined => emulator.faults(name).report().calls.byKind.login;

const SOQL = 'SELECT Id FROM Organization';

describe('Given jsforce and an org that is not well', () => {
  const connect = (): JsforceConnection => {
    const { url, accessToken } = emulator.orgs[0]!;
    return new JsforceConnection({ instanceUrl: url, accessToken, version: '67.0' });
  };

  it('When a query meets a 503, then it asks again by itself', async () => {
    given({ kind: 'unavailable', on: { call: 'query' }, when: { times: 1 } });
    expect((await connect().query(SOQL)).totalSize).toBe(1);
    expect(fired()).toEqual([1]);
  });

  it('When a write meets a 503, then the client is told and the org has nothing of it', async () => {
    given({ kind: 'unavailable', on: { call: 'record', method: 'POST' }, when: { times: 1 } });
    const connection = connect();
    await expect(connection.sobject('Account').create({ Name: 'Acme' })).rejects.toThrow(
      'Too many requests waiting for connections',
    );
    expect((await connection.query('SELECT Id FROM Account')).totalSize).toBe(0);
  });
});

describe('Given a connection of the Salesforce libraries', () => {
  it('When its session expires and it has a refresh token, then it gets another one and goes on', async () => {
    const { username, url, refreshToken } = emulator.orgs[0]!;
    const authInfo = await AuthInfo.create({
      username,
      oauth2Options: { clientId: 'any', refreshToken, loginUrl: url },
    });
    const connection = await Connection.create({ authInfo });
    const before = connection.accessToken;
    given({ kind: 'sessionExpired', on: { call: 'query' }, when: { nth: 1 } });
    expect((await connection.query(SOQL)).totalSize).toBe(1);
    expect(fired()).toEqual([1]);
    expect(login()).toBeGreaterThan(0);
    expect(connection.accessToken).not.toBe(before);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type EmulatorOptions } from '../../../src/emulator/http/server.js';
import { clientOf, V } from './client.js';

const prod = { name: 'prod', kind: 'production' } as const;
const uat = { name: 'uat', kind: 'sandbox' } as const;

describe('Given a data directory, when the emulator is started again', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'emulator-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('Then records, tokens and org ids are the same', async () => {
    const first = await startEmulator({ orgs: [prod, uat], dataDir });
    await clientOf(first).call('POST', `${V}/sobjects/Account`, { body: { Name: 'kept' } });
    await first.stop();
    expect(readdirSync(dataDir).sort()).toEqual(['prod.org.db', 'uat.org.db']);

    const second = await startEmulator({ orgs: [prod], dataDir });
    const { orgId, accessToken, refreshToken } = first.orgs[0]!;
    expect(second.orgs[0]).toMatchObject({ orgId, accessToken, refreshToken });
    expect((await clientOf(second).query('SELECT Name FROM Account')).body.records[0]?.['Name']).toBe('kept');
    await second.stop();
  });

  it('Then an org that another emulator has open is refused, and nothing is left running', async () => {
    const first = await startEmulator({ orgs: [prod], dataDir });
    await expect(startEmulator({ orgs: [uat, prod], dataDir })).rejects.toMatchObject({
      code: 'EORGINUSE',
      message: expect.stringContaining('"prod"'),
    });
    const again = await startEmulator({ orgs: [uat], dataDir });
    await Promise.all([first.stop(), again.stop()]);
  });

  it('Then an org of another kind is refused', async () => {
    await (await startEmulator({ orgs: [prod], dataDir })).stop();
    await expect(startEmulator({ orgs: [{ ...prod, kind: 'sandbox' }], dataDir })).rejects.toThrow(
      /holds the production org/,
    );
  });
});

describe('Given ports', () => {
  it('When the first one is named, then the orgs follow each other', async () => {
    const free = await takePort();
    await free.release();
    const emulator = await startEmulator({ orgs: [prod], port: free.port });
    expect(emulator.orgs[0]!.url).toBe(`http://127.0.0.1:${free.port}`);
    await emulator.stop();
  });

  it('When one is taken, then the error names port and org', async () => {
    const taken = await takePort();
    await expect(startEmulator({ orgs: [prod], port: taken.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `Port ${taken.port} for the org "prod" is already in use on 127.0.0.1.`,
    });
    await taken.release();
  });
});

describe('Given options that make no sense, when the emulator is started', () => {
  it.each<[string, EmulatorOptions, RegExp]>([
    ['no org', { orgs: [] }, /At least one org/],
    ['a path as a name', { orgs: [{ ...prod, name: '../x' }] }, /cannot be the name of an org/],
    ['one name twice', { orgs: [prod, { ...uat, name: 'PROD' }] }, /Two orgs cannot have the same name/],
  ])('Then %s is refused', async (_what, options, message) => {
    await expect(startEmulator(options)).rejects.toThrow(message);
  });
});

describe('Given an unexpected error, when a request meets it', () => {
  it('Then the answer has an id and no detail, and the report has both', async () => {
    const reports: [string, unknown][] = [];
    let broken = false;
    const emulator = await startEmulator({
      orgs: [prod],
      now: () => {
        if (broken) throw new Error('secret detail');
        return new Date();
      },
      report: (errorId, error) => reports.push([errorId, error]),
    });
    broken = true;
    const { status, body, text } = await clientOf(emulator).get(`${V}/limits`);
    expect(status).toBe(500);
    expect(body).toEqual([
      { errorCode: 'UNKNOWN_EXCEPTION', message: expect.stringContaining(reports[0]?.[0] ?? 'none') },
    ]);
    expect(text).not.toContain('secret detail');
    expect(reports[0]?.[1]).toMatchObject({ message: 'secret detail' });
    await emulator.stop();
  });
});

async function takePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

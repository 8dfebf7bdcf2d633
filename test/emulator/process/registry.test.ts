import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listEmulators, stopEmulators } from '../../../src/emulator/process/emulators.js';
import { readEntries, writeEntry, type RegistryEntry } from '../../../src/emulator/process/registry.js';
import { runForeground } from '../../../src/emulator/process/runForeground.js';

let registryDir: string;
beforeEach(() => (registryDir = join(mkdtempSync(join(tmpdir(), 'registry-')), 'deep')));
afterEach(() => rmSync(join(registryDir, '..'), { recursive: true, force: true }));

const entry = (overrides: Partial<RegistryEntry> = {}): RegistryEntry => ({
  pid: process.pid,
  startedAt: '2026-03-01T12:00:00.000Z',
  controlToken: 'secret',
  orgs: [{ name: 'prod', kind: 'production', orgId: '00D', url: 'http://127.0.0.1:9', username: 'admin' }],
  ...overrides,
});

describe('Given an emulator in the foreground', () => {
  it('When it runs, then the registry knows it; when it stops, no more', async () => {
    const emulator = await runForeground({
      registryDir,
      emulator: { orgs: [{ name: 'prod', kind: 'production' }] },
    });
    const file = join(registryDir, `${process.pid}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(registryDir)).toHaveLength(1);
    expect(await listEmulators(registryDir)).toMatchObject({
      running: [{ pid: process.pid, orgs: [{ name: 'prod', accessToken: emulator.orgs[0]?.accessToken }] }],
      silent: [],
    });
    await emulator.stop();
    await emulator.stopped;
    expect(existsSync(file)).toBe(false);
  });
});

describe('Given entries that no emulator stands behind, when they are listed', () => {
  it('Then a directory that is not there has none', async () => {
    expect(await listEmulators(join(registryDir, 'none'))).toEqual({ running: [], silent: [] });
  });

  it('Then those of a closed port, of another program and of no form are removed', async () => {
    const other = createHttpServer((_request, response) => response.end('{"pid":1}'));
    const url = await listen(other);
    writeEntry(registryDir, entry({ pid: 1 }));
    writeEntry(registryDir, entry({ pid: 2, orgs: [{ ...entry().orgs[0]!, url }] }));
    mkdirSync(registryDir, { recursive: true });
    writeFileSync(join(registryDir, '3.json'), '{"pid":');
    writeFileSync(join(registryDir, '4.json'), '{"pid":4}');
    expect(readEntries(registryDir)).toHaveLength(4);

    expect(await listEmulators(registryDir)).toEqual({ running: [], silent: [] });
    expect(readdirSync(registryDir)).toEqual([]);
    await close(other);
  });

  it('Then a process that only has the number of a gone emulator is never signalled', async () => {
    const raw = createServer((socket) => socket.resume().end('not HTTP'));
    writeEntry(registryDir, entry({ orgs: [{ ...entry().orgs[0]!, url: await listen(raw) }] }));
    // Were it signalled, this very process would end.
    expect(await stopEmulators(registryDir, 'all')).toEqual([]);
    await close(raw);
  });
});

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listEmulators, startDetached, stopEmulators } from '../../../src/emulator/process/emulators.js';

/** The process runs the build, as it does for users. */
const entryPoint = fileURLToPath(new URL('../../../lib/emulator/process/main.js', import.meta.url));
const orgs = [
  { name: 'prod', kind: 'production' as const },
  { name: 'uat', kind: 'sandbox' as const },
];

let directory: string;
beforeAll(() => {
  if (!existsSync(entryPoint)) throw new Error(`${entryPoint} is missing: run "npm run build" first.`);
});
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'detached-'))));
afterEach(async () => {
  await stopEmulators(join(directory, 'registry'), 'all');
  rmSync(directory, { recursive: true, force: true });
});

describe('Given an emulator in a process of its own', () => {
  it('When it is started, listed and stopped, then its orgs answer in between and nothing is left', async () => {
    const registryDir = join(directory, 'registry');
    const where = { registryDir, logFile: join(directory, 'log', 'emulator.log'), entryPoint };
    const started = await startDetached({ orgs, dataDir: join(directory, 'data') }, where);
    expect(started.pid).not.toBe(process.pid);
    expect(started.orgs.map(({ name }) => name)).toEqual(['prod', 'uat']);
    expect(commandLine(started.pid)).not.toContain('prod');

    const { url, accessToken } = started.orgs[1]!;
    const response = await fetch(`${url}/services/data/v67.0/limits`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(response.status).toBe(200);
    expect(await listEmulators(registryDir)).toEqual({ running: [started], silent: [] });

    expect(await stopEmulators(registryDir, { org: 'nobody' })).toEqual([]);
    expect(await stopEmulators(registryDir, { org: 'UAT' })).toEqual([
      { pid: started.pid, orgs: ['prod', 'uat'], outcome: 'asked' },
    ]);
    expect(readdirSync(registryDir)).toEqual([]);
    expect(() => process.kill(started.pid, 0)).toThrow();

    const again = await startDetached({ orgs, dataDir: join(directory, 'data') }, where);
    expect(again.orgs[1]).toMatchObject({ orgId: started.orgs[1]!.orgId, accessToken });
  });

  it('When it cannot start, then the error shows the end of its log', async () => {
    const where = { registryDir: join(directory, 'registry'), logFile: join(directory, 'emulator.log'), entryPoint };
    await expect(startDetached({ orgs: [{ name: 'no/name', kind: 'sandbox' }] }, where)).rejects.toThrow(
      /could not be started: it ended with code 1[^]*"no\/name" cannot be the name of an org/,
    );
    expect(await listEmulators(where.registryDir)).toEqual({ running: [], silent: [] });
  });

  it('When it does not answer in time, then it is ended', async () => {
    const where = { registryDir: join(directory, 'registry'), logFile: join(directory, 'emulator.log'), entryPoint };
    await expect(startDetached({ orgs }, { ...where, timeoutMs: 1 })).rejects.toThrow(/did not answer within 1 ms/);
  });
});

/** What other users of the machine can see of a process; empty where there is no /proc. */
function commandLine(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

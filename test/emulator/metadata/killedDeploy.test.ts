import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { startDetached } from '../../../src/emulator/process/emulators.js';
import { V } from '../http/client.js';
import { file, manifest, zip } from './support.js';

/** The process runs the build, as it does for users. */
const entryPoint = fileURLToPath(new URL('../../../lib/emulator/process/main.js', import.meta.url));
const orgs = [{ name: 'killed', kind: 'sandbox' as const }];
const OBJECTS = 101;
const FIELDS = 4;

/** Some hundred components in more files than are deployed at once. */
function largePackage(): Uint8Array {
  const names = Array.from({ length: OBJECTS }, (_, n) => `Big${n}__c`);
  const fields = Array.from(
    { length: FIELDS },
    (_, n) => `<fields><fullName>F${n}__c</fullName><label>F${n}</label><length>20</length><type>Text</type></fields>`,
  );
  const inner = `<deploymentStatus>Deployed</deploymentStatus>${fields.join('')}<label>Big</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Bigs</pluralLabel><sharingModel>ReadWrite</sharingModel>`;
  return zip({
    'package.xml': manifest({ CustomObject: names }),
    ...Object.fromEntries(names.map((name) => [`objects/${name}.object`, file('CustomObject', inner)])),
  });
}

type Org = RunningEmulator['orgs'][number];

function deployIn({ url, accessToken }: Org): Promise<Response> {
  const form = new FormData();
  const options = JSON.stringify({ deployOptions: { rollbackOnError: true, singlePackage: true } });
  form.append('json', new Blob([options], { type: 'application/json' }));
  form.append('file', new Blob([largePackage()], { type: 'application/zip' }), 'deploy.zip');
  return fetch(`${url}${V}/metadata/deployRequest`, { method: 'POST', headers: bearer(accessToken), body: form });
}

function bearer(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}` };
}

/** What the file of an org holds when nobody has it open. */
function contents(path: string): { integrity: unknown; components: number } {
  const db = new DatabaseSync(path);
  try {
    const integrity = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    return { integrity, components: Number(db.prepare('SELECT count(*) AS n FROM component').get()?.['n']) };
  } finally {
    db.close();
  }
}

let folder: string;
beforeAll(async () => {
  if (!existsSync(entryPoint)) throw new Error(`${entryPoint} is missing: run "npm run build" first.`);
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('Given an org in a file and a deploy of some hundred components', () => {
  it.each([0, 60, 250])(
    'When the process is killed %i ms after it took the package, then all of it is there or nothing',
    async (delay) => {
      const dataDir = join(folder, `after-${delay}`);
      const where = { registryDir: join(dataDir, 'registry'), logFile: join(dataDir, 'emulator.log'), entryPoint };
      const started = await startDetached({ orgs, dataDir }, where);
      const { id } = (await (await deployIn(started.orgs[0]!)).json()) as { id: string };
      await sleep(delay);
      process.kill(started.pid, 'SIGKILL');
      await ended(started.pid);

      const { integrity, components } = contents(join(dataDir, 'killed.org.db'));
      expect(integrity).toBe('ok');
      expect([0, OBJECTS * (FIELDS + 1)]).toContain(components);

      const emulator = await startEmulator({ orgs, dataDir });
      try {
        const { url, accessToken } = emulator.orgs[0]!;
        const answer = await fetch(`${url}${V}/metadata/deployRequest/${id}`, { headers: bearer(accessToken) });
        const { deployResult } = (await answer.json()) as { deployResult: object };
        expect(deployResult).toMatchObject(
          components > 0
            ? { status: 'Succeeded', done: true, numberComponentsDeployed: components }
            : {
                status: 'Failed',
                done: true,
                errorMessage: expect.stringContaining('nothing of it was saved') as string,
              },
        );
      } finally {
        await emulator.stop();
      }
    },
  );
});

async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(5);
  }
}

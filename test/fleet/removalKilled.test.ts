import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { removeFrom } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';

/** The process runs the build, as it does for users. */
const removal = fileURLToPath(new URL('../../lib/fleet/remove/removeFromOrg.js', import.meta.url));
const core = fileURLToPath(new URL('../../node_modules/@salesforce/core/lib/index.js', import.meta.url));
/** Where each run is killed: before the step whose name is such, or once the org has taken the job of that step. */
const moments = [
  ['^Validating', 'before'],
  ['^Exporting', 'before'],
  ['^Deleting.*objects', 'before'],
  ['^Deleting.*objects', 'sent'],
  ['^Taking', 'before'],
  ['^Deleting.*access', 'before'],
  ['^Deleting.*access', 'sent'],
] as const;

const script = `
import { AuthInfo, Connection } from '${pathToFileURL(core).href}';
import { removeFromOrg } from '${pathToFileURL(removal).href}';
const { url, username, accessToken, schema, folder, step, when, now } = JSON.parse(process.env.REMOVAL);
const authInfo = await AuthInfo.create({ username, accessTokenOptions: { accessToken, instanceUrl: url, loginUrl: url } });
const connection = await Connection.create({ authInfo });
let at = '';
const die = (kind) => new RegExp(step).test(at) && kind === when && process.kill(process.pid, 'SIGKILL');
const check = connection.metadata.checkDeployStatus.bind(connection.metadata);
connection.metadata.checkDeployStatus = (...args) => { die('sent'); return check(...args); };
await removeFromOrg({
  connection, name: 'uat', schema, extent: 'everything', dryRun: false, purgeOnDelete: false, waitMinutes: 1, now: new Date(now),
  consent: { deleteData: true, unassign: true, exportTo: folder }, verifyIdentity: () => undefined,
  signal: new AbortController().signal,
  listener: {
    onStep: (name) => { at = name; die('before'); }, onSurvey: () => undefined, onProgress: () => undefined,
    confirm: () => Promise.resolve(true),
  },
});
`;

let org: LiveOrg;
let folder: string;
beforeAll(async () => {
  if (!existsSync(removal)) throw new Error(`${removal} is missing: run "npm run build" first.`);
  org = await aLiveOrg();
  folder = mkdtempSync(join(tmpdir(), 'killed-removal-'));
});
afterAll(async () => {
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a removal that kills itself; the signal that ended it, or null where it came to its end. */
const runKilled = (schema: object, [step, when]: (typeof moments)[number], run: number): Promise<string | null> => {
  const [running] = org.emulator.orgs;
  const given = {
    url: running?.url,
    username: `killed-${run}@example.com`,
    accessToken: running?.accessToken,
    ...{ schema, folder, step, when, now: `2026-02-03T04:05:0${run}Z` },
  };
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    env: { ...process.env, REMOVAL: JSON.stringify(given) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === null ? resolve(signal) : resolve(code === 0 ? null : `exit ${code}`),
    );
  });
};

describe('a removal that is killed', () => {
  it('Given a kill at every step, When started again each time, Then it converges and every value was exported', async () => {
    const schema = aSchema({ objects: ['Account', 'Case'] });
    await deploy(org, schema);
    await assign(org.connection, 'Synthetic_Provenance_Writer');
    const markers = {
      Is_Synthetic__c: true,
      Generation_Source__c: 'gen',
      Creation_Timestamp__c: '2026-01-01T00:00:00Z',
    };
    await org.connection.sobject('Account').create([1, 2, 3].map((n) => ({ Name: `n${n}`, ...markers })));

    for (const [run, moment] of moments.entries()) expect(await runKilled(schema, moment, run)).toBe('SIGKILL');
    const last = await removeFrom(org, schema, { consent: { deleteData: true, unassign: true, exportTo: folder } });

    expect(['removed', 'absent']).toContain(last.outcome);
    expect(await removeFrom(org, schema)).toMatchObject({ outcome: 'absent' });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('Account.csv'),
    );
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect(readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')).toHaveLength(4);
    }
  }, 120_000);
});

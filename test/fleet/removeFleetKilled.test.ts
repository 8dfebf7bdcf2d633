import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { aRemovalMember, removeFromAll } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';

/** The process runs the build, as it does for users. */
const removal = fileURLToPath(new URL('../../lib/fleet/remove/removeFleet.js', import.meta.url));
const core = fileURLToPath(new URL('../../node_modules/@salesforce/core/lib/index.js', import.meta.url));
const names = ['one', 'two', 'three'];
const RECORDS = 3;
/** At which call to an org, of all that the process sends, each attempt is killed; odd ones once the org has answered. */
const moments = [3, 18, 31, 44, 57, 66, 74, 83];

const script = `
import { AuthInfo, Connection } from '${pathToFileURL(core).href}';
import { removeFromFleet } from '${pathToFileURL(removal).href}';
const { orgs, schema, folder, moment, now } = JSON.parse(process.env.REMOVAL);
const die = () => process.kill(process.pid, 'SIGKILL');
let calls = 0;
const connectTo = async ({ url, username, accessToken }) => {
  const authInfo = await AuthInfo.create({ username, accessTokenOptions: { accessToken, instanceUrl: url, loginUrl: url } });
  const connection = await Connection.create({ authInfo });
  const send = connection._transport.httpRequest.bind(connection._transport);
  connection._transport.httpRequest = (...args) => {
    const last = (calls += 1) === moment;
    if (last && moment % 2 === 0) die();
    const answer = send(...args);
    if (last) answer.then(die, die);
    return answer;
  };
  return connection;
};
const ignore = () => undefined;
await removeFromFleet({
  members: orgs.map((org) => ({
    name: org.name, ring: org.ring, schema, connect: () => connectTo(org), verifyIdentity: ignore,
  })),
  extent: 'everything', dryRun: false, purgeOnDelete: false, waitMinutes: 1, concurrency: 2, continueOnError: false, now: new Date(now),
  consent: { deleteData: true, unassign: true, exportTo: folder }, signal: new AbortController().signal,
  confirm: () => Promise.resolve(true),
  listener: { onRing: ignore, onLooked: ignore, onLooks: ignore, onOrg: ignore },
});
`;

let orgs: LiveOrg[];
let folder: string;
beforeAll(async () => {
  if (!existsSync(removal)) throw new Error(`${removal} is missing: run "npm run build" first.`);
  orgs = await Promise.all(names.map(() => aLiveOrg()));
  folder = mkdtempSync(join(tmpdir(), 'killed-fleet-removal-'));
});
afterAll(async () => {
  await Promise.all(orgs.map((org) => org.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const ringOf = (index: number): string => (index < 2 ? 'canary' : 'rest');

/** Runs a removal that kills itself; the signal that ended it, or null where it came to its end. */
const runKilled = (schema: object, moment: number, run: number): Promise<string | null> => {
  const given = {
    orgs: orgs.map(({ emulator: { orgs: running } }, index) => ({
      name: names[index],
      ring: ringOf(index),
      url: running[0]?.url,
      username: `killed-${run}-${index}@example.com`,
      accessToken: running[0]?.accessToken,
    })),
    ...{ schema, folder, moment, now: `2026-02-03T04:05:0${run}Z` },
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

describe('a removal from a fleet that is killed', () => {
  it('Given kills at calls early and late, When started again each time, Then all orgs converge, and every value was exported whole', async () => {
    const schema = aSchema({ objects: ['Account'] });
    const markers = {
      Is_Synthetic__c: true,
      Generation_Source__c: 'gen',
      Creation_Timestamp__c: '2026-01-01T00:00:00Z',
    };
    for (const org of orgs) {
      await deploy(org, schema);
      await assign(org.connection, 'Synthetic_Provenance_Writer');
      const records = Array.from({ length: RECORDS }, (_, index) => ({ Name: `n${index}`, ...markers }));
      await org.connection.sobject('Account').create(records);
    }
    const ends: (string | null)[] = [];
    for (const [run, moment] of moments.entries()) ends.push(await runKilled(schema, moment, run));
    // A later attempt has less to do, and may come to its end before its moment.
    expect(ends.filter((end) => end !== 'SIGKILL' && end !== null)).toEqual([]);
    expect(ends.filter((end) => end === 'SIGKILL').length).toBeGreaterThan(3);

    const members = orgs.map((org, index) => aRemovalMember(names[index] ?? '', org, { schema, ring: ringOf(index) }));
    const last = await removeFromAll(members, { consent: { deleteData: true, unassign: true, exportTo: folder } });

    expect(last.map(({ fate, error }) => error?.message ?? fate)).toEqual(
      names.map(() => expect.stringMatching(/^(removed|absent)$/) as string),
    );
    expect((await removeFromAll(members)).map(({ fate }) => fate)).toEqual(names.map(() => 'absent'));
    for (const { organizationId } of orgs) {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.startsWith(organizationId.slice(0, 15)) && name.endsWith('Account.csv'),
      );
      expect(files).not.toEqual([]);
      for (const file of files) {
        expect(readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')).toHaveLength(RECORDS + 1);
      }
    }
  }, 240_000);
});

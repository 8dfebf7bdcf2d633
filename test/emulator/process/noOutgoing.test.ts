import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sign } from 'node:crypto';
import { startDetached, stopEmulators, type ListedEmulator } from '../../../src/emulator/process/emulators.js';
import { finished, jobOf, upload } from '../bulk/bulkOrg.js';
import { clientOf, V, type Client } from '../http/client.js';
import { selfSigned } from '../http/selfSigned.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const entryPoint = join(root, 'test', 'emulator', 'process', 'outgoingGuard.mjs');
const fleet = selfSigned();

let directory: string;
let log: string;
beforeAll(() => {
  if (!existsSync(join(root, 'lib'))) throw new Error('There is no build to run: run "npm run build" first.');
  directory = mkdtempSync(join(tmpdir(), 'no-outgoing-'));
  log = join(directory, 'outgoing.log');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const logged = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

describe('an emulator in a process that watches every way out', () => {
  let emulator: ListedEmulator;
  let lab: Client;

  beforeAll(async () => {
    const watched = join(directory, 'watched.mjs');
    const settings = `process.env.OUTGOING_LOG = ${JSON.stringify(log)};`;
    writeFileSync(watched, `${settings}\nawait import(${JSON.stringify(pathToFileURL(entryPoint).href)});\n`);
    emulator = await startDetached(
      { orgs: [{ name: 'lab', kind: 'production' }], jwtCertificates: [fleet.certificate] },
      { registryDir: join(directory, 'registry'), logFile: join(directory, 'emulator.log'), entryPoint: watched },
    );
    lab = clientOf({ ...emulator, controlToken: '', stopped: Promise.resolve(), stop: () => Promise.resolve() });
  });
  afterAll(() => stopEmulators(join(directory, 'registry'), 'all'));

  it('When logins, deploys, queries, records and bulk jobs are served, Then nothing has left the machine', async () => {
    const { username } = emulator.orgs[0]!;
    expect((await lab.get('/services/oauth2/userinfo')).status).toBe(200);
    const session = await logInByJwt(lab, username);
    const signedIn = { token: session };
    expect((await lab.get(`${V}/limits`, signedIn)).status).toBe(200);

    const deployed = await soap(lab, session, deployRequest());
    const id = /<id>(0Af\w{15})<\/id>/.exec(deployed)?.[1];
    const status = await soap(
      lab,
      session,
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId></checkDeployStatus>`,
    );
    expect(status).toContain('<status>Succeeded</status>');
    await soap(lab, session, '<retrieve><retrieveRequest><apiVersion>67.0</apiVersion></retrieveRequest></retrieve>');

    // A record may name other machines; nobody goes to look.
    const body = { Name: 'A', Website: 'http://192.0.2.1/' };
    expect((await lab.call('POST', `${V}/sobjects/Account`, { body })).status).toBe(201);
    const job = jobOf(await lab.call('POST', `${V}/jobs/ingest`, { body: { object: 'Contact', operation: 'insert' } }));
    await upload(lab, job.id, 'LastName,Email\nA,a@example.com\n');
    await lab.call('PATCH', `${V}/jobs/ingest/${job.id}`, { body: { state: 'UploadComplete' } });
    expect(await finished(lab, `${V}/jobs/ingest/${job.id}`)).toMatchObject({ numberRecordsFailed: 0 });
    expect((await lab.query('SELECT Id, Website FROM Account')).body.totalSize).toBe(1);
    await lab.call('POST', `${V}/composite/batch`, {
      body: { batchRequests: [{ method: 'GET', url: 'v67.0/limits' }] },
    });
    await lab.get(`${V}/sobjects/Account/describe`);
    await lab.get('/services/apexrest/nothing');

    expect(logged()).toEqual(['listen 127.0.0.1']);
  });
});

describe('the watch itself', () => {
  it.each(['fetch', 'connect', 'lookup', 'udp', 'process'])(
    'When a process tries %s, Then it is refused and noted',
    (way) => {
      const own = join(directory, `${way}.log`);
      const tried = spawnSync(process.execPath, [entryPoint], {
        env: { ...process.env, OUTGOING_LOG: own, OUTGOING_PROBE: way },
        encoding: 'utf8',
      });
      expect(tried.status).not.toBe(0);
      expect(readFileSync(own, 'utf8')).toMatch(/^(?:connect|dns|udp|process) \S+\n/);
    },
  );
});

describe('the code of the embedded org', () => {
  it('Given all of its files, When their imports are read, Then only what asks orgs on this machine makes requests', () => {
    const folder = join(root, 'src', 'emulator');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(100);
    const reaching = files.filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      // A type is gone when the code runs.
      return /^import (?!type\b).* from 'node:(?:net|http|https|http2|tls|dns|dgram)(?:\/promises)?'|\bfetch\(|\bWebSocket\b|\bimport\('node:/m.test(
        text,
      );
    });
    // Faults carry out what they took over by asking their own org; the control client asks orgs on this machine.
    expect(reaching).toEqual([join('http', 'faultEdge.ts'), join('process', 'controlClient.ts')]);
  });
});

async function logInByJwt(client: Client, username: string): Promise<string> {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'PlatformCLI', sub: username, aud: client.url, exp: Math.floor(Date.now() / 1000) + 300 };
  const signed = `${part({ alg: 'RS256' })}.${part(claims)}`;
  const assertion = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), fleet.privateKey).toString('base64url')}`;
  const answer = await client.call('POST', '/services/oauth2/token', {
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    token: null,
  });
  return answer.body.access_token;
}

async function soap(client: Client, session: string, body: string): Promise<string> {
  const answer = await client.call('POST', '/services/Soap/m/67.0', {
    body: envelope(body, session),
    headers: { 'content-type': 'text/xml', SOAPAction: '""' },
    token: null,
  });
  return answer.text;
}

/** A deploy whose metadata names another machine, as a real one may. */
function deployRequest(): string {
  const files = {
    'package.xml': manifest({ CustomField: ['Account.Badge__c'] }),
    'objects/Account.object': file(
      'CustomObject',
      '<fields><fullName>Badge__c</fullName><label>Badge</label><type>Text</type><formula>IMAGE(&quot;http://192.0.2.1/badge.png&quot;, &quot;x&quot;)</formula></fields>',
    ),
  };
  const content = Buffer.from(zip(files)).toString('base64');
  return `<deploy><ZipFile>${content}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`;
}

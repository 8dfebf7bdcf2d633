import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sessionEnvironment } from '../../scripts/cliSession.js';
import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import { reportExtensions } from '../../src/report/reportFormat.js';
import { selfSigned } from '../emulator/http/selfSigned.js';

const RUNNER = fileURLToPath(new URL('../environment/commandLines.mjs', import.meta.url));
const SLOW = 300_000;
const FLAGS = '--schema provenance.yaml';
const FLEET = `--fleet fleet.yaml ${FLAGS}`;
const RESULTS = '--results-dir results';
const REPORTS = reportExtensions.map((extension) => `--output-file reports/audit${extension}`).join(' ');

const key = selfSigned();
const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
let emulator: RunningEmulator;
let folder: string;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  home = join(folder, 'home');
  emulator = await startEmulator({
    orgs: ['token', 'browser', 'jwt', 'lost'].map((name) => ({ name, kind: 'sandbox' })),
    jwtCertificates: [key.certificate],
  });
  const orgs = emulator.orgs.map(({ name }) => ({ org: name, role: 'sandbox' }));
  await writeFile(join(folder, 'fleet.yaml'), JSON.stringify({ orgs }));
  await writeFile(join(folder, 'provenance.yaml'), JSON.stringify({ objects: ['Account'] }));
  await writeFile(join(folder, 'server.key'), pem);
}, SLOW);
afterAll(async () => {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Logins of every kind: by access token, in the browser, by JWT, and one whose session has been revoked. */
function logins(): object[] {
  const optionsOf: Record<string, (org: RunningEmulator['orgs'][number]) => object> = {
    token: ({ accessToken, url }) => ({ accessTokenOptions: { accessToken, instanceUrl: url, loginUrl: url } }),
    browser: ({ refreshToken, url }) => ({ oauth2Options: { clientId: 'any', refreshToken, loginUrl: url } }),
    jwt: ({ url }) => ({
      oauth2Options: { clientId: 'any', privateKeyFile: join(folder, 'server.key'), loginUrl: url },
    }),
  };
  return emulator.orgs.map((org) => ({
    alias: org.name,
    options: { username: org.username, ...(optionsOf[org.name] ?? optionsOf['token'])?.(org) },
  }));
}

type Circumstances = { readonly logins?: readonly object[]; readonly env?: NodeJS.ProcessEnv };

/** What the command lines say, where the libraries log all they can. */
async function said(
  lines: readonly string[],
  { logins: loggingIn = [], env = {} }: Circumstances = {},
): Promise<string> {
  const child = spawn(process.execPath, ['--no-warnings', RUNNER], {
    cwd: folder,
    env: { ...sessionEnvironment(home), SF_LOG_LEVEL: 'trace', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.end(JSON.stringify({ logins: loggingIn, lines }));
  await once(child, 'close');
  return output;
}

/** The files that the commands left, but those in which the core library keeps its logins, and the key that was there. */
async function filesLeft(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const own = (path: string): boolean => !/^home\/\.sfdx\/[^/]*\.json$/.test(path) && path !== 'server.key';
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(own);
}

/** Every secret in a text: those of the orgs, whatever looks like a session, an assertion or a key. */
function secretsIn(text: string): string[] {
  const known = emulator.orgs.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
  const keyLines = pem.split('\n').filter((line) => line.length > 40 && !line.startsWith('-----'));
  const shapes = text.match(/00D\w{12,15}![\w.]{6,}|\beyJ[\w-]{10,}\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----/g) ?? [];
  return [...new Set([...[...known, ...keyLines].filter((secret) => text.includes(secret)), ...shapes])];
}

/** What of that was said or left. */
async function leaks(output: string): Promise<Record<string, string[]>> {
  const texts: (readonly [string, string])[] = [['the output', output]];
  for (const file of await filesLeft()) texts.push([file, await readFile(join(folder, file), 'utf8')]);
  return Object.fromEntries(
    texts.map(([where, text]) => [where, secretsIn(text)] as const).filter(([, found]) => found.length > 0),
  );
}

const both = (...lines: string[]): string[] => lines.flatMap((line) => [line, `${line} --json`]);
const strike = (...faults: NonNullable<WrittenFaultPlan['faults']>): void => {
  for (const { name } of emulator.orgs) emulator.faults(name).set({ faults });
};

describe('secrets of orgs', () => {
  it(
    'Given orgs that are well, When commands run, Then no secret is in what they say, log, keep or report',
    async () => {
      const output = await said(
        [
          ...both(`synthetic plan ${FLEET}`, `synthetic plan -o browser ${FLAGS}`),
          ...both(
            `synthetic deploy ${FLEET} --dry-run --no-prompt`,
            `synthetic deploy ${FLEET} --no-prompt ${RESULTS}`,
          ),
          ...both(`synthetic deploy -o jwt ${FLAGS} --no-prompt`, 'synthetic deploy report', 'synthetic deploy resume'),
          ...both(`synthetic audit ${FLEET} --records ${REPORTS}`, `synthetic audit -o token ${FLAGS}`),
          'synthetic emulator start --org box:sandbox --login --detach',
          ...both('synthetic emulator list'),
          'synthetic emulator snapshot -o box --output-file box.zip',
          ...both('synthetic emulator stop --all'),
        ],
        // The log goes to the output then.
        { logins: logins(), env: { DEBUG: '*' } },
      );

      const left = await filesLeft();
      // Nothing is searched in vain: it was all said, logged and written.
      expect(output.includes('4 of 4')).toBe(true);
      const count = (pattern: RegExp): number => left.filter((file) => pattern.test(file)).length;
      expect(count(/^reports\//)).toBe(reportExtensions.length);
      expect(count(/^results\//)).toBe(2 * emulator.orgs.length + 1);
      expect(count(/^home\/\.sf\/synthetic\/runs\//)).toBeGreaterThan(0);
      expect(secretsIn(`a ${emulator.orgs[0]?.accessToken ?? ''} b`)).toHaveLength(1);
      expect(await leaks(output)).toEqual({});
    },
    SLOW,
  );

  it(
    'Given orgs in trouble and sessions that have ended, When commands run, Then their errors hold no secret either',
    async () => {
      const commands = both(
        `synthetic plan ${FLEET}`,
        `synthetic deploy ${FLEET} --no-prompt ${RESULTS}`,
        `synthetic audit ${FLEET}`,
      );
      await writeFile(join(folder, 'provenance.yaml'), JSON.stringify({ objects: ['Account', 'Case'] }));
      let output = '';
      const troubles: NonNullable<WrittenFaultPlan['faults']>[] = [
        [{ kind: 'malformed', body: 'html' }],
        [{ kind: 'reset', at: 'halfway' }],
        [
          { kind: 'sessionExpired', on: { call: 'soap' } },
          { kind: 'requestLimit', on: { call: 'login' } },
        ],
      ];
      for (const trouble of troubles) {
        strike(...trouble);
        output += await said(commands);
      }

      const words = ['answer could not be read', 'the org does not answer', 'the session has ended', 'has expired'];
      expect(words.filter((each) => !output.includes(each))).toEqual([]);
      expect((await filesLeft()).filter((file) => /^home\/\.sf\/sf-.*\.log$/.test(file))).not.toEqual([]);
      expect(await leaks(output)).toEqual({});
    },
    SLOW,
  );
});

/** The scripts that the examples for continuous integration share, run as a pipeline runs them. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = fileURLToPath(new URL('../../examples/ci/scripts', import.meta.url));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Stands where the Salesforce CLI would: notes how it was called, and ends as SF_ENDS says for the command. */
const CLI = `#!/usr/bin/env node
import { appendFileSync } from 'node:fs';
const args = process.argv.slice(2);
appendFileSync(process.env.SF_CALLS, args.join(' ') + '\\n');
const ends = JSON.parse(process.env.SF_ENDS ?? '{}');
const line = Object.keys(ends).find((start) => args.join(' ').startsWith(start));
process.exit(line === undefined ? 0 : ends[line]);
`;

describe('Given a runner', () => {
  let home: string;
  const servers: Server[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'synthetic-ci-'));
    await mkdir(join(home, 'bin'));
    await writeFile(join(home, 'bin/package.json'), '{ "type": "module" }');
    await writeFile(join(home, 'bin/sf'), CLI);
    await chmod(join(home, 'bin/sf'), 0o755);
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await rm(home, { recursive: true });
  });

  type Ended = { code: number; stdout: string; stderr: string };

  function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const path = [join(home, 'bin'), process.env['PATH']].join(delimiter);
    const all = { HOME: home, PATH: path, SF_CALLS: join(home, 'calls'), ...env };
    return new Promise((resolve) => {
      execFile(command, args, { cwd: home, env: all }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      });
    });
  }

  const script = (name: string, args: readonly string[] = [], env?: Record<string, string>): Promise<Ended> =>
    run('bash', [join(scripts, name), ...args], env);
  const calls = async (): Promise<string[]> => (await readFile(join(home, 'calls'), 'utf8')).trim().split('\n');

  describe('When it logs in to a fleet', () => {
    const orgs = [
      '# alias username key url',
      'prod ci@prod.example ck1 https://login.salesforce.com SF_JWT_KEY_PROD',
      '',
      'uat ci@uat.example ck2 https://test.salesforce.com',
    ].join('\n');
    const secrets = { SF_ORGS: base64(orgs), SF_JWT_KEY: base64('the key'), SF_JWT_KEY_PROD: base64('its key') };

    it('Then each org gets its own key, in a file that nobody else can read, and nothing secret is printed', async () => {
      const { code, stdout, stderr } = await script('login.sh', [], secrets);
      expect(code).toBe(0);
      expect(`${stdout}${stderr}`).toBe('Logged in to 2 org(s).\n');
      const keys = join(home, '.synthetic-keys');
      expect(await calls()).toEqual([
        `org login jwt --alias prod --username ci@prod.example --client-id ck1 --instance-url https://login.salesforce.com --jwt-key-file ${keys}/SF_JWT_KEY_PROD.pem`,
        `org login jwt --alias uat --username ci@uat.example --client-id ck2 --instance-url https://test.salesforce.com --jwt-key-file ${keys}/SF_JWT_KEY.pem`,
      ]);
      expect(await readFile(join(keys, 'SF_JWT_KEY_PROD.pem'), 'utf8')).toBe('its key');
      expect((await stat(join(keys, 'SF_JWT_KEY.pem'))).mode & 0o777).toBe(0o600);
      expect((await stat(keys)).mode & 0o777).toBe(0o700);
    });

    it('Then an org that refuses the login does not keep the others out, but nobody at all is a failure', async () => {
      const one = await script('login.sh', [], {
        ...secrets,
        SF_ENDS: JSON.stringify({ 'org login jwt --alias prod': 1 }),
      });
      expect(one).toMatchObject({ code: 0, stderr: 'Could not log in to prod.\n' });
      const all = await script('login.sh', [], { ...secrets, SF_ENDS: JSON.stringify({ 'org login': 1 }) });
      expect(all.code).toBe(1);
    });

    it.each(['SF_JWT_KEY_OTHER', 'HOME', 'x[$(id)]'])(
      'Then %s, which holds no key, ends the login',
      async (variable) => {
        const { code, stderr } = await script('login.sh', [], {
          ...secrets,
          SF_ORGS: base64(`a u c https://x.example ${variable}`),
        });
        expect({ code, stderr }).toEqual({ code: 1, stderr: 'No private key for a: its variable is not set.\n' });
      },
    );

    it('Then a logout leaves no key and no login behind', async () => {
      await script('login.sh', [], secrets);
      expect((await script('logout.sh')).code).toBe(0);
      await expect(stat(join(home, '.synthetic-keys'))).rejects.toThrow('ENOENT');
      expect((await calls()).at(-1)).toBe('org logout --all --no-prompt');
    });
  });

  describe('When it deploys', () => {
    const anew = 'synthetic deploy --fleet config/fleet.yaml';
    const quick = 'synthetic deploy quick --use-most-recent';
    it.each([
      [[], anew, 0, 0, 0, false],
      [[], anew, 68, 0, 0, true],
      [['quick'], quick, 69, 68, 68, true],
      [[], anew, 1, 0, 1, false],
      [['quick'], quick, 130, 0, 130, false],
    ])(
      'Then %j, which ends with %i, and a resume with %i, end with %i',
      async (what, line, deploy, resume, end, resumed) => {
        const ends = { 'synthetic deploy resume': resume, 'synthetic deploy': deploy };
        const { code } = await script('deploy.sh', [...what, '--concurrency', '9'], { SF_ENDS: JSON.stringify(ends) });
        expect(code).toBe(end);
        expect(await calls()).toEqual([
          `${line} --no-prompt --results-dir reports/deploy --concurrency 9`,
          ...(resumed ? ['synthetic deploy resume --no-prompt'] : []),
        ]);
      },
    );

    const summarize = async (result: object): Promise<string> => {
      await writeFile(join(home, 'summary.json'), JSON.stringify({ runId: 'the-run', dryRun: false, ...result }));
      const { code, stdout } = await run(process.execPath, [join(scripts, 'deploy-summary.mjs'), 'summary.json']);
      expect(code).toBe(0);
      return stdout;
    };

    it('Then what went wrong comes first in the summary, in words that are no markup', async () => {
      const failures = [{ type: 'CustomField', fullName: 'Account.X__c', problem: '<img> | @everyone' }];
      const text = await summarize({
        orgs: [
          { name: 'fine', outcome: 'deployed', verdict: 'conforming', failures: [] },
          { name: 'bad|one', ring: 'last', outcome: 'failed', message: 'no', failures },
          { name: 'slow', phase: 'waiting', failures: [] },
        ],
      });
      const rows = text.split('\n').filter((line) => line.startsWith('|'));
      expect(text).toContain('1 of 3 org(s)');
      expect(rows[2]).toContain('bad&#124;one');
      expect(rows[3]).toContain('not finished (waiting)');
      expect(rows[4]).toBe('| fine |  | deployed | conforming |  |');
      expect(text).not.toMatch(/<img>|[^|]@everyone/);
    });

    it('Then a deploy to one org is a summary, too', async () => {
      const text = await summarize({ dryRun: true, org: { name: 'prod' }, outcome: 'validated', failures: [] });
      expect(text).toContain('## Provenance validation');
      expect(text).toContain('| prod |  | validated |  |  |');
    });
  });

  describe('When it keeps evidence', () => {
    const AUDIT = `#!/usr/bin/env bash
folder="\${@: -1}"
if [[ $1 != nothing ]]; then mkdir -p "$folder" && echo "$1" >"$folder/$1.json"; fi
exit "$2"
`;
    const git = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await run('git', args);
      if (code !== 0) throw new Error(stderr);
      return stdout;
    };
    beforeEach(async () => {
      const identity = ['-c', 'user.name=x', '-c', 'user.email=x@x.example'];
      await writeFile(join(home, 'audit.sh'), AUDIT);
      await git('init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
      await git('clone', '--quiet', 'origin.git', 'work/repo');
      await git('-C', 'work/repo', ...identity, 'commit', '--quiet', '--allow-empty', '-m', 'start');
      await git('-C', 'work/repo', 'push', '--quiet', 'origin', 'HEAD:main', 'HEAD:audit-evidence');
    });
    const evidence = (...audit: string[]): Promise<Ended> =>
      run('bash', [
        '-c',
        `cd work/repo && exec bash "$0" "$@"`,
        join(scripts, 'evidence.sh'),
        'bash',
        join(home, 'audit.sh'),
        ...audit,
      ]);
    const kept = async (): Promise<string[]> =>
      (await git('-C', 'origin.git', 'ls-tree', '-r', '--name-only', 'audit-evidence')).split('\n').filter(Boolean);

    it('Then each audit adds to the branch, also one that fails, and it ends as the audit did', async () => {
      expect(await evidence('one', '0')).toMatchObject({ code: 0, stderr: '' });
      expect((await evidence('two', '3')).code).toBe(3);
      expect(await kept()).toEqual(['ledger/one.json', 'ledger/two.json']);
      expect(await readdir(join(home, 'work'))).toEqual(['repo']);
    });

    it('Then an audit that leaves nothing adds nothing', async () => {
      expect((await evidence('nothing', '1')).code).toBe(1);
      expect(await kept()).toEqual([]);
      expect(await git('-C', 'origin.git', 'rev-list', '--count', 'audit-evidence')).toBe('1\n');
    });
  });

  const org = (overrides: object = {}): object => ({
    name: 'prod',
    state: 'pending',
    ring: 'last',
    role: 'production',
    components: 3,
    changes: [
      { action: 'create', type: 'CustomField', fullName: 'Account.X__c', meaning: 'missing', state: 'neverDeployed' },
    ],
    unread: [],
    missingObjects: [],
    gaps: [],
    notes: [],
    preflight: [],
    ...overrides,
  });

  async function comment(...parts: (object | string)[]): Promise<string> {
    const files = parts.map((_, index) => `plan-${index + 1}.json`);
    for (const [index, part] of parts.entries()) {
      const text = typeof part === 'string' ? part : JSON.stringify({ status: 0, result: { orgs: [part] } });
      await writeFile(join(home, `plan-${index + 1}.json`), text);
    }
    const { code, stdout } = await run(process.execPath, [join(scripts, 'plan-comment.mjs'), ...files]);
    expect(code).toBe(0);
    return stdout;
  }

  describe('When it writes a plan as a comment', () => {
    it('Then the parts of a fleet are one table', async () => {
      const text = await comment(org(), org({ name: 'uat', state: 'conforms', changes: [] }));
      expect(text).toContain('1 of 2 org(s) pending, 0 not wholly readable.');
      expect(text).toContain('| prod | last | production | **pending** | 1 | 0 | 0 | 0 |');
      expect(text).toContain('| uat | last | production | nothing to do | 0 | 0 | 0 | 0 |');
    });

    it('Then a part that gave no plan is said', async () => {
      const text = await comment(org(), '', JSON.stringify({ name: 'RoleMismatch', message: 'uat is production' }));
      expect(text).toContain('**Part 2 gave no plan:** the command ended without a result; its log says why');
      expect(text).toContain('**Part 3 gave no plan:** uat is production');
      expect(await comment()).toContain('no part of the plan was found');
    });

    it('Then no word of an org is markup, a mention or a link', async () => {
      const evil = '@all <img src=x> [a](https://b.example) |\n<!-- --> `x` #12';
      const text = await comment(
        org({
          name: evil,
          changes: [{ action: 'update', type: 'T', fullName: evil, meaning: evil, lastChange: { by: evil, at: 'z' } }],
          unread: [{ component: evil, reason: evil }],
          error: { message: evil, actions: [] },
        }),
      );
      const words = text.replace('<!-- synthetic-plan -->', '').replace(/<\/?(?:details|summary)>/g, '');
      expect(words).not.toMatch(/[@<>`[\]]|:\/\/(?!&#8203;)/);
      expect(words).not.toMatch(/&#(?:64|35);(?!&#8203;)/);
    });

    it('Then a long plan is cut, and says so', async () => {
      const changes = Array.from({ length: 50 }, () => ({ action: 'create', type: 'T', fullName: 'x'.repeat(200) }));
      const text = await comment(...Array.from({ length: 12 }, (_, index) => org({ name: `o${index}`, changes })));
      expect(text.length).toBeLessThan(60_100);
      expect(text).toContain('too long for a comment');
      expect(text).toContain('| o11 |');
    });
  });

  type Request = { method: string; url: string; body: unknown; headers: Record<string, unknown> };

  /** A host of pull requests that has these comments already. */
  async function hostWith(existing: (url: string) => unknown): Promise<{ url: string; requests: Request[] }> {
    const requests: Request[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        if (method === 'PATCH' && url.endsWith('/13')) response.statusCode = 403;
        response.end(JSON.stringify(method === 'GET' ? existing(url) : {}));
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
  }

  describe('When it puts a comment on a pull request', () => {
    const text = '<!-- mark -->\nnew';
    const post = async (env: Record<string, string>): Promise<Ended> => {
      await writeFile(join(home, 'comment.md'), text);
      return run(process.execPath, [join(scripts, 'post-comment.mjs'), 'comment.md'], env);
    };
    const old = { id: 7, body: '<!-- mark -->\nold' };
    const others = [{ id: 6, body: 'of a person: <!-- mark -->' }];

    it('Then GitHub gets one, and later the same one with another text', async () => {
      const first = await hostWith((url) => (url.endsWith('page=1') ? others : []));
      const env = { GITHUB_REPOSITORY: 'o/r', PULL_REQUEST: '5', GITHUB_TOKEN: 'secret' };
      expect(await post({ ...env, GITHUB_API_URL: first.url })).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(first.requests.at(-1)).toMatchObject({
        method: 'POST',
        url: '/repos/o/r/issues/5/comments',
        body: { body: text },
        headers: { authorization: 'Bearer secret' },
      });
      const later = await hostWith((url) => (url.endsWith('page=1') ? others : [old]));
      await post({ ...env, GITHUB_API_URL: later.url });
      expect(later.requests.at(-1)).toMatchObject({ method: 'PATCH', url: '/repos/o/r/issues/comments/7' });
    });

    it("Then another user's comment, which begins alike, is not in the way", async () => {
      const host = await hostWith(() => [{ ...old, id: 13 }]);
      const env = { GITHUB_REPOSITORY: 'o/r', PULL_REQUEST: '5', GITHUB_TOKEN: 'secret', GITHUB_API_URL: host.url };
      expect((await post(env)).code).toBe(0);
      expect(host.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'POST']);
    });

    it('Then GitLab does', async () => {
      const host = await hostWith(() => [...others, old]);
      const request = { CI_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '2', GITLAB_TOKEN: 'secret' };
      await post({ GITLAB_CI: 'true', CI_API_V4_URL: host.url, ...request });
      expect(host.requests.at(-1)).toMatchObject({
        method: 'PUT',
        url: '/projects/1/merge_requests/2/notes/7',
        body: { body: text },
        headers: { 'private-token': 'secret' },
      });
    });

    it('Then Azure Repos does', async () => {
      const pull = {
        TF_BUILD: 'True',
        SYSTEM_TEAMPROJECTID: 'p',
        BUILD_REPOSITORY_ID: 'r',
        SYSTEM_PULLREQUEST_PULLREQUESTID: '3',
        SYSTEM_ACCESSTOKEN: 'secret',
      };
      const first = await hostWith(() => ({ value: [{ id: 1, comments: [{ id: 1 }] }] }));
      await post({ ...pull, SYSTEM_COLLECTIONURI: `${first.url}/` });
      expect(first.requests.at(-1)).toMatchObject({ method: 'POST', body: { comments: [{ content: text }] } });
      const later = await hostWith(() => ({ value: [{ id: 4, comments: [{ id: 1, content: old.body }] }] }));
      await post({ ...pull, SYSTEM_COLLECTIONURI: `${later.url}/` });
      expect(later.requests.at(-1)).toMatchObject({
        method: 'PATCH',
        url: '/p/_apis/git/repositories/r/pullRequests/3/threads/4/comments/1?api-version=7.1',
        body: { content: text },
      });
    });

    it('Then what is missing is named, and no token is', async () => {
      const { code, stderr } = await post({ GITHUB_REPOSITORY: 'o/r', GITHUB_TOKEN: 'secret' });
      expect(code).not.toBe(0);
      expect(stderr).toContain('PULL_REQUEST is not set.');
      expect(stderr).not.toContain('secret');
    });
  });
});

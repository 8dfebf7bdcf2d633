/**
 * Public DX projects against the embedded org: their source is deployed with the official library, retrieved again, and
 * compared. What is refused is told, by component and reason. `PUBLIC_PROJECTS` names other projects, separated by
 * commas: folders of this machine or addresses to clone. Nothing of them stays. Needs a build. Where their host can't be
 * reached, the default projects are skipped with the reason, within seconds; named ones fail.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const DEFAULT = [
  'https://github.com/trailheadapps/dreamhouse-lwc',
  'https://github.com/trailheadapps/ebikes-lwc',
  'https://github.com/trailheadapps/lwc-recipes',
];

const named = process.env['PUBLIC_PROJECTS'];
const isDefault = named === undefined || named === '';
const projects = isDefault ? DEFAULT : named.split(',');
const run = promisify(execFile);

/** A copy of the project, or why there is none. */
async function bring(project: string, folder: string): Promise<{ path: string } | { missing: string }> {
  const path = join(folder, basename(project));
  if (existsSync(project)) {
    await cp(project, path, { recursive: true, filter: (from) => basename(from) !== '.git' });
    return { path };
  }
  const missing = await whyUnreachable(project);
  if (missing !== undefined) return { missing };
  const missed = await git(['clone', '--quiet', '--depth', '1', project, path], 60_000);
  return missed === undefined ? { path } : { missing: missed };
}

/** Answers by host: where one project can't be asked for, the next one need not wait. */
const unreachable = new Map<string, string>();

async function whyUnreachable(project: string): Promise<string | undefined> {
  const host = URL.canParse(project) ? new URL(project).host : project;
  const known = unreachable.get(host);
  if (known !== undefined) return known;
  const missing = await git(['ls-remote', '--quiet', project, 'HEAD'], 10_000);
  if (missing !== undefined) unreachable.set(host, missing);
  return missing;
}

/** Runs git for so long at most, without questions; why it failed, undefined when it did not. */
async function git(args: readonly string[], timeout: number): Promise<string | undefined> {
  try {
    await run('git', args, { timeout, killSignal: 'SIGKILL', env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
    return undefined;
  } catch (error) {
    const { stderr = '', killed } = error as { stderr?: string; killed?: boolean };
    const why = killed === true ? `no answer within ${timeout / 1000} s` : stderr.trim().split('\n').at(-1);
    return `git ${args[0]} of ${args.find((each) => each.includes(':')) ?? ''}: ${why ?? String(error)}`;
  }
}

type Refusal = { readonly type: string; readonly fullName: string; readonly problem: string };

describe('public DX projects', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'synthetic-projects-'));
    process.env['HOME'] = folder;
    process.env['SF_DISABLE_LOG_FILE'] = 'true';
    process.env['SF_DISABLE_TELEMETRY'] = 'true';
    process.env['SF_USE_GENERIC_UNIX_KEYCHAIN'] = 'true';
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const project of projects) {
    it(`Given ${basename(project)}, When it is deployed and retrieved, Then what was taken comes back`, async (test) => {
      const brought = await bring(project, folder);
      if ('missing' in brought) {
        if (!isDefault) assert.fail(brought.missing);
        test.skip(brought.missing);
        return;
      }
      const { AuthInfo, Connection } = await import('@salesforce/core');
      const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
      const { startEmulator } = await import('../../lib/emulator/http/server.js');
      const emulator = await startEmulator({ orgs: [{ name: basename(project), kind: 'sandbox' }] });
      try {
        const [org] = emulator.orgs;
        assert.ok(org);
        const authInfo = await AuthInfo.create({
          username: org.username,
          accessTokenOptions: { accessToken: org.accessToken, instanceUrl: org.url, loginUrl: org.url },
        });
        const connection = await Connection.create({ authInfo });
        const source = ComponentSet.fromSource(await sourceFolders(brought.path));
        const deploy = await source.deploy({
          usernameOrConnection: connection,
          apiOptions: { rollbackOnError: false },
        });
        const { response } = await deploy.pollStatus(100, 300);
        const refused = refusals(response.details.componentFailures);
        for (const { type, fullName, problem } of refused) test.diagnostic(`${type} ${fullName}: ${problem}`);
        const taken = source
          .getSourceComponents()
          .toArray()
          .filter(
            ({ type, fullName }) => !refused.some((each) => each.type === type.name && each.fullName === fullName),
          );
        test.diagnostic(`${taken.length} components taken, ${refused.length} refused`);
        assert.ok(taken.length > 0);
        const output = join(folder, `${basename(project)}-retrieved`);
        const retrieve = await new ComponentSet(taken).retrieve({
          usernameOrConnection: connection,
          output,
          merge: false,
        });
        const result = await retrieve.pollStatus(100, 300);
        const back = new Map(
          result.components
            .getSourceComponents()
            .toArray()
            .map((each) => [keyOf(each), each]),
        );
        const lost = taken.filter((each) => !back.has(keyOf(each))).map(keyOf);
        assert.deepEqual(lost, []);
        const differing = await differences(taken, back);
        for (const each of differing) test.diagnostic(each);
        assert.deepEqual(differing, []);
      } finally {
        await emulator.stop();
      }
    });
  }
});

type Component = {
  readonly type: { readonly name: string };
  readonly fullName: string;
  readonly xml?: string | undefined;
};

function keyOf({ type, fullName }: Component): string {
  return `${type.name} ${fullName}`;
}

async function sourceFolders(project: string): Promise<string[]> {
  const file = JSON.parse(await readFile(join(project, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories: { path: string }[];
  };
  return file.packageDirectories.map(({ path }) => join(project, path)).filter((path) => existsSync(path));
}

type Failure = { componentType?: string; fullName: string; problem?: string };

function refusals(failures: Failure | Failure[] | undefined): Refusal[] {
  const list = failures === undefined ? [] : Array.isArray(failures) ? failures : [failures];
  return list.map(({ componentType, fullName, problem }) => ({
    type: componentType ?? '',
    fullName,
    problem: problem ?? '',
  }));
}

/** Components whose XML says something else than before, white space, order, comments and quotes left aside. */
async function differences(taken: readonly Component[], back: ReadonlyMap<string, Component>): Promise<string[]> {
  const found: string[] = [];
  for (const component of taken) {
    const xml = back.get(keyOf(component))?.xml;
    if (component.xml === undefined || xml === undefined) continue;
    const [before, now] = [await lines(component.xml), await lines(xml)];
    const lost = before.filter((line) => !now.includes(line));
    if (lost.length > 0) found.push(`${keyOf(component)} lost ${lost.slice(0, 5).join(' ')}`);
  }
  return found;
}

const ENTITIES: readonly (readonly [string, string])[] = [
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
];

/** Every element with text, in one form. */
async function lines(file: string): Promise<string[]> {
  const text = (await readFile(file, 'utf8')).replace(/<!--[^]*?-->/g, '');
  return [...text.matchAll(/<(\w+)[^>]*>([^<]+)<\/\1>/g)].map(([, name = '', value = '']) => {
    const plain = ENTITIES.reduce((known, [entity, character]) => known.replaceAll(entity, character), value);
    return `${name}=${plain.trim()}`;
  });
}

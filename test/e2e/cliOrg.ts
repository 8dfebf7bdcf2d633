/** One embedded org, started under the real Salesforce CLI in a home of its own, with a small DX project beside it. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine, describeRun, openSession } from '../../scripts/cliSession.ts';
import type { CliSession, Run } from '../../scripts/cliSession.ts';
import { embeddedOrg } from '../../scripts/embeddedOrgs.ts';
import { selfSigned } from '../emulator/http/selfSigned.ts';
import { writeProject } from './dxProject.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Row = Readonly<Record<string, unknown>>;
export type Refusal = { readonly name: string; readonly message: string };
type Environment = Readonly<Record<string, string>>;

export type CliOrg = {
  /** Where the commands run: the DX project, with `server.key` for logins by JWT. */
  readonly folder: string;
  readonly url: string;
  readonly username: string;
  readonly accessToken: string;
  /** Runs `sf <args>` with the alias `box` as the default org; throws for another exit code. */
  sf(args: readonly string[], exitCode?: number, env?: Environment): Promise<Run>;
  /** The `result` of `sf <args> --json`, which must succeed. */
  json<T>(args: readonly string[], env?: Environment): Promise<T>;
  /** The error of `sf <args> --json`, which must fail with exit code 1. */
  refusal(args: readonly string[]): Promise<Refusal>;
  query(soql: string, ...flags: readonly string[]): Promise<{ totalSize: number; records: readonly Row[] }>;
  /** Writes a file into the folder; its name. */
  file(name: string, ...lines: readonly string[]): Promise<string>;
  setFaults(...faults: readonly object[]): Promise<void>;
  /** Stops the org, removes the folder, and says how long the commands took. */
  close(): Promise<void>;
};

/** Opens it under the CLI that `SF_BIN` names. Nobody is logged in. */
export async function openCliOrg(): Promise<CliOrg> {
  const bin = process.env['SF_BIN'];
  if (bin === undefined || bin === '') throw new Error('SF_BIN must name the Salesforce CLI to test under.');
  const session = await openSession([bin]);
  try {
    return await startOrg(session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function startOrg(session: CliSession): Promise<CliOrg> {
  const { folder } = session;
  const spent: Spent[] = [];
  const sf: CliOrg['sf'] = async (args, exitCode = 0, env = {}) => {
    const begin = performance.now();
    const done = await session.run(args, { env: { SF_TARGET_ORG: 'box', ...env } });
    spent.push({ line: commandLine(args), ms: Math.round(performance.now() - begin) });
    assert.equal(done.exitCode, exitCode, describeRun(done));
    return done;
  };
  const json: CliOrg['json'] = async <T>(args: readonly string[], env?: Environment) =>
    (JSON.parse((await sf([...args, '--json'], 0, env)).stdout) as { result: T }).result;

  await writeProject(folder);
  const { certificate, privateKey } = selfSigned();
  await writeFile(join(folder, 'server.crt'), certificate);
  await writeFile(join(folder, 'server.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await sf(['plugins', 'link', root, '--no-install']);
  const start = ['synthetic', 'emulator', 'start', '--org', 'box:sandbox', '--jwt-certificate', 'server.crt'];
  const { orgs } = await json<{ orgs: { url: string; username: string }[] }>([...start, '--detach']);
  const { url, username } = orgs[0] ?? assert.fail('no org was started');
  const { accessToken } = await embeddedOrg(session.home, 'box');
  return {
    folder,
    url,
    username,
    accessToken,
    sf,
    json,
    refusal: async (args) => JSON.parse((await sf([...args, '--json'], 1)).stdout) as Refusal,
    query: (soql, ...flags) => json(['data', 'query', '--query', soql, ...flags]),
    file: async (name, ...lines) => {
      await writeFile(join(folder, name), `${lines.join('\n')}\n`);
      return name;
    },
    setFaults: async (...faults) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/emulator/faults`, {
        method: 'PUT',
        headers,
        body: JSON.stringify({ faults }),
      });
      assert.equal(answer.status, 200);
    },
    close: async () => {
      await session.close();
      tell(spent);
    },
  };
}

type Spent = { readonly line: string; readonly ms: number };

function tell(spent: readonly Spent[]): void {
  const total = spent.reduce((sum, { ms }) => sum + ms, 0);
  console.log(`${spent.length} starts of the CLI took ${Math.round(total / 1000)} s; the longest of them:`);
  const longest = [...spent].sort((one, other) => other.ms - one.ms).slice(0, 5);
  for (const { line, ms } of longest) console.log(`${String(ms).padStart(6)} ms  ${line.slice(0, 120)}`);
}

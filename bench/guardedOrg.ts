import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './project.ts';

/** What the org's process has used since its start. */
export type Usage = { readonly cpuSeconds: number; readonly maxRssMiB: number };

export type Answer = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
};

/** An embedded org in a process of its own, Account with markers and three guards, called as its administrator. */
export type GuardedOrg = {
  /** `path` is below `/services/data/v67.0`. Throws at an answer that is an error. */
  call(method: string, path: string, body?: string | Iterable<string>, contentType?: string): Promise<Answer>;
  json(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  usage(): Promise<Usage>;
};

type Located = { readonly url: string; readonly username: string; readonly accessToken: string };

const API = '/services/data/v67.0';
/** The permission set that an empty schema gives to who states markers on insert. */
const WRITER = 'Synthetic_Provenance_Writer';

/** Runs `measure` on a new org, and ends the org. */
export async function withGuardedOrg<T>(connections: number, measure: (org: GuardedOrg) => Promise<T>): Promise<T> {
  const child = fork(join(root, 'bench', 'embeddedOrgProcess.ts'));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const [located] = (await once(child, 'message')) as [Located];
    await deployMarkers(located);
    const usage = async (): Promise<Usage> => {
      const answered = once(child, 'message');
      child.send('usage');
      return ((await answered) as [Usage])[0];
    };
    const org = clientOf(located, agent, usage);
    await assignWriter(org, located.username);
    return await measure(org);
  } finally {
    agent.destroy();
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

async function deployMarkers({ url, username, accessToken }: Located): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'synthetic-bench-'));
  try {
    const script = join(root, 'bench', 'deployMarkers.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', script, url, username], {
      env: { ...process.env, HOME: home, SF_DISABLE_LOG_FILE: 'true', SF_ACCESS_TOKEN: accessToken },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function assignWriter(org: GuardedOrg, username: string): Promise<void> {
  const idOf = async (soql: string): Promise<unknown> => {
    const { records } = await org.json('GET', `/query?q=${encodeURIComponent(soql)}`);
    return (records as { Id: string }[])[0]?.Id;
  };
  await org.json('POST', '/sobjects/PermissionSetAssignment', {
    AssigneeId: await idOf(`SELECT Id FROM User WHERE Username = '${username}'`),
    PermissionSetId: await idOf(`SELECT Id FROM PermissionSet WHERE Name = '${WRITER}'`),
  });
}

function clientOf({ url, accessToken }: Located, agent: Agent, usage: () => Promise<Usage>): GuardedOrg {
  const { hostname, port } = new URL(url);
  const call: GuardedOrg['call'] = (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': contentType };
      const sent = request({ hostname, port, agent, method, path: API + path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          const content = Buffer.concat(chunks);
          if (status >= 300) reject(new Error(`${method} ${path}: ${status} ${content.toString()}`));
          else resolve({ status, header: (name) => response.headers[name]?.toString(), body: content });
        });
      });
      sent.on('error', reject);
      if (body === undefined || typeof body === 'string') sent.end(body);
      else writeAll(body, sent).then(() => sent.end(), reject);
    });
  return {
    call,
    json: async (method, path, body) => {
      const answer = await call(method, path, body === undefined ? undefined : JSON.stringify(body));
      return JSON.parse(answer.body.toString()) as Record<string, unknown>;
    },
    usage,
  };
}

async function writeAll(pieces: Iterable<string>, to: ReturnType<typeof request>): Promise<void> {
  for (const piece of pieces) if (!to.write(piece)) await once(to, 'drain');
}

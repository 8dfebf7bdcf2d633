import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { deploy, fileOf, type Located } from './emulatorDeploy.ts';
import { root } from './project.ts';
import type { RecordedCall } from './recordedCall.ts';

/** What a client is to do with orgs. */
export type FleetTask = {
  readonly work: 'plan' | 'deploy' | 'audit';
  readonly orgs: readonly (Located & { readonly username: string })[];
  readonly schema: string;
  readonly concurrency: number;
  /** Whether to keep the calls that were made to the first org. */
  readonly record?: boolean;
};

/** Calls to make to orgs again. */
export type BareTask = Pick<FleetTask, 'orgs' | 'concurrency'> & { readonly calls: readonly RecordedCall[] };

type Order = Omit<FleetTask, 'orgs'> & {
  readonly orgs?: FleetTask['orgs'];
  /** What each call takes at least. */
  readonly latencyMs: number;
  /** How large the client's heap may become; as Node has it unless given. */
  readonly heapMiB?: number;
};

/** What it took. */
export type FleetDone = {
  readonly ms: number;
  readonly cpuSeconds: number;
  readonly maxRssMiB: number;
  readonly calls?: readonly RecordedCall[];
};

/** Embedded orgs in a process of their own. */
export type BenchFleet = {
  readonly orgs: FleetTask['orgs'];
  /** Has every call take so long, and counts them from zero. */
  slowDown(latencyMs: number): Promise<void>;
  /** The calls to each org since. */
  calls(): Promise<readonly number[]>;
  /** Plans for those orgs, all unless given, audits them, or deploys to them, in a new process; counts the calls from zero. */
  run(order: Order): Promise<FleetDone>;
  /** Makes those calls to all orgs with nothing but an HTTP client, in a new process. */
  repeat(calls: readonly RecordedCall[], order: Pick<Order, 'concurrency' | 'latencyMs'>): Promise<FleetDone>;
};

/** Starts orgs with so many custom objects each, measures, and ends them. */
export async function withFleet<T>(
  orgs: number,
  objects: number,
  measure: (fleet: BenchFleet) => Promise<T>,
): Promise<T> {
  const server = fork(join(root, 'bench', 'fleetServer.ts'), [String(orgs)]);
  const ask = async (message: object): Promise<readonly number[]> => {
    const answered = once(server, 'message');
    server.send(message);
    return ((await answered) as [number[]])[0];
  };
  try {
    const [located] = (await once(server, 'message')) as [FleetTask['orgs']];
    const zip = packageOf(objects);
    for (const org of located) await deploy(org, zip, objects);
    const slowDown = async (latencyMs: number): Promise<void> => {
      await ask({ latencyMs });
    };
    return await measure({
      orgs: located,
      slowDown,
      calls: () => ask({}),
      run: ({ latencyMs, heapMiB, ...task }) =>
        runClient('fleetClient.ts', { orgs: located, ...task }, { begin: slowDown, latencyMs, heapMiB }),
      repeat: (calls, { concurrency, latencyMs }) =>
        runClient('bareClient.ts', { orgs: located, calls, concurrency }, { begin: slowDown, latencyMs }),
    });
  } finally {
    const ended = once(server, 'exit');
    server.disconnect();
    await ended;
  }
}

/** The names of the objects that each org has. */
export function objectNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Object_${index}__c`);
}

/** A schema for those objects; the text makes it another one. */
export function schemaFor(objects: number, text: string): string {
  return JSON.stringify({ objects: objectNames(objects), markers: { is_synthetic: { label: `Synthetic ${text}` } } });
}

type Circumstances = {
  readonly begin: (latencyMs: number) => Promise<void>;
  readonly latencyMs: number;
  readonly heapMiB?: number | undefined;
};

async function runClient(
  file: string,
  task: FleetTask | BareTask,
  { begin, latencyMs, heapMiB }: Circumstances,
): Promise<FleetDone> {
  const home = await mkdtemp(join(tmpdir(), 'synthetic-bench-'));
  try {
    const client = fork(join(root, 'bench', file), {
      env: { ...process.env, HOME: home, SF_DISABLE_LOG_FILE: 'true', SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' },
      execArgv: [
        '--no-warnings',
        ...(heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`, '--max-semi-space-size=2']),
      ],
    });
    const failed = once(client, 'exit').then(() => {
      throw new Error('The client of the fleet failed; what it said is above.');
    });
    const heard = async (): Promise<unknown> => (await Promise.race([once(client, 'message'), failed]))[0];
    await begin(0);
    client.send(task);
    await heard();
    await begin(latencyMs);
    client.send('begin');
    const done = (await heard()) as FleetDone;
    await failed.catch(() => undefined);
    return done;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function packageOf(objects: number): Uint8Array<ArrayBuffer> {
  const names = objectNames(objects);
  const members = names.map((name) => `<members>${name}</members>`).join('');
  const nameField = '<nameField><label>Name</label><type>Text</type></nameField>';
  const inner = `<deploymentStatus>Deployed</deploymentStatus><label>Object</label>${nameField}<pluralLabel>Objects</pluralLabel><sharingModel>ReadWrite</sharingModel>`;
  return zipSync({
    'package.xml': fileOf('Package', `<types>${members}<name>CustomObject</name></types><version>67.0</version>`),
    ...Object.fromEntries(names.map((name) => [`objects/${name}.object`, fileOf('CustomObject', inner)])),
  });
}

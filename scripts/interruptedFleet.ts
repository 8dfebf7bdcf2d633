/**
 * A fleet of embedded orgs in this process, and deploys to it in processes of their own, which can be ended at any call
 * to the orgs. Serves `npm run soak`. The home directory has to be set before this is imported.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logIn } from '../lib/cli/emulator/embeddedLogin.js';
import { deployRunStore } from '../lib/cli/deploy/deployRuns.js';
import { startEmulator } from '../lib/emulator/http/server.js';
import type { DeployRun } from '../lib/fleet/deploy/deployRun.js';

const CLI = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const API = '/services/data/v67.0';

/** When a process is ended: at which of its calls to the orgs, how long after it, and by what. */
export type Interruption = {
  readonly signal: 'SIGKILL' | 'SIGINT';
  readonly atCall: number;
  readonly afterMs: number;
};

/** How a process ended; `calls` are those that it made to the orgs. */
export type Ending = {
  readonly exitCode: number | undefined;
  readonly interrupted: boolean;
  readonly calls: number;
  readonly output: string;
};

/** What an org says of the jobs that were sent to it, by their status. */
export type JobCounts = Readonly<Record<string, number>>;

export type InterruptedFleet = {
  /** Changes the texts of the schema, so that every org needs a job for each of the two stages. */
  want(texts: string): Promise<void>;
  /** Runs `sf <args>` beside the configuration files, ended as asked. */
  sf(args: readonly string[], interruption?: Interruption): Promise<Ending>;
  /** The newest run that is kept, if it is another than that one. */
  runAfter(known: string | undefined): Promise<DeployRun | undefined>;
  /** What each org says, by its name. */
  jobs(): Promise<ReadonlyMap<string, JobCounts>>;
  close(): Promise<void>;
};

/** Orgs that take their time for each call, logged in under their names; the first is a ring, the others are the next. */
export async function openInterruptedFleet(
  orgs: number,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<InterruptedFleet> {
  const names = Array.from({ length: orgs }, (_, index) => `org-${index + 1}`);
  const emulator = await startEmulator({
    orgs: names.map((name) => ({ name, kind: 'sandbox' })),
    faults: { seed: 1, faults: [{ kind: 'latency', ms: 5, jitterMs: 20 }] },
  });
  await logIn(emulator.orgs);
  const rings = ['canary', 'rest'];
  const entries = names.map((name, index) => ({ org: name, role: 'sandbox', ring: rings[Math.min(index, 1)] }));
  await writeFile(join(folder, 'fleet.yaml'), JSON.stringify({ rings, orgs: entries }));
  const calls = (): number => names.reduce((sum, name) => sum + emulator.faults(name).report().calls.total, 0);
  return {
    want: (texts) => writeFile(join(folder, 'provenance.yaml'), JSON.stringify(schemaSaying(texts))),
    sf: (args, interruption) => sf(args, { cwd: folder, env: environment }, calls, interruption),
    runAfter: async (known) => {
      const store = deployRunStore();
      const newest = (await store.list()).at(-1);
      return newest === undefined || newest === known ? undefined : store.load(newest);
    },
    jobs: async () =>
      new Map(await Promise.all(emulator.orgs.map(async (org) => [org.name, await jobsOf(org)] as const))),
    close: () => emulator.stop(),
  };
}

function schemaSaying(texts: string): object {
  return {
    objects: ['Account', 'Contact', 'Lead', 'Case'],
    markers: { is_synthetic: { label: `Synthetic ${texts}` } },
    guards: { complete: { message: `Incomplete ${texts}` } },
  };
}

async function sf(
  args: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  calls: () => number,
  interruption: Interruption | undefined,
): Promise<Ending> {
  const before = calls();
  const child = spawn(process.execPath, [CLI, ...args, '--json'], { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  let interrupted = false;
  const watch = setInterval(() => {
    if (interruption === undefined || interrupted || calls() - before < interruption.atCall) return;
    interrupted = true;
    setTimeout(() => child.kill(interruption.signal), interruption.afterMs);
  }, 1);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  return { exitCode: code ?? undefined, interrupted, calls: calls() - before, output };
}

async function jobsOf({ url, accessToken }: { url: string; accessToken: string }): Promise<JobCounts> {
  const soql = 'SELECT Status FROM DeployRequest WHERE CheckOnly = false';
  const answer = await fetch(`${url}${API}/tooling/query?q=${encodeURIComponent(soql)}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { records } = (await answer.json()) as { records: { Status: string }[] };
  const counts: Record<string, number> = {};
  for (const { Status } of records) counts[Status] = (counts[Status] ?? 0) + 1;
  return counts;
}

import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { askShutdown, askStatus, type LiveStatus } from './controlClient.js';
import { readEntries, removeEntry, type RegistryEntry } from './registry.js';
import type { ProcessOptions, StartOptions } from './startOptions.js';

export type { ProcessOptions } from './startOptions.js';

/** A running emulator with what clients need to log in to its orgs. */
export type ListedEmulator = LiveStatus;

export type DetachedOptions = {
  /** The directory of the registry of running emulators; made when absent. */
  readonly registryDir: string;
  /** Where the process writes its errors; appended to. */
  readonly logFile: string;
  /** Milliseconds to wait for it to answer; 30,000 unless given. */
  readonly timeoutMs?: number;
  /** The compiled entry point, when it is not beside this file. */
  readonly entryPoint?: string;
};

const POLL_MS = 50;
/** How long a process may take to end after it has agreed to. */
const STOP_MS = 10_000;
const LOG_TAIL = 4000;

/**
 * Starts an emulator in a process of its own, which outlives this one. Resolves when it answers; rejects with the end
 * of its log when it ends before that or takes too long, and then leaves no process behind.
 */
export async function startDetached(options: ProcessOptions, where: DetachedOptions): Promise<ListedEmulator> {
  const { registryDir, logFile, timeoutMs = 30_000 } = where;
  const entryPoint = where.entryPoint ?? fileURLToPath(new URL('./main.js', import.meta.url));
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  // What earlier emulators wrote is not about this one.
  const logStart = fstatSync(log).size;
  const child = spawn(process.execPath, ['--no-warnings', entryPoint], {
    detached: true,
    stdio: ['pipe', log, log],
    windowsHide: true,
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code ?? 'unknown'}`}`));
  // A process that ends at once closes its end first; what it wrote to the log says why.
  child.stdin?.on('error', (error) => (ended ??= error.message));
  child.stdin?.end(JSON.stringify({ registryDir, emulator: options } satisfies StartOptions));

  const deadline = Date.now() + timeoutMs;
  while (ended === undefined && Date.now() < deadline) {
    const entry = readEntries(registryDir).find((each) => each.entry?.pid === child.pid)?.entry;
    const asked = entry === undefined ? undefined : await askStatus(entry);
    if (asked?.is === 'running') {
      child.unref();
      return asked.status;
    }
    await sleep(POLL_MS);
  }
  if (ended === undefined) child.kill('SIGKILL');
  const reason = ended ?? `it did not answer within ${timeoutMs} ms`;
  throw new Error(`The emulator could not be started: ${reason}.\n${logTail(logFile, logStart)}`.trimEnd());
}

export type EmulatorList = {
  readonly running: readonly ListedEmulator[];
  /** Those that did not answer in time: busy, or stuck. */
  readonly silent: readonly RegistryEntry[];
};

/** The emulators of the registry. Entries of processes that are gone are removed on the way. */
export async function listEmulators(registryDir: string): Promise<EmulatorList> {
  const { running, silent } = await askAll(registryDir);
  return { running: running.map(({ status }) => status), silent };
}

/** Which emulators are meant: all, the one of a process id, or those that hold an org of that name. */
export type Which = 'all' | { readonly pid: number } | { readonly org: string };

export type StopResult = {
  readonly pid: number;
  readonly orgs: readonly string[];
  /**
   * `asked`: it stopped by itself; `signalled`: it had to be sent SIGTERM; `running`: it still runs; `silent`: it did
   * not answer, so that nothing proves what the process is, and it was left alone.
   */
  readonly outcome: 'asked' | 'signalled' | 'running' | 'silent';
};

/**
 * Stops emulators and waits until they have ended. A process is signalled only when its control endpoint has proved
 * that the number still belongs to that emulator.
 */
export async function stopEmulators(registryDir: string, which: Which): Promise<StopResult[]> {
  const { running, silent } = await askAll(registryDir);
  const left = silent
    .filter((entry) => isMeant(entry, which))
    .map((entry): StopResult => ({ ...namesOf(entry), outcome: 'silent' }));
  const stopped = await Promise.all(
    running
      .filter(({ status }) => isMeant(status, which))
      .map(async ({ file, entry, status }): Promise<StopResult> => {
        const result = namesOf(status);
        if ((await askShutdown(entry)) && (await hasEnded(status.pid))) {
          removeEntry(file);
          return { ...result, outcome: 'asked' };
        }
        process.kill(status.pid, 'SIGTERM');
        if (!(await hasEnded(status.pid))) return { ...result, outcome: 'running' };
        removeEntry(file);
        return { ...result, outcome: 'signalled' };
      }),
  );
  return [...stopped, ...left];
}

type Named = { readonly pid: number; readonly orgs: readonly { readonly name: string }[] };

function namesOf({ pid, orgs }: Named): { pid: number; orgs: string[] } {
  return { pid, orgs: orgs.map(({ name }) => name) };
}

type Live = { readonly file: string; readonly entry: RegistryEntry; readonly status: LiveStatus };

async function askAll(registryDir: string): Promise<{ running: Live[]; silent: RegistryEntry[] }> {
  const running: Live[] = [];
  const silent: RegistryEntry[] = [];
  await Promise.all(
    readEntries(registryDir).map(async ({ file, entry }) => {
      const asked = entry === undefined ? undefined : await askStatus(entry);
      if (entry !== undefined && asked?.is === 'running') running.push({ file, entry, status: asked.status });
      else if (entry !== undefined && asked?.is === 'silent' && isRunning(entry.pid)) silent.push(entry);
      else removeEntry(file);
    }),
  );
  running.sort((left, right) => left.status.startedAt.localeCompare(right.status.startedAt));
  return { running, silent };
}

function isMeant({ pid, orgs }: Named, which: Which): boolean {
  if (which === 'all') return true;
  if ('pid' in which) return pid === which.pid;
  return orgs.some(({ name }) => name.toLowerCase() === which.org.toLowerCase());
}

async function hasEnded(pid: number): Promise<boolean> {
  const deadline = Date.now() + STOP_MS;
  while (Date.now() < deadline) {
    if (!isRunning(pid)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks whether there is such a process.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that there is one, of somebody else.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

function logTail(logFile: string, from: number): string {
  const text = readFileSync(logFile).subarray(from).toString('utf8');
  return text.length <= LOG_TAIL ? text : `…${text.slice(-LOG_TAIL)}`;
}

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SfError } from '@salesforce/core/sfError';
import { carrierOf } from '../../fleet/deploy/runClaim.js';
import type { DeployRunStore } from './deployRuns.js';

const POLL = 50;
const LOG_TAIL = 4000;

/**
 * Starts a process of its own that carries a kept run out and outlives this one; resolves with its id when it has taken the
 * run. Rings, gates and the second stage of an org need somebody to go on: the orgs themselves only know single jobs.
 * @throws SfError `RunNotStarted` with what it wrote, when it ends before that.
 */
export async function startInBackground(store: DeployRunStore, id: string, entryPoint = carryRun()): Promise<number> {
  const logFile = store.logPath(id);
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['--no-warnings', entryPoint, id], {
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = code === 0 ? '' : `it ended with ${signal ?? `code ${code ?? ''}`}`));
  while (ended === undefined) {
    if (child.pid !== undefined && (await carrierOf(store.claimPath(id)))?.pid === child.pid) break;
    await sleep(POLL);
  }
  child.unref();
  if (ended === undefined || ended === '') return child.pid ?? 0;
  const said = readFileSync(logFile, 'utf8').slice(-LOG_TAIL).trim();
  throw new SfError(
    `The run ${id} could not be started in the background: ${ended}.\n${said}`.trim(),
    'RunNotStarted',
    [`Carry it out here: sf synthetic deploy resume --run-id ${id}`],
  );
}

/** The compiled entry point beside this file. */
function carryRun(): string {
  return fileURLToPath(new URL('./carryRun.js', import.meta.url));
}

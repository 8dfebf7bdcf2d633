import { carrierOf } from './deploy/runClaim.js';
import { runId } from './runId.js';
import type { RunStore } from './runStore.js';

/** Ended runs are kept so long, in days, and so many of them. */
export const RUNS_KEPT = { days: 30, most: 100 } as const;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Forgets ended runs that began too long ago or have too many after them, and what killed processes left. Never a run
 * that has not ended, that a process carries out, or that this version can't read: nobody knows whether it has ended.
 */
export async function tidyRuns<Run extends { readonly id: string }>(
  store: RunStore<Run, unknown>,
  { isEnded, now }: { readonly isEnded: (run: Run) => boolean; readonly now: Date },
): Promise<void> {
  const ids = await store.list();
  const oldest = runId(new Date(now.getTime() - RUNS_KEPT.days * DAY_MS), '000000');
  for (const [index, id] of ids.entries()) {
    if (id >= oldest && ids.length - index <= RUNS_KEPT.most) continue;
    const run = await store.load(id).catch(ifUnreadable);
    if (run === undefined || !isEnded(run)) continue;
    if ((await carrierOf(store.claimPath(id))) === undefined) await store.remove(id);
  }
  await store.sweep(now);
}

const UNREADABLE: ReadonlySet<string> = new Set(['RunNotFound', 'RunOfOtherVersion', 'RunUnreadable']);

function ifUnreadable(error: unknown): undefined {
  if (error instanceof Error && UNREADABLE.has(error.name)) return undefined;
  throw error;
}

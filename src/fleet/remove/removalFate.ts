import { deployExitCodes } from '../deploy/deployRun.js';
import type { RemoveResult } from './removeFromOrg.js';

/**
 * How a removal ended for one org of a fleet: as for an org alone, or `error`, what kept it from being removed from;
 * `skipped`, what an earlier ring did; `interrupted`, before a job that deletes was known to have ended.
 */
export type RemovalFate = RemoveResult['outcome'] | 'error' | 'skipped' | 'interrupted';

const FINE: ReadonlySet<RemovalFate> = new Set(['absent', 'validated', 'removed']);

/** Whether the org has nothing of the product left; after a dry run, whether it would not have. */
export function isFine(fate: RemovalFate): boolean {
  return FINE.has(fate);
}

/** The exit code for one org or many, by the table of a deploy. */
export function removalExitCode(fates: readonly RemovalFate[]): number {
  if (fates.includes('unfinished')) return deployExitCodes.unfinished;
  const fine = fates.filter(isFine).length;
  if (fine === fates.length) return deployExitCodes.done;
  return fine === 0 ? deployExitCodes.failed : deployExitCodes.partial;
}

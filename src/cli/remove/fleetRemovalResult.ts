import type { RemovalFate } from '../../fleet/remove/removalFate.js';
import type { RemovedOrg } from '../../fleet/remove/removeFleet.js';
import { type OrgRemoval, removalResult } from './removalResult.js';

/** Written out, since the published JSON Schema is made from it. */
export type SyntheticFleetRemoveOrg = {
  name: string;
  ring?: string;
  /**
   * As of one org; or `error`: what kept it from being removed from. `skipped`: an earlier ring did not end well.
   * `interrupted`: before a job that deletes was known to have ended.
   */
  outcome: RemovalFate;
  /** What is wrong, and what to do. */
  message?: string;
  errorName?: string;
  actions?: string[];
  /** What was found and done; absent where nothing was. */
  removal?: OrgRemoval;
  apiCalls: number;
  seconds: number;
};

export type SyntheticFleetRemoveResult = {
  /** Which part of how many this is, where runners share a fleet. */
  shard?: { index: number; count: number };
  dryRun: boolean;
  /** What was agreed to beforehand. */
  consent: { deleteData: boolean; unassign: boolean; purgeOnDelete: boolean };
  startedAt: string;
  endedAt: string;
  orgs: SyntheticFleetRemoveOrg[];
};

export function removedOrgResult(
  { name, ring, fate, result, error, apiCalls, seconds }: RemovedOrg,
  dryRun: boolean,
): SyntheticFleetRemoveOrg {
  const message = error?.message ?? (result === undefined ? undefined : reasonOf(result));
  return {
    name,
    ...(ring === undefined ? {} : { ring }),
    outcome: fate,
    ...(message === undefined ? {} : { message }),
    ...(error === undefined ? {} : { errorName: error.name, actions: actionsOf(error) }),
    ...(result === undefined ? {} : { removal: removalResult(result, dryRun) }),
    apiCalls,
    seconds,
  };
}

function reasonOf({ errorMessage, failures, jobs, remaining }: NonNullable<RemovedOrg['result']>): string | undefined {
  if (errorMessage !== undefined) return errorMessage;
  const [first] = failures;
  if (first !== undefined) return `${first.type} ${first.fullName}: ${first.problem}`;
  const stopped = jobs.find(({ status }) => status === 'Canceled');
  if (stopped !== undefined) return `The job ${stopped.id} was canceled.`;
  return remaining.length === 0 ? undefined : `${remaining.length} components are still there`;
}

function actionsOf(error: Error): string[] {
  return 'actions' in error && Array.isArray(error.actions) ? error.actions.map(String) : [];
}

import type { Connection } from '@salesforce/core';
import { orAborted } from '../../org/orAborted.js';
import { deployEnd, type UnfinishedDeploy, unfinishedDeploys } from '../../org/unfinishedDeploys.js';
import type { DeployRun, OrgRun } from './deployRun.js';

type Jobs = Pick<OrgRun, 'jobs' | 'sendingAt'>;
type Settling = {
  readonly dryRun: boolean;
  readonly waitMinutes: number;
  readonly signal: AbortSignal;
  readonly onAwaited: (job: UnfinishedDeploy) => void;
};

/** Jobs that the run knows of and has not seen the end of. */
export function openJobs({ jobs }: Pick<OrgRun, 'jobs'>): string[] {
  return jobs.filter(({ status }) => status === undefined).map(({ id }) => id);
}

/**
 * Jobs that may be the run's and that it does not know: a process that ended between sending a job and learning its id
 * wrote nothing of it down. They are this user's, of the run's kind, and began after the sending did.
 */
export async function lostJobs(
  connection: Connection,
  { jobs, sendingAt }: Jobs,
  { dryRun }: Pick<DeployRun['options'], 'dryRun'>,
): Promise<UnfinishedDeploy[]> {
  if (sendingAt === undefined) return [];
  const found = await unfinishedDeploys(connection, { since: new Date(sendingAt), checkOnly: dryRun });
  return found.filter(({ id }) => jobs.every((job) => job.id !== id));
}

/**
 * What an earlier attempt sent may still run: only when it has ended does the org say what is left to do. Resolves with
 * how the jobs ended that the run knows.
 */
export async function settleEarlier(
  connection: Connection,
  org: Jobs,
  settling: Settling,
): Promise<Map<string, string>> {
  const own = openJobs(org);
  const lost = await orAborted(settling.signal, lostJobs(connection, org, settling));
  const awaited = [...own.map((id) => ({ id })), ...lost];
  const ends = new Map<string, string>();
  for (const job of awaited) {
    settling.onAwaited(job);
    const status = await deployEnd(connection, job.id, settling.waitMinutes, settling.signal);
    if (own.includes(job.id)) ends.set(job.id, status);
  }
  return ends;
}

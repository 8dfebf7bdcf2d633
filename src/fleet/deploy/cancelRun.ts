import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { cancelDeploy, deployEnd, type UnfinishedDeploy } from '../../org/unfinishedDeploys.js';
import type { DeployRun, OrgRun } from './deployRun.js';
import { type FleetListener, type FleetMember, memberNamed, type RunKeeping } from './fleetRequest.js';
import { RunKeeper } from './runKeeper.js';
import { lostJobs, openJobs } from './settleEarlier.js';

export type CancelRunRequest = RunKeeping & {
  readonly run: DeployRun;
  readonly members: readonly FleetMember[];
  /** Ends the waiting; what was canceled stays so. */
  readonly signal: AbortSignal;
  readonly onOrg: FleetListener['onOrg'];
};

/**
 * Cancels a run that no process carries out: jobs that run are canceled in their orgs, and no org is begun any more.
 * Resolves with the run; an org whose job can't be canceled or seen to its end is not ended, and its message says why.
 */
export async function cancelRun(request: CancelRunRequest): Promise<DeployRun> {
  const keeper = new RunKeeper(request.run, request, request.onOrg);
  await cancelOrgs(request, keeper);
  return keeper.end();
}

/** The same for a run that is being carried out, once nothing is done to its orgs any more. */
export async function cancelOrgs(
  { run, members, signal }: Pick<CancelRunRequest, 'run' | 'members' | 'signal'>,
  keeper: RunKeeper,
): Promise<void> {
  const left = keeper.orgs.filter(({ phase }) => phase !== 'ended');
  await pMap(
    left,
    async (org) => {
      try {
        await cancelOrg(org, run.options, memberNamed(members, org.name), keeper, signal);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        await keeper.change(org.name, { message: `What the run sent could not be canceled: ${reason}` });
      }
    },
    { concurrency: run.options.concurrency },
  );
}

async function cancelOrg(
  org: OrgRun,
  options: DeployRun['options'],
  member: FleetMember,
  keeper: RunKeeper,
  signal: AbortSignal,
): Promise<void> {
  const open = openJobs(org);
  const ends = new Map<string, string>();
  if (open.length > 0 || org.sendingAt !== undefined) {
    const connection = await member.connect();
    for (const id of open) ends.set(id, await cancelJob(connection, id, options.waitMinutes, signal));
    const lost = await lostJobs(connection, org, options);
    if (lost.length > 0) {
      await keeper.jobsEnded(org.name, ends, { message: mayBeOurs(org.name, lost) });
      return;
    }
  }
  const jobs = org.jobs.map((job) => ({ ...job, status: ends.get(job.id) ?? job.status }));
  await keeper.jobsEnded(org.name, ends, {
    phase: 'ended',
    outcome: 'canceled',
    ...(options.dryRun ? {} : messageOf(jobs)),
  });
}

/** Asks for the job's end and waits for it; a job that ends before it can be canceled has ended too. */
async function cancelJob(connection: Connection, id: string, minutes: number, signal: AbortSignal): Promise<string> {
  try {
    await cancelDeploy(connection, id);
  } catch (error) {
    const { done, status } = await connection.metadata.checkDeployStatus(id);
    if (done) return status;
    throw error;
  }
  return deployEnd(connection, id, minutes, signal);
}

/** Nothing proves whose job it is, and somebody else's is not ours to cancel. */
function mayBeOurs(name: string, jobs: readonly UnfinishedDeploy[]): string {
  const list = jobs.map(({ id, createdAt = '' }) => `${id} of ${createdAt}`).join(', ');
  return `The run was cut short while it sent a job, which may be ${list}, also of this user: look at it, and cancel it with "sf project deploy cancel --job-id ${jobs[0]?.id ?? ''} --target-org ${name}".`;
}

/** What the org has although the run was canceled: each stage is applied whole or not at all. */
function messageOf(jobs: OrgRun['jobs']): { message?: string } {
  const written = jobs.filter(({ status }) => status === 'Succeeded');
  if (written.length === 0) return {};
  const list = written.map(({ id, stages }) => `${stages.join(' and ')} (job ${id})`).join(', ');
  return { message: `In the org already: ${list}. The rest was not deployed.` };
}

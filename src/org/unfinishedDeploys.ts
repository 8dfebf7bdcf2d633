import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { orAborted } from './orAborted.js';

type DeployRequestRow = { Id: string; CreatedDate: string };

/** A deploy job that the org has not ended yet. */
export type UnfinishedDeploy = {
  readonly id: string;
  /** When the org took it; absent where it is known by its id alone. */
  readonly createdAt?: string;
};

/** The longest pause between two looks at a job, in milliseconds. */
const LONGEST_PAUSE = 5_000;

/** How far the clocks of this machine and of an org may be apart, in milliseconds. */
const CLOCKS_APART = 5 * 60_000;

/**
 * The deploy jobs of this user that the org has not ended yet, took after `since` at the earliest, and validates or
 * deploys as asked for. Two calls. A deploy job carries no name by which its sender could tell it from others.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_deployrequest.htm
 */
export async function unfinishedDeploys(
  connection: Connection,
  { since, checkOnly }: { readonly since: Date; readonly checkOnly: boolean },
): Promise<UnfinishedDeploy[]> {
  const { user_id: user } = await connection.identity();
  const earliest = new Date(since.getTime() - CLOCKS_APART).toISOString();
  const { records } = await connection.tooling.query<DeployRequestRow>(
    `SELECT Id, CreatedDate FROM DeployRequest WHERE Status IN ('Pending', 'InProgress', 'Canceling') AND CreatedById = '${user}' AND CheckOnly = ${checkOnly} AND CreatedDate >= ${earliest}`,
  );
  return records.map(({ Id, CreatedDate }) => ({ id: Id, createdAt: CreatedDate }));
}

/** Waits for a job's end; its last status. Throws a `DeployWaitOver` when it outlasts `minutes`. */
export async function deployEnd(
  connection: Connection,
  id: string,
  minutes: number,
  signal: AbortSignal,
): Promise<string> {
  const deadline = Date.now() + minutes * 60_000;
  for (let pause = 200; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    const { done, status } = await orAborted(signal, connection.metadata.checkDeployStatus(id));
    if (done) return status;
    if (Date.now() > deadline) throw deployWaitOver(id, minutes);
    await orAborted(signal, sleep(pause));
  }
}

/** The job goes on in the org; only the wait for it is over. */
export function deployWaitOver(id: string, minutes: number): SfError {
  return new SfError(
    `The deploy job ${id} has not ended after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    'DeployWaitOver',
  );
}

export function isDeployWaitOver(error: unknown): boolean {
  return error instanceof Error && error.name === 'DeployWaitOver';
}

/**
 * Asks the org to cancel a job; whether it does shows when the job has ended.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeploy.htm
 */
export async function cancelDeploy(connection: Connection, id: string): Promise<void> {
  await connection.metadata.cancelDeploy(id);
}

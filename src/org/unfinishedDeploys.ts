import type { Connection } from '@salesforce/core';

type DeployRequestRow = { Id: string; Status: string };

/** The longest pause between two looks at a job, in milliseconds. */
const LONGEST_PAUSE = 5_000;

/**
 * The deploy jobs of this user that the org has not ended yet. One call.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_deployrequest.htm
 */
export async function unfinishedDeploys(connection: Connection): Promise<string[]> {
  const { user_id: user } = await connection.identity();
  const { records } = await connection.tooling.query<DeployRequestRow>(
    `SELECT Id, Status FROM DeployRequest WHERE Status IN ('Pending', 'InProgress', 'Canceling') AND CreatedById = '${user}'`,
  );
  return records.map(({ Id }) => Id);
}

/** Waits for a job's end; its last status. Throws an Error when it outlasts `minutes`. */
export async function deployEnd(
  connection: Connection,
  id: string,
  minutes: number,
  signal: AbortSignal,
): Promise<string> {
  const deadline = Date.now() + minutes * 60_000;
  for (let pause = 200; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    const { done, status } = await connection.metadata.checkDeployStatus(id);
    if (done) return status;
    if (Date.now() > deadline) throw new Error(`The deploy job ${id} has not ended after ${minutes} minutes.`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

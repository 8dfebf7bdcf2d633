import type { Connection } from '@salesforce/core';
import type { Asked } from './circumstances.js';

type QueryJob = {
  readonly id: string;
  readonly state: string;
  readonly numberRecordsProcessed?: number;
  readonly errorMessage?: string;
};

/** How long a job may take, and the longest pause between two looks at it, in milliseconds. */
const LIMIT = 15 * 60_000;
const LONGEST_PAUSE = 10_000;

/**
 * Counts what a query finds by a bulk job, which comes to an end where a query would time out. Its results are never
 * fetched: the job itself says how many there are. A call to start it, one for each look, one to take it away.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_one_job.htm
 */
export async function bulkCount(connection: Connection, soql: string): Promise<Asked<number>> {
  const jobs = `${connection.baseUrl()}/jobs/query`;
  try {
    const { id } = await connection.requestPost<QueryJob>(jobs, { operation: 'query', query: soql });
    try {
      return await endOf(connection, `${jobs}/${id}`);
    } finally {
      await connection.requestDelete(`${jobs}/${id}`);
    }
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function endOf(connection: Connection, job: string): Promise<Asked<number>> {
  const deadline = Date.now() + LIMIT;
  for (let pause = 200; Date.now() < deadline; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const { state, numberRecordsProcessed, errorMessage } = await connection.requestGet<QueryJob>(job);
    if (state === 'JobComplete') return { state: 'read', value: numberRecordsProcessed ?? 0 };
    if (state === 'Failed' || state === 'Aborted') {
      return { state: 'unread', reason: errorMessage ?? `the bulk job is ${state}` };
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return { state: 'unread', reason: `the bulk job was not done after ${LIMIT / 60_000} minutes` };
}

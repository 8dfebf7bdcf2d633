import type { Connection } from '@salesforce/core';
import type { Asked } from './circumstances.js';
import { withQueryJob } from './queryJob.js';

const WAIT_MINUTES = 15;

/**
 * Counts what a query finds by a bulk job, which comes to an end where a query would time out. Its results are never
 * fetched: the job itself says how many there are. A call to start it, one for each look, one to take it away.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_one_job.htm
 */
export async function bulkCount(connection: Connection, soql: string): Promise<Asked<number>> {
  const request = { operation: 'query', query: soql, waitMinutes: WAIT_MINUTES } as const;
  try {
    return await withQueryJob(connection, request, (_, { numberRecordsProcessed: value }) =>
      Promise.resolve<Asked<number>>(
        value === undefined
          ? { state: 'unread', reason: 'the bulk job does not say how many it found' }
          : { state: 'read', value },
      ),
    );
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

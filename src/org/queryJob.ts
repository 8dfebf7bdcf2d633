import type { Connection } from '@salesforce/core';

export type QueryJobInfo = {
  readonly id: string;
  readonly state: string;
  readonly numberRecordsProcessed?: number;
  readonly errorMessage?: string;
};

export type QueryJobRequest = {
  /** `queryAll` also finds what is archived or in the recycle bin. */
  readonly operation: 'query' | 'queryAll';
  readonly query: string;
  readonly waitMinutes: number;
  readonly signal?: AbortSignal;
};

/** Milliseconds between two looks at a job: at first, and at most. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;

/**
 * Runs a query as a job of the Bulk API 2.0 and reads from it once it is complete; `job` is its address. Throws an Error
 * when the job fails or outlasts the wait; the job is removed from the org either way.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_one_job.htm
 */
export async function withQueryJob<T>(
  connection: Connection,
  request: QueryJobRequest,
  read: (job: string, info: QueryJobInfo) => Promise<T>,
): Promise<T> {
  const jobs = `/services/data/v${connection.getApiVersion()}/jobs/query`;
  const { operation, query } = request;
  const { id } = await connection.requestPost<QueryJobInfo>(jobs, { operation, query });
  const job = `${jobs}/${id}`;
  let ended = false;
  try {
    const info = await untilDone(connection, job, request);
    ended = true;
    return await read(job, info);
  } finally {
    await removeJob(connection, job, ended);
  }
}

async function untilDone(
  connection: Connection,
  job: string,
  { waitMinutes, signal }: QueryJobRequest,
): Promise<QueryJobInfo> {
  const deadline = Date.now() + waitMinutes * 60_000;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    signal?.throwIfAborted();
    const info = await connection.requestGet<QueryJobInfo>(job);
    if (info.state === 'JobComplete') return info;
    if (info.state === 'Failed' || info.state === 'Aborted')
      throw new Error(`the bulk job ended as ${info.state}: ${info.errorMessage ?? 'no reason given'}`);
    if (Date.now() > deadline) throw new Error(`the bulk job was not done after ${waitMinutes} minutes`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/**
 * Only a job that has ended can be removed, and only one that has not be aborted; it may have ended in the meantime. One
 * that can't be removed is by the platform, after some days.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_delete_job.htm
 */
async function removeJob(connection: Connection, url: string, ended: boolean): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const abort = { method: 'PATCH', url, headers, body: JSON.stringify({ state: 'Aborted' }) } as const;
  // What was read, or what kept it from being read, stands without these.
  if (!ended) await Promise.allSettled([connection.request(abort)]);
  await Promise.allSettled([connection.request({ method: 'DELETE', url })]);
}

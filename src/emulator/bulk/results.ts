import { setImmediate } from 'node:timers/promises';
import { csvCells, csvHeader, csvRow } from './csvText.js';
import { dialectOf, type BulkJob, type IngestJob, type QueryJob } from './job.js';
import type { JobStore } from './jobStore.js';
import { UploadReader } from './uploadReader.js';

/** Rows read at a time. */
const PAGE = 500;

/**
 * The rows of an ingest job that were saved, or those that were refused, as CSV: the id, whether the record is new or
 * why the row was refused, then the row as it was uploaded.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_successful_results.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_failed_results.htm
 */
export async function* ingestResults(store: JobStore, job: IngestJob, failed: boolean): AsyncGenerator<string> {
  const dialect = dialectOf(job);
  yield csvHeader(['sf__Id', failed ? 'sf__Error' : 'sf__Created'], job.header ?? [], dialect);
  for await (const rows of pages(store, job, failed, 0, Infinity)) {
    yield rows
      .map(({ recordId, created, error, cells }) => {
        const own = csvCells([recordId, failed ? (error ?? '') : String(created)], dialect);
        return `${own}${dialect.delimiter}${cells}`;
      })
      .join('');
  }
}

/**
 * The rows of a job that failed or was aborted before their turn, as they were uploaded.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_unprocessed_results.htm
 */
export async function* unprocessedRows(store: JobStore, job: IngestJob): AsyncGenerator<string> {
  const reader = new UploadReader(store, job, { lenient: true });
  if (job.header !== undefined) {
    yield csvHeader([], job.header, dialectOf(job));
    for (let row = 0; row <= job.processed && store.upload(job.id, 0) !== undefined; row++) {
      reader.read();
      if (row % PAGE === PAGE - 1) await setImmediate();
    }
  }
  for (const text of reader.rest()) {
    yield text;
    await setImmediate();
  }
}

/** Rows `from` to `from + count` of a query's result, under the header. */
export async function* queryResults(
  store: JobStore,
  job: QueryJob,
  from: number,
  count: number,
): AsyncGenerator<string> {
  yield csvRow(job.header ?? [], dialectOf(job));
  for await (const rows of pages(store, job, false, from, count)) yield rows.map(({ cells }) => cells).join('');
}

async function* pages(
  store: JobStore,
  { id }: BulkJob,
  failed: boolean,
  from: number,
  count: number,
): AsyncGenerator<ReturnType<JobStore['results']>> {
  let next = from;
  let left = count;
  for (;;) {
    const rows = store.results(id, failed, next, Math.min(PAGE, left));
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    next = last.row + 1;
    left -= rows.length;
    await setImmediate();
  }
}

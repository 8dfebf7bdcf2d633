import type { Connection } from '@salesforce/core';
import type { CountQuestion, MarkerCounts } from './countMarkers.js';
import { csvRecords } from './csvRecords.js';
import { withQueryJob } from './queryJob.js';

/** Where the lines of one export go, in their order; the header is the first of them. */
export type ExportSink = { readonly write: (text: string) => Promise<void> };

export type ExportRequest = Pick<CountQuestion, 'fields'> & {
  /** The query of ids and values. */
  readonly rows: string;
  readonly waitMinutes: number;
  readonly signal: AbortSignal;
  /** How many records one request brings: what lies in memory at once. */
  readonly pageSize?: number;
};

type Page = { readonly csv: string; readonly locator: string | undefined };

const PAGE_SIZE = 50_000;

/**
 * Writes the records of a query to a sink as CSV, page by page, by a job of the Bulk API 2.0 that also brings what is
 * archived or in the recycle bin, and says what it wrote: counted from the lines themselves, not from what the org says.
 * Throws an Error when the job fails or outlasts the wait; the job is removed from the org either way.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_job_results.htm
 */
export async function exportRecords(
  connection: Connection,
  request: ExportRequest,
  sink: ExportSink,
): Promise<MarkerCounts> {
  const { rows: query, waitMinutes, signal } = request;
  return withQueryJob(connection, { operation: 'queryAll', query, waitMinutes, signal }, (job) =>
    writePages(connection, `${job}/results`, request, sink),
  );
}

async function writePages(
  connection: Connection,
  results: string,
  { fields, signal, pageSize = PAGE_SIZE }: ExportRequest,
  sink: ExportSink,
): Promise<MarkerCounts> {
  const counts = { total: 0, values: fields.map(() => 0) };
  for (let locator: string | undefined, first = true; first || locator !== undefined; first = false) {
    signal.throwIfAborted();
    const query = `maxRecords=${pageSize}${locator === undefined ? '' : `&locator=${locator}`}`;
    const page = await readPage(connection, `${results}?${query}`);
    addTo(counts, fields, page.csv);
    await sink.write(first ? page.csv : page.csv.slice(page.csv.indexOf('\n') + 1));
    locator = page.locator;
  }
  return counts;
}

/** The locator of the next page is a header, which jsforce shows to who listens. */
async function readPage(connection: Connection, path: string): Promise<Page> {
  const { HttpApi } = await import('@jsforce/jsforce-node/lib/http-api.js');
  const api = new HttpApi(connection, { responseType: 'text/plain' });
  let locator: string | undefined;
  api.on('response', ({ headers }: { headers: Readonly<Record<string, string>> }) => {
    locator = headers['sforce-locator'];
  });
  const csv: string = await api.request({
    method: 'GET',
    url: `${connection.instanceUrl.replace(/\/+$/, '')}${path}`,
    headers: { accept: 'text/csv' },
  });
  return { csv, locator: locator === 'null' ? undefined : locator };
}

/** Adds what the lines of a page hold; the first of them has to name the columns that were asked for. */
function addTo(counts: { total: number; values: number[] }, fields: ExportRequest['fields'], csv: string): void {
  const wanted = ['Id', ...fields.map(({ name }) => name)].join(',').toLowerCase();
  const records = csvRecords(csv);
  const header = records.next();
  if (header.done === true || header.value.join(',').toLowerCase() !== wanted) {
    throw new Error('the export does not have the columns that were asked for');
  }
  for (const [, ...cells] of records) {
    counts.total += 1;
    for (const [index, { checkbox }] of fields.entries()) {
      const cell = cells[index] ?? '';
      if (checkbox ? cell === 'true' : cell !== '') counts.values[index] = (counts.values[index] ?? 0) + 1;
    }
  }
}

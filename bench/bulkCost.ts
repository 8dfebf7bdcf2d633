import { setTimeout } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { withGuardedOrg, type GuardedOrg } from './guardedOrg.ts';
import { rateOf, rateRow, type Rate } from './rate.ts';

/** Milliseconds between looks at a job. */
const POLL_MS = 100;
const QUERY =
  'SELECT Id, Name, BillingCity, NumberOfEmployees, Is_Synthetic__c, Generation_Source__c, Creation_Timestamp__c FROM Account';
/** Records of one answer of the Bulk API, and of one of the REST API. */
const BULK_PAGE = 100_000;

type BulkCost = { readonly ingest: Rate; readonly bulkQuery: Rate; readonly restQuery: Rate };

export const bulkCost: Bench = {
  run: async ({ bulkRows }) => {
    const result = await measureBulkCost(bulkRows);
    const rows = [
      rateRow('bulk ingest, rows', result.ingest),
      rateRow('bulk query, rows', result.bulkQuery),
      rateRow('REST query, rows', result.restQuery),
    ];
    return { result, tables: [{ heading: 'Many records of an embedded org, Account with three guards', rows }] };
  },
};

/**
 * Rows a second of an ingest job over the guards, upload included, of a bulk query of them with locators, and of a REST
 * query page by page; and what memory they take.
 */
async function measureBulkCost(rows: number): Promise<BulkCost> {
  return withGuardedOrg(1, async (org) => ({
    ingest: await rateOf(org, rows, 20_000, () => ingest(org, rows)),
    bulkQuery: await rateOf(org, rows, 20_000, () => bulkQuery(org, rows)),
    restQuery: await rateOf(org, rows, 20_000, () => restQuery(org, rows)),
  }));
}

async function ingest(org: GuardedOrg, rows: number): Promise<void> {
  const job = { object: 'Account', operation: 'insert', lineEnding: 'LF' };
  const { id } = await org.json('POST', '/jobs/ingest', job);
  const path = `/jobs/ingest/${String(id)}`;
  await org.call('PUT', `${path}/batches`, csv(rows), 'text/csv');
  await org.json('PATCH', path, { state: 'UploadComplete' });
  const { numberRecordsProcessed, numberRecordsFailed } = await finished(org, path);
  requireRows(numberRecordsProcessed, rows);
  requireRows(numberRecordsFailed, 0);
}

async function bulkQuery(org: GuardedOrg, rows: number): Promise<void> {
  const { id } = await org.json('POST', '/jobs/query', { operation: 'query', query: QUERY });
  const path = `/jobs/query/${String(id)}`;
  await finished(org, path);
  let read = 0;
  let locator: string | undefined;
  do {
    const page = locator === undefined ? '' : `&locator=${locator}`;
    const { header } = await org.call('GET', `${path}/results?maxRecords=${BULK_PAGE}${page}`);
    read += Number(header('sforce-numberofrecords'));
    locator = header('sforce-locator');
  } while (locator !== 'null');
  requireRows(read, rows);
}

async function restQuery(org: GuardedOrg, rows: number): Promise<void> {
  let read = 0;
  let path: unknown = `/query?q=${encodeURIComponent(QUERY)}`;
  while (typeof path === 'string') {
    const { records, nextRecordsUrl } = await org.json('GET', path);
    read += (records as unknown[]).length;
    path = typeof nextRecordsUrl === 'string' ? nextRecordsUrl.replace(/^\/services\/data\/v[\d.]+/u, '') : undefined;
  }
  requireRows(read, rows);
}

async function finished(org: GuardedOrg, path: string): Promise<Record<string, unknown>> {
  for (;;) {
    const job = await org.json('GET', path);
    if (job['state'] === 'JobComplete') return job;
    if (job['state'] === 'Failed') throw new Error(`The bulk job failed: ${String(job['errorMessage'])}`);
    await setTimeout(POLL_MS);
  }
}

/** One in two rows is synthetic. */
function* csv(rows: number): Generator<string> {
  yield 'Name,BillingCity,NumberOfEmployees,Is_Synthetic__c,Generation_Source__c,Creation_Timestamp__c\n';
  for (let row = 0; row < rows; row += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - row) }, (_, index) => line(row + index));
    yield lines.join('');
  }
}

function line(row: number): string {
  const markers = row % 2 === 0 ? 'true,bench,2026-01-31T10:00:00Z' : 'false,,';
  return `Account ${row},Berlin,${row % 5000},${markers}\n`;
}

function requireRows(found: unknown, wanted: number): void {
  if (found !== wanted) throw new Error(`${String(found)} rows where ${wanted} were expected.`);
}

import { ApiError } from '../org/apiError.js';
import { isAggregateStatement, runAggregate } from './aggregateQuery.js';
import type { QueryCursors } from './cursors.js';
import { fetchRecords, selectKeys } from './fetchRows.js';
import { KeyList } from './keyList.js';
import { parseSoql } from './parse.js';
import { planRows } from './rowPlan.js';
import type { RowPlan } from './rowPlan.js';
import { malformed } from './soqlError.js';
import type { QueryWorld } from './source.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export type QueryAnswer = {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: readonly Record<string, unknown>[];
};

/** Records a page: 2,000 unless the request asks for fewer, but not fewer than 200. */
export const MAX_BATCH_SIZE = 2000;
export const MIN_BATCH_SIZE = 200;

/**
 * Answers a query. A result of more than one page leaves a cursor behind, which `queryMore` reads on: the rows are those
 * of the moment of the query, their values those of the moment of reading.
 */
export function runQuery(
  world: QueryWorld,
  cursors: QueryCursors,
  { resource, batchSize }: { resource: string; batchSize: number },
): QueryAnswer {
  const statement = parseSoql(world.soql);
  if (isAggregateStatement(statement)) {
    const { totalSize, records } = runAggregate(world, statement, MAX_BATCH_SIZE);
    return { totalSize, done: true, records };
  }
  const plan = planRows(world, statement);
  const keys = new KeyList(selectKeys(world, plan));
  refuseManyRows(plan, keys.length);
  const page = keys.slice(0, batchSize);
  const records = fetchRecords(world, plan, page);
  if (keys.length === page.length) return { totalSize: keys.length, done: true, records };
  if (!plan.source.pageable) {
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `${plan.source.object.name} does not support queryMore(), use LIMIT to restrict the results to a single batch`,
    );
  }
  const locator = cursors.open({ soql: world.soql, includeDeleted: world.includeDeleted, keys, batchSize });
  return {
    totalSize: keys.length,
    done: false,
    nextRecordsUrl: `${world.basePath}/${resource}/${locator}-${batchSize}`,
    records,
  };
}

/** The next page of a query; `world` must be of the cursor's own query. */
export function queryMore(
  world: QueryWorld,
  cursors: QueryCursors,
  { resource, locator }: { resource: string; locator: string },
): QueryAnswer {
  const { id, start, cursor } = cursors.at(locator);
  const plan = planRows(world, parseSoql(world.soql));
  const end = start + cursor.batchSize;
  const records = fetchRecords(world, plan, cursor.keys.slice(start, end));
  const totalSize = cursor.keys.length;
  if (end >= totalSize) return { totalSize, done: true, records };
  return { totalSize, done: false, nextRecordsUrl: `${world.basePath}/${resource}/${id}-${end}`, records };
}

/** Source: https://github.com/sorenkrabbe/Chrome-Salesforce-inspector/issues/39 */
function refuseManyRows({ source, record }: RowPlan, rows: number): void {
  if (rows < 2 || !record.outputs.some(({ kind, name }) => kind === 'value' && source.singleRow.has(name))) return;
  throw malformed(
    `When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${rows}`,
  );
}

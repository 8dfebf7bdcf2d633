import type { Caller } from '../access/caller.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { describeColumns, type QueryColumns } from '../soql/columnMetadata.js';
import type { QueryCursors } from '../soql/cursors.js';
import { parseSoql } from '../soql/parse.js';
import { MAX_BATCH_SIZE, queryMore, runQuery, type QueryAnswer } from '../soql/query.js';
import type { QueryWorld } from '../soql/source.js';
import { openSources } from './sources.js';
import type { QueryApi } from './view.js';

/** Whose query it is, and through which API it comes. */
export type QuerySender = {
  readonly org: EmbeddedOrg;
  readonly caller: Caller;
  readonly api: QueryApi;
  /** `/services/data/v67.0` */
  readonly basePath: string;
};

export type QueryOptions = {
  /** The resource behind `basePath` that further pages are read from: `query`, `queryAll`, `tooling/query`. */
  readonly resource: string;
  /** Whether rows in the recycle bin count. */
  readonly includeDeleted?: boolean;
  readonly batchSize?: number;
};

/** Runs a SOQL query as the caller. Throws an ApiError for all that is wrong with it. */
export function query(sender: QuerySender, cursors: QueryCursors, soql: string, options: QueryOptions): QueryAnswer {
  const { resource, includeDeleted = false, batchSize = MAX_BATCH_SIZE } = options;
  return withWorld(sender, soql, includeDeleted, (world) => runQuery(world, cursors, { resource, batchSize }));
}

export function nextPage(sender: QuerySender, cursors: QueryCursors, locator: string, resource: string): QueryAnswer {
  const { soql, includeDeleted } = cursors.at(locator).cursor;
  return withWorld(sender, soql, includeDeleted, (world) => queryMore(world, cursors, { resource, locator }));
}

/** The columns of a query, without running it. */
export function columnsOf(sender: QuerySender, soql: string): QueryColumns {
  return withWorld(sender, soql, false, (world) => describeColumns(world, parseSoql(soql)));
}

export function withWorld<T>(
  sender: QuerySender,
  soql: string,
  includeDeleted: boolean,
  work: (world: QueryWorld) => T,
): T {
  const { org, caller, api, basePath } = sender;
  const sources = openSources(org, caller, api);
  try {
    const path = api === 'tooling' ? `${basePath}/tooling` : basePath;
    const { storage } = org;
    const source = (name: string): ReturnType<typeof sources.source> => sources.source(name);
    return work({ soql, storage, now: org.now(), basePath: path, includeDeleted, source });
  } finally {
    sources.close();
  }
}

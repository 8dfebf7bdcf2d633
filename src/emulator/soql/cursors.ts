import { ApiError } from '../org/apiError.js';
import { makeId } from '../org/recordId.js';
import type { KeyList } from './keyList.js';

export type QueryCursor = {
  readonly soql: string;
  readonly includeDeleted: boolean;
  /** The keys of all rows the query found, in order. */
  readonly keys: KeyList;
  readonly batchSize: number;
};

/**
 * The open results of one user of one org, in memory: a restart closes them, as does opening more than the platform
 * keeps. Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_querymore.htm (at most
 * 10 open cursors a user, the oldest is released).
 */
export class QueryCursors {
  private readonly open_ = new Map<string, QueryCursor>();
  private count = 0;

  public constructor(private readonly limit = 10) {}

  /** Keeps the cursor; returns the id that a locator `<id>-<offset>` begins with. */
  public open(cursor: QueryCursor): string {
    const id = makeId('01g', ++this.count);
    this.open_.set(id, cursor);
    const [oldest] = this.open_.keys();
    if (this.open_.size > this.limit && oldest !== undefined) this.open_.delete(oldest);
    return id;
  }

  /** Reads a locator; throws `INVALID_QUERY_LOCATOR` for one that is no longer or never was open. */
  public at(locator: string): { id: string; start: number; cursor: QueryCursor } {
    const [, id = '', offset = ''] = /^(\w{18})-(\d{1,9})$/.exec(locator) ?? [];
    const cursor = this.open_.get(id);
    if (cursor === undefined) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return { id, start: Number(offset), cursor };
  }
}

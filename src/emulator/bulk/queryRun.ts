import { ApiError } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { QuerySender } from '../setup/queryService.js';
import { csvRow } from './csvText.js';
import { dialectOf, type QueryJob } from './job.js';
import type { JobChange, JobStore } from './jobStore.js';
import { keysOfQuery, planQuery, rowsOfQuery } from './queryPlan.js';

/** Rows of one step. */
const ROWS_A_STEP = 500;

/**
 * The processing of one query job, step by step: which rows there are is settled at the beginning, their values when
 * they are read. A job that was interrupted begins again.
 */
export class QueryRun {
  /** The next part of the keys to read the rows of; undefined before it is settled which rows there are. */
  private part: number | undefined;
  private readonly startedAt = performance.now();
  private readonly sender: QuerySender;

  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly store: JobStore,
    private job: QueryJob,
  ) {
    const basePath = `/services/data/v${job.apiVersion}.0`;
    this.sender = { org, caller: { userId: job.createdById }, api: 'data', basePath };
  }

  /** Reads the next rows; false when the job is done. */
  public step(): boolean {
    const current = this.store.get(this.job.id);
    if (current?.kind !== 'query' || (current.state !== 'UploadComplete' && current.state !== 'InProgress'))
      return false;
    this.job = current;
    try {
      return this.org.storage.transaction(() => this.work());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The query was sound when the job was created; the org has changed since.
      this.change({
        state: 'Failed',
        errorMessage: `InvalidBatch : Failed to process query: ${error.errorCode}: ${error.message}`,
      });
      return false;
    }
  }

  private work(): boolean {
    const { query, operation, id } = this.job;
    const includeDeleted = operation === 'queryAll';
    if (this.part === undefined) {
      this.begin(includeDeleted);
      this.part = 0;
      return true;
    }
    const keys = this.store.keys(id, this.part);
    if (keys === undefined) {
      this.change({ state: 'JobComplete' });
      return false;
    }
    const dialect = dialectOf(this.job);
    const rows = rowsOfQuery(this.sender, query, includeDeleted, keys);
    for (const [index, cells] of rows.entries()) {
      const row = this.job.processed + index;
      this.store.addResult(id, { row, recordId: '', created: false, cells: csvRow(cells, dialect) });
    }
    this.part++;
    this.change({ processed: this.job.processed + rows.length });
    return true;
  }

  private begin(includeDeleted: boolean): void {
    const { id, query } = this.job;
    this.store.removeResults(id);
    this.store.removeKeys(id);
    const { header } = planQuery(this.sender, query, includeDeleted);
    let part = 0;
    keysOfQuery(this.sender, query, includeDeleted, ROWS_A_STEP, (keys) => this.store.addKeys(id, part++, keys));
    this.change({ state: 'InProgress', header, processed: 0 });
  }

  private change(change: JobChange): void {
    const totalTime = Math.round(performance.now() - this.startedAt);
    const changed = this.store.change(this.job, { ...change, totalTime });
    if (changed.kind === 'query') this.job = changed;
  }
}

import { accessOf } from '../access/access.js';
import { catalogOf } from '../catalog/catalog.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { RecordWriter } from '../records/recordWriter.js';
import { BatchError, planColumns } from './columns.js';
import { CsvError } from './csvReader.js';
import { csvRow } from './csvText.js';
import { dialectOf, type IngestJob } from './job.js';
import type { JobChange, JobStore } from './jobStore.js';
import { errorText, saveRow, type RowOutcome, type RowPlan } from './saveRow.js';
import { UploadReader } from './uploadReader.js';

/**
 * Rows of one step, which are one transaction: as many as the platform saves together.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_common_limits.htm
 */
const ROWS_A_STEP = 200;

/**
 * The processing of one ingest job, step by step, so that other requests come in between. What a step did, its results
 * and how far the job is are committed together: a job that was interrupted goes on behind its last step.
 */
export class IngestRun {
  private readonly reader: UploadReader;
  private readonly startedAt = performance.now();
  private readonly timeBefore: number;
  /** Whether the reader stands behind the rows that are done. */
  private positioned = false;

  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly store: JobStore,
    private job: IngestJob,
  ) {
    this.reader = new UploadReader(store, job);
    this.timeBefore = job.totalTime;
  }

  /** Works on the next rows; false when the job is done. */
  public step(): boolean {
    const current = this.store.get(this.job.id);
    if (current?.kind !== 'ingest' || (current.state !== 'UploadComplete' && current.state !== 'InProgress'))
      return false;
    this.job = current;
    try {
      return this.org.storage.transaction(() => this.work());
    } catch (error) {
      const message = this.jobError(error);
      if (message === undefined) throw error;
      // The step is undone, so the job is what it was before, but for the header, which results show.
      const { header } = this.job;
      this.job = current;
      this.change({ state: 'Failed', errorMessage: message, ...(header === undefined ? {} : { header }) });
      return false;
    }
  }

  private work(): boolean {
    if (this.job.state === 'UploadComplete') {
      this.begin();
      return true;
    }
    // After a restart the rows that are done are read again, but not saved again.
    if (!this.positioned) this.skip();
    const began = performance.now();
    const { rows, error } = this.nextRows();
    this.save(rows);
    const activeTime = this.job.activeTime + Math.round(performance.now() - began);
    if (error !== undefined) {
      this.change({ state: 'Failed', errorMessage: error, activeTime });
      return false;
    }
    if (rows.length > 0) {
      this.change({ activeTime });
      return true;
    }
    this.change({ state: 'JobComplete' });
    this.store.removeUpload(this.job.id);
    return false;
  }

  private begin(): void {
    const header = this.reader.read();
    this.positioned = true;
    if (header === undefined) throw new BatchError('InvalidBatch : The job has no data.');
    this.change({ state: 'InProgress', header });
    this.plan();
  }

  private skip(): void {
    for (let row = 0; row <= this.job.processed; row++) this.reader.read();
    this.positioned = true;
  }

  /** Read at every step, since grants and fields can change in between. */
  private plan(): RowPlan {
    const { org, job } = this;
    const columns = planColumns(org, accessOf(org, { userId: job.createdById }), job, job.header ?? []);
    const object = catalogOf(org).object(job.object);
    if (object === undefined)
      throw new BatchError(`InvalidEntity : Entity '${job.object}' is not supported by the Bulk API.`);
    const { operation, externalIdFieldName } = job;
    return {
      object,
      operation,
      columns,
      ...(externalIdFieldName === undefined ? {} : { externalId: externalIdFieldName }),
    };
  }

  /** Rows before a mistake in the text are still saved. */
  private nextRows(): { rows: string[][]; error?: string } {
    const rows: string[][] = [];
    const width = this.job.header?.length ?? 0;
    try {
      while (rows.length < ROWS_A_STEP) {
        const row = this.reader.read();
        if (row === undefined) break;
        if (row.length !== width) {
          const number = this.job.processed + rows.length + 1;
          throw new CsvError('syntax', `Record ${number} has ${row.length} columns, the header has ${width}.`);
        }
        rows.push(row);
      }
      return { rows };
    } catch (error) {
      const message = this.jobError(error);
      if (message === undefined) throw error;
      return { rows, error: message };
    }
  }

  private save(rows: readonly string[][]): void {
    if (rows.length === 0) return;
    const { org, store, job } = this;
    const plan = this.plan();
    const created = job.operation === 'insert' ? rows.length : 0;
    const writer = new RecordWriter(org, { userId: job.createdById }, plan.object.name, created);
    const dialect = dialectOf(job);
    const repeated = repeatedKeys(plan);
    let failed = 0;
    for (const [index, cells] of rows.entries()) {
      const outcome = repeated(cells) ?? saveRow(writer, plan, cells);
      if (outcome.error !== undefined) failed++;
      store.addResult(job.id, { row: job.processed + index, ...outcome, cells: csvRow(cells, dialect) });
    }
    this.job = { ...job, processed: job.processed + rows.length, failed: job.failed + failed };
  }

  /** The message of a job whose data cannot be processed; undefined for any other error. */
  private jobError(error: unknown): string | undefined {
    if (error instanceof CsvError) return csvMessage(this.job, error);
    return error instanceof BatchError ? error.message : undefined;
  }

  private change(change: JobChange): void {
    const totalTime = this.timeBefore + Math.round(performance.now() - this.startedAt);
    const changed = this.store.change(this.job, { ...change, totalTime });
    if (changed.kind === 'ingest') this.job = changed;
  }
}

/**
 * Refuses a second row with the external id of another one of the same step.
 * Source: https://github.com/simple-salesforce/simple-salesforce/pull/717 (Duplicate external id specified)
 */
function repeatedKeys({ columns, externalId }: RowPlan): (cells: readonly string[]) => RowOutcome | undefined {
  const index = columns.findIndex(({ kind, field }) => kind === 'field' && field.name === externalId);
  const field = columns[index]?.field;
  if (field === undefined || field.type === 'id') return () => undefined;
  const seen = new Set<string>();
  return (cells) => {
    const cell = (cells[index] ?? '').trim();
    const key = field.caseSensitive === true ? cell : cell.toLowerCase();
    if (cell === '' || !seen.has(key)) {
      seen.add(key);
      return undefined;
    }
    const message = `Duplicate external id specified: ${cell}`;
    return {
      recordId: '',
      created: false,
      error: errorText([{ errorCode: 'DUPLICATE_VALUE', message, fields: [field.name] }]),
    };
  };
}

/** Source of the line ending's message: https://openillumi.com/?p=111315 */
function csvMessage({ lineEnding }: IngestJob, error: CsvError): string {
  return error.kind === 'lineEnding'
    ? `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`
    : `ClientInputError : ${error.message}`;
}

import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';
import { isFinal, type BulkJob, type IngestJob, type QueryJob } from './job.js';

/** The parts of a job that its creator chooses. */
export type NewJob =
  | Pick<
      IngestJob,
      'kind' | 'object' | 'operation' | 'lineEnding' | 'columnDelimiter' | 'apiVersion' | 'externalIdFieldName'
    >
  | Pick<QueryJob, 'kind' | 'object' | 'operation' | 'lineEnding' | 'columnDelimiter' | 'apiVersion' | 'query'>;

/** The parts that change while a job lives. */
export type JobChange = Partial<
  Pick<
    IngestJob,
    'state' | 'processed' | 'failed' | 'totalTime' | 'activeTime' | 'errorMessage' | 'uploaded' | 'header'
  >
>;

/** One uploaded row and what became of it. `cells` is the row as CSV. */
export type RowResult = {
  readonly row: number;
  readonly recordId: string;
  readonly created: boolean;
  /** Undefined for a row that was saved. */
  readonly error?: string;
  readonly cells: string;
};

const KEY_PREFIX = '750';

/**
 * An org's bulk jobs with their uploads and results, in the org's storage: they live as long as the org, until they are
 * deleted. Uploads, keys and results are read and written in parts, never as a whole.
 */
export class JobStore {
  public constructor(private readonly org: EmbeddedOrg) {
    org.storage.db.exec(`
      CREATE TABLE IF NOT EXISTS bulk_job (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS bulk_upload (
        job TEXT NOT NULL, part INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (job, part)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS bulk_key (
        job TEXT NOT NULL, part INTEGER NOT NULL, keys TEXT NOT NULL, PRIMARY KEY (job, part)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS bulk_result (
        job TEXT NOT NULL, failed INTEGER NOT NULL, row INTEGER NOT NULL, record_id TEXT NOT NULL,
        created INTEGER NOT NULL, error TEXT, cells TEXT NOT NULL, PRIMARY KEY (job, failed, row)
      ) STRICT, WITHOUT ROWID;
    `);
  }

  public add(job: NewJob, createdById: string): BulkJob {
    const { storage } = this.org;
    const now = this.now();
    const common = {
      id: makeId(KEY_PREFIX, storage.nextSequence(KEY_PREFIX)),
      createdById,
      createdDate: now,
      systemModstamp: now,
      processed: 0,
      failed: 0,
      totalTime: 0,
      activeTime: 0,
    };
    const added: BulkJob =
      job.kind === 'ingest'
        ? { ...job, ...common, state: 'Open', uploaded: false }
        : { ...job, ...common, state: 'UploadComplete' };
    storage
      .statement('INSERT INTO bulk_job (id, kind, state, body) VALUES (?, ?, ?, ?)')
      .run(added.id, added.kind, added.state, JSON.stringify(added));
    return added;
  }

  public get(id: string): BulkJob | undefined {
    const row = this.org.storage.statement('SELECT body FROM bulk_job WHERE id = ?').get(id);
    return row === undefined ? undefined : fromBody(row['body']);
  }

  /** Jobs of a kind behind the job `after`, oldest first. */
  public list(kind: BulkJob['kind'], after: string, limit: number): BulkJob[] {
    return this.org.storage
      .statement('SELECT body FROM bulk_job WHERE kind = ? AND id > ? ORDER BY id LIMIT ?')
      .all(kind, after, limit)
      .map((row) => fromBody(row['body']));
  }

  /** The jobs that wait for processing or were in it, oldest first. */
  public waiting(): BulkJob[] {
    return this.org.storage
      .statement("SELECT body FROM bulk_job WHERE state IN ('InProgress', 'UploadComplete') ORDER BY id")
      .all()
      .map((row) => fromBody(row['body']));
  }

  /** A job that ends, however it does, needs its keys no more. */
  public change(job: BulkJob, change: JobChange): BulkJob {
    // A change has the properties of the kind of job that it is for.
    const changed = { ...job, ...change, systemModstamp: this.now() } as BulkJob;
    this.org.storage
      .statement('UPDATE bulk_job SET state = ?, body = ? WHERE id = ?')
      .run(changed.state, JSON.stringify(changed), changed.id);
    if (isFinal(changed.state)) this.removeKeys(changed.id);
    return changed;
  }

  public remove(id: string): void {
    this.org.storage.transaction(() => {
      for (const table of ['bulk_upload', 'bulk_key', 'bulk_result']) {
        this.org.storage.statement(`DELETE FROM ${table} WHERE job = ?`).run(id);
      }
      this.org.storage.statement('DELETE FROM bulk_job WHERE id = ?').run(id);
    });
  }

  public addUpload(job: string, part: number, content: Uint8Array): void {
    this.org.storage.statement('INSERT INTO bulk_upload (job, part, content) VALUES (?, ?, ?)').run(job, part, content);
  }

  /** Part of an upload, counted from 0; undefined behind the last one. */
  public upload(job: string, part: number): Uint8Array | undefined {
    const content = this.org.storage
      .statement('SELECT content FROM bulk_upload WHERE job = ? AND part = ?')
      .get(job, part)?.['content'];
    return content instanceof Uint8Array ? content : undefined;
  }

  public removeUpload(job: string): void {
    this.org.storage.statement('DELETE FROM bulk_upload WHERE job = ?').run(job);
  }

  /** The keys of the rows that a query job will read, in parts counted from 0. */
  public addKeys(job: string, part: number, keys: readonly string[]): void {
    this.org.storage
      .statement('INSERT INTO bulk_key (job, part, keys) VALUES (?, ?, ?)')
      .run(job, part, JSON.stringify(keys));
  }

  /** One part of them; undefined behind the last one. */
  public keys(job: string, part: number): readonly string[] | undefined {
    const row = this.org.storage.statement('SELECT keys FROM bulk_key WHERE job = ? AND part = ?').get(job, part);
    return row === undefined ? undefined : (JSON.parse(String(row['keys'])) as string[]);
  }

  public removeKeys(job: string): void {
    this.org.storage.statement('DELETE FROM bulk_key WHERE job = ?').run(job);
  }

  public addResult(job: string, { row, recordId, created, error, cells }: RowResult): void {
    this.org.storage
      .statement(
        'INSERT INTO bulk_result (job, failed, row, record_id, created, error, cells) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(job, error === undefined ? 0 : 1, row, recordId, created ? 1 : 0, error ?? null, cells);
  }

  /** Results from the row `from` on, in the order of the rows. */
  public results(job: string, failed: boolean, from: number, limit: number): RowResult[] {
    return this.org.storage
      .statement(
        'SELECT row, record_id, created, error, cells FROM bulk_result WHERE job = ? AND failed = ? AND row >= ? ORDER BY row LIMIT ?',
      )
      .all(job, failed ? 1 : 0, from, limit)
      .map((found) => ({
        row: Number(found['row']),
        recordId: String(found['record_id']),
        created: found['created'] === 1,
        ...(typeof found['error'] === 'string' ? { error: found['error'] } : {}),
        cells: String(found['cells']),
      }));
  }

  public removeResults(job: string): void {
    this.org.storage.statement('DELETE FROM bulk_result WHERE job = ?').run(job);
  }

  private now(): string {
    return this.org.now().toISOString();
  }
}

/** Only this file writes the bodies. */
function fromBody(body: unknown): BulkJob {
  return JSON.parse(String(body)) as BulkJob;
}

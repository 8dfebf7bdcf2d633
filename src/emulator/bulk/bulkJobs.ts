import { setImmediate } from 'node:timers/promises';
import type { Caller } from '../access/caller.js';
import { ApiError } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { normalizeId } from '../org/recordId.js';
import { IngestRun } from './ingestRun.js';
import { isFinal, type BulkJob, type IngestJob } from './job.js';
import { JobStore } from './jobStore.js';
import { newIngestJob, newQueryJob, type JobRequest } from './newJob.js';
import { QueryRun } from './queryRun.js';

/**
 * The largest upload, in bytes: what the platform takes in one request once it is in base64.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/upload_job_data.htm (150 MB)
 */
export const MAX_UPLOAD_BYTES = 150 * 1024 * 1024;

/** Told of an error that nobody expected; gives the text the job's error message shall be. */
export type BulkErrorReport = (error: unknown) => string;

/**
 * The bulk jobs of one org, and the one worker that processes them in turn, a small step at a time. Jobs that a stopped
 * process left behind go on after `resume`.
 */
export class BulkJobs {
  public readonly store: JobStore;
  private readonly uploading = new Set<string>();
  private working: Promise<void> | undefined;
  private stopped = false;

  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly report: BulkErrorReport,
  ) {
    this.store = new JobStore(org);
  }

  /** Takes up what was interrupted. An upload that did not arrive whole is forgotten and can be sent again. */
  public resume(): void {
    for (const job of this.store.list('ingest', '', Number.MAX_SAFE_INTEGER)) {
      if (job.kind === 'ingest' && job.state === 'Open' && !job.uploaded) this.store.removeUpload(job.id);
    }
    this.work();
  }

  /** Resolves when no step runs any more. */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  public createIngest(caller: Caller, body: JobRequest, apiVersion: number, basePath: string): BulkJob {
    return this.store.add(newIngestJob(this.org, caller, body, { apiVersion, basePath }), caller.userId);
  }

  public createQuery(caller: Caller, body: JobRequest, apiVersion: number, basePath: string): BulkJob {
    const job = this.store.add(newQueryJob(this.org, caller, body, { apiVersion, basePath }), caller.userId);
    this.work();
    return job;
  }

  /** The job with this id; throws NOT_FOUND when there is none of that kind. */
  public get<K extends BulkJob['kind']>(kind: K, id: string): Extract<BulkJob, { kind: K }> {
    const job = this.store.get(normalizeId(id) ?? '');
    if (job?.kind !== kind) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
    // The comparison says so; the compiler does not follow it into the type parameter.
    return job as Extract<BulkJob, { kind: K }>;
  }

  /**
   * Stores the data of an open job as it arrives. Nothing of it stays when it is too large or breaks off.
   * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/upload_job_data.htm
   */
  public async upload(id: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const job = this.get('ingest', id);
    if (job.state !== 'Open') throw invalidState(`Uploading to ${stateName(job)} Job not allowed`);
    if (job.uploaded || this.uploading.has(job.id)) throw uploadedTwice(job);
    this.uploading.add(job.id);
    let whole = false;
    try {
      await this.storeUpload(job.id, content);
      const current = this.get('ingest', id);
      if (current.state !== 'Open') throw invalidState(`Uploading to ${stateName(current)} Job not allowed`);
      this.store.change(current, { uploaded: true });
      whole = true;
    } finally {
      if (!whole) this.store.removeUpload(job.id);
      this.uploading.delete(job.id);
    }
  }

  private async storeUpload(id: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    let size = 0;
    let part = 0;
    for await (const bytes of received(content)) {
      size += bytes.length;
      if (size > MAX_UPLOAD_BYTES) {
        throw new ApiError(413, 'REQUEST_LIMIT_EXCEEDED', `The job data is larger than ${MAX_UPLOAD_BYTES} bytes.`);
      }
      this.store.addUpload(id, part++, bytes);
    }
  }

  /**
   * Closes or aborts a job.
   * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/close_job.htm,
   * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_abort_job.htm (the message)
   */
  public setState(kind: BulkJob['kind'], id: string, state: unknown): BulkJob {
    const job = this.get(kind, id);
    if (state === 'Aborted') {
      if (isFinal(job.state)) throw invalidState(`Aborting already ${stateName(job)} Job not allowed`);
      return this.store.change(job, { state });
    }
    if (state !== 'UploadComplete' || job.kind !== 'ingest') {
      throw new ApiError(400, 'INVALIDJOB', `A job cannot be set to the state ${JSON.stringify(state)}.`);
    }
    if (job.state !== 'Open') throw invalidState(`Closing already ${stateName(job)} Job not allowed`);
    if (this.uploading.has(job.id)) throw invalidState('Closing a Job during its upload not allowed');
    const closed = this.store.change(job, { state });
    this.work();
    return closed;
  }

  /** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/delete_job.htm (the states) */
  public remove(kind: BulkJob['kind'], id: string): void {
    const job = this.get(kind, id);
    if (job.state === 'Open' || job.state === 'InProgress') {
      throw invalidState(`Deleting ${stateName(job)} Job not allowed`);
    }
    this.store.remove(job.id);
  }

  private work(): void {
    if (this.working !== undefined || this.stopped) return;
    this.working = this.processWaiting().finally(() => {
      this.working = undefined;
    });
  }

  private async processWaiting(): Promise<void> {
    // The answer to the request that brought the job goes first.
    await setImmediate();
    for (;;) {
      const [job] = this.stopped ? [] : this.store.waiting();
      if (job === undefined) return;
      await this.process(job);
    }
  }

  private async process(job: BulkJob): Promise<void> {
    try {
      const run =
        job.kind === 'ingest' ? new IngestRun(this.org, this.store, job) : new QueryRun(this.org, this.store, job);
      while (!this.stopped && run.step()) await setImmediate();
    } catch (error) {
      const errorMessage = this.report(error);
      const current = this.store.get(job.id);
      if (current !== undefined) this.store.change(current, { state: 'Failed', errorMessage });
    }
  }
}

/** A client that goes away during its upload is no error of the org's. */
async function* received(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, 'BAD_REQUEST', `The upload broke off: ${reason}`);
  }
}

function stateName({ state }: BulkJob): string {
  if (state === 'JobComplete') return 'Completed';
  return state === 'UploadComplete' ? 'Closed' : state;
}

function invalidState(message: string): ApiError {
  return new ApiError(400, 'INVALIDJOBSTATE', message);
}

function uploadedTwice({ id }: IngestJob): ApiError {
  return new ApiError(
    400,
    'CLIENTINPUTERROR',
    `Found multiple contents for job: <${id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
  );
}

import type { BulkJob } from './job.js';

/** What POST, PATCH and the list say of a job. `contentUrl` has no slash in front, as on the platform. */
export function jobSummary(job: BulkJob): Record<string, unknown> {
  const open = job.kind === 'ingest' && job.state === 'Open';
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: dateText(job.createdDate),
    systemModstamp: dateText(job.systemModstamp),
    state: job.state,
    ...(job.kind === 'ingest' && job.externalIdFieldName !== undefined
      ? { externalIdFieldName: job.externalIdFieldName }
      : {}),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    ...(open ? { contentUrl: `services/data/v${job.apiVersion}.0/jobs/ingest/${job.id}/batches` } : {}),
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
  };
}

/**
 * What GET says of one job.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_info.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_one_job.htm
 */
export function jobInfo(job: BulkJob): Record<string, unknown> {
  const error = job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage };
  if (job.kind === 'query') {
    return {
      ...jobSummary(job),
      jobType: 'V2Query',
      numberRecordsProcessed: job.processed,
      retries: 0,
      totalProcessingTime: job.totalTime,
      isPkChunkingSupported: false,
      ...error,
    };
  }
  return {
    ...jobSummary(job),
    jobType: 'V2Ingest',
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: job.totalTime,
    apiActiveProcessingTime: job.activeTime,
    apexProcessingTime: 0,
    ...error,
  };
}

/** `2026-01-31T10:00:00.000+0000` */
function dateText(iso: string): string {
  return `${iso.slice(0, 19)}.000+0000`;
}

import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { BulkJobs, type BulkErrorReport } from '../bulk/bulkJobs.js';
import type { BulkJob } from '../bulk/job.js';
import { jobInfo, jobSummary } from '../bulk/jobInfo.js';
import { ingestResults, queryResults, unprocessedRows } from '../bulk/results.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import type { OrgServer } from './orgServer.js';
import { addResource, notFound } from './resource.js';
import type { ApiCall, ApiReply } from './resource.js';

/** Jobs of one page of a list. */
const LIST_PAGE = 1000;

/**
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0.htm
 *
 * The routes have a scope of their own, in which CSV is not read before a route asks for it.
 */
export function addBulkRoutes(app: FastifyInstance, server: OrgServer, report: BulkErrorReport): void {
  const jobs = new BulkJobs(server.org, report);
  app.addHook('onListen', (done) => {
    jobs.resume();
    done();
  });
  app.addHook('onClose', () => jobs.stop());
  app.register((scope, _options, done) => {
    scope.removeContentTypeParser('text/csv');
    scope.addContentTypeParser('text/csv', (_request, payload, parsed) => parsed(null, payload));
    addIngestRoutes(scope, server, jobs);
    addQueryJobRoutes(scope, server, jobs);
    done();
  });
}

function addIngestRoutes(app: FastifyInstance, server: OrgServer, jobs: BulkJobs): void {
  addResource(app, server, '/jobs/ingest', {
    GET: (call) => jobList(jobs, 'ingest', call),
    POST: ({ caller, request, version, basePath }) => {
      if (Buffer.isBuffer(request.body)) throw notEmulated('a bulk job and its data in one multipart request');
      return jobSummary(jobs.createIngest(caller, jobBody(request.body), version, basePath));
    },
  });
  addJobResource(app, server, jobs, 'ingest');
  addResource(app, server, '/jobs/ingest/:id/batches', {
    PUT: async (call) => {
      const { body } = call.request;
      if (!(body instanceof Readable)) {
        throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The data of a job must be sent as text/csv.');
      }
      await jobs.upload(idOf(call), body);
      return call.reply.code(201).send();
    },
  });
  addResource(app, server, '/jobs/ingest/:id/successfulResults', {
    GET: (call) => csv(call.reply, ingestResults(jobs.store, jobs.get('ingest', idOf(call)), false)),
  });
  addResource(app, server, '/jobs/ingest/:id/failedResults', {
    GET: (call) => csv(call.reply, ingestResults(jobs.store, jobs.get('ingest', idOf(call)), true)),
  });
  addResource(app, server, '/jobs/ingest/:id/unprocessedrecords', {
    GET: (call) => csv(call.reply, unprocessedRows(jobs.store, jobs.get('ingest', idOf(call)))),
  });
}

function addQueryJobRoutes(app: FastifyInstance, server: OrgServer, jobs: BulkJobs): void {
  addResource(app, server, '/jobs/query', {
    GET: (call) => jobList(jobs, 'query', call),
    POST: ({ caller, request, version, basePath }) =>
      jobSummary(jobs.createQuery(caller, jobBody(request.body), version, basePath)),
  });
  addJobResource(app, server, jobs, 'query');
  addResource(app, server, '/jobs/query/:id/results', {
    GET: (call) => {
      const job = jobs.get('query', idOf(call));
      if (job.state !== 'JobComplete') {
        throw new ApiError(400, 'INVALIDJOBSTATE', `The results of a job in the state ${job.state} cannot be read.`);
      }
      const from = locatorRow(call.query.get('locator'));
      const count = Math.min(maxRecords(call.query.get('maxRecords')), job.processed - from);
      if (count < 0) throw invalidLocator();
      const next = from + count;
      // Clients read on until the header says `null`; one that never asks for pages must get all in one.
      void call.reply
        .header('Sforce-Locator', next < job.processed ? locatorOf(next) : 'null')
        .header('Sforce-NumberOfRecords', String(count));
      return csv(call.reply, queryResults(jobs.store, job, from, count));
    },
  });
}

function addJobResource(app: FastifyInstance, server: OrgServer, jobs: BulkJobs, kind: BulkJob['kind']): void {
  addResource(app, server, `/jobs/${kind}/:id`, {
    GET: (call) => jobInfo(jobs.get(kind, idOf(call))),
    PATCH: (call) => jobSummary(jobs.setState(kind, idOf(call), jobBody(call.request.body)['state'])),
    DELETE: (call) => {
      jobs.remove(kind, idOf(call));
      return call.reply.code(204).send();
    },
  });
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_all_jobs.htm */
function jobList(jobs: BulkJobs, kind: BulkJob['kind'], { query, basePath }: ApiCall): unknown {
  const jobType = kind === 'ingest' ? 'V2Ingest' : 'V2Query';
  const asked = query.get('jobType') ?? jobType;
  const found = asked === jobType ? jobs.store.list(kind, query.get('queryLocator') ?? '', LIST_PAGE + 1) : [];
  const page = found.slice(0, LIST_PAGE);
  const done = page.length === found.length;
  const records = page.map((job) => ({ ...jobSummary(job), jobType }));
  const nextRecordsUrl = done ? null : `${basePath}/jobs/${kind}?queryLocator=${page.at(-1)?.id ?? ''}`;
  return { done, records, nextRecordsUrl };
}

function csv(reply: ApiReply, text: AsyncGenerator<string>): ApiReply {
  return reply.type('text/csv').send(Readable.from(text, { objectMode: false }));
}

function jobBody(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body) && !(body instanceof Readable)) {
    return body as Record<string, unknown>;
  }
  throw new ApiError(
    400,
    'JSON_PARSER_ERROR',
    'The request body must be a JSON object with the properties of the job.',
  );
}

function idOf({ params }: ApiCall): string {
  const id = params['id'];
  if (id === undefined) throw notFound();
  return id;
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_job_results.htm */
function maxRecords(given: string | null): number {
  if (given === null) return Infinity;
  if (/^[1-9]\d{0,9}$/.test(given)) return Number(given);
  throw new ApiError(400, 'INVALIDJOB', `maxRecords must be a positive number, not ${given}.`);
}

function locatorOf(row: number): string {
  return Buffer.from(String(row)).toString('base64url');
}

function locatorRow(locator: string | null): number {
  if (locator === null || locator === '') return 0;
  const row = Buffer.from(locator, 'base64url').toString();
  if (!/^\d{1,12}$/.test(row)) throw invalidLocator();
  return Number(row);
}

function invalidLocator(): ApiError {
  return new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
}

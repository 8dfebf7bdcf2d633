import { accessOf } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { lookupField } from '../records/externalId.js';
import { delimiters, ingestOperations, lineEndings, queryOperations } from './job.js';
import type { ColumnDelimiter, LineEnding } from './job.js';
import type { NewJob } from './jobStore.js';
import { planQuery } from './queryPlan.js';

export type JobRequest = Readonly<Record<string, unknown>>;

type Requested = { readonly apiVersion: number; readonly basePath: string };

const allowed = {
  insert: 'createable',
  update: 'updateable',
  upsert: 'createable',
  delete: 'deletable',
} as const;

/**
 * Reads the request for an ingest job. Throws an ApiError for one that the platform refuses, or that is not emulated.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm,
 * https://github.com/wadewegner/Force.com-Toolkit-for-NET/issues/331 (External ID was blank),
 * https://github.com/forcedotcom/dataloader/blob/master/src/main/java/com/salesforce/dataloader/action/visitor/BulkLoadVisitor.java (hardDelete)
 */
export function newIngestJob(org: EmbeddedOrg, caller: Caller, body: JobRequest, { apiVersion }: Requested): NewJob {
  const { assignmentRuleId, externalIdFieldName, object: objectName, operation: given } = body;
  refuseUnknown(body, ['assignmentRuleId', 'externalIdFieldName', 'object', 'operation']);
  if (assignmentRuleId !== undefined && assignmentRuleId !== null) throw notEmulated('assignment rules');
  // The permission `Bulk API Hard Delete` is not part of any profile, and the embedded org grants it to nobody.
  if (given === 'hardDelete') {
    throw new ApiError(
      400,
      'FEATURENOTENABLED',
      'hardDelete operation requires special user profile permission, please contact your system administrator',
    );
  }
  const operation = oneOf('operation', ingestOperations, given);
  if (typeof objectName !== 'string' || objectName === '') throw invalidJob('The object of the job is missing.');
  const object = readableObject(org, caller, objectName);
  if (!object[allowed[operation]])
    throw notEmulated(`the ${operation} of ${object.name} rows through the Bulk API 2.0`);
  const externalId = operation === 'upsert' ? upsertField(org, caller, object, externalIdFieldName) : undefined;
  return {
    kind: 'ingest',
    object: object.name,
    operation,
    apiVersion,
    ...formatOf(body),
    ...(externalId === undefined ? {} : { externalIdFieldName: externalId }),
  };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_create_job.htm */
export function newQueryJob(
  org: EmbeddedOrg,
  caller: Caller,
  body: JobRequest,
  { apiVersion, basePath }: Requested,
): NewJob {
  refuseUnknown(body, ['operation', 'query']);
  const { query } = body;
  const operation = oneOf('operation', queryOperations, body['operation']);
  if (typeof query !== 'string') throw invalidJob('The query of the job is missing.');
  const { object } = planQuery({ org, caller, api: 'data', basePath }, query, operation === 'queryAll');
  return {
    kind: 'query',
    object: readableObject(org, caller, object).name,
    operation,
    query,
    apiVersion,
    ...formatOf(body),
  };
}

function formatOf(body: JobRequest): { lineEnding: LineEnding; columnDelimiter: ColumnDelimiter } {
  oneOf('contentType', ['CSV'], body['contentType'] ?? 'CSV');
  oneOf('concurrencyMode', ['Parallel'], body['concurrencyMode'] ?? 'Parallel');
  return {
    lineEnding: oneOf('lineEnding', keysOf(lineEndings), body['lineEnding'] ?? 'LF'),
    columnDelimiter: oneOf('columnDelimiter', keysOf(delimiters), body['columnDelimiter'] ?? 'COMMA'),
  };
}

/** Source: https://help.salesforce.com/s/articleView?id=000383508 (Entity is not supported by the Bulk API) */
function readableObject(org: EmbeddedOrg, caller: Caller, name: string): ObjectDefinition {
  const object = catalogOf(org).object(name);
  if (object !== undefined && accessOf(org, caller).object(object.name).read) return object;
  throw new ApiError(400, 'INVALIDENTITY', `Entity '${name}' is not supported by the Bulk API.`);
}

function upsertField(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, given: unknown): string {
  if (typeof given !== 'string' || given === '') {
    throw invalidJob(`External ID was blank for ${object.name}. An External ID must be specified for upsert.`);
  }
  const field = lookupField(org, object, given);
  if (field !== undefined && accessOf(org, caller).canRead(object.name, field.name)) return field.name;
  throw invalidJob(`Provided external ID field does not exist or is not accessible: ${given}`);
}

const FORMAT = ['columnDelimiter', 'concurrencyMode', 'contentType', 'lineEnding'];

function refuseUnknown(body: JobRequest, known: readonly string[]): void {
  const unknown = Object.keys(body).find((key) => !known.includes(key) && !FORMAT.includes(key));
  if (unknown !== undefined) throw new ApiError(400, 'JSON_PARSER_ERROR', `Unrecognized field "${unknown}"`);
}

/** JSON leaves out what is undefined; null stands for it too. */
function oneOf<T extends string>(name: string, values: readonly T[], given: unknown): T {
  const value = values.find((each) => each === given);
  if (value !== undefined) return value;
  throw invalidJob(`${name} must be one of ${values.join(', ')}, not ${JSON.stringify(given)}.`);
}

function keysOf<T extends string>(record: Readonly<Record<T, unknown>>): T[] {
  return Object.keys(record) as T[];
}

function invalidJob(message: string): ApiError {
  return new ApiError(400, 'INVALIDJOB', message);
}

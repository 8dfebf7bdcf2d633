import type { FastifyInstance } from 'fastify';
import { defaultDeployOptions, type DeployOptions, type DeployRecord } from '../metadata/deploy/deployRecord.js';
import { deploysOf } from '../metadata/deploy/deploys.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import { readMultipart } from './multipart.js';
import type { OrgServer } from './orgServer.js';
import { addResource, notFound } from './resource.js';
import type { ApiCall } from './resource.js';

const PATH = '/metadata/deployRequest';

/**
 * Deploys over REST: the same jobs as those of the SOAP calls.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_rest_deploy.htm and the pages
 * meta_rest_deploy_checkstatus.htm, meta_rest_deploy_recentvalidation.htm and meta_rest_deploy_cancel.htm there
 */
export function addDeployRoutes(app: FastifyInstance, server: OrgServer): void {
  const deploys = deploysOf(server.org);
  app.addHook('onClose', () => deploys.stop());

  addResource(app, server, PATH, {
    POST: (call) => {
      const { body } = call.request;
      if (!Buffer.isBuffer(body)) return quickDeploy(server, call, textIn(body, 'validatedDeployRequestId'));
      const { zip, options } = readRequest(call.request.headers['content-type'], body);
      const { id } = deploys.start(call.caller, zip, options);
      return call.reply.code(201).send(shown(server, call, id, {}));
    },
  });

  addResource(app, server, `${PATH}/:id`, {
    GET: (call) => {
      const withDetails = call.query.get('includeDetails') === 'true';
      return shown(server, call, call.params['id'], { withDetails });
    },
    // The documentation posts the id in the address and in the body; clients post it in the body alone.
    POST: (call) =>
      quickDeploy(server, call, textIn(call.request.body, 'validatedDeployRequestId') ?? call.params['id']),
    PATCH: (call) => {
      const asked = objectIn(call.request.body, 'deployResult');
      if (asked?.['status'] !== 'Canceling') {
        throw new ApiError(400, 'INVALID_INPUT', 'Only the status of a deploy can be changed, and only to Canceling.');
      }
      const { id } = known(() => deploys.cancel(call.caller, call.params['id']));
      return call.reply.code(202).send(shown(server, call, id, {}));
    },
  });
}

function quickDeploy(server: OrgServer, call: ApiCall, validationId: string | undefined): unknown {
  if (validationId === undefined) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      'A deploy needs a package, or the validatedDeployRequestId of a validation.',
    );
  }
  const { id } = deploysOf(server.org).startValidated(call.caller, validationId, 404);
  return call.reply.code(201).send({ validatedDeployRequestId: validationId, ...shown(server, call, id, {}) });
}

/** A deploy as REST shows it. */
function shown(
  { org, url }: OrgServer,
  { basePath }: ApiCall,
  id: string | undefined,
  { withDetails = false }: { withDetails?: boolean },
): object {
  const { record, options } = known(() => deploysOf(org).find(id));
  const { testLevel, ...flags } = options;
  return {
    id: record.id,
    url: `${url}${basePath}${PATH}/${record.id}${withDetails ? '?includeDetails=true' : ''}`,
    deployResult: resultOf(record, withDetails),
    deployOptions: { autoUpdatePackage: false, performRetrieve: false, ...flags, testLevel: testLevel ?? null },
  };
}

/** What is not set yet is null, and the details are there for who asks for them. */
function resultOf({ details, ...record }: DeployRecord, withDetails: boolean): object {
  return {
    canceledBy: null,
    canceledByName: null,
    completedDate: null,
    errorMessage: null,
    errorStatusCode: null,
    startDate: null,
    stateDetail: null,
    ...record,
    ...(withDetails
      ? {
          details: {
            allComponentMessages: [...details.componentFailures, ...details.componentSuccesses],
            ...details,
            retrieveResult: null,
          },
        }
      : {}),
  };
}

/** An id without a deploy is a resource that does not exist. */
function known<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof ApiError && error.errorCode === 'INVALID_CROSS_REFERENCE_KEY') throw notFound();
    throw error;
  }
}

/** The zip and the options of a deploy. Clients name the part of the options differently, so its content type counts. */
function readRequest(contentType: string | undefined, body: Buffer): { zip: Uint8Array; options: DeployOptions } {
  const parts = readMultipart(contentType, body);
  const zip = parts.find((part) => part.name === 'file' || part.contentType === 'application/zip');
  if (!zip) throw new ApiError(400, 'INVALID_INPUT', 'The request has no part named file with the zip of the package.');
  const json = parts.find((part) => part.contentType === 'application/json');
  return { zip: zip.body, options: readOptions(json && objectIn(parsed(json.body), 'deployOptions')) };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error));
  }
}

const NOT_EMULATED = ['autoUpdatePackage', 'performRetrieve'];

function readOptions(given: Readonly<Record<string, unknown>> = {}): DeployOptions {
  const flags: Record<string, boolean> = {};
  const { runTests, testLevel, ...rest } = given;
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || value === undefined) continue;
    const isFlag = Object.hasOwn(defaultDeployOptions, name) || NOT_EMULATED.includes(name);
    if (!isFlag) throw new ApiError(400, 'JSON_PARSER_ERROR', `Unrecognized field "${name}" in deployOptions`);
    const flag = booleanOf(name, value);
    if (flag && NOT_EMULATED.includes(name)) throw notEmulated(name);
    if (!NOT_EMULATED.includes(name)) flags[name] = flag;
  }
  const tests = textsOf('runTests', runTests ?? []);
  const [testText] = textsOf('testLevel', testLevel ?? []);
  const level = testText === undefined || testText === '' ? {} : { testLevel: testText };
  return { ...defaultDeployOptions, ...flags, runTests: tests, ...level };
}

function booleanOf(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new ApiError(400, 'JSON_PARSER_ERROR', `The option ${name} must be true or false.`);
}

/** One text or a list of them. */
function textsOf(name: string, value: unknown): string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  if (texts.every((text) => typeof text === 'string')) return texts;
  throw new ApiError(400, 'JSON_PARSER_ERROR', `The option ${name} must be text.`);
}

function objectIn(body: unknown, name: string): Record<string, unknown> | undefined {
  const value = isObject(body) ? body[name] : undefined;
  return isObject(value) ? value : undefined;
}

function textIn(body: unknown, name: string): string | undefined {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

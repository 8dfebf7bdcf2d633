import type { Caller } from '../../access/caller.js';
import { ApiError, notEmulated } from '../../org/apiError.js';
import type { OrgServer } from '../orgServer.js';
import { dispatch, errorAnswer, type Subanswer, type Subrequest } from './dispatch.js';
import { badRequest, bodyObject, flagOf, objectsOf, type JsonObject } from './requestBody.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm */
const MAX_SUBREQUESTS = 25;
const MIN_VERSION = 34;
const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/responses_composite_batch.htm */
export type BatchAnswer = {
  readonly hasErrors: boolean;
  readonly results: readonly { readonly statusCode: number; readonly result: unknown }[];
};

/**
 * Runs independent subrequests in their order, each for itself: what one has written stays when a later one fails.
 * `version` is that of the whole request; no subrequest may speak a newer one.
 */
export function runBatch(server: OrgServer, caller: Caller, version: number, body: unknown): BatchAnswer {
  const request = bodyObject(body);
  const haltOnError = flagOf(request, 'haltOnError');
  const parts = objectsOf(request, 'batchRequests').map((part) => readPart(part, version));
  if (parts.length > MAX_SUBREQUESTS) {
    throw badRequest('LIMIT_EXCEEDED', `A batch can have at most ${MAX_SUBREQUESTS} subrequests.`);
  }
  // Each counts by itself, and the request around them is counted where it is answered.
  server.apiRequests += Math.max(parts.length - 1, 0);
  let halted = false;
  const answers = parts.map((part): Subanswer => {
    if (halted) return HALTED;
    const answer = isSupported(part.url)
      ? dispatch(server, caller, part)
      : errorAnswer(notEmulated(`${part.url.split('?')[0]} inside a batch`));
    halted = haltOnError && answer.status >= 400;
    return answer;
  });
  return {
    hasErrors: answers.some(({ status }) => status >= 400),
    results: answers.map(({ status, body: result }) => ({ statusCode: status, result })),
  };
}

/** Status and code: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/requests_composite_batch.htm (`haltOnError`) */
const HALTED: Subanswer = errorAnswer(
  new ApiError(412, 'BATCH_PROCESSING_HALTED', 'The batch was halted because an earlier subrequest failed.'),
);

function readPart({ method, url, richInput }: JsonObject, newest: number): Subrequest {
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    throw badRequest('INVALID_INPUT', `The method of a subrequest must be one of ${METHODS.join(', ')}.`);
  }
  const found = typeof url === 'string' ? /^(?:\/*services\/data)?\/*v(\d+)\.0\/+(.*)$/.exec(url) : null;
  if (found === null) throw badRequest('INVALID_INPUT', 'The url of a subrequest must begin with vXX.X/.');
  const version = Number(found[1]);
  if (version < MIN_VERSION || version > newest) {
    throw badRequest(
      'INVALID_INPUT',
      `The version of a subrequest must be between ${MIN_VERSION}.0 and ${newest}.0, the version of the batch.`,
    );
  }
  return { method, url: `/services/data/v${version}.0/${found[2] ?? ''}`, headers: {}, body: richInput };
}

function isSupported(url: string): boolean {
  return /^\/services\/data\/v\d+\.0\/(limits|sobjects|query|queryAll)(\/|\?|$)/.test(url);
}

import type { Caller } from '../../access/caller.js';
import { ApiError, notEmulated } from '../../org/apiError.js';
import type { OrgServer } from '../orgServer.js';
import { dispatch, errorAnswer, type Subanswer, type Subrequest } from './dispatch.js';
import { illegalReferenceId, isReferenceId, resolveReferences, resolveUrl } from './references.js';
import { badRequest, bodyObject, flagOf, isJsonObject, objectsOf, type JsonObject } from './requestBody.js';

/**
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_resources_composite_composite.htm
 */
const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;
const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
const INHERITED_HEADERS = ['accept', 'authorization', 'content-type'];

/** What the subrequests of each API may ask for, below the version, and which of it is limited to five. */
const RESOURCES = {
  data: {
    may: /^(sobjects|query|queryAll|composite\/sobjects)(\/|\?|$)/,
    heavy: /^(query|queryAll|composite\/sobjects)(\/|\?|$)/,
  },
  tooling: { may: /^tooling\/(sobjects|query)(\/|\?|$)/, heavy: /^tooling\/query(\/|\?|$)/ },
} as const;
export type CompositeApi = keyof typeof RESOURCES;

type Part = Subrequest & { readonly referenceId: string };

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/responses_composite.htm */
export type CompositeAnswer = {
  readonly compositeResponse: readonly {
    readonly body: unknown;
    readonly httpHeaders: Readonly<Record<string, string>>;
    readonly httpStatusCode: number;
    readonly referenceId: string;
  }[];
};

/**
 * Runs the subrequests in their order; later ones may refer to the answers of earlier ones. With `allOrNone` the first
 * failure undoes everything, and the others answer that they were rolled back.
 */
export function runComposite(
  server: OrgServer,
  caller: Caller,
  body: unknown,
  api: CompositeApi = 'data',
): CompositeAnswer {
  const request = bodyObject(body);
  const allOrNone = flagOf(request, 'allOrNone');
  // Collating changes the order of subrequests that do not depend on each other, nothing else.
  flagOf(request, 'collateSubrequests');
  const parts = objectsOf(request, 'compositeRequest').map(readPart);
  refuseParts(parts, api);
  const referenced = new Map<string, unknown>();
  const run = (part: Part): Subanswer => {
    const answer = RESOURCES[api].may.test(resourceOf(part.url))
      ? runPart(server, caller, part, referenced, allOrNone)
      : errorAnswer(notEmulated(`${part.url.split('?')[0]} inside a composite request`));
    if (answer.status < 300) referenced.set(part.referenceId, answer.body);
    return answer;
  };
  if (!allOrNone) return toAnswer(parts, parts.map(run));
  return server.org.storage.transaction<CompositeAnswer>((rollback) => {
    const answers: Subanswer[] = [];
    for (const [index, part] of parts.entries()) {
      const answer = run(part);
      answers.push(answer);
      if (hasFailed(part, answer))
        return rollback(
          toAnswer(
            parts,
            parts.map((_each, at) => (at === index ? answer : HALTED)),
          ),
        );
    }
    return toAnswer(parts, answers);
  });
}

/** Wording: https://github.com/SFDO-Tooling/CumulusCI (the composite API task) and answers quoted in public repositories. */
const HALTED: Subanswer = errorAnswer(
  new ApiError(
    400,
    'PROCESSING_HALTED',
    'The transaction was rolled back since another operation in the same transaction failed.',
  ),
);

function runPart(
  server: OrgServer,
  caller: Caller,
  part: Part,
  referenced: ReadonlyMap<string, unknown>,
  allOrNone: boolean,
): Subanswer {
  try {
    return dispatch(server, caller, {
      method: part.method,
      url: resolveUrl(part.url, referenced),
      headers: part.headers,
      body: resolveReferences(part.body, referenced),
      allOrNone,
    });
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error);
    throw error;
  }
}

/**
 * A collection answers 200 although records of it failed; the request around it has failed all the same.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_allornone.htm
 */
function hasFailed({ url }: Part, { status, body }: Subanswer): boolean {
  if (status >= 300) return true;
  const results: readonly unknown[] =
    resourceOf(url).startsWith('composite/sobjects') && Array.isArray(body) ? body : [];
  return results.some((result) => isJsonObject(result) && result['success'] === false);
}

function toAnswer(parts: readonly Part[], answers: readonly Subanswer[]): CompositeAnswer {
  return {
    compositeResponse: answers.map(({ status, headers, body }, index) => ({
      body,
      httpHeaders: headers,
      httpStatusCode: status,
      referenceId: parts[index]?.referenceId ?? '',
    })),
  };
}

function readPart(part: JsonObject): Part {
  const { method, url, referenceId, httpHeaders = {}, body } = part;
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    throw badRequest('INVALID_INPUT', `The method of a subrequest must be one of ${METHODS.join(', ')}.`);
  }
  if (typeof url !== 'string' || !/^\/+services\/data\/v\d+\.0\//.test(url)) {
    throw badRequest('INVALID_INPUT', 'The url of a subrequest must begin with /services/data/vXX.X/.');
  }
  if (typeof referenceId !== 'string' || referenceId === '') {
    throw badRequest('INVALID_INPUT', 'Every subrequest must have a referenceId.');
  }
  if (!isReferenceId(referenceId)) throw badRequest('INVALID_INPUT', illegalReferenceId(referenceId));
  return { method, url, referenceId, headers: readHeaders(httpHeaders), body };
}

function readHeaders(httpHeaders: unknown): Record<string, string> {
  if (!isJsonObject(httpHeaders)) throw badRequest('JSON_PARSER_ERROR', 'httpHeaders must be a JSON object.');
  return Object.fromEntries(
    Object.entries(httpHeaders).map(([name, value]) => {
      const header = name.toLowerCase();
      if (INHERITED_HEADERS.includes(header)) {
        throw badRequest(
          'INVALID_INPUT',
          `A subrequest cannot have the header ${name}; it is that of the whole request.`,
        );
      }
      return [header, String(value)];
    }),
  );
}

function refuseParts(parts: readonly Part[], api: CompositeApi): void {
  if (parts.length > MAX_SUBREQUESTS) {
    throw badRequest('LIMIT_EXCEEDED', `A composite request can have at most ${MAX_SUBREQUESTS} subrequests.`);
  }
  const heavy = parts.filter(({ url }) => RESOURCES[api].heavy.test(resourceOf(url)));
  if (heavy.length > MAX_QUERIES) {
    const message = `At most ${MAX_QUERIES} subrequests of a composite request can be sObject Collections or queries.`;
    throw badRequest('LIMIT_EXCEEDED', message);
  }
  const twice = parts.find(
    ({ referenceId }, index) => parts.findIndex((each) => each.referenceId === referenceId) < index,
  );
  if (twice !== undefined) {
    throw badRequest('INVALID_INPUT', `The referenceId ${twice.referenceId} is given more than once.`);
  }
}

function resourceOf(url: string): string {
  return url.replace(/^\/+services\/data\/v\d+\.0\/+/, '');
}

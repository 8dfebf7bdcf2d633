import { isTrue, listOf, mapping, waiting, type DeployResult } from '../faults/deployResult.js';
import type { SoapValue } from '../metadata/soap/envelope.js';
import { ApiError } from '../org/apiError.js';
import { bearerToken } from './orgServer.js';
import type { DeployForm } from './deployForm.js';
import { readMultipart, writeMultipart } from './multipart.js';
import type { Params } from './resource.js';

/**
 * Deploys as the REST resource has them. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_rest_deploy.htm
 */
export const restDeployForm: DeployForm = {
  sessionOf: ({ headers }) => bearerToken(headers.authorization),
  toValidation: (request) => {
    const { body, url, headers } = request;
    const validation = Buffer.isBuffer(body) ? asValidation(headers['content-type'], body) : undefined;
    if (validation === undefined || !Buffer.isBuffer(body)) return undefined;
    request.body = validation.body;
    return {
      checkOnly: validation.wasOne,
      inSession: (token) => ({
        method: 'POST',
        path: url,
        headers: { 'content-type': headers['content-type'] ?? '', authorization: `Bearer ${token}` },
        body: Uint8Array.from(body),
      }),
    };
  },
  startedId: (answer) => {
    const { id } = answerIn(answer);
    return typeof id === 'string' ? id : undefined;
  },
  started: (answer, { checkOnly }) => {
    const result = restDeployForm.readResult(answer);
    return result === undefined ? answer : writeResult(answer, { ...waiting(result), checkOnly });
  },
  askedId: ({ params }) => (params as Params)['id'],
  askFor: (request, id) => {
    request.params = { ...(request.params as Params), id };
  },
  readResult: (answer) => {
    const { deployResult } = answerIn(answer);
    return deployResult === undefined ? undefined : mapping(deployResult);
  },
  writeResult,
  cancels: ({ body }) => mapping(mapping(body)['deployResult'])['status'] === 'Canceling',
  cancelling: async (request, id, askOrg) => {
    const [path = ''] = request.url.split('?');
    const authorization = request.headers.authorization ?? '';
    const { status, text } = await askOrg({ method: 'GET', path, headers: { authorization } });
    const result = restDeployForm.readResult(text);
    if (result === undefined) return { status, type: 'json', body: text };
    const { createdBy, createdByName } = result;
    const stopping = { ...waiting(result), id, canceledBy: createdBy, canceledByName: createdByName };
    return { status: 202, type: 'json', body: writeResult(text, { ...stopping, status: 'Canceling' }) };
  },
};

/** The answer of the resource with another result in it: lists where XML repeats, null where XML leaves out. */
function writeResult(answer: string, result: DeployResult): string {
  const { id, url, deployOptions, deployResult } = answerIn(answer);
  const known = result['id'];
  const values = Object.entries(result).map(([name, value]): [string, SoapValue] => [name, value ?? null]);
  const { details } = mapping(deployResult);
  return JSON.stringify({
    id: known,
    url: typeof url === 'string' && typeof id === 'string' && typeof known === 'string' ? url.replace(id, known) : url,
    deployOptions: { ...mapping(deployOptions), checkOnly: result['checkOnly'] },
    deployResult: {
      ...Object.fromEntries(values),
      details: details === undefined ? undefined : detailsOf(mapping(result['details'])),
    },
  });
}

function detailsOf(details: DeployResult): object {
  const componentFailures = listOf(details['componentFailures']);
  const componentSuccesses = listOf(details['componentSuccesses']);
  const allComponentMessages = [...componentFailures, ...componentSuccesses];
  return {
    runTestResult: null,
    retrieveResult: null,
    ...details,
    allComponentMessages,
    componentFailures,
    componentSuccesses,
  };
}

/** The same form with `checkOnly` set; undefined when it cannot be read, which the org will say. */
function asValidation(contentType: string | undefined, body: Buffer): { body: Buffer; wasOne: boolean } | undefined {
  try {
    const parts = readMultipart(contentType, body);
    const at = parts.findIndex((part) => part.contentType === 'application/json');
    const json = parts[at] ?? { name: 'json', contentType: 'application/json', body: Buffer.from('{}') };
    const content = answerIn(Buffer.from(json.body).toString('utf8'));
    const options = mapping(content['deployOptions']);
    const changed = { ...content, deployOptions: { ...options, checkOnly: true } };
    const others = parts.filter((part) => part !== json);
    return {
      body: writeMultipart(contentType, [...others, { ...json, body: Buffer.from(JSON.stringify(changed)) }]),
      wasOne: isTrue(options['checkOnly']),
    };
  } catch (error) {
    if (error instanceof ApiError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function answerIn(text: string): DeployResult {
  return mapping(JSON.parse(text));
}

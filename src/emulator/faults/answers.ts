import { errorBody, ApiError } from '../org/apiError.js';
import { fault as soapFault } from '../metadata/soap/envelope.js';
import type { Call } from './call.js';
import type { FaultOf } from './faultPlan.js';
import { TIMED_OUT } from './queryFaults.js';

/** A whole answer, made without the org. */
export type Answer = {
  readonly status: number;
  readonly type: 'json' | 'xml';
  readonly body: string;
  readonly retryAfter?: number;
};

/** Source: https://help.salesforce.com/s/articleView?id=000387190&type=1 (code and message) */
const UNAVAILABLE = new ApiError(503, 'SERVER_UNAVAILABLE', 'Too many requests waiting for connections');
/** Sources: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm (403), https://github.com/SalesforceLabs/OrgCheck/issues/181 (message) */
const LIMIT = new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');

/** Sources: https://salesforcedictionary.com/errors/service-unavailable-503 (Retry-After), https://github.com/salto-io/salto/pull/3240 (`sf:SERVER_UNAVAILABLE`) */
export function unavailable(call: Call, { retryAfter }: FaultOf<'unavailable'>): Answer {
  return { ...errorAnswer(call, UNAVAILABLE, 503), ...(retryAfter === undefined ? {} : { retryAfter }) };
}

export function requestLimit(call: Call): Answer {
  return errorAnswer(call, LIMIT, 500);
}

export const queryTimeout = (): Answer => json(TIMED_OUT.status, errorBody(TIMED_OUT));

/** `soapStatus`: faults come with 500, but what stands in front of the API answers as it does to everybody. */
function errorAnswer(call: Call, error: ApiError, soapStatus: number): Answer {
  if (!call.kinds.includes('soap')) {
    return { status: error.status, type: 'json', body: JSON.stringify(errorBody(error)) };
  }
  const { xml } = soapFault(`sf:${error.errorCode}`, `${error.errorCode}: ${error.message}`);
  return { status: soapStatus, type: 'xml', body: xml };
}

/** Wording: https://github.com/developerforce/Force.com-JavaScript-REST-Toolkit/issues/68, https://github.com/roblesterjr04/EloquentSalesForce/issues/59 */
const LOCKED = 'unable to obtain exclusive access to this record';

/** The answer to a write of which no record is saved, in the form of the resource it went to. */
export function writeFails({ path }: Call, { code }: FaultOf<'writeFails'>, url: string, body: unknown): Answer {
  const failure = (id?: string): { message: string; fields: [] } => ({ message: messageOf(code, id), fields: [] });
  const saveError = (id?: string): object => ({ statusCode: code, ...failure(id) });
  const [, , , , resource, second] = path.split('/');
  if (resource !== 'composite') {
    const status = code === 'SERVER_UNAVAILABLE' ? 503 : 400;
    return json(status, [{ ...failure(idOf(path)), errorCode: code }]);
  }
  if (second === 'tree') {
    const [first] = recordsOf(body);
    const referenceId = fieldOf(attributesOf(first), 'referenceid') ?? '';
    return json(400, { hasErrors: true, results: [{ referenceId, errors: [saveError()] }] });
  }
  const deleted = new URLSearchParams(url.split('?')[1]).get('ids')?.split(',');
  const ids = deleted ?? recordsOf(body).map((record) => fieldOf(record, 'id'));
  return json(
    200,
    ids.map((id) => ({ ...(id === undefined ? {} : { id }), success: false, errors: [saveError(id)] })),
  );
}

function messageOf(code: FaultOf<'writeFails'>['code'], id: string | undefined): string {
  if (code === 'SERVER_UNAVAILABLE') return UNAVAILABLE.message;
  return id === undefined ? LOCKED : `${LOCKED} or 1 records: ${id}`;
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'json', body: JSON.stringify(body) };
}

/** The id at the end of a record's address. */
function idOf(path: string): string | undefined {
  const segments = path.split('/');
  return segments.length === 7 ? segments[6] : undefined;
}

function recordsOf(body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null || !('records' in body)) return [];
  return Array.isArray(body.records) ? body.records : [];
}

function attributesOf(record: unknown): Record<string, unknown> {
  if (typeof record !== 'object' || record === null || !('attributes' in record)) return {};
  const { attributes } = record;
  return typeof attributes === 'object' && attributes !== null ? { ...attributes } : {};
}

function fieldOf(record: unknown, name: string): string | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const found = Object.entries(record).find(([key]) => key.toLowerCase() === name);
  return typeof found?.[1] === 'string' ? found[1] : undefined;
}

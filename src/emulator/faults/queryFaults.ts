import { errorBody, ApiError } from '../org/apiError.js';
import type { FaultOf } from './faultPlan.js';
import { globOf } from './glob.js';

/** Source: https://sfdecoded.github.io/errors/query-timeout.html, https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm (400) */
export const TIMED_OUT = new ApiError(400, 'QUERY_TIMEOUT', 'Your query request was running for too long.');

/** The objects that the queries of a REST request are from: its own query, or those among its parts. */
export function objectsQueried(url: string, body: unknown): string[] {
  return [url, ...urlsOfParts(body)].flatMap((each) => objectOf(each) ?? []);
}

/** Whether the fault befalls a query from this object. */
export function timesOut({ objects }: FaultOf<'queryTimeout'>, object: string): boolean {
  return objects === undefined || [objects].flat().some((pattern) => globOf(pattern).test(object));
}

/** The answer to a composite request in which those queries did not come to an end; any other stays as it is. */
export function withTimedOutParts(answer: string, body: unknown, fault: FaultOf<'queryTimeout'>): string {
  const urls = urlsOfParts(body);
  if (urls.length === 0) return answer;
  const whole = JSON.parse(answer) as { compositeResponse?: readonly object[] };
  const parts = whole.compositeResponse?.map((part, index) => {
    const object = objectOf(urls[index] ?? '');
    return object !== undefined && timesOut(fault, object)
      ? { ...part, body: errorBody(TIMED_OUT), httpStatusCode: TIMED_OUT.status }
      : part;
  });
  return JSON.stringify({ ...whole, compositeResponse: parts });
}

function urlsOfParts(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || !('compositeRequest' in body)) return [];
  const { compositeRequest: parts } = body;
  if (!Array.isArray(parts)) return [];
  return parts.map((part: unknown) =>
    typeof part === 'object' && part !== null && 'url' in part && typeof part.url === 'string' ? part.url : '',
  );
}

/** The object of a query's outermost FROM; undefined for an address that is no query. */
function objectOf(url: string): string | undefined {
  const [path = '', search] = url.split('?');
  if (!/\/(?:query|queryAll)\/?$/.test(path)) return undefined;
  const soql = new URLSearchParams(search).get('q')?.replace(/'(?:\\.|[^'\\])*'/g, "''") ?? '';
  return /\bFROM\s+(\w+)/i.exec(withoutBrackets(soql))?.[1];
}

function withoutBrackets(text: string): string {
  const inner = text.replace(/\([^()]*\)/g, ' ');
  return inner === text ? text : withoutBrackets(inner);
}

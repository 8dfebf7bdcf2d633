import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { isPassing, unreadableAnswer } from './orgError.js';

/** What became of one of several requests: the org's answer, or its reason for refusing. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

type CompositeResponse = {
  readonly compositeResponse: readonly { readonly httpStatusCode: number; readonly body: unknown }[];
};

/**
 * What one request takes, which counts as a single call, whereas each part of a batch counts.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_post.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_resources_composite_composite.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm
 */
const MOST_PARTS = 25;
export const QUERIES_A_CALL = 5;
/** Before a request is repeated whose trouble may pass, in milliseconds: the client repeats no POST, but this one only reads. */
const PAUSES = [500, 1_500];
/** Requests at the same time where one does not take all. */
const CONCURRENCY = 4;

/**
 * Several readings as one API call for each five queries among them. `paths` follow the version, e.g. `sobjects`; those of
 * the Tooling API follow `tooling`. Each is answered for itself; throws when the org does not take a request as a whole.
 */
export async function composite(
  connection: Connection,
  paths: readonly string[],
  api: 'data' | 'tooling' = 'data',
): Promise<Answer[]> {
  const base = `/services/data/v${connection.getApiVersion()}${api === 'tooling' ? '/tooling' : ''}`;
  const answers = await pMap(requestsOf(paths), (parts) => send(connection, base, parts), { concurrency: CONCURRENCY });
  return answers.flat();
}

/** The path of a query. */
export function queryPath(soql: string): string {
  return `query?q=${encodeURIComponent(soql)}`;
}

async function send(connection: Connection, base: string, paths: readonly string[]): Promise<Answer[]> {
  const compositeRequest = paths.map((path, index) => ({
    method: 'GET',
    url: `${base}/${path}`,
    referenceId: `part${index}`,
  }));
  // Made anew for each attempt: the client writes into it.
  const request = () => ({
    method: 'POST' as const,
    url: `${base}/composite`,
    body: JSON.stringify({ allOrNone: false, compositeRequest }),
    headers: { 'content-type': 'application/json' },
  });
  const { compositeResponse } = await repeated(() => connection.request<CompositeResponse>(request()), PAUSES);
  if (!Array.isArray(compositeResponse)) throw unreadableAnswer('parts');
  return compositeResponse.map(answerOf);
}

async function repeated<T>(attempt: () => PromiseLike<T>, [pause, ...others]: readonly number[]): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (pause === undefined || !isPassing(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return repeated(attempt, others);
  }
}

function requestsOf(paths: readonly string[]): string[][] {
  const requests: string[][] = [];
  let queries = 0;
  for (const path of paths) {
    const isQuery = path.startsWith('query');
    const last = requests.at(-1);
    const full = last === undefined || last.length === MOST_PARTS || (isQuery && queries === QUERIES_A_CALL);
    if (full) {
      requests.push([path]);
      queries = 0;
    } else last.push(path);
    if (isQuery) queries += 1;
  }
  return requests;
}

function answerOf({ httpStatusCode, body }: CompositeResponse['compositeResponse'][number]): Answer {
  if (httpStatusCode < 400) return { ok: true, value: body };
  const [problem] = Array.isArray(body) ? (body as readonly { errorCode?: string; message?: string }[]) : [];
  return {
    ok: false,
    reason:
      [problem?.errorCode, problem?.message].filter((text) => text !== undefined).join(': ') ||
      `the org answered ${httpStatusCode}`,
  };
}

/** The rows that a query gave. Throws an Error with the org's own words where it gave none. */
export function rowsOf(answer: Answer | undefined): readonly unknown[] {
  if (answer?.ok !== true) throw new Error(answer?.reason ?? 'The org did not answer.');
  return (answer.value as { records: readonly unknown[] }).records;
}

/** The rows of a query of which the org lists all at once. Throws an Error where it refuses, or has more: `tooMany`. */
export function allRowsOf(answer: Answer | undefined, tooMany: string): readonly unknown[] {
  const rows = rowsOf(answer);
  if (answer?.ok === true && (answer.value as { done: boolean }).done) return rows;
  throw new Error(tooMany);
}

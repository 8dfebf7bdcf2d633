import type { Connection } from '@salesforce/core';

/** What became of one part of a batch: the org's answer, or its reason for refusing. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

type BatchResponse = { readonly results: readonly { readonly statusCode: number; readonly result: unknown }[] };

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm */
const MOST_PARTS = 25;

/**
 * Several requests as one API call for each 25 of them. `paths` follow the version, e.g. `limits`. Each part is answered
 * for itself; throws when the org does not take the batch as a whole.
 */
export async function batch(connection: Connection, paths: readonly string[]): Promise<Answer[]> {
  const version = `v${connection.getApiVersion()}`;
  const answers: Answer[] = [];
  for (let start = 0; start < paths.length; start += MOST_PARTS) {
    const batchRequests = paths
      .slice(start, start + MOST_PARTS)
      .map((path) => ({ method: 'GET', url: `${version}/${path}` }));
    const { results } = await connection.requestPost<BatchResponse>('/composite/batch', { batchRequests });
    answers.push(...results.map(answerOf));
  }
  return answers;
}

/** The path of a query. */
export function queryPath(soql: string): string {
  return `query?q=${encodeURIComponent(soql)}`;
}

function answerOf({ statusCode, result }: BatchResponse['results'][number]): Answer {
  if (statusCode < 400) return { ok: true, value: result };
  const [problem] = Array.isArray(result) ? (result as readonly { errorCode?: string; message?: string }[]) : [];
  return {
    ok: false,
    reason:
      [problem?.errorCode, problem?.message].filter((text) => text !== undefined).join(': ') ||
      `the org answered ${statusCode}`,
  };
}

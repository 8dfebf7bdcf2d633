import type { Connection } from '@salesforce/core';
import type { Asked } from './circumstances.js';

/**
 * Counts the requests of a connection from here on; the function returned says how many there were. Each is one API call:
 * what several readings share is sent as composite requests, which count once. One that the client repeats because it
 * failed counts once too.
 */
export function countCalls(connection: Connection): () => number {
  let calls = 0;
  const transport = connection._transport;
  const send = transport.httpRequest.bind(transport);
  transport.httpRequest = (request, options) => {
    calls += 1;
    return send(request, options);
  };
  return () => calls;
}

/**
 * How many calls the org has left of the last 24 hours' allowance, as its last answer over REST said: asking costs none.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
 */
export function callsLeft({ limitInfo }: Connection): Asked<{ readonly remaining: number; readonly limit: number }> {
  const { apiUsage } = limitInfo;
  return apiUsage === undefined
    ? { state: 'unread', reason: 'the org did not say' }
    : { state: 'read', value: { remaining: Math.max(apiUsage.limit - apiUsage.used, 0), limit: apiUsage.limit } };
}

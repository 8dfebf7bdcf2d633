import type { Connection } from '@salesforce/core';
import { type Answer, composite, queryPath } from './composite.js';
import type { Asked } from './circumstances.js';
import type { ObservationRequest, OrgObservations } from './observations.js';
import { BEFORE_SAVE_FLOWS, readForeign } from './readForeign.js';
import { grantQueries, readGrants } from './readGrants.js';
import { recentChanges, recentChangesQuery } from './readRecentChanges.js';

/**
 * Asks an org for what its components don't tell: some API calls for grants and changes in Setup, and one retrieve with
 * its polls. What the org would not say is a value; it throws nothing.
 */
export async function gatherObservations(
  connection: Connection,
  request: ObservationRequest,
): Promise<Omit<OrgObservations, 'records'>> {
  const queries = [
    recentChangesQuery(request.since),
    BEFORE_SAVE_FLOWS,
    ...grantQueries(request).map(([, soql]) => soql),
  ];
  const [changes = SILENT, flows = SILENT, ...grants] = await answersTo(connection, queries);
  const [read, foreign] = await Promise.all([
    readGrants(connection, request, grants),
    flows.ok ? readForeign(connection, flowNames(flows.value)) : unread(`flows: ${flows.reason}`),
  ]);
  return { grants: read, changes: recentChanges(changes, request.since), foreign };
}

const SILENT: Answer = { ok: false, reason: 'the org did not answer' };

async function answersTo(connection: Connection, queries: readonly string[]): Promise<Answer[]> {
  try {
    return await composite(connection, queries.map(queryPath));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return queries.map(() => ({ ok: false, reason }));
  }
}

function flowNames(value: unknown): string[] {
  return (value as { records: readonly { ApiName: string }[] }).records.map(({ ApiName }) => ApiName);
}

function unread(reason: string): Asked<never> {
  return { state: 'unread', reason };
}

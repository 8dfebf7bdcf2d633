import type { Answer } from './composite.js';
import type { Asked, SetupEntry } from './circumstances.js';
import type { RecentChanges } from './observations.js';

/** As many entries as one answer holds. */
const MOST_ENTRIES = 2000;

type TrailRow = {
  readonly Action: string;
  readonly Section: string | null;
  readonly Display: string | null;
  readonly CreatedDate: string;
  readonly CreatedBy: { readonly Username: string } | null;
};

/**
 * Asks for the changes in Setup since a moment, newest first; the platform keeps 180 days.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm
 */
export function recentChangesQuery(since: string): string {
  const moment = since.replace(/\.\d+/u, '');
  return `SELECT Action, Section, Display, CreatedDate, CreatedBy.Username FROM SetupAuditTrail WHERE CreatedDate >= ${moment} ORDER BY CreatedDate DESC, Id DESC LIMIT ${MOST_ENTRIES}`;
}

/**
 * Where there are more changes than the answer gives at once, none is known: what was not seen must not pass for what did
 * not happen.
 */
export function recentChanges(answer: Answer, since: string): Asked<RecentChanges> {
  if (!answer.ok) return { state: 'unread', reason: answer.reason };
  const { records } = answer.value as { records: readonly TrailRow[] };
  if (records.length === MOST_ENTRIES) {
    return { state: 'unread', reason: `the setup audit trail has more than ${MOST_ENTRIES} changes since ${since}` };
  }
  return { state: 'read', value: { since, entries: records.map(entryOf) } };
}

function entryOf({ Action, Section, Display, CreatedDate, CreatedBy }: TrailRow): SetupEntry {
  return {
    action: Action,
    section: Section ?? '',
    display: Display ?? '',
    at: new Date(CreatedDate).toISOString(),
    by: CreatedBy?.Username,
  };
}

import { catalogOf } from '../catalog/catalog.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { rollUp } from './rollUps.js';
import { storedNow } from './save.js';
import { recordsReferring } from './saving.js';
import { writeRow } from './tables.js';

/**
 * What belonged to a lead goes to the contact it became: its activities, and its memberships in campaigns, which name
 * the lead still.
 * Source: https://help.salesforce.com/s/articleView?id=sf.leads_notes.htm
 */
export function moveRelated(
  org: EmbeddedOrg,
  lead: StoredRow,
  to: { readonly accountId: string; readonly contactId: string },
): void {
  for (const name of ['Task', 'Event']) {
    rewrite(org, name, 'WhoId', lead, (activity) => ({
      WhoId: to.contactId,
      AccountId: activity['AccountId'] ?? to.accountId,
    }));
  }
  rewrite(org, 'CampaignMember', 'LeadId', lead, () => ({ ContactId: to.contactId }));
}

function rewrite(
  org: EmbeddedOrg,
  objectName: string,
  reference: string,
  lead: StoredRow,
  changes: (row: StoredRow) => StoredRow,
): void {
  const object = catalogOf(org).object(objectName);
  if (object === undefined) return;
  for (const row of recordsReferring(org, objectName, reference, lead['Id'])) {
    const after = { ...row, ...changes(row) };
    writeRow(org, object, after);
    rollUp(org, objectName, after, row, storedNow(org));
  }
}

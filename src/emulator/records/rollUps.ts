import { catalogOf } from '../catalog/catalog.js';
import { opportunityStages } from '../catalog/standard/opportunity.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { deriveFields } from './derivedFields.js';
import { recordOf, recordsReferring } from './saving.js';
import { writeRow } from './tables.js';

/** What a record says of those that refer to it: how many there are, what they come to. */
type RollUp = {
  readonly parent: string;
  readonly reference: string;
  readonly of: (children: readonly StoredRow[], parent: StoredRow) => StoredRow;
};

const CENTS = 100;

const sum = (rows: readonly StoredRow[], field: string): number =>
  Math.round(rows.reduce((total, row) => total + Number(row[field] ?? 0), 0) * CENTS) / CENTS;
const having = (rows: readonly StoredRow[], field: string): number =>
  rows.filter((row) => (row[field] ?? null) !== null && row[field] !== 0).length;

/**
 * The standard roll-ups, by the object that is rolled up.
 * Source: the pages of the parents, e.g. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm (Amount)
 */
const rollUps: Readonly<Record<string, RollUp>> = {
  CampaignMember: {
    parent: 'Campaign',
    reference: 'CampaignId',
    of: (members) => ({
      NumberOfLeads: having(members, 'LeadId'),
      NumberOfContacts: having(members, 'ContactId'),
      NumberOfResponses: having(members, 'HasResponded'),
    }),
  },
  Opportunity: {
    parent: 'Campaign',
    reference: 'CampaignId',
    of: (opportunities) => {
      const won = opportunities.filter(({ StageName: stage }) => opportunityStages.get(String(stage))?.won === true);
      return {
        NumberOfOpportunities: opportunities.length,
        NumberOfWonOpportunities: won.length,
        AmountAllOpportunities: sum(opportunities, 'Amount'),
        AmountWonOpportunities: sum(won, 'Amount'),
      };
    },
  },
  OpportunityLineItem: {
    parent: 'Opportunity',
    reference: 'OpportunityId',
    of: (items, opportunity) => ({
      HasOpportunityLineItem: items.length > 0 ? 1 : 0,
      Amount: items.length > 0 ? sum(items, 'TotalPrice') : (opportunity['Amount'] ?? null),
      TotalOpportunityQuantity:
        items.length > 0 ? sum(items, 'Quantity') : (opportunity['TotalOpportunityQuantity'] ?? null),
    }),
  },
  OrderItem: {
    parent: 'Order',
    reference: 'OrderId',
    of: (items) => ({ TotalAmount: sum(items, 'TotalPrice') }),
  },
  QuoteLineItem: {
    parent: 'Quote',
    reference: 'QuoteId',
    of: (items) => ({
      LineItemCount: items.length,
      Subtotal: sum(items, 'Subtotal'),
      TotalPrice: sum(items, 'TotalPrice'),
    }),
  },
};

/** Brings the parents of a record that was saved or deleted up to date; `before` is the record as it was. */
export function rollUp(
  org: EmbeddedOrg,
  objectName: string,
  row: StoredRow,
  before: StoredRow | undefined,
  now: string,
): void {
  const known = rollUps[objectName];
  if (known === undefined) return;
  for (const id of new Set([row[known.reference], before?.[known.reference]])) refresh(org, objectName, known, id, now);
}

function refresh(
  org: EmbeddedOrg,
  childName: string,
  { parent: parentName, reference, of }: RollUp,
  id: StoredValue | undefined,
  now: string,
): void {
  const parent = catalogOf(org).object(parentName);
  const row = recordOf(org, parentName, id);
  if (parent === undefined || row === undefined) return;
  const after = { ...row, ...of(recordsReferring(org, childName, reference, id), row) };
  deriveFields(parent, after, {}, row, now);
  writeRow(org, parent, after);
  rollUp(org, parentName, after, row, now);
}

/**
 * Named groups of standard objects, so that a schema need not list them. Not every org has every one of them (quotes and
 * orders are features to switch on), so members of a group are optional.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
 */
export const objectGroups = {
  'retail-core': [
    'Account',
    'Asset',
    'Campaign',
    'CampaignMember',
    'Case',
    'Contact',
    'Contract',
    'Event',
    'Individual',
    'Lead',
    'Opportunity',
    'OpportunityLineItem',
    'Order',
    'OrderItem',
    'PricebookEntry',
    'Product2',
    'Quote',
    'QuoteLineItem',
    'Task',
  ],
  sales: [
    'Account',
    'Contact',
    'Lead',
    'Opportunity',
    'OpportunityLineItem',
    'Quote',
    'QuoteLineItem',
    'Task',
    'Event',
  ],
  commerce: ['Product2', 'PricebookEntry', 'Order', 'OrderItem', 'Contract', 'Asset'],
  service: ['Account', 'Contact', 'Asset', 'Case', 'Task', 'Event'],
} as const satisfies Record<string, readonly string[]>;

export type ObjectGroup = keyof typeof objectGroups;

export const objectGroupNames = Object.keys(objectGroups) as [ObjectGroup, ...ObjectGroup[]];

/** An entry of the schema's `objects`, as it is written. */
export type ScopeEntry =
  string | { readonly name: string; readonly optional: boolean } | { readonly group: ObjectGroup };

/**
 * The objects that entries stand for, each once: one that is listed by name counts as listed, whatever groups it is in;
 * one that is excluded is left out.
 */
export function resolveScope(
  entries: readonly ScopeEntry[],
  excluded: readonly { readonly name: string }[],
): { name: string; optional: boolean }[] {
  const listed = entries.flatMap((entry) =>
    typeof entry === 'string' ? [{ name: entry, optional: false }] : 'name' in entry ? [{ ...entry }] : [],
  );
  const grouped = entries.flatMap((entry) =>
    typeof entry === 'object' && 'group' in entry
      ? objectGroups[entry.group].map((name) => ({ name, optional: true }))
      : [],
  );
  const left = new Set(excluded.map(({ name }) => name.toLowerCase()));
  const scope = new Map<string, { name: string; optional: boolean }>();
  for (const object of [...listed, ...grouped]) {
    const key = object.name.toLowerCase();
    if (!left.has(key) && !scope.has(key)) scope.set(key, object);
  }
  return [...scope.values()];
}

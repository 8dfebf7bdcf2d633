import type { Connection } from '@salesforce/core';

/** How many of the components that an object's limits count it has. */
export type ObjectUsage = { readonly customFields: number; readonly activeRules: number };

/** Usage by object; an object that is not in it has none. */
export type UsageReading =
  | { readonly state: 'read'; readonly objects: ReadonlyMap<string, ObjectUsage> }
  | { readonly state: 'unread'; readonly reason: string };

type FieldCount = { TableEnumOrId: string; total: number };
type RuleCount = { EntityDefinitionId: string; total: number };

/** Counts the custom fields and the active rules of every object: two calls, however many objects there are. */
export async function readUsage(connection: Connection, nameOf: ReadonlyMap<string, string>): Promise<UsageReading> {
  try {
    const [fields, rules] = await Promise.all([
      connection.tooling.query<FieldCount>(
        'SELECT TableEnumOrId, COUNT(Id) total FROM CustomField GROUP BY TableEnumOrId',
      ),
      connection.tooling.query<RuleCount>(
        'SELECT EntityDefinitionId, COUNT(Id) total FROM ValidationRule WHERE Active = true GROUP BY EntityDefinitionId',
      ),
    ]);
    // A count that is cut off says nothing of the objects that are not in it.
    if (!fields.done || !rules.done)
      return { state: 'unread', reason: 'the org has more objects than it counts at once' };
    const objects = new Map<string, { customFields: number; activeRules: number }>();
    const of = (id: string): { customFields: number; activeRules: number } => {
      const name = nameOf.get(id) ?? id;
      const known = objects.get(name) ?? { customFields: 0, activeRules: 0 };
      objects.set(name, known);
      return known;
    };
    for (const { TableEnumOrId, total } of fields.records) of(TableEnumOrId).customFields += total;
    for (const { EntityDefinitionId, total } of rules.records) of(EntityDefinitionId).activeRules += total;
    return { state: 'read', objects };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

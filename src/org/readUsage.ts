import { type Answer, allRowsOf, queryPath } from './composite.js';

/** How many of the components that an object's limits count it has. */
export type ObjectUsage = { readonly customFields: number; readonly activeRules: number };

/** Usage by object; an object that is not in it has none. */
export type UsageReading =
  | { readonly state: 'read'; readonly objects: ReadonlyMap<string, ObjectUsage> }
  | { readonly state: 'unread'; readonly reason: string };

type FieldCount = { TableEnumOrId: string; total: number };
type RuleCount = { EntityDefinitionId: string; total: number };

/** The custom fields and the active rules of every object, however many objects there are; of the Tooling API. */
export const USAGE = {
  fields: queryPath('SELECT TableEnumOrId, COUNT(Id) total FROM CustomField GROUP BY TableEnumOrId'),
  rules: queryPath(
    'SELECT EntityDefinitionId, COUNT(Id) total FROM ValidationRule WHERE Active = true GROUP BY EntityDefinitionId',
  ),
} as const;

/** A count that is cut off says nothing of the objects that are not in it. */
const TOO_MANY = 'the org has more objects than it counts at once';

export function usageOf(
  { fields, rules }: { readonly [Kind in keyof typeof USAGE]: Answer | undefined },
  nameOf: ReadonlyMap<string, string>,
): UsageReading {
  try {
    const objects = new Map<string, { customFields: number; activeRules: number }>();
    const of = (id: string): { customFields: number; activeRules: number } => {
      const name = nameOf.get(id) ?? id;
      const known = objects.get(name) ?? { customFields: 0, activeRules: 0 };
      objects.set(name, known);
      return known;
    };
    for (const { TableEnumOrId, total } of allRowsOf(fields, TOO_MANY) as readonly FieldCount[])
      of(TableEnumOrId).customFields += total;
    for (const { EntityDefinitionId, total } of allRowsOf(rules, TOO_MANY) as readonly RuleCount[])
      of(EntityDefinitionId).activeRules += total;
    return { state: 'read', objects };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

import { objectGroups, type ObjectGroup } from './objectGroups.js';
import type { GuardId, ObjectSettings, ScopedObject } from './provenanceSchema.js';

/** Stands for every object of an org that holds business records and takes custom fields. */
export const EVERY_OBJECT = '*';

/** What one object does otherwise than the rest of the schema says. */
export type ObjectOverride = {
  readonly guards?: { readonly [Id in GuardId]?: boolean | undefined } | undefined;
  readonly badge?: ObjectSettings['badge'] | undefined;
  readonly listViews?: boolean | undefined;
  readonly reason?: string | undefined;
};

/** An entry of the schema's `objects`, as it is written. */
export type ScopeEntry =
  string | ({ readonly name: string; readonly optional: boolean } & ObjectOverride) | { readonly group: ObjectGroup };

/**
 * The objects that entries stand for, each once: one that is listed by name counts as listed, whatever groups it is in;
 * one that is excluded is left out. `EVERY_OBJECT` stands for objects that only an org can name.
 */
export function resolveScope(
  entries: readonly ScopeEntry[],
  excluded: readonly { readonly name: string }[],
  settings: ObjectSettings,
): ScopedObject[] {
  const listed = entries.flatMap((entry): ScopedObject[] => {
    if (typeof entry === 'string') return entry === EVERY_OBJECT ? [] : [{ name: entry, optional: false, settings }];
    return 'name' in entry ? [{ name: entry.name, optional: entry.optional, ...overridden(settings, entry) }] : [];
  });
  const grouped = entries.flatMap((entry): ScopedObject[] =>
    typeof entry === 'object' && 'group' in entry
      ? objectGroups[entry.group].map((name) => ({ name, optional: true, settings }))
      : [],
  );
  const left = new Set(excluded.map(({ name }) => name.toLowerCase()));
  const scope = new Map<string, ScopedObject>();
  for (const object of [...listed, ...grouped]) {
    const key = object.name.toLowerCase();
    if (!left.has(key) && !scope.has(key)) scope.set(key, object);
  }
  return [...scope.values()];
}

/** What an object does that overrides the settings of the others. */
export function overridden(
  settings: ObjectSettings,
  { guards, badge, listViews, reason }: ObjectOverride,
): Pick<ScopedObject, 'settings' | 'reason'> {
  const { complete, immutable, contained, declared, person } = settings.guards;
  return {
    settings: {
      guards: {
        complete: guards?.complete ?? complete,
        immutable: guards?.immutable ?? immutable,
        contained: guards?.contained ?? contained,
        declared: guards?.declared ?? declared,
        person: guards?.person ?? person,
      },
      badge: badge ?? settings.badge,
      listViews: listViews ?? settings.listViews,
    },
    ...(reason === undefined ? {} : { reason }),
  };
}

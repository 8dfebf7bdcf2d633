import type { GuardId, ObjectSettings, ProvenanceSchema } from '../schema/provenanceSchema.js';

/**
 * The schema with everything switched on that it can name, on the same objects: what was deployed before it was switched
 * off is found by its name too. List views that the org shares are looked through only where the schema extends them.
 */
export function wholeSchema(schema: ProvenanceSchema): ProvenanceSchema {
  const { markers, badge, guards } = schema;
  const ids = Object.keys(guards) as GuardId[];
  const style = badge.style;
  const everything: ObjectSettings = { guards: eachGuard(ids, () => true), badge: style, listViews: true };
  return {
    ...schema,
    markers: { ...markers, generation_batch: { ...markers.generation_batch, enabled: true } },
    objects: schema.objects.map((object) => ({ ...object, settings: everything })),
    everyObject: schema.everyObject === false ? false : everything,
    guards: eachGuard(ids, (id) => ({ ...guards[id], enabled: true })),
    enforcement: [],
    badge: {
      ...badge,
      enabled: true,
      listViews: {
        ...badge.listViews,
        synthetic: { ...badge.listViews.synthetic, enabled: true },
        genuine: { ...badge.listViews.genuine, enabled: true },
      },
    },
    leadConversion: { enabled: true },
  };
}

function eachGuard<T>(ids: readonly GuardId[], valueOf: (id: GuardId) => T): Record<GuardId, T> {
  return Object.fromEntries(ids.map((id) => [id, valueOf(id)])) as Record<GuardId, T>;
}

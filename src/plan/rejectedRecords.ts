import { keyOf } from '../metadata/component.js';
import { traitsOf } from '../metadata/objectTraits.js';
import type { Asked } from '../org/circumstances.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { Plan } from './plan.js';

/**
 * How many records of an object the guard "complete" would not let anyone save as they are; `enforced`: it is active
 * once the plan is carried out.
 */
export type RecordCount = { readonly object: string; readonly enforced: boolean; readonly count: Asked<number> };

/** What those records meet, as SOQL; undefined where none can. */
export type RecordQuestion = Pick<RecordCount, 'object' | 'enforced'> & { readonly condition?: string };

/**
 * The records that the guard "complete" would reject, one question an object that has it. Where a marker is not there
 * yet, no record can have values that contradict each other: a new field is empty and the checkbox is not ticked. The
 * other guards look at what is inserted or changed, not at what is there.
 */
export function rejectedRecords(
  schema: ProvenanceSchema,
  { scope }: Plan,
  snapshot: Pick<OrgSnapshot, 'components'>,
  now: Date,
): RecordQuestion[] {
  return scope.targets
    .filter(({ settings, capabilities }) => settings.guards.complete && capabilities.validationRules)
    .map(({ name: object, enforcement }) => {
      const asked = { object, enforced: enforcement.complete === 'active' };
      const home = traitsOf(object).fieldHome;
      const there = markersOf(schema)
        .map(({ field }) => field.apiName)
        .filter(
          (field) =>
            snapshot.components.get(keyOf({ type: 'CustomField', fullName: `${home}.${field}` }))?.state !== 'absent',
        );
      const condition = conditionOf(schema, new Set(there), now);
      return condition === undefined ? asked : { ...asked, condition };
    });
}

/** The guard's condition over the markers that are there; undefined when no record can meet it. */
function conditionOf(schema: ProvenanceSchema, there: ReadonlySet<string>, now: Date): string | undefined {
  const synthetic = schema.markers.is_synthetic.apiName;
  const source = schema.markers.generation_source.apiName;
  const time = schema.markers.creation_timestamp.apiName;
  const stated = markersOf(schema)
    .map(({ field }) => field.apiName)
    .filter((field) => field !== synthetic && there.has(field))
    .map((field) => `${field} != NULL`);
  const genuine = stated.length === 0 ? undefined : `(${stated.join(' OR ')})`;
  // A checkbox that is made later is not ticked on any record.
  if (!there.has(synthetic)) return genuine;
  const incomplete =
    there.has(source) && there.has(time)
      ? ` AND (${source} = NULL OR ${time} = NULL OR ${time} > ${now.toISOString().replace(/\.\d+/, '')})`
      : '';
  return [
    `(${synthetic} = TRUE${incomplete})`,
    ...(genuine === undefined ? [] : [`(${synthetic} = FALSE AND ${genuine})`]),
  ].join(' OR ');
}

import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { call } from './formula.js';
import { policyReference } from './policy.js';

export type GuardId = keyof ProvenanceSchema['guards'];

/**
 * What each guard forbids, as the condition of a validation rule:
 * complete: a synthetic record that lacks its source or time or claims a future one, or a genuine one that has either;
 * immutable: any change of a marker after insert, but by holders of the custom permission;
 * contained: inserting or marking a synthetic record in an org that does not accept them, or whose policy was written
 * for another org (a refreshed sandbox, sandbox metadata in production). An existing record stays editable, so that it
 * can be cleaned up;
 * declared: an insert without a source by a user who holds the declaration permission, so that an unlabelled load of
 * generated records is refused. With complete, such a user inserts synthetic records only.
 */
export function guardConditions(schema: ProvenanceSchema): Record<GuardId, string> {
  const synthetic = schema.markers.is_synthetic.apiName;
  const source = schema.markers.generation_source.apiName;
  const time = schema.markers.creation_timestamp.apiName;
  const blank = (field: string): string => call('ISBLANK', field);
  const changed = (field: string): string => call('ISCHANGED', field);
  const { accepts, organizationId } = policyReference(schema);
  return {
    complete: call(
      'OR',
      call('AND', synthetic, call('OR', blank(source), blank(time), `${time} > NOW()`)),
      call('AND', call('NOT', synthetic), call('OR', call('NOT', blank(source)), call('NOT', blank(time)))),
    ),
    immutable: call(
      'AND',
      'NOT(ISNEW())',
      call('NOT', `$Permission.${schema.access.permission.name}`),
      call('OR', changed(synthetic), changed(source), changed(time)),
    ),
    // Ids are compared by their first 15 characters: whether $Organization.Id yields 15 or 18 is not documented.
    contained: call(
      'AND',
      synthetic,
      call('OR', 'ISNEW()', changed(synthetic)),
      call('OR', call('NOT', accepts), `LEFT(${organizationId}, 15) <> LEFT($Organization.Id, 15)`),
    ),
    declared: call('AND', 'ISNEW()', `$Permission.${schema.access.declaration.name}`, blank(source)),
  };
}

/** The guards of one object: those the schema has enabled. */
export function guardRules(schema: ProvenanceSchema, object: string): DesiredComponent<'ValidationRule'>[] {
  const conditions = guardConditions(schema);
  return (Object.keys(conditions) as GuardId[])
    .filter((id) => schema.guards[id].enabled)
    .map((id) => ({
      type: 'ValidationRule',
      fullName: `${object}.${schema.guards[id].name}`,
      purpose: 'guard',
      object,
      body: {
        active: true,
        description: schema.guards[id].description,
        errorConditionFormula: conditions[id],
        errorMessage: schema.guards[id].message,
      },
    }));
}

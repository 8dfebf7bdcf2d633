import { type GuardId, markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { call } from './formula.js';
import { policyReference } from './policy.js';
import type { TargetObject } from './target.js';

/**
 * What each guard forbids, as the condition of a validation rule:
 * complete: a synthetic record that lacks its source or time or claims a future one, or a genuine one that has a source,
 * a time or a batch;
 * immutable: any change of a marker after insert, but by holders of the custom permission;
 * contained: inserting or marking a synthetic record in an org that does not accept them, or whose policy was written
 * for another org (a refreshed sandbox, sandbox metadata in production). An existing record stays editable, so that it
 * can be cleaned up;
 * declared: an insert without a source by a user who holds the declaration permission, so that an unlabelled load of
 * generated records is refused. With complete, such a user inserts synthetic records only;
 * person: a person account whose contact says otherwise than its account. The contact's fields are the account's too,
 * with names that end in __pc: https://help.salesforce.com/s/articleView?id=sales.account_person.htm
 */
export function guardConditions(schema: ProvenanceSchema): Record<GuardId, string> {
  const synthetic = schema.markers.is_synthetic.apiName;
  const source = schema.markers.generation_source.apiName;
  const time = schema.markers.creation_timestamp.apiName;
  const blank = (field: string): string => call('ISBLANK', field);
  const filled = (field: string): string => call('NOT', blank(field));
  const changed = (field: string): string => call('ISCHANGED', field);
  const fields = markersOf(schema).map(({ field }) => field.apiName);
  const unstated = fields.filter((field) => field !== synthetic);
  const contact = (field: string): string => field.replace(/__c$/, '__pc');
  const { accepts, organizationId } = policyReference(schema);
  return {
    complete: call(
      'OR',
      call('AND', synthetic, call('OR', blank(source), blank(time), `${time} > NOW()`)),
      call('AND', call('NOT', synthetic), call('OR', ...unstated.map(filled))),
    ),
    immutable: call(
      'AND',
      'NOT(ISNEW())',
      call('NOT', `$Permission.${schema.access.permission.name}`),
      call('OR', ...fields.map(changed)),
    ),
    // Ids are compared by their first 15 characters: whether $Organization.Id yields 15 or 18 is not documented.
    contained: call(
      'AND',
      synthetic,
      call('OR', 'ISNEW()', changed(synthetic)),
      call('OR', call('NOT', accepts), `LEFT(${organizationId}, 15) <> LEFT($Organization.Id, 15)`),
    ),
    declared: call('AND', 'ISNEW()', `$Permission.${schema.access.declaration.name}`, blank(source)),
    person: call(
      'AND',
      'IsPersonAccount',
      call(
        'OR',
        call('AND', synthetic, call('NOT', contact(synthetic))),
        call('AND', call('NOT', synthetic), contact(synthetic)),
        // A comparison with a blank is not relied on.
        ...unstated.flatMap((field) => [
          call('AND', blank(field), filled(contact(field))),
          call('AND', filled(field), blank(contact(field))),
          call('AND', filled(field), filled(contact(field)), `${field} <> ${contact(field)}`),
        ]),
      ),
    ),
  };
}

/** The guards that one object gets. */
export function guardsOn({ settings, capabilities, personContact }: TargetObject): GuardId[] {
  if (!capabilities.validationRules) return [];
  return (Object.keys(settings.guards) as GuardId[]).filter(
    (id) => settings.guards[id] && (id !== 'person' || personContact),
  );
}

/**
 * What a field can tell of a record's state: a change, and who made a record, leave no trace in it. The guard of person
 * accounts names fields that come with those of the contact; whether a field may that is deployed beside them is not
 * documented, a rule comes later.
 */
const TOLD_BY_STATE: ReadonlySet<GuardId> = new Set(['complete', 'contained']);

/** The guards of one object that refuse nothing, and whose violations its records show. */
export function reportedOn(target: TargetObject): GuardId[] {
  return guardsOn(target).filter((id) => target.enforcement[id] === 'reportOnly' && TOLD_BY_STATE.has(id));
}

/** The rules of one object; `conditions` are those of the schema, the same for every object. */
export function guardRules(
  schema: ProvenanceSchema,
  target: TargetObject,
  conditions: Record<GuardId, string>,
): DesiredComponent<'ValidationRule'>[] {
  return guardsOn(target).map((id) => ({
    type: 'ValidationRule',
    fullName: `${target.name}.${schema.guards[id].name}`,
    purpose: 'guard',
    object: target.name,
    body: {
      active: target.enforcement[id] === 'active',
      description: schema.guards[id].description,
      errorConditionFormula: conditions[id],
      errorMessage: schema.guards[id].message,
    },
  }));
}

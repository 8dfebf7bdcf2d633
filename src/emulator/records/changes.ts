import type { Access } from '../access/access.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { relationshipField } from '../catalog/formulaScope.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import { ApiError } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { checkValue } from './checkValue.js';
import { externalMatches, lookupField } from './externalId.js';
import { parseValue } from './parseValue.js';
import { problem, refuse, RecordError } from './recordError.js';
import { checkReference } from './references.js';

export type Purpose = 'create' | 'update';

const writable = { create: 'createable', update: 'updateable' } as const;

/** A field that a request sets, with its parsed value. */
type Change = { readonly field: FieldDefinition; readonly value: StoredValue };

/**
 * The field values that a request body sets, in their stored form. Refused in this order: fields that do not exist or
 * that the caller cannot see, values of the wrong type, fields that cannot be written, values beyond their limits.
 *
 * A field hidden by field-level security answers like one that does not exist:
 * https://github.com/wadewegner/Force.com-Toolkit-for-NET/issues/90; one that is only read-only answers
 * INVALID_FIELD_FOR_INSERT_UPDATE: https://github.com/verbb/formie/issues/1981
 */
export function changesFrom(
  org: EmbeddedOrg,
  access: Access,
  object: ObjectDefinition,
  values: Record<string, unknown>,
  purpose: Purpose,
): StoredRow {
  const changes = Object.entries(values)
    .filter(([key]) => key !== 'attributes')
    .map(([key, value]) => parseChange(org, access, object, key, value, purpose));
  refuseUnwritable(access, object, changes, purpose);
  const row: StoredRow = {};
  const problems = changes.flatMap(({ field, value }) => {
    const checked = checkValue(field, value);
    if ('problem' in checked) return [checked.problem];
    row[field.name] = checked.value;
    return field.type === 'reference' ? checkReference(org, field, row) : [];
  });
  refuse(problems);
  return row;
}

function parseChange(
  org: EmbeddedOrg,
  access: Access,
  object: ObjectDefinition,
  key: string,
  value: unknown,
  purpose: Purpose,
): Change {
  if (key.toLowerCase() === 'id') throw idGiven(purpose);
  const field = catalogOf(org).field(object.name, key);
  if (field !== undefined && access.canRead(object.name, field.name)) return { field, value: parseValue(field, value) };
  const reference = isObject(value) ? relationshipField(object, key) : undefined;
  if (reference !== undefined && isObject(value) && access.canRead(object.name, reference.name)) {
    return { field: reference, value: referencedId(org, access, reference, value) };
  }
  throw noSuchColumn(object, key);
}

export function noSuchColumn(object: ObjectDefinition, name: string): ApiError {
  return new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function idGiven(purpose: Purpose): ApiError {
  return purpose === 'create'
    ? new RecordError([problem('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', 'Id')])
    : new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
}

/** A reference to records of several objects says in `attributes.type` which one is meant. */
function referencedObject(
  org: EmbeddedOrg,
  { referenceTo }: FieldDefinition,
  { attributes }: Record<string, unknown>,
): ObjectDefinition | undefined {
  const [only, ...others] = referenceTo;
  const type = isObject(attributes) && typeof attributes['type'] === 'string' ? attributes['type'].toLowerCase() : '';
  const name = others.length === 0 ? only : referenceTo.find((each) => each.toLowerCase() === type);
  return name === undefined ? undefined : catalogOf(org).object(name);
}

/** `{ "Account": { "Key__c": "k1" } }` names the referenced record by an external id. Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm */
function referencedId(
  org: EmbeddedOrg,
  access: Access,
  reference: FieldDefinition,
  value: Record<string, unknown>,
): string {
  const parent = referencedObject(org, reference, value);
  const [entry, ...others] = Object.entries(value).filter(([key]) => key !== 'attributes');
  if (parent === undefined || entry === undefined || others.length > 0) {
    throw new ApiError(400, 'INVALID_FIELD', `Exactly one external id must identify ${reference.relationshipName}`);
  }
  const [key, external] = entry;
  const field = lookupField(org, parent, key);
  if (field === undefined || !access.canRead(parent.name, field.name)) throw noSuchColumn(parent, key);
  const matches = externalMatches(org, parent, field, parseValue(field, external));
  const [id] = matches;
  if (id === undefined || matches.length > 1) {
    throw new RecordError([
      problem(
        'INVALID_FIELD',
        `Foreign key external ID: ${String(external)} not found for field ${field.name} in entity ${parent.name}`,
      ),
    ]);
  }
  return id;
}

function refuseUnwritable(
  access: Access,
  object: ObjectDefinition,
  changes: readonly Change[],
  purpose: Purpose,
): void {
  const names = changes
    .filter(({ field }) => !(field[writable[purpose]] && access.canEdit(object.name, field.name)))
    .map(({ field }) => field.name);
  if (names.length === 0) return;
  throw new RecordError([
    problem(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      ...names,
    ),
  ]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

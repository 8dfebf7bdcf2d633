import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { FieldDefinition } from './definition.js';
import { reference, type StandardObject } from './standard/fields.js';

const recordTypeId: FieldDefinition = reference('RecordTypeId', 'Record Type ID', 'RecordType', {
  permissionable: false,
});

/**
 * The fields of a business object, with `RecordTypeId` if it has record types: without them the platform has no such
 * field.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_recordtype.htm
 */
export function withRecordType(
  org: EmbeddedOrg,
  { name, category, fields }: StandardObject,
): readonly FieldDefinition[] {
  if (category !== 'business' || fields.some((field) => field.name === recordTypeId.name)) return fields;
  const prefix = `${name}.`.toLowerCase();
  const typed = org.components.list('RecordType').some(({ fullName }) => fullName.toLowerCase().startsWith(prefix));
  return typed ? [...fields, recordTypeId] : fields;
}

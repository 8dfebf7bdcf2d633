import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { normalizeId } from '../org/recordId.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { convertedLeadProblems } from './convertedLead.js';
import { problem, type RecordProblem } from './recordError.js';
import { readRow } from './tables.js';

/**
 * Whether a reference holds the id of a record of the right object that exists; the row gets its 18-character form.
 * Sources: https://github.com/michael-shattuck/SalesforceMagic/issues/16 (id value of incorrect type),
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 * (MALFORMED_ID, INVALID_CROSS_REFERENCE_KEY, ENTITY_IS_DELETED)
 */
export function checkReference(org: EmbeddedOrg, field: FieldDefinition, row: StoredRow): RecordProblem[] {
  const given = row[field.name];
  if (typeof given !== 'string') return [];
  const id = normalizeId(given);
  const target = id === undefined ? undefined : targetOf(org, field, id);
  if (id === undefined || target === undefined) {
    return [problem('MALFORMED_ID', `${field.label}: id value of incorrect type: ${given}`, field.name)];
  }
  row[field.name] = id;
  const referenced = readRow(org, target, id);
  if (referenced === undefined)
    return [problem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', field.name)];
  if (referenced['IsDeleted'] === 1) return [problem('ENTITY_IS_DELETED', 'entity is deleted', field.name)];
  return convertedLeadProblems(target, referenced, field.name);
}

/** The object, among those that a reference may lead to, whose record has this id. */
export function targetOf(org: EmbeddedOrg, field: FieldDefinition, id: string): ObjectDefinition | undefined {
  return field.referenceTo
    .flatMap((name) => catalogOf(org).object(name) ?? [])
    .find(({ keyPrefix }) => keyPrefix !== '' && id.startsWith(keyPrefix));
}

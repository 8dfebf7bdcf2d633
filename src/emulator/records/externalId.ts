import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredValue } from '../catalog/storedValue.js';
import { normalizeId } from '../org/recordId.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { collation, recordTable } from './tables.js';

/** The field by which an upsert or a reference may name a record: Id, an external id, or one with `idLookup`. */
export function lookupField(org: EmbeddedOrg, object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const field = catalogOf(org).field(object.name, name);
  const usable = field !== undefined && (field.externalId || field.idLookup === true) && field.formula === undefined;
  return usable ? field : undefined;
}

/** The ids of the records that are not deleted and have this value in the field. Text is compared without case unless the field says so. */
export function externalMatches(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: StoredValue,
): string[] {
  if (value === null) return [];
  const wanted = field.type === 'id' ? (normalizeId(String(value)) ?? null) : value;
  const { table, column } = recordTable(org, object);
  return org.storage
    .statement(
      `SELECT Id FROM ${table} WHERE ${column(field.name)} = ? ${collation(field)} AND IsDeleted = 0 ORDER BY Id`,
    )
    .all(wanted)
    .map((row) => String(row['Id']));
}

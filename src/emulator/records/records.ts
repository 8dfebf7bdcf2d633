import { accessOf, type Access } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { jsonValue, type StoredRow } from '../catalog/storedValue.js';
import { API_VERSION, type EmbeddedOrg } from '../org/embeddedOrg.js';
import { noSuchColumn } from './changes.js';
import { formulaValue } from './formulaValues.js';
import { notFound } from './recordError.js';
import { objectFor, RecordWriter, rowFor } from './recordWriter.js';

export { ensureAdmin } from './founding.js';
export { convertLead, type ConvertedLead, type LeadConvert } from './leadConversion.js';
export { RecordError, type RecordProblem } from './recordError.js';
export { purgeRecord, undeleteRecord } from './undeletion.js';

/**
 * Creates a record from a REST body. Like all that writes one record, it throws an ApiError (a RecordError when it is
 * about the record) and then has changed nothing. Who writes many takes a RecordWriter.
 */
export function createRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  values: Record<string, unknown>,
): { id: string } {
  return new RecordWriter(org, caller, objectName).create(values);
}

/**
 * A record as REST JSON, `attributes` first; fields that the caller cannot read are left out, and asking for one of
 * them by name is an error like asking for one that does not exist.
 */
export function readRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  id: string,
  fields?: readonly string[],
): Record<string, unknown> {
  const access = accessOf(org, caller);
  const object = objectFor(org, access, objectName, 'read');
  const row = rowFor(org, object, id);
  // A deleted record is not there for a reader.
  if (row['IsDeleted'] === 1) throw notFound();
  const readable =
    fields?.map((name) => readableField(org, access, object, name)) ??
    [...object.fields.values()].filter((field) => access.canRead(object.name, field.name));
  return {
    attributes: {
      type: object.name,
      url: `/services/data/v${API_VERSION}.0/sobjects/${object.name}/${String(row['Id'])}`,
    },
    ...Object.fromEntries(readable.map((field) => [field.name, fieldJson(org, caller, object, field, row)])),
  };
}

export function updateRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  id: string,
  values: Record<string, unknown>,
): void {
  new RecordWriter(org, caller, objectName).update(id, values);
}

export function upsertRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  externalIdField: string,
  externalId: string,
  values: Record<string, unknown>,
): { id: string; created: boolean } {
  return new RecordWriter(org, caller, objectName).upsert(externalIdField, externalId, values);
}

export function deleteRecord(org: EmbeddedOrg, caller: Caller, objectName: string, id: string): void {
  new RecordWriter(org, caller, objectName).delete(id);
}

function readableField(org: EmbeddedOrg, access: Access, object: ObjectDefinition, name: string): FieldDefinition {
  const field = catalogOf(org).field(object.name, name.trim());
  if (field === undefined || !access.canRead(object.name, field.name)) throw noSuchColumn(object, name.trim());
  return field;
}

function fieldJson(
  org: EmbeddedOrg,
  caller: Caller,
  object: ObjectDefinition,
  field: FieldDefinition,
  row: StoredRow,
): string | number | boolean | null {
  const value = field.formula === undefined ? (row[field.name] ?? null) : formulaValue(org, object, field, row, caller);
  return jsonValue(field, value);
}

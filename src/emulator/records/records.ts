import { accessOf, type Access, type ObjectAccess } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { jsonValue, type StoredRow } from '../catalog/storedValue.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import { API_VERSION, type EmbeddedOrg } from '../org/embeddedOrg.js';
import { normalizeId } from '../org/recordId.js';
import { auditAssignment } from './assignmentAudit.js';
import { changesFrom, noSuchColumn } from './changes.js';
import { refuseConverted } from './convertedLead.js';
import { deleteTree } from './deletion.js';
import { externalMatches, lookupField } from './externalId.js';
import { formulaValue } from './formulaValues.js';
import { parseValue } from './parseValue.js';
import { insufficientAccess, notFound, problem, RecordError } from './recordError.js';
import { changeRecord, insertRecord } from './save.js';
import { readRow } from './tables.js';
import { linkProfilePermissionSet, refuseProfileAssignment } from './userProfile.js';

export { ensureAdmin } from './founding.js';
export { convertLead, type ConvertedLead, type LeadConvert } from './leadConversion.js';
export { RecordError, type RecordProblem } from './recordError.js';
export { purgeRecord, undeleteRecord } from './undeletion.js';

/**
 * Creates a record from a REST body. Throws an ApiError (a RecordError when it is about the record) and then has
 * changed nothing.
 */
export function createRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  values: Record<string, unknown>,
): { id: string } {
  const access = accessOf(org, caller);
  const object = objectFor(org, access, objectName, 'create');
  return org.storage.transaction(() => {
    const given = changesFrom(org, access, object, values, 'create');
    refuseProfileAssignment(org, object, given);
    const row = insertRecord(org, caller, object, given);
    linkProfilePermissionSet(org, object, row);
    auditAssignment(org, caller, object, row, true);
    return { id: String(row['Id']) };
  });
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
  const access = accessOf(org, caller);
  const object = objectFor(org, access, objectName, 'edit');
  org.storage.transaction(() => {
    const before = liveRow(org, object, id);
    refuseConverted(object, before);
    const row = changeRecord(org, caller, object, before, changesFrom(org, access, object, values, 'update'));
    linkProfilePermissionSet(org, object, row);
  });
}

/**
 * Updates the record that has this external id, or creates one with it. By `Id` it only updates. More than one match
 * is answered with status 300.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm,
 * https://github.com/restforce/restforce/issues/182 (NOT_FOUND), https://github.com/restforce/restforce/issues/243
 */
export function upsertRecord(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  externalIdField: string,
  externalId: string,
  values: Record<string, unknown>,
): { id: string; created: boolean } {
  const access = accessOf(org, caller);
  const object = objectFor(org, access, objectName, 'read');
  const field = lookupField(org, object, externalIdField);
  if (field === undefined || !access.canRead(object.name, field.name)) {
    throw new ApiError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${externalIdField}`,
    );
  }
  const given = Object.keys(values).find((key) => key.toLowerCase() === field.name.toLowerCase());
  if (given !== undefined) {
    throw new ApiError(400, 'INVALID_FIELD', `The ${given} field should not be specified in the sobject data.`);
  }
  const [id, ...others] = externalMatches(org, object, field, parseValue(field, externalId));
  if (others.length > 0) {
    throw new ApiError(300, 'DUPLICATE_EXTERNAL_ID', 'The external ID provided matches more than one record');
  }
  if (id !== undefined) {
    updateRecord(org, caller, object.name, id, values);
    return { id, created: false };
  }
  if (field.type === 'id') throw notFound();
  return { ...createRecord(org, caller, object.name, { ...values, [field.name]: externalId }), created: true };
}

/** Puts a record, and those that are part of it, into the recycle bin. */
export function deleteRecord(org: EmbeddedOrg, caller: Caller, objectName: string, id: string): void {
  const object = objectFor(org, accessOf(org, caller), objectName, 'delete');
  org.storage.transaction(() => {
    const row = liveRow(org, object, id);
    refuseProfileAssignment(org, object, row);
    deleteTree(org, caller, object, row);
    auditAssignment(org, caller, object, row, false);
  });
}

const operations = { create: 'createable', edit: 'updateable', delete: 'deletable' } as const;

function objectFor(org: EmbeddedOrg, access: Access, name: string, operation: keyof ObjectAccess): ObjectDefinition {
  const object = catalogOf(org).object(name);
  // An object the user cannot read does not exist for the user.
  if (object === undefined || !access.object(object.name).read) throw notFound();
  if (operation === 'read') return object;
  if (!object[operations[operation]]) {
    throw notEmulated(`the ${operation} of ${object.name} rows through the record API`);
  }
  if (!access.object(object.name)[operation]) throw insufficientAccess();
  return object;
}

/** Also a deleted one. */
function rowFor(org: EmbeddedOrg, object: ObjectDefinition, id: string): StoredRow {
  const wanted = normalizeId(id);
  const row = wanted === undefined ? undefined : readRow(org, object, wanted);
  if (row === undefined) throw notFound();
  return row;
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (ENTITY_IS_DELETED) */
function liveRow(org: EmbeddedOrg, object: ObjectDefinition, id: string): StoredRow {
  const row = rowFor(org, object, id);
  if (row['IsDeleted'] === 1) throw new RecordError([problem('ENTITY_IS_DELETED', 'entity is deleted')], 404);
  return row;
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

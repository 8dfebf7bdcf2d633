import { accessOf } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { capabilitiesOf } from '../catalog/capabilities.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { ApiError } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { normalizeId } from '../org/recordId.js';
import { insufficientAccess, problem, RecordError, refuse } from './recordError.js';
import { emptiedLookupsOf, entriesOf, leaveBin, type EmptiedLookup } from './recycleBin.js';
import { targetOf } from './references.js';
import { rollUp } from './rollUps.js';
import { modification, storedNow } from './save.js';
import { readRow, writeRow } from './tables.js';
import { duplicateProblems } from './uniqueness.js';

/**
 * Standard lookups that come back with the record they named, beside all custom ones.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_dml_examples_delete.htm
 */
const RESTORED_LOOKUPS: ReadonlySet<string> = new Set([
  'Account.ParentId',
  'Asset.Product2Id',
  'Case.ParentId',
  'Contact.ReportsToId',
  'Quote.OpportunityId',
]);

/**
 * Brings a deleted record back, with the records that were deleted along with it and the lookups that named it and
 * still are empty. Validation rules do not run. Returns the 18-character id.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_undelete.htm
 */
export function undeleteRecord(org: EmbeddedOrg, caller: Caller, givenId: string): { id: string } {
  const { id, object } = recordNamed(org, givenId);
  if (!capabilitiesOf(object).undeletable || !object.deletable) {
    // Wording: https://salesforce.stackexchange.com/questions/138077
    throw refusal('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Entity type is not undeletable');
  }
  requireDeletePermission(org, caller, object);
  return org.storage.transaction(() => {
    const entries = ownDeletion(org, id);
    if (entries === undefined) throw refusal('UNDELETE_FAILED', 'Entity is not in the recycle bin');
    const now = storedNow(org);
    const together = new Set(entries.map((entry) => entry.id));
    const restored = entries.flatMap((entry) => restore(org, caller, entry, now, together));
    for (const lookup of emptiedLookupsOf(org, id)) restoreLookup(org, lookup);
    for (const { object: each, row } of restored) rollUp(org, each.name, row, undefined, now);
    leaveBin(org, id);
    return { id };
  });
}

/**
 * Takes a deleted record, and those deleted along with it, out of the recycle bin for good. Queries of all rows still
 * find them.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_emptyrecyclebin.htm
 */
export function purgeRecord(org: EmbeddedOrg, caller: Caller, givenId: string): { id: string } {
  const { id, object } = recordNamed(org, givenId);
  requireDeletePermission(org, caller, object);
  return org.storage.transaction(() => {
    if (ownDeletion(org, id) === undefined) {
      throw refusal('INVALID_ID_FIELD', 'invalid record id; no recycle bin entry found');
    }
    leaveBin(org, id);
    return { id };
  });
}

/** Source of the wording: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm */
function recordNamed(org: EmbeddedOrg, given: string): { id: string; object: ObjectDefinition } {
  const id = normalizeId(given);
  if (id === undefined) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${given}`);
  const object = catalogOf(org)
    .objects()
    .find(({ keyPrefix }) => keyPrefix !== '' && id.startsWith(keyPrefix));
  if (object === undefined) throw refusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return { id, object };
}

function requireDeletePermission(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition): void {
  if (!accessOf(org, caller).object(object.name).delete) throw insufficientAccess();
}

/** What went with the record; undefined when the record was not deleted, or only along with another one. */
function ownDeletion(org: EmbeddedOrg, id: string): ReturnType<typeof entriesOf> | undefined {
  const entries = entriesOf(org, id);
  return entries.length === 0 ? undefined : entries;
}

/** `together` are the ids of all records that come back along with this one. */
function restore(
  org: EmbeddedOrg,
  caller: Caller,
  entry: { readonly object: string; readonly id: string },
  now: string,
  together: ReadonlySet<string>,
): { object: ObjectDefinition; row: StoredRow }[] {
  const object = catalogOf(org).object(entry.object);
  const deleted = object && readRow(org, object, entry.id);
  // The object itself may have been deleted from Setup since.
  if (object === undefined || deleted === undefined) return [];
  const row: StoredRow = { ...deleted, ...modification(caller, now), IsDeleted: 0 };
  for (const field of object.fields.values()) if (isDead(org, field, row, together)) release(field, row);
  refuse(duplicateProblems(org, object, row));
  writeRow(org, object, row);
  return [{ object, row }];
}

/** Whether a lookup names a record that is deleted and stays so. */
function isDead(org: EmbeddedOrg, field: FieldDefinition, row: StoredRow, together: ReadonlySet<string>): boolean {
  const id = row[field.name];
  if (field.type !== 'reference' || !field.createable || field.formula !== undefined) return false;
  if (typeof id !== 'string' || together.has(id)) return false;
  const target = targetOf(org, field, id);
  return target !== undefined && readRow(org, target, id)?.['IsDeleted'] === 1;
}

/** What cannot be without its parent stays deleted with it. */
function release(field: FieldDefinition, row: StoredRow): void {
  if (field.masterDetail === true || !field.nillable) {
    throw new RecordError([problem('ENTITY_IS_DELETED', 'entity is deleted', field.name)], 404);
  }
  row[field.name] = null;
}

function restoreLookup(org: EmbeddedOrg, lookup: EmptiedLookup): void {
  const object = catalogOf(org).object(lookup.object);
  const field = object?.fields.get(lookup.field);
  const row = object && readRow(org, object, lookup.id);
  if (object === undefined || field === undefined || row === undefined || row['IsDeleted'] === 1) return;
  const restorable = field.custom || RESTORED_LOOKUPS.has(`${object.name}.${field.name}`);
  // A lookup that names another record by now keeps it.
  if (!restorable || (row[field.name] ?? null) !== null) return;
  writeRow(org, object, { ...row, [field.name]: lookup.value });
}

function refusal(errorCode: string, message: string): RecordError {
  return new RecordError([problem(errorCode, message)]);
}

import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { externalMatches } from './externalId.js';
import { modification, storedNow } from './save.js';
import { readRow, removeRow, writeRow } from './tables.js';

/**
 * Marks a record and its master-detail children as deleted and empties the lookups that name it. Records of objects
 * without `IsDeleted` are gone for good.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_delete.htm
 */
export function deleteTree(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, row: StoredRow): void {
  const id = String(row['Id']);
  if (!object.fields.has('IsDeleted')) {
    removeRow(org, object, id);
    return;
  }
  writeRow(org, object, { ...row, ...modification(caller, storedNow(org)), IsDeleted: 1 });
  for (const { childObject, field: fieldName } of object.childRelationships) {
    const child = catalogOf(org).object(childObject);
    const field = child?.fields.get(fieldName);
    if (child !== undefined && field !== undefined && child.category === 'business') {
      releaseChildren(org, caller, child, field, id);
    }
  }
}

/** Standard lookups keep naming the deleted record only where the platform sets them itself. */
function releaseChildren(
  org: EmbeddedOrg,
  caller: Caller,
  child: ObjectDefinition,
  field: FieldDefinition,
  id: string,
): void {
  if (field.formula !== undefined || (field.masterDetail !== true && !field.updateable)) return;
  for (const childId of externalMatches(org, child, field, id)) {
    const row = readRow(org, child, childId);
    if (row === undefined) continue;
    if (field.masterDetail === true) deleteTree(org, caller, child, row);
    else writeRow(org, child, { ...row, [field.name]: null });
  }
}

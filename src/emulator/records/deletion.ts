import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { externalMatches } from './externalId.js';
import { refusePersonContact } from './personAccounts.js';
import { problem, refuse } from './recordError.js';
import { enterBin, noteEmptiedLookup } from './recycleBin.js';
import { rollUp } from './rollUps.js';
import { modification, storedNow } from './save.js';
import { readRow, removeRow, writeRow } from './tables.js';

/**
 * Marks a record, and those that go with it, as deleted; empties other lookups that name it; refuses when one of them
 * restricts the deletion. Records of objects without `IsDeleted` are gone for good.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_delete.htm,
 * https://www.simplysfdc.com/2014/04/what-happens-when-you-delete-accounts.html,
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm (deleteConstraint)
 */
export function deleteTree(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, row: StoredRow): void {
  refusePersonContact(object, row);
  deleteBranch(org, caller, object, row, String(row['Id']));
}

/** `root` is the id of the record whose deletion this is part of. */
function deleteBranch(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, row: StoredRow, root: string): void {
  const id = String(row['Id']);
  if (object.name === 'Pricebook2' && row['IsStandard'] === 1)
    refuse([problem('DELETE_FAILED', 'The standard price book cannot be deleted.')]);
  if (!object.fields.has('IsDeleted')) {
    removeRow(org, object, id);
    return;
  }
  writeRow(org, object, { ...row, ...modification(caller, storedNow(org)), IsDeleted: 1 });
  enterBin(org, { id, object: object.name, root });
  for (const { childObject, field: fieldName } of object.childRelationships) {
    const child = catalogOf(org).object(childObject);
    const field = child?.fields.get(fieldName);
    if (child?.category === 'business' && field !== undefined) {
      for (const dependent of dependents(org, child, field, id))
        release(org, caller, { object, row, root }, child, field, dependent);
    }
  }
  rollUp(org, object.name, row, undefined, storedNow(org));
}

/** Fields that the platform alone sets keep naming the deleted record, but for those of history rows. */
function dependents(org: EmbeddedOrg, child: ObjectDefinition, field: FieldDefinition, id: string): StoredRow[] {
  if (field.formula !== undefined || !(field.createable || child.historyOf !== undefined)) return [];
  return externalMatches(org, child, field, id)
    .map((childId) => readRow(org, child, childId))
    .filter((row) => row !== undefined);
}

function release(
  org: EmbeddedOrg,
  caller: Caller,
  deleted: { object: ObjectDefinition; row: StoredRow; root: string },
  child: ObjectDefinition,
  field: FieldDefinition,
  dependent: StoredRow,
): void {
  switch (field.deleteConstraint) {
    case 'Cascade':
      deleteBranch(org, caller, child, dependent, deleted.root);
      return;
    case 'Restrict':
      refuse([
        problem(
          'DELETE_FAILED',
          `Your attempt to delete ${nameOf(deleted.object, deleted.row)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.: ${nameOf(child, dependent)}`,
        ),
      ]);
      return;
    case undefined:
      noteEmptiedLookup(org, deleted.root, {
        object: child.name,
        id: String(dependent['Id']),
        field: field.name,
        value: dependent[field.name] ?? null,
      });
      writeRow(org, child, { ...dependent, [field.name]: null });
  }
}

function nameOf(object: ObjectDefinition, row: StoredRow): string {
  const field = [...object.fields.values()].find(({ nameField }) => nameField);
  return String((field && row[field.name]) ?? row['Id']);
}

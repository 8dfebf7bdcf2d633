import { catalogOf } from '../../catalog/catalog.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { recordTable } from '../../records/tables.js';
import { componentKey } from '../types/formulaTargets.js';

/**
 * An object of which the queue owns records, those in the recycle bin included, since they may come back; undefined when
 * it owns none. Objects that are `going` take their records along.
 */
export function ownedObject(org: EmbeddedOrg, queue: StoredComponent, going: ReadonlySet<string>): string | undefined {
  const objects = catalogOf(org)
    .objects()
    .filter(({ fields }) => fields.get('OwnerId')?.referenceTo.includes('Group') === true);
  return objects.find((object) => {
    if (going.has(componentKey('CustomObject', object.name))) return false;
    const { table, column } = recordTable(org, object);
    const statement = org.storage.db.prepare(`SELECT 1 FROM ${table} WHERE ${column('OwnerId')} = ? LIMIT 1`);
    return statement.get(queue.id) !== undefined;
  })?.name;
}

/** Whether users have been assigned the permission set, or the permission set group, itself. */
export function isAssigned(org: EmbeddedOrg, { type, id }: StoredComponent): boolean {
  const object = catalogOf(org).object('PermissionSetAssignment');
  if (object === undefined) return false;
  const { table, column } = recordTable(org, object);
  const statement = org.storage.db.prepare(
    `SELECT 1 FROM ${table} WHERE ${column(`${type}Id`)} = ? AND ${column('IsDeleted')} = 0 LIMIT 1`,
  );
  return statement.get(id) !== undefined;
}

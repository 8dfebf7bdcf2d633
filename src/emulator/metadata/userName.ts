import { catalogOf } from '../catalog/catalog.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { recordTable } from '../records/tables.js';

/** The name of the user whose id metadata results carry; the id itself when the org has no such user. */
export function userName(org: EmbeddedOrg, userId: string): string {
  const user = catalogOf(org).object('User');
  if (!user) return userId;
  const { table, column } = recordTable(org, user);
  const row = org.storage.db
    .prepare(`SELECT ${column('Name')} AS name FROM ${table} WHERE ${column('Id')} = ?`)
    .get(userId);
  return row === undefined ? userId : String(row['name']);
}

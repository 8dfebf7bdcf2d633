import { catalogOf } from '../catalog/catalog.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { readRow } from '../records/tables.js';

/** The name of the user whose id metadata results carry; the id itself when the org has no such user. */
export function userName(org: EmbeddedOrg, userId: string): string {
  const user = catalogOf(org).object('User');
  const name = user && readRow(org, user, userId)?.['Name'];
  return typeof name === 'string' ? name : userId;
}

import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';

/**
 * The id of a row that has no component of its own, such as one field permission: the same for the same key of an
 * object (`FieldPermissions`, `0PS…/Account.Foo__c`) as long as the org lives.
 */
export function derivedId(org: EmbeddedOrg, keyPrefix: string, object: string, key: string): string {
  const { storage } = org;
  storage.db.exec(`CREATE TABLE IF NOT EXISTS derived_id (
    object TEXT NOT NULL, row_key TEXT NOT NULL COLLATE NOCASE, id TEXT NOT NULL UNIQUE, PRIMARY KEY (object, row_key)
  ) STRICT`);
  const known = storage.statement('SELECT id FROM derived_id WHERE object = ? AND row_key = ?').get(object, key);
  if (known !== undefined) return String(known['id']);
  const id = makeId(keyPrefix, storage.nextSequence(keyPrefix));
  storage.statement('INSERT INTO derived_id (object, row_key, id) VALUES (?, ?, ?)').run(object, key, id);
  return id;
}

import type { StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';

/** A deleted record and the deletion it went with: its own when both ids are the same. */
export type BinEntry = { readonly id: string; readonly object: string; readonly root: string };

/** A lookup that a deletion emptied. */
export type EmptiedLookup = {
  readonly object: string;
  readonly id: string;
  readonly field: string;
  readonly value: StoredValue;
};

/** Notes that a record was deleted, by itself or along with `root`. */
export function enterBin(org: EmbeddedOrg, { id, object, root }: BinEntry): void {
  openTables(org);
  org.storage.statement('INSERT OR REPLACE INTO recycle_bin (id, object, root) VALUES (?, ?, ?)').run(id, object, root);
}

export function noteEmptiedLookup(org: EmbeddedOrg, root: string, lookup: EmptiedLookup): void {
  openTables(org);
  org.storage
    .statement('INSERT INTO emptied_lookup (root, object, id, field, value) VALUES (?, ?, ?, ?, ?)')
    .run(root, lookup.object, lookup.id, lookup.field, lookup.value);
}

/** All that one deletion took away, in the order it did, the record that was deleted itself first. */
export function entriesOf(org: EmbeddedOrg, root: string): BinEntry[] {
  openTables(org);
  return org.storage
    .statement('SELECT id, object, root FROM recycle_bin WHERE root = ? ORDER BY rowid')
    .all(root)
    .map((row) => ({ id: String(row['id']), object: String(row['object']), root: String(row['root']) }));
}

export function emptiedLookupsOf(org: EmbeddedOrg, root: string): EmptiedLookup[] {
  openTables(org);
  return org.storage
    .statement('SELECT object, id, field, value FROM emptied_lookup WHERE root = ? ORDER BY rowid')
    .all(root)
    .map((row) => ({
      object: String(row['object']),
      id: String(row['id']),
      field: String(row['field']),
      value: String(row['value']),
    }));
}

/** Forgets a deletion: what it took can no longer be brought back, or has been. */
export function leaveBin(org: EmbeddedOrg, root: string): void {
  openTables(org);
  org.storage.statement('DELETE FROM recycle_bin WHERE root = ?').run(root);
  org.storage.statement('DELETE FROM emptied_lookup WHERE root = ?').run(root);
}

/** The storage's count of rollbacks when an org's tables were last seen: one can undo tables that were made inside it. */
const seen = new WeakMap<EmbeddedOrg, number>();

function openTables(org: EmbeddedOrg): void {
  if (seen.get(org) === org.storage.rollbacks) return;
  org.storage.db.exec(`
    CREATE TABLE IF NOT EXISTS recycle_bin (id TEXT PRIMARY KEY, object TEXT NOT NULL, root TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS recycle_bin_root ON recycle_bin (root);
    CREATE TABLE IF NOT EXISTS emptied_lookup (
      root TEXT NOT NULL, object TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, value TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS emptied_lookup_root ON emptied_lookup (root);
  `);
  seen.set(org, org.storage.rollbacks);
}

import type { EmbeddedOrg } from './embeddedOrg.js';
import { makeId } from './recordId.js';

/** One change in Setup as the audit trail words it. */
export type SetupChange = {
  /** The kind of change, e.g. `PermSetCreate`. */
  readonly action: string;
  /** The part of the Setup menu it belongs to. */
  readonly section: string | null;
  readonly display: string;
};

export type SetupAuditEntry = SetupChange & {
  readonly id: string;
  readonly createdDate: string;
  readonly createdById: string;
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.securityImplGuide.meta/securityImplGuide/admin_monitorsetup.htm ("After 180 days, setup entity records are deleted") */
const KEPT_DAYS = 180;
const DAY_MS = 86_400_000;
/** Source: ids of entries quoted in https://github.com/pgonzaleznetwork/ForceAuditTrail */
const KEY_PREFIX = '0Ym';

/** Adds entries in their order. Inside a transaction they are undone with the change they tell of. */
export function addToAuditTrail(org: EmbeddedOrg, userId: string, changes: readonly SetupChange[]): void {
  if (changes.length === 0) return;
  openTable(org);
  const { storage } = org;
  const now = org.now();
  for (const { action, section, display } of changes) {
    storage
      .statement(
        'INSERT INTO setup_audit_trail (id, created_date, created_by, action, section, display) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(makeId(KEY_PREFIX, storage.nextSequence(KEY_PREFIX)), now.toISOString(), userId, action, section, display);
  }
  storage.statement('DELETE FROM setup_audit_trail WHERE created_date < ?').run(oldestKept(org));
}

/** The entries of the last 180 days, oldest first. */
export function auditTrail(org: EmbeddedOrg): SetupAuditEntry[] {
  openTable(org);
  return org.storage
    .statement('SELECT * FROM setup_audit_trail WHERE created_date >= ? ORDER BY id')
    .all(oldestKept(org))
    .map((row) => ({
      id: String(row['id']),
      createdDate: String(row['created_date']),
      createdById: String(row['created_by']),
      action: String(row['action']),
      section: row['section'] === null ? null : String(row['section']),
      display: String(row['display']),
    }));
}

function oldestKept(org: EmbeddedOrg): string {
  return new Date(org.now().getTime() - KEPT_DAYS * DAY_MS).toISOString();
}

/** At every use, since a rollback undoes a table that was made inside it. */
function openTable(org: EmbeddedOrg): void {
  org.storage.db.exec(`CREATE TABLE IF NOT EXISTS setup_audit_trail (
    id TEXT PRIMARY KEY, created_date TEXT NOT NULL, created_by TEXT NOT NULL,
    action TEXT NOT NULL, section TEXT, display TEXT NOT NULL
  ) STRICT`);
}

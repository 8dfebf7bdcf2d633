import { permissionSetRows } from '../access/permissionRows.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { addToAuditTrail } from '../org/setupAuditTrail.js';
import { readRow } from './tables.js';

/**
 * Enters the assignment of a permission set, or its end, in the Setup audit trail.
 * Source: https://github.com/hardisgroupcom/sfdx-hardis (PermSetAssign and PermSetUnassign of Manage Users), texts as
 * quoted in public repositories
 */
export function auditAssignment(
  org: EmbeddedOrg,
  caller: Caller,
  object: ObjectDefinition,
  row: StoredRow,
  assigned: boolean,
): void {
  if (object.name !== 'PermissionSetAssignment') return;
  const userId = String(row['AssigneeId']);
  const users = catalogOf(org).object('User');
  const user = users && readRow(org, users, userId);
  const set = permissionSetRows(org).find(({ Id }) => Id === row['PermissionSetId']);
  const names = { set: String(set?.['Label'] ?? row['PermissionSetId']), user: String(user?.['Name'] ?? userId) };
  addToAuditTrail(org, caller.userId, [
    {
      action: assigned ? 'PermSetAssign' : 'PermSetUnassign',
      section: 'Manage Users',
      display: `Permission set ${names.set}: ${assigned ? 'assigned to' : 'unassigned from'} user ${names.user} (UserID: [${userId.slice(0, 15)}])`,
    },
  ]);
}

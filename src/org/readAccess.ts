import type { Connection } from '@salesforce/core';
import { callsLeft } from './apiCalls.js';
import { type Asked, type DeployPermission, deployPermissions, type OrgAccess } from './circumstances.js';
import { type Answer, queryPath } from './composite.js';

/**
 * The permissions of the user who asks, whatever gives them; asking takes no permission.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userpermissionaccess.htm
 */
export const PERMISSIONS = queryPath(
  `SELECT ${deployPermissions.map((name) => `Permissions${name}`).join(', ')} FROM UserPermissionAccess LIMIT 1`,
);

/** `permissions` answers the query of that name. What the org would not say is a value. */
export function accessOf(connection: Connection, permissions: Answer | undefined): OrgAccess {
  return {
    apiVersion: connection.getApiVersion(),
    apiCalls: callsLeft(connection),
    permissions: permissionsOf(permissions),
  };
}

function permissionsOf(answer: Answer | undefined): Asked<ReadonlySet<DeployPermission>> {
  if (answer?.ok !== true) return { state: 'unread', reason: inOneLine(answer?.reason ?? 'the org did not answer') };
  const [row] = (answer.value as { records: readonly Readonly<Record<string, unknown>>[] }).records;
  if (row === undefined) return { state: 'unread', reason: 'the org gave no such value' };
  return { state: 'read', value: new Set(deployPermissions.filter((name) => row[`Permissions${name}`] === true)) };
}

/** A refused query comes back with its text and a pointer into it; what was wrong stands in the last line. */
export function inOneLine(reason: string): string {
  return reason.trim().split('\n').at(-1) ?? reason;
}

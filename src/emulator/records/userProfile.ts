import { derivedId } from '../access/derivedId.js';
import { profileById, profilesOf } from '../access/profiles.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { notEmulated } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { writeRow } from './tables.js';

/**
 * A user's profile shows among the user's permission set assignments, by the permission set the profile owns.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm
 */
export function linkProfilePermissionSet(org: EmbeddedOrg, object: ObjectDefinition, user: StoredRow): void {
  if (object.name !== 'User') return;
  const assignment = catalogOf(org).object('PermissionSetAssignment');
  const profile = profileById(org, String(user['ProfileId']));
  if (assignment === undefined || profile === undefined) return;
  const userId = String(user['Id']);
  // One row a user, whatever the profile: a change of profile replaces it.
  writeRow(org, assignment, {
    Id: derivedId(org, assignment.keyPrefix, assignment.name, `profile of ${userId}`),
    AssigneeId: userId,
    PermissionSetId: profile.permissionSetId,
    IsActive: 1,
    SystemModstamp: user['SystemModstamp'] ?? null,
  });
}

/** The assignment that stands for a user's profile changes with the profile alone. */
export function refuseProfileAssignment(org: EmbeddedOrg, object: ObjectDefinition, row: StoredRow): void {
  if (object.name !== 'PermissionSetAssignment') return;
  if (profilesOf(org).some(({ permissionSetId }) => permissionSetId === row['PermissionSetId'])) {
    throw notEmulated("the assignment or removal of a profile's own permission set");
  }
}

import { grantSetsOf } from '../access/grants.js';
import { problem, type RecordProblem } from './recordError.js';
import type { Saving } from './saving.js';

/**
 * Who is assigned a permission set group is assigned the permission set that the group has of its own.
 * Source: https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-permissionsetassignment.html
 */
export function completeAssignment({ org, row }: Saving): RecordProblem[] {
  const [set = null, group = null] = [row['PermissionSetId'], row['PermissionSetGroupId']];
  const own = grantSetsOf(org).find(({ id, groupId }) => (group === null ? id === set : groupId === group));
  if (group !== null && set !== null && set !== own?.id) {
    return [
      problem(
        'FIELD_INTEGRITY_EXCEPTION',
        'An assignment is of a permission set or of a permission set group, not of both.',
        'PermissionSetId',
        'PermissionSetGroupId',
      ),
    ];
  }
  row['PermissionSetId'] = own?.id ?? set;
  row['PermissionSetGroupId'] = own?.groupId ?? group;
  return [];
}

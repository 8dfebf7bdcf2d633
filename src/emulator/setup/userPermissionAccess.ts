import { idField } from '../catalog/standard/fields.js';
import { userPermissionFields, userPermissions } from '../catalog/standard/userPermissions.js';
import { NO_ID } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

/**
 * The permissions of the user who asks, in one row, whatever gives them.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userpermissionaccess.htm
 */
export const userPermissionAccess: SetupView = setupView({
  name: 'UserPermissionAccess',
  label: 'User Permission Access',
  apis: ['data'],
  pageable: false,
  fields: [idField('User Permission Access ID'), ...userPermissionFields],
  rows: (_org, access) => [
    {
      Id: NO_ID,
      ...Object.fromEntries(
        userPermissions.map((name) => [`Permissions${name}`, access.hasUserPermission(name) ? 1 : 0]),
      ),
    },
  ],
});

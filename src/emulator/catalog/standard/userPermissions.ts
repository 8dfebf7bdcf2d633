import type { FieldDefinition } from '../definition.js';
import { checkbox, readOnly } from './fields.js';

/**
 * The user permissions that Profile and PermissionSet rows show, by the name they have in metadata: the
 * administrative ones an audit asks for, not all of the platform's several hundred.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionset.htm
 */
export const userPermissions: readonly string[] = [
  'ApiEnabled',
  'AssignPermissionSets',
  'AuthorApex',
  'BulkApiHardDelete',
  'CustomizeApplication',
  'DataExport',
  'EditReadonlyFields',
  'ExportReport',
  'LightningExperienceUser',
  'ManageCustomPermissions',
  'ManageInternalUsers',
  'ManageProfilesPermissionsets',
  'ManageSharing',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'PasswordNeverExpires',
  'RunReports',
  'ViewAllData',
  'ViewAllUsers',
  'ViewEncryptedData',
  'ViewEventLogFiles',
  'ViewRoles',
  'ViewSetup',
];

/** What a standard user holds of them. */
export const standardUserPermissions: ReadonlySet<string> = new Set([
  'ApiEnabled',
  'ExportReport',
  'LightningExperienceUser',
  'RunReports',
  'ViewRoles',
  'ViewSetup',
]);

export const userPermissionFields: readonly FieldDefinition[] = userPermissions.map((name) =>
  checkbox(`Permissions${name}`, name.replace(/([a-z])([A-Z])/g, '$1 $2'), readOnly),
);

import type { FieldDefinition } from '../definition.js';
import {
  auditFields,
  checkbox,
  dateTime,
  deletedField,
  field,
  idField,
  metadataRow,
  number,
  picklist,
  readOnly,
  reference,
  required,
  text,
  textArea,
  type StandardObject,
} from './fields.js';
import { userPermissionFields } from './userPermissions.js';

const parent = (childRelationshipName: string): FieldDefinition =>
  reference('ParentId', 'Parent ID', 'PermissionSet', { ...readOnly, nillable: false, childRelationshipName });
const systemModstamp = dateTime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false });

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionset.htm */
export const permissionSet: StandardObject = {
  name: 'PermissionSet',
  label: 'Permission Set',
  labelPlural: 'Permission Sets',
  keyPrefix: '0PS',
  ...metadataRow,
  fields: [
    idField('PermissionSet ID'),
    text('Name', 'Permission Set Name', 80, { ...readOnly, nillable: false, nameField: true }),
    text('Label', 'Permission Set Label', 80, { ...readOnly, nillable: false }),
    reference('ProfileId', 'Profile ID', 'Profile', readOnly),
    reference('PermissionSetGroupId', 'Permission Set Group ID', 'PermissionSetGroup', readOnly),
    checkbox('IsOwnedByProfile', 'Is Owned By Profile', readOnly),
    checkbox('IsCustom', 'Custom', readOnly),
    ...userPermissionFields,
    text('Description', 'Description', 255, readOnly),
    ...auditFields,
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    checkbox('HasActivationRequired', 'Has Activation Required', readOnly),
    picklist('Type', 'Type', ['Regular', 'Standard', 'Session', 'Profile', 'Group'], {
      ...readOnly,
      length: 40,
      restrictedPicklist: true,
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm */
export const permissionSetAssignment: StandardObject = {
  name: 'PermissionSetAssignment',
  label: 'Permission Set Assignment',
  labelPlural: 'Permission Set Assignments',
  keyPrefix: '0Pa',
  category: 'setup',
  customizable: false,
  createable: true,
  updateable: false,
  deletable: true,
  fields: [
    idField('PermissionSetAssignment ID'),
    reference('PermissionSetId', 'Permission Set ID', 'PermissionSet', {
      ...required,
      updateable: false,
      childRelationshipName: 'Assignments',
    }),
    reference('AssigneeId', 'Assignee ID', 'User', {
      ...required,
      updateable: false,
      childRelationshipName: 'PermissionSetAssignments',
    }),
    // Given in the place of a permission set; the record then has the group's own.
    reference('PermissionSetGroupId', 'Permission Set Group ID', 'PermissionSetGroup', {
      updateable: false,
      permissionable: false,
      childRelationshipName: 'Assignments',
    }),
    checkbox('IsActive', 'Is Active', { ...readOnly, defaultFormula: 'true' }),
    systemModstamp,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_custompermission.htm */
export const customPermission: StandardObject = {
  name: 'CustomPermission',
  label: 'Custom Permission',
  labelPlural: 'Custom Permissions',
  keyPrefix: '0CP',
  ...metadataRow,
  fields: [
    idField('Custom Permission ID'),
    deletedField,
    text('DeveloperName', 'Name', 80, { ...readOnly, nillable: false, nameField: true }),
    picklist('Language', 'Master Language', ['en_US'], { ...readOnly, length: 40 }),
    text('MasterLabel', 'Label', 80, { ...readOnly, nillable: false }),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    checkbox('IsProtected', 'Protected Component', readOnly),
    ...auditFields,
    textArea('Description', 'Description', 255, readOnly),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupentityaccess.htm */
export const setupEntityAccess: StandardObject = {
  name: 'SetupEntityAccess',
  label: 'Setup Entity Access',
  labelPlural: 'Setup Entity Access',
  keyPrefix: '0J0',
  ...metadataRow,
  fields: [
    idField('SetupEntityAccess ID'),
    parent('SetupEntityAccessItems'),
    field('SetupEntityId', 'Setup Entity ID', 'reference', {
      ...readOnly,
      length: 18,
      nillable: false,
      referenceTo: ['CustomPermission'],
    }),
    picklist('SetupEntityType', 'Setup Entity Type', ['CustomPermission'], { ...readOnly, length: 40 }),
    systemModstamp,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm */
export const fieldPermissions: StandardObject = {
  name: 'FieldPermissions',
  label: 'Field Permissions',
  labelPlural: 'Field Permissions',
  keyPrefix: '01k',
  ...metadataRow,
  fields: [
    idField('Field Permissions ID'),
    parent('FieldPerms'),
    picklist('SobjectType', 'Sobject Type Name', [], { ...readOnly, length: 40, nillable: false }),
    picklist('Field', 'Field Name', [], { ...readOnly, length: 4000, nillable: false }),
    checkbox('PermissionsEdit', 'Edit Field', readOnly),
    checkbox('PermissionsRead', 'Read Field', readOnly),
    systemModstamp,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_objectpermissions.htm */
export const objectPermissions: StandardObject = {
  name: 'ObjectPermissions',
  label: 'Object Permissions',
  labelPlural: 'Object Permissions',
  keyPrefix: '110',
  ...metadataRow,
  fields: [
    idField('ObjectPermissions ID'),
    parent('ObjectPerms'),
    picklist('SobjectType', 'Object Type Name', [], { ...readOnly, length: 40, nillable: false }),
    checkbox('PermissionsCreate', 'Create Records', readOnly),
    checkbox('PermissionsRead', 'Read Records', readOnly),
    checkbox('PermissionsEdit', 'Edit Records', readOnly),
    checkbox('PermissionsDelete', 'Delete Records', readOnly),
    checkbox('PermissionsViewAllRecords', 'Read All Records', readOnly),
    checkbox('PermissionsModifyAllRecords', 'Edit All Records', readOnly),
    ...auditFields,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_staticresource.htm */
export const staticResource: StandardObject = {
  name: 'StaticResource',
  label: 'Static Resource',
  labelPlural: 'Static Resources',
  keyPrefix: '081',
  ...metadataRow,
  fields: [
    idField('Static Resource ID'),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('Name', 'Name', 255, { ...readOnly, nillable: false, nameField: true }),
    text('ContentType', 'MIME Type', 120, { ...readOnly, nillable: false }),
    number('BodyLength', 'Size', 'int', 9, 0, readOnly),
    field('Body', 'Body', 'base64', readOnly),
    textArea('Description', 'Description', 255, readOnly),
    ...auditFields,
    picklist('CacheControl', 'Cache Control', ['Private', 'Public'], { ...readOnly, length: 40, nillable: false }),
  ],
};

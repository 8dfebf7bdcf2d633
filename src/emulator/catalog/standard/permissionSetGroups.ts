import { auditFields, idField, metadataRow, picklist, readOnly, reference, text, textArea } from './fields.js';
import type { StandardObject } from './fields.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetgroup.htm */
export const permissionSetGroup: StandardObject = {
  name: 'PermissionSetGroup',
  label: 'Permission Set Group',
  labelPlural: 'Permission Set Groups',
  keyPrefix: '0PG',
  ...metadataRow,
  fields: [
    idField('Permission Set Group ID'),
    text('DeveloperName', 'API Name', 80, { ...readOnly, nillable: false, nameField: true }),
    picklist('Language', 'Master Language', ['en_US'], { ...readOnly, length: 40 }),
    text('MasterLabel', 'Label', 80, { ...readOnly, nillable: false }),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    ...auditFields,
    textArea('Description', 'Description', 255, readOnly),
    picklist('Status', 'Status', ['Updated', 'Outdated', 'Updating', 'Failed'], {
      ...readOnly,
      length: 40,
      nillable: false,
      restrictedPicklist: true,
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetgroupcomponent.htm */
export const permissionSetGroupComponent: StandardObject = {
  name: 'PermissionSetGroupComponent',
  label: 'Permission Set Group Component',
  labelPlural: 'Permission Set Group Components',
  keyPrefix: '0PM',
  ...metadataRow,
  fields: [
    idField('Permission Set Group Component ID'),
    reference('PermissionSetGroupId', 'Permission Set Group ID', 'PermissionSetGroup', {
      ...readOnly,
      nillable: false,
      childRelationshipName: 'PermissionSetGroupComponents',
    }),
    reference('PermissionSetId', 'Permission Set ID', 'PermissionSet', {
      ...readOnly,
      nillable: false,
      childRelationshipName: 'PermissionSetGroupComponents',
    }),
    ...auditFields,
  ],
};

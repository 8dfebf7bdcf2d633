import {
  anyReference,
  auditFields,
  checkbox,
  dateTime,
  email,
  idField,
  metadataRow,
  picklist,
  readOnly,
  reference,
  required,
  text,
  type StandardObject,
} from './fields.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_recordtype.htm */
export const recordType: StandardObject = {
  name: 'RecordType',
  label: 'Record Type',
  labelPlural: 'Record Types',
  keyPrefix: '012',
  ...metadataRow,
  fields: [
    idField('Record Type ID'),
    text('Name', 'Name', 80, { ...readOnly, nillable: false, nameField: true }),
    text('DeveloperName', 'Record Type Name', 80, { ...readOnly, nillable: false }),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('Description', 'Description', 255, readOnly),
    picklist('SobjectType', 'SObject Type Name', [], { ...readOnly, length: 40, nillable: false }),
    checkbox('IsActive', 'Active', readOnly),
    ...auditFields,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_group.htm */
export const group: StandardObject = {
  name: 'Group',
  label: 'Group',
  labelPlural: 'Group',
  keyPrefix: '00G',
  ...metadataRow,
  fields: [
    idField('Group ID'),
    text('Name', 'Name', 40, { ...readOnly, nillable: false, nameField: true }),
    text('DeveloperName', 'Developer Name', 80, readOnly),
    picklist('Type', 'Type', ['Regular', 'Queue'], {
      ...readOnly,
      length: 40,
      nillable: false,
      restrictedPicklist: true,
    }),
    email('Email', 'Email', 255, readOnly),
    checkbox('DoesSendEmailToMembers', 'Send Email to Members', readOnly),
    ...auditFields,
  ],
};

/**
 * A user or group that is itself a member of a public group; created and deleted, never updated.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_groupmember.htm
 */
export const groupMember: StandardObject = {
  name: 'GroupMember',
  label: 'Group Member',
  labelPlural: 'Group Member',
  keyPrefix: '011',
  category: 'setup',
  customizable: false,
  createable: true,
  updateable: false,
  deletable: true,
  fields: [
    idField('Group Member ID'),
    reference('GroupId', 'Group ID', 'Group', {
      ...required,
      updateable: false,
      childRelationshipName: 'GroupMembers',
    }),
    anyReference('UserOrGroupId', 'User/Group ID', ['Group', 'User'], { ...required, updateable: false }),
    dateTime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_queuesobject.htm */
export const queueSobject: StandardObject = {
  name: 'QueueSobject',
  label: 'Queue Sobject',
  labelPlural: 'Queue Sobject',
  keyPrefix: '03g',
  ...metadataRow,
  fields: [
    idField('Queue Sobject ID'),
    reference('QueueId', 'Group ID', 'Group', {
      ...readOnly,
      nillable: false,
      childRelationshipName: 'QueueSobjects',
    }),
    picklist('SobjectType', 'Sobject Type', [], { ...readOnly, length: 40, nillable: false }),
    reference('CreatedById', 'Created By ID', 'User', readOnly),
    dateTime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false }),
  ],
};

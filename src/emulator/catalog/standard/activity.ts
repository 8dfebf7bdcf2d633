import type { FieldDefinition } from '../definition.js';
import {
  auditFields,
  businessObject,
  checkbox,
  combobox,
  date,
  dateTime,
  deletedField,
  field,
  idField,
  number,
  ownerField,
  ownerOrQueueField,
  picklist,
  readOnly,
  reference,
  required,
  text,
  textArea,
  type StandardObject,
} from './fields.js';

/** The statuses of a new org that mean a task is closed, and the priorities that are high. */
export const closedTaskStatuses: ReadonlySet<string> = new Set(['Completed']);
export const highPriorities: ReadonlySet<string> = new Set(['High']);

/** What an activity can be about, before custom objects that allow activities. */
const relatedObjects: readonly string[] = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'CommSubscriptionConsent',
  'Contract',
  'ContractLineItem',
  'Entitlement',
  'Opportunity',
  'Order',
  'Product2',
  'Quote',
  'ServiceContract',
  'WorkOrder',
  'WorkOrderLineItem',
];

const unsecured = { permissionable: false } as const;

/** A person and a thing, each of several objects; the activity goes with them when they are deleted. */
function relations(children: string): FieldDefinition[] {
  const to = (name: string, label: string, referenceTo: readonly string[]): FieldDefinition =>
    field(name, label, 'reference', {
      length: 18,
      referenceTo,
      relationshipName: name.replace(/Id$/, ''),
      childRelationshipName: children,
      deleteConstraint: 'Cascade',
    });
  return [to('WhoId', 'Name ID', ['Contact', 'Lead']), to('WhatId', 'Related To ID', relatedObjects)];
}

const type = picklist('Type', 'Type', ['Call', 'Meeting', 'Other', 'Email'], { length: 40 });
const account = reference('AccountId', 'Account ID', 'Account', readOnly);
const reminder: readonly FieldDefinition[] = [
  dateTime('ReminderDateTime', 'Reminder Date/Time', unsecured),
  checkbox('IsReminderSet', 'Reminder Set', unsecured),
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm */
export const task: StandardObject = {
  name: 'Task',
  label: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  ...businessObject,
  capabilities: { objectPermissions: false },
  fields: [
    idField('Activity ID'),
    ...relations('Tasks'),
    combobox('Subject', 'Subject', ['Call', 'Email', 'Send Letter', 'Send Quote', 'Other'], {
      ...unsecured,
      nameField: true,
    }),
    date('ActivityDate', 'Due Date Only'),
    picklist(
      'Status',
      'Status',
      ['*Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
      required,
    ),
    picklist('Priority', 'Priority', ['High', '*Normal', 'Low'], required),
    checkbox('IsHighPriority', 'High Priority', readOnly),
    ownerOrQueueField,
    textArea('Description', 'Description', 32000),
    type,
    deletedField,
    account,
    checkbox('IsClosed', 'Closed', readOnly),
    ...auditFields,
    checkbox('IsArchived', 'Archived', readOnly),
    number('CallDurationInSeconds', 'Call Duration', 'int', 8, 0, unsecured),
    picklist('CallType', 'Call Type', ['Internal', 'Inbound', 'Outbound'], {
      ...unsecured,
      length: 40,
      restrictedPicklist: true,
    }),
    text('CallDisposition', 'Call Result', 255, unsecured),
    text('CallObject', 'Call Object Identifier', 255, unsecured),
    ...reminder,
    picklist('TaskSubtype', 'Task Subtype', ['*Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], {
      ...unsecured,
      length: 40,
      updateable: false,
      restrictedPicklist: true,
    }),
    dateTime('CompletedDateTime', 'Completed Date', readOnly),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_event.htm */
export const event: StandardObject = {
  name: 'Event',
  label: 'Event',
  labelPlural: 'Events',
  keyPrefix: '00U',
  ...businessObject,
  capabilities: { objectPermissions: false },
  fields: [
    idField('Activity ID'),
    ...relations('Events'),
    combobox('Subject', 'Subject', ['Call', 'Email', 'Meeting', 'Send Letter/Quote', 'Other'], {
      ...unsecured,
      nameField: true,
    }),
    text('Location', 'Location', 255),
    checkbox('IsAllDayEvent', 'All-Day Event'),
    dateTime('ActivityDateTime', 'Due Date Time', unsecured),
    date('ActivityDate', 'Due Date Only', unsecured),
    number('DurationInMinutes', 'Duration', 'int', 8, 0, unsecured),
    dateTime('StartDateTime', 'Start Date Time', unsecured),
    dateTime('EndDateTime', 'End Date Time', unsecured),
    date('EndDate', 'End Date', readOnly),
    textArea('Description', 'Description', 32000),
    account,
    ownerField,
    type,
    checkbox('IsPrivate', 'Private', unsecured),
    picklist('ShowAs', 'Show Time As', ['*Busy', 'OutOfOffice', 'Free'], {
      ...unsecured,
      length: 40,
      restrictedPicklist: true,
    }),
    deletedField,
    checkbox('IsChild', 'Is Child', readOnly),
    checkbox('IsGroupEvent', 'Is Group Event', readOnly),
    ...auditFields,
    checkbox('IsArchived', 'Archived', readOnly),
    ...reminder,
    picklist('EventSubtype', 'Event Subtype', ['*Event'], {
      ...unsecured,
      length: 40,
      updateable: false,
      restrictedPicklist: true,
    }),
  ],
};

/**
 * What Task and Event have in common, as metadata sees it: custom fields are its own, records and describe it has none.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_activity.htm,
 * https://github.com/SalesforceLabs/OrgCheck/issues/475 (describeGlobal does not list it)
 */
export const activity: StandardObject = {
  name: 'Activity',
  label: 'Activity',
  labelPlural: 'Activities',
  keyPrefix: '007',
  category: 'metadataOnly',
  customizable: true,
  createable: false,
  updateable: false,
  deletable: false,
  fields: task.fields.filter(({ name }) => event.fields.some((each) => each.name === name)),
};

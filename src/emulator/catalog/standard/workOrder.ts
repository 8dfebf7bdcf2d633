import type { FieldDefinition } from '../definition.js';
import {
  addressFields,
  auditFields,
  businessObject,
  dateTime,
  deletedField,
  idField,
  lastViewedFields,
  number,
  ownerField,
  picklist,
  readOnly,
  reference,
  required,
  shownFrom,
  text,
  textArea,
  withoutListViews,
  type StandardObject,
} from './fields.js';

const object = { ...businessObject, ...withoutListViews } as const;

/** What a piece of work is, how far it is, when, where and how long it is done. */
const work: readonly FieldDefinition[] = [
  text('Subject', 'Subject', 255),
  textArea('Description', 'Description', 32000),
  picklist(
    'Status',
    'Status',
    ['*New', 'In Progress', 'On Hold', 'Completed', 'Closed', 'Cannot Complete', 'Canceled'],
    { length: 40 },
  ),
  picklist('Priority', 'Priority', ['Low', 'Medium', 'High', 'Critical'], { length: 40 }),
  dateTime('StartDate', 'Start Date'),
  dateTime('EndDate', 'End Date'),
  number('Duration', 'Duration', 'double', 16, 2),
  picklist('DurationType', 'Duration Type', ['Hours', 'Minutes'], { restrictedPicklist: true }),
  ...addressFields(''),
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_workorder.htm */
export const workOrder: StandardObject = {
  name: 'WorkOrder',
  label: 'Work Order',
  labelPlural: 'Work Orders',
  keyPrefix: '0WO',
  ...object,
  fields: [
    idField('Work Order ID'),
    ownerField,
    deletedField,
    text('WorkOrderNumber', 'Work Order Number', 255, {
      ...readOnly,
      nillable: false,
      nameField: true,
      idLookup: true,
      autoNumberFormat: '{00000000}',
    }),
    ...auditFields,
    ...lastViewedFields,
    reference('AccountId', 'Account ID', 'Account', { childRelationshipName: 'WorkOrders' }),
    reference('ContactId', 'Contact ID', 'Contact', { childRelationshipName: 'WorkOrders' }),
    reference('CaseId', 'Case ID', 'Case', { childRelationshipName: 'WorkOrders' }),
    reference('EntitlementId', 'Entitlement ID', 'Entitlement', { childRelationshipName: 'WorkOrders' }),
    reference('ServiceContractId', 'Service Contract ID', 'ServiceContract', { childRelationshipName: 'WorkOrders' }),
    reference('AssetId', 'Asset ID', 'Asset', { childRelationshipName: 'WorkOrders' }),
    reference('Pricebook2Id', 'Price Book ID', 'Pricebook2', {
      permissionable: false,
      childRelationshipName: 'WorkOrders',
      deleteConstraint: 'Restrict',
    }),
    reference('ParentWorkOrderId', 'Parent Work Order ID', 'WorkOrder', { childRelationshipName: 'ChildWorkOrders' }),
    ...work,
    number('Tax', 'Tax', 'currency', 16, 2),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_workorderlineitem.htm */
export const workOrderLineItem: StandardObject = {
  name: 'WorkOrderLineItem',
  label: 'Work Order Line Item',
  labelPlural: 'Work Order Line Items',
  keyPrefix: '1WL',
  ...object,
  fields: [
    idField('Work Order Line Item ID'),
    deletedField,
    text('LineItemNumber', 'Line Item Number', 255, {
      ...readOnly,
      nillable: false,
      nameField: true,
      idLookup: true,
      autoNumberFormat: '{00000000}',
    }),
    ...auditFields,
    ...lastViewedFields,
    reference('WorkOrderId', 'Work Order ID', 'WorkOrder', {
      ...required,
      updateable: false,
      childRelationshipName: 'WorkOrderLineItems',
      deleteConstraint: 'Cascade',
    }),
    reference('ParentWorkOrderLineItemId', 'Parent Work Order Line Item ID', 'WorkOrderLineItem', {
      childRelationshipName: 'ChildWorkOrderLineItems',
    }),
    reference('AssetId', 'Asset ID', 'Asset', { childRelationshipName: 'WorkOrderLineItems' }),
    reference('OrderId', 'Order ID', 'Order', { childRelationshipName: 'WorkOrderLineItems' }),
    reference('PricebookEntryId', 'Price Book Entry ID', 'PricebookEntry', {
      childRelationshipName: 'WorkOrderLineItems',
      deleteConstraint: 'Restrict',
    }),
    ...work,
    number('Quantity', 'Quantity', 'double', 16, 2),
    number('UnitPrice', 'Unit Price', 'currency', 16, 2),
    number('Discount', 'Discount', 'percent', 3, 2),
    number('ListPrice', 'List Price', 'currency', 16, 2, {
      ...shownFrom('PricebookEntry.UnitPrice'),
      permissionable: true,
    }),
  ],
};

import {
  auditFields,
  businessObject,
  date,
  deletedField,
  idField,
  number,
  reference,
  required,
  shownFrom,
  text,
  type StandardObject,
} from './fields.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitylineitem.htm */
export const opportunityLineItem: StandardObject = {
  name: 'OpportunityLineItem',
  label: 'Opportunity Product',
  labelPlural: 'Opportunity Product',
  keyPrefix: '00k',
  ...businessObject,
  capabilities: { listViews: false, objectPermissions: false },
  fields: [
    idField('Line Item ID'),
    reference('OpportunityId', 'Opportunity ID', 'Opportunity', {
      ...required,
      updateable: false,
      childRelationshipName: 'OpportunityLineItems',
      deleteConstraint: 'Cascade',
    }),
    number('SortOrder', 'Sort Order', 'int', 9, 0, { createable: false, updateable: false, permissionable: false }),
    reference('PricebookEntryId', 'Price Book Entry ID', 'PricebookEntry', {
      updateable: false,
      permissionable: false,
      childRelationshipName: 'OpportunityLineItems',
      deleteConstraint: 'Restrict',
    }),
    reference('Product2Id', 'Product ID', 'Product2', {
      updateable: false,
      permissionable: false,
      childRelationshipName: 'OpportunityLineItems',
      deleteConstraint: 'Restrict',
    }),
    text('ProductCode', 'Product Code', 255, { ...shownFrom('Product2.ProductCode'), permissionable: true }),
    text('Name', 'Opportunity Product Name', 376, {
      nameField: true,
      ...shownFrom('Opportunity.Name & " " & Product2.Name'),
    }),
    number('Quantity', 'Quantity', 'double', 10, 2, required),
    number('TotalPrice', 'Total Price', 'currency', 16, 2),
    number('UnitPrice', 'Sales Price', 'currency', 16, 2, { permissionable: false }),
    number('ListPrice', 'List Price', 'currency', 16, 2, {
      ...shownFrom('PricebookEntry.UnitPrice'),
      permissionable: true,
    }),
    date('ServiceDate', 'Date'),
    text('Description', 'Line Description', 255),
    ...auditFields,
    deletedField,
  ],
};

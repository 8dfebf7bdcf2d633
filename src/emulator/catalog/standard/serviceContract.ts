import {
  addressFields,
  auditFields,
  businessObject,
  checkbox,
  date,
  dateTime,
  deletedField,
  idField,
  lastViewedFields,
  number,
  ownerField,
  picklist,
  readOnly,
  readOnlySecured,
  reference,
  required,
  shownFrom,
  text,
  textArea,
  withoutListViews,
  type StandardObject,
} from './fields.js';

const object = { ...businessObject, ...withoutListViews } as const;
const unsecured = { permissionable: false } as const;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_entitlement.htm */
export const entitlement: StandardObject = {
  name: 'Entitlement',
  label: 'Entitlement',
  labelPlural: 'Entitlements',
  keyPrefix: '550',
  ...object,
  fields: [
    idField('Entitlement ID'),
    deletedField,
    text('Name', 'Entitlement Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    reference('AccountId', 'Account ID', 'Account', {
      ...required,
      childRelationshipName: 'Entitlements',
      deleteConstraint: 'Cascade',
    }),
    picklist('Type', 'Type', ['Phone Support', 'Web Support'], { length: 40 }),
    reference('ServiceContractId', 'Service Contract ID', 'ServiceContract', {
      childRelationshipName: 'Entitlements',
    }),
    reference('ContractLineItemId', 'Contract Line Item ID', 'ContractLineItem', {
      childRelationshipName: 'Entitlements',
    }),
    reference('AssetId', 'Asset ID', 'Asset', { childRelationshipName: 'Entitlements' }),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    checkbox('IsPerIncident', 'Per Incident'),
    number('CasesPerEntitlement', 'Cases Per Entitlement', 'int', 9, 0),
    number('RemainingCases', 'Remaining Cases', 'int', 9, 0),
    ...lastViewedFields,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_servicecontract.htm */
export const serviceContract: StandardObject = {
  name: 'ServiceContract',
  label: 'Service Contract',
  labelPlural: 'Service Contracts',
  keyPrefix: '810',
  ...object,
  fields: [
    idField('Service Contract ID'),
    ownerField,
    deletedField,
    text('Name', 'Contract Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('AccountId', 'Account ID', 'Account', { ...unsecured, childRelationshipName: 'ServiceContracts' }),
    reference('ContactId', 'Contact ID', 'Contact', { childRelationshipName: 'ServiceContracts' }),
    reference('ParentServiceContractId', 'Parent Service Contract ID', 'ServiceContract', {
      childRelationshipName: 'ChildServiceContracts',
    }),
    number('Term', 'Term (months)', 'int', 9, 0),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    dateTime('ActivationDate', 'Activation Date'),
    picklist('ApprovalStatus', 'Approval Status', ['*Draft', 'In Approval Process', 'Activated'], { length: 40 }),
    textArea('Description', 'Description', 32000),
    ...addressFields('Billing'),
    ...addressFields('Shipping'),
    reference('Pricebook2Id', 'Price Book ID', 'Pricebook2', {
      ...unsecured,
      childRelationshipName: 'ServiceContracts',
      deleteConstraint: 'Restrict',
    }),
    number('ShippingHandling', 'Shipping and Handling', 'currency', 16, 2),
    number('Tax', 'Tax', 'currency', 16, 2),
    textArea('SpecialTerms', 'Special Terms', 4000),
    text('ContractNumber', 'Contract Number', 30, { ...readOnly, nillable: false, autoNumberFormat: '{00000000}' }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contractlineitem.htm */
export const contractLineItem: StandardObject = {
  name: 'ContractLineItem',
  label: 'Contract Line Item',
  labelPlural: 'Contract Line Items',
  keyPrefix: '811',
  ...object,
  fields: [
    idField('Contract Line Item ID'),
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
    reference('ServiceContractId', 'Service Contract ID', 'ServiceContract', {
      ...required,
      updateable: false,
      childRelationshipName: 'ContractLineItems',
      deleteConstraint: 'Cascade',
    }),
    reference('Product2Id', 'Product ID', 'Product2', {
      ...readOnly,
      childRelationshipName: 'ContractLineItems',
      deleteConstraint: 'Restrict',
    }),
    reference('AssetId', 'Asset ID', 'Asset', { childRelationshipName: 'ContractLineItems' }),
    reference('ParentContractLineItemId', 'Parent Contract Line Item ID', 'ContractLineItem', {
      childRelationshipName: 'ChildContractLineItems',
    }),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    textArea('Description', 'Description', 32000),
    reference('PricebookEntryId', 'Price Book Entry ID', 'PricebookEntry', {
      ...required,
      updateable: false,
      childRelationshipName: 'ContractLineItems',
      deleteConstraint: 'Restrict',
    }),
    number('Quantity', 'Quantity', 'double', 10, 2, required),
    number('UnitPrice', 'Sales Price', 'currency', 16, 2, required),
    number('Discount', 'Discount', 'percent', 3, 2),
    number('ListPrice', 'List Price', 'currency', 16, 2, {
      ...shownFrom('PricebookEntry.UnitPrice'),
      permissionable: true,
    }),
    number('Subtotal', 'Subtotal', 'currency', 16, 2, readOnlySecured),
    number('TotalPrice', 'Total Price', 'currency', 16, 2, readOnlySecured),
  ],
};

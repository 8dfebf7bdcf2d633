import {
  auditFields,
  businessObject,
  checkbox,
  deletedField,
  idField,
  lastViewedFields,
  number,
  picklist,
  readOnly,
  reference,
  required,
  shownFrom,
  text,
  textArea,
  url,
  type StandardObject,
} from './fields.js';

/** Products and prices have no owner. Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_product2.htm */
export const product2: StandardObject = {
  name: 'Product2',
  label: 'Product',
  labelPlural: 'Products',
  keyPrefix: '01t',
  ...businessObject,
  fields: [
    idField('Product ID'),
    text('Name', 'Product Name', 255, { ...required, nameField: true, idLookup: true }),
    text('ProductCode', 'Product Code', 255, { idLookup: true }),
    textArea('Description', 'Product Description', 4000),
    checkbox('IsActive', 'Active', { permissionable: false }),
    ...auditFields,
    picklist('Family', 'Product Family', ['None']),
    text('ExternalId', 'External ID', 255),
    url('DisplayUrl', 'Display URL', { length: 1000 }),
    picklist('QuantityUnitOfMeasure', 'Quantity Unit Of Measure', ['Each']),
    deletedField,
    checkbox('IsArchived', 'Archived', readOnly),
    ...lastViewedFields,
    text('StockKeepingUnit', 'Product SKU', 180),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_pricebook2.htm */
export const pricebook2: StandardObject = {
  name: 'Pricebook2',
  label: 'Price Book',
  labelPlural: 'Price Books',
  keyPrefix: '01s',
  ...businessObject,
  fields: [
    idField('Price Book ID'),
    deletedField,
    text('Name', 'Price Book Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    checkbox('IsActive', 'Active', { permissionable: false }),
    checkbox('IsArchived', 'Archived', readOnly),
    text('Description', 'Description', 255, { permissionable: false }),
    checkbox('IsStandard', 'Is Standard Price Book', readOnly),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_pricebookentry.htm */
export const pricebookEntry: StandardObject = {
  name: 'PricebookEntry',
  label: 'Price Book Entry',
  labelPlural: 'Price Book Entries',
  keyPrefix: '01u',
  ...businessObject,
  capabilities: { searchable: false, listViews: false, undeletable: false, objectPermissions: false },
  fields: [
    idField('Price Book Entry ID'),
    text('Name', 'Product Name', 255, { nameField: true, ...shownFrom('Product2.Name') }),
    reference('Pricebook2Id', 'Price Book ID', 'Pricebook2', {
      ...required,
      updateable: false,
      childRelationshipName: 'PricebookEntries',
      deleteConstraint: 'Cascade',
    }),
    reference('Product2Id', 'Product ID', 'Product2', {
      ...required,
      updateable: false,
      childRelationshipName: 'PricebookEntries',
      deleteConstraint: 'Cascade',
    }),
    number('UnitPrice', 'List Price', 'currency', 16, 2, required),
    checkbox('IsActive', 'Active', { permissionable: false }),
    checkbox('UseStandardPrice', 'Use Standard Price', { permissionable: false }),
    ...auditFields,
    text('ProductCode', 'Product Code', 255, shownFrom('Product2.ProductCode')),
    deletedField,
    checkbox('IsArchived', 'Archived', readOnly),
  ],
};

import {
  auditFields,
  businessObject,
  checkbox,
  date,
  deletedField,
  idField,
  picklist,
  readOnlySecured,
  reference,
  required,
  type StandardObject,
} from './fields.js';

const roles = [
  'Business User',
  'Decision Maker',
  'Economic Buyer',
  'Economic Decision Maker',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other',
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_accountcontactrelation.htm */
export const accountContactRelation: StandardObject = {
  name: 'AccountContactRelation',
  label: 'Account Contact Relationship',
  labelPlural: 'Account Contact Relationships',
  keyPrefix: '07k',
  ...businessObject,
  // Access to it is access to its account and contact.
  capabilities: { listViews: false, searchable: false, objectPermissions: false },
  fields: [
    idField('Account Contact Relationship ID'),
    reference('AccountId', 'Account ID', 'Account', {
      ...required,
      updateable: false,
      childRelationshipName: 'AccountContactRelations',
      deleteConstraint: 'Cascade',
    }),
    reference('ContactId', 'Contact ID', 'Contact', {
      ...required,
      updateable: false,
      childRelationshipName: 'AccountContactRelations',
      deleteConstraint: 'Cascade',
    }),
    { ...picklist('Roles', 'Roles', roles, { length: 4099 }), type: 'multipicklist' },
    checkbox('IsDirect', 'Direct', readOnlySecured),
    checkbox('IsActive', 'Active', { defaultFormula: 'true' }),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    deletedField,
    ...auditFields,
  ],
};

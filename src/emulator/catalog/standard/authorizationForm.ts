import {
  anyReference,
  auditFields,
  businessObject,
  checkbox,
  date,
  dateTime,
  deletedField,
  idField,
  lastViewedFields,
  ownerField,
  picklist,
  reference,
  required,
  text,
  withoutListViews,
  type StandardObject,
} from './fields.js';
import { consentChannels } from './picklists.js';

const object = { ...businessObject, ...withoutListViews } as const;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_authorizationform.htm */
export const authorizationForm: StandardObject = {
  name: 'AuthorizationForm',
  label: 'Authorization Form',
  labelPlural: 'Authorization Forms',
  keyPrefix: '0cI',
  ...object,
  fields: [
    idField('Authorization Form ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    text('RevisionNumber', 'Revision Number', 10),
    date('EffectiveFromDate', 'Effective From Date'),
    date('EffectiveToDate', 'Effective To Date'),
    reference('DefaultAuthFormTextId', 'Default Auth Form Text ID', 'AuthorizationFormText'),
    checkbox('IsSignatureRequired', 'Is Signature Required'),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_authorizationformconsent.htm */
export const authorizationFormConsent: StandardObject = {
  name: 'AuthorizationFormConsent',
  label: 'Authorization Form Consent',
  labelPlural: 'Authorization Form Consents',
  keyPrefix: '0cK',
  ...object,
  fields: [
    idField('Authorization Form Consent ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    anyReference('ConsentGiverId', 'Consent Giver ID', ['Account', 'Contact', 'Individual', 'Lead', 'User'], {
      ...required,
      childRelationshipName: 'AuthorizationFormConsents',
      deleteConstraint: 'Cascade',
    }),
    reference('AuthorizationFormTextId', 'Authorization Form Text ID', 'AuthorizationFormText', {
      childRelationshipName: 'AuthorizationFormConsents',
    }),
    text('ConsentCapturedSource', 'Consent Captured Source', 255),
    picklist('ConsentCapturedSourceType', 'Consent Captured Source Type', consentChannels, {
      restrictedPicklist: true,
    }),
    dateTime('ConsentCapturedDateTime', 'Consent Captured Date Time'),
    picklist('Status', 'Status', ['Seen', 'Signed', 'Rejected'], { restrictedPicklist: true }),
    reference('RelatedRecordId', 'Related Record ID', 'Account', {
      childRelationshipName: 'RelatedAuthorizationFormConsents',
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_authorizationformdatause.htm */
export const authorizationFormDataUse: StandardObject = {
  name: 'AuthorizationFormDataUse',
  label: 'Authorization Form Data Use',
  labelPlural: 'Authorization Form Data Uses',
  keyPrefix: '0cM',
  ...object,
  fields: [
    idField('Authorization Form Data Use ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('AuthorizationFormId', 'Authorization Form ID', 'AuthorizationForm', {
      ...required,
      deleteConstraint: 'Cascade',
    }),
    reference('DataUsePurposeId', 'Data Use Purpose ID', 'DataUsePurpose', {
      ...required,
      childRelationshipName: 'AuthorizationFormDataUses',
      deleteConstraint: 'Cascade',
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_authorizationformtext.htm */
export const authorizationFormText: StandardObject = {
  name: 'AuthorizationFormText',
  label: 'Authorization Form Text',
  labelPlural: 'Authorization Form Texts',
  keyPrefix: '0cN',
  ...object,
  fields: [
    idField('Authorization Form Text ID'),
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('AuthorizationFormId', 'Authorization Form ID', 'AuthorizationForm', {
      ...required,
      updateable: false,
      childRelationshipName: 'AuthorizationForms',
      deleteConstraint: 'Cascade',
    }),
    text('SummaryAuthFormText', 'Summary', 255),
    text('FullAuthorizationFormUrl', 'Full Authorization Form URL', 255),
  ],
};

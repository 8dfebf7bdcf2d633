import type { FieldDefinition } from '../definition.js';
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
import { consentChannels, contactPoints } from './picklists.js';

const object = { ...businessObject, ...withoutListViews } as const;

/** How, when and to what somebody agreed. */
const captured: readonly FieldDefinition[] = [
  picklist(
    'PrivacyConsentStatus',
    'Privacy Consent Status',
    ['NotSeen', 'Seen', 'OptIn', 'OptOut', 'OptInPending', 'OptOutPending'],
    {
      ...required,
      restrictedPicklist: true,
    },
  ),
  dateTime('CaptureDate', 'Consent Captured Date Time'),
  picklist('CaptureContactPointType', 'Consent Captured Contact Point Type', consentChannels, {
    restrictedPicklist: true,
  }),
  text('CaptureSource', 'Consent Captured Source', 255),
  dateTime('DoubleConsentCaptureDate', 'Double Consent Capture Date'),
];

const effective: readonly FieldDefinition[] = [
  dateTime('EffectiveFrom', 'Effective From'),
  dateTime('EffectiveTo', 'Effective To'),
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contactpointconsent.htm */
export const contactPointConsent: StandardObject = {
  name: 'ContactPointConsent',
  label: 'Contact Point Consent',
  labelPlural: 'Contact Point Consents',
  keyPrefix: '0ZX',
  ...object,
  fields: [
    idField('Contact Point Consent ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    anyReference('ContactPointId', 'Contact Point ID', contactPoints, {
      ...required,
      childRelationshipName: 'ContactPointConsents',
      deleteConstraint: 'Cascade',
    }),
    reference('DataUsePurposeId', 'Data Use Purpose ID', 'DataUsePurpose'),
    ...captured,
    ...effective,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contactpointtypeconsent.htm */
export const contactPointTypeConsent: StandardObject = {
  name: 'ContactPointTypeConsent',
  label: 'Contact Point Type Consent',
  labelPlural: 'Contact Point Type Consents',
  keyPrefix: '0ZY',
  ...object,
  fields: [
    idField('Contact Point Type Consent ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('PartyId', 'Individual ID', 'Individual', {
      ...required,
      childRelationshipName: 'Individuals',
      deleteConstraint: 'Cascade',
    }),
    reference('DataUsePurposeId', 'Data Use Purpose ID', 'DataUsePurpose'),
    picklist('ContactPointType', 'Contact Point Type', consentChannels, { restrictedPicklist: true }),
    reference('EngagementChannelTypeId', 'Engagement Channel Type ID', 'EngagementChannelType'),
    ...captured,
    ...effective,
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_partyconsent.htm */
export const partyConsent: StandardObject = {
  name: 'PartyConsent',
  label: 'Party Consent',
  labelPlural: 'Party Consents',
  keyPrefix: '0g8',
  ...object,
  fields: [
    idField('Party Consent ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('PartyId', 'Individual ID', 'Individual', {
      ...required,
      childRelationshipName: 'PartyConsents',
      deleteConstraint: 'Cascade',
    }),
    picklist(
      'Action',
      'Action',
      ['Target', 'Segment', 'Data Collection', 'Cross Device', 'Reidentification', 'Share Data'],
      required,
    ),
    reference('DataUsePurposeId', 'Data Use Purpose ID', 'DataUsePurpose', {
      childRelationshipName: 'PartyConsents',
    }),
    ...captured,
    date('EffectiveFrom', 'Effective From'),
    date('EffectiveTo', 'Effective To'),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_datauselegalbasis.htm */
export const dataUseLegalBasis: StandardObject = {
  name: 'DataUseLegalBasis',
  label: 'Data Use Legal Basis',
  labelPlural: 'Data Use Legal Bases',
  keyPrefix: '0ZT',
  ...object,
  fields: [
    idField('Data Use Legal Basis ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    text('Source', 'Source', 255),
    text('Description', 'Description', 255),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_datausepurpose.htm */
export const dataUsePurpose: StandardObject = {
  name: 'DataUsePurpose',
  label: 'Data Use Purpose',
  labelPlural: 'Data Use Purposes',
  keyPrefix: '0ZW',
  ...object,
  fields: [
    idField('Data Use Purpose ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('LegalBasisId', 'Data Use Legal Basis ID', 'DataUseLegalBasis', {
      childRelationshipName: 'DataUsePurposes',
    }),
    text('Description', 'Description', 255),
    anyReference('PurposeId', 'Purpose ID', ['Asset', 'Campaign', 'Product2'], {
      childRelationshipName: 'DataUsePurposes',
    }),
    checkbox('CanDataSubjectOptOut', 'Can Data Subject Opt Out'),
  ],
};

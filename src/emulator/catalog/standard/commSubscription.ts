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
  number,
  ownerField,
  picklist,
  reference,
  required,
  text,
  time,
  withoutListViews,
  type StandardObject,
} from './fields.js';
import { consentChannels, contactPoints } from './picklists.js';

const object = { ...businessObject, ...withoutListViews } as const;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_commsubscription.htm */
export const commSubscription: StandardObject = {
  name: 'CommSubscription',
  label: 'Communication Subscription',
  labelPlural: 'Communication Subscriptions',
  keyPrefix: '0Xl',
  ...object,
  fields: [
    idField('Communication Subscription ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('DataUsePurposeId', 'Data Use Purpose ID', 'DataUsePurpose', {
      childRelationshipName: 'CommSubscriptions',
    }),
    checkbox('IsDefault', 'Is Default'),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_commsubscriptionchanneltype.htm */
export const commSubscriptionChannelType: StandardObject = {
  name: 'CommSubscriptionChannelType',
  label: 'Communication Subscription Channel Type',
  labelPlural: 'Communication Subscription Channel Types',
  keyPrefix: '0eB',
  ...object,
  fields: [
    idField('Communication Subscription Channel Type ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('CommunicationSubscriptionId', 'Communication Subscription ID', 'CommSubscription', {
      ...required,
      childRelationshipName: 'CommSubscriptionChannelTypes',
      deleteConstraint: 'Cascade',
    }),
    reference('EngagementChannelTypeId', 'Engagement Channel Type ID', 'EngagementChannelType', {
      ...required,
      childRelationshipName: 'CommSubscriptionChannelTypes',
      deleteConstraint: 'Restrict',
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_commsubscriptionconsent.htm */
export const commSubscriptionConsent: StandardObject = {
  name: 'CommSubscriptionConsent',
  label: 'Communication Subscription Consent',
  labelPlural: 'Communication Subscription Consents',
  keyPrefix: '0dY',
  ...object,
  fields: [
    idField('Communication Subscription Consent ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    anyReference('ConsentGiverId', 'Consent Giver ID', ['Account', 'Contact', 'Individual', 'User'], {
      childRelationshipName: 'CommSubscriptionConsents',
    }),
    anyReference('ContactPointId', 'Contact Point ID', contactPoints, {
      ...required,
      childRelationshipName: 'CommSubscriptionConsents',
      deleteConstraint: 'Cascade',
    }),
    date('EffectiveFromDate', 'Effective From Date', required),
    date('EffectiveToDate', 'Effective To Date'),
    dateTime('ConsentCapturedDateTime', 'Consent Captured Date Time'),
    text('ConsentCapturedSource', 'Consent Captured Source', 255),
    reference('CommSubscriptionChannelTypeId', 'Comm Subscription Channel Type ID', 'CommSubscriptionChannelType', {
      ...required,
      childRelationshipName: 'CommSubscriptionConsents',
      deleteConstraint: 'Cascade',
    }),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_commsubscriptiontiming.htm */
export const commSubscriptionTiming: StandardObject = {
  name: 'CommSubscriptionTiming',
  label: 'Communication Subscription Timing',
  labelPlural: 'Communication Subscription Timings',
  keyPrefix: '0al',
  ...object,
  fields: [
    idField('Communication Subscription Timing ID'),
    deletedField,
    text('Name', 'Name', 255, { ...required, updateable: false, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    reference('CommSubscriptionConsentId', 'Comm Subscription Consent ID', 'CommSubscriptionConsent', {
      ...required,
      updateable: false,
      childRelationshipName: 'CommSubscriptionTimings',
      deleteConstraint: 'Cascade',
    }),
    picklist('Unit', 'Unit', ['DayOfWeek', 'Hour', 'Day', 'Week', 'Month'], {
      ...required,
      restrictedPicklist: true,
    }),
    number('Offset', 'Offset', 'double', 18, 0),
    time('PreferredTimeStart', 'Preferred Time Start'),
    time('PreferredTimeEnd', 'Preferred Time End'),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_engagementchanneltype.htm */
export const engagementChannelType: StandardObject = {
  name: 'EngagementChannelType',
  label: 'Engagement Channel Type',
  labelPlural: 'Engagement Channel Types',
  keyPrefix: '0eF',
  ...object,
  fields: [
    idField('Engagement Channel Type ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    picklist('ContactPointType', 'Contact Point Type', consentChannels, { restrictedPicklist: true }),
    checkbox('IsActive', 'Is Active'),
  ],
};

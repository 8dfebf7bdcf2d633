/**
 * Named groups of standard objects, so that a schema need not list them. Not every org has every one of them (quotes and
 * orders are features to switch on), so members of a group are optional.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
 */
/** Consent and contact points: what a customer agreed to, and where they can be reached. */
const consent = [
  'AuthorizationForm',
  'AuthorizationFormConsent',
  'AuthorizationFormDataUse',
  'AuthorizationFormText',
  'CommSubscription',
  'CommSubscriptionChannelType',
  'CommSubscriptionConsent',
  'CommSubscriptionTiming',
  'ContactPointAddress',
  'ContactPointConsent',
  'ContactPointEmail',
  'ContactPointPhone',
  'ContactPointTypeConsent',
  'DataUseLegalBasis',
  'DataUsePurpose',
  'EngagementChannelType',
  'PartyConsent',
] as const;

export const objectGroups = {
  'retail-core': [
    'Account',
    'Asset',
    'Campaign',
    'CampaignMember',
    'Case',
    'Contact',
    'Contract',
    'Event',
    'Individual',
    'Lead',
    'Opportunity',
    'OpportunityLineItem',
    'Order',
    'OrderItem',
    'PricebookEntry',
    'Product2',
    'Quote',
    'QuoteLineItem',
    'Task',
    ...consent,
  ],
  consent: ['Individual', ...consent],
  sales: [
    'Account',
    'Contact',
    'Lead',
    'Opportunity',
    'OpportunityLineItem',
    'Quote',
    'QuoteLineItem',
    'Task',
    'Event',
  ],
  commerce: ['Product2', 'PricebookEntry', 'Order', 'OrderItem', 'Contract', 'Asset'],
  service: [
    'Account',
    'Contact',
    'Asset',
    'Case',
    'Entitlement',
    'ServiceContract',
    'ContractLineItem',
    'WorkOrder',
    'WorkOrderLineItem',
    'Task',
    'Event',
  ],
} as const satisfies Record<string, readonly string[]>;

export type ObjectGroup = keyof typeof objectGroups;

export const objectGroupNames = Object.keys(objectGroups) as [ObjectGroup, ...ObjectGroup[]];

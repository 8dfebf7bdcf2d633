/** What an object takes of the components that the schema wants on it. */
export type ObjectCapabilities = {
  readonly customFields: boolean;
  readonly validationRules: boolean;
  /** How a list view names the object's standard columns; undefined where no list view is generated. */
  readonly listView: { readonly name: string; readonly created?: string } | undefined;
  readonly fieldHistory: boolean;
  readonly compactLayouts: boolean;
  /** The public page that says so. */
  readonly source: string;
};

const CUSTOM: ObjectCapabilities = {
  customFields: true,
  validationRules: true,
  listView: { name: 'NAME', created: 'CREATED_DATE' },
  fieldHistory: true,
  compactLayouts: true,
  source: 'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customobject.htm',
};

type Row = {
  /**
   * A list view names standard columns by names of its own, different on each object; an object without the row gets no
   * list view: it has none, or the names are not known.
   * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listview.htm, and list views
   * in public DX projects, e.g. https://github.com/trailheadapps/dreamhouse-lwc (c38d8e6).
   */
  readonly listView?: NonNullable<ObjectCapabilities['listView']>;
  /** The object reference lists a history object beside it. */
  readonly history?: boolean;
  /** A standard object that takes custom fields takes validation rules too, unless its row says otherwise. */
  readonly rules?: false;
  readonly compactLayouts?: false;
};

const HISTORY: Row = { history: true };

/** Standard objects with business records. */
const STANDARD: Readonly<Record<string, Row>> = {
  Account: { history: true, listView: { name: 'ACCOUNT.NAME', created: 'ACCOUNT.CREATED_DATE' } },
  AccountContactRelation: HISTORY,
  Asset: { history: true, listView: { name: 'ASSET.NAME', created: 'ASSET.CREATED_DATE' } },
  AuthorizationForm: HISTORY,
  AuthorizationFormConsent: HISTORY,
  AuthorizationFormDataUse: HISTORY,
  AuthorizationFormText: HISTORY,
  Campaign: { history: true, listView: { name: 'CAMPAIGN.NAME', created: 'CAMPAIGN.CREATED_DATE' } },
  CampaignMember: {},
  Case: { history: true, listView: { name: 'CASES.CASE_NUMBER', created: 'CASES.CREATED_DATE' } },
  CommSubscription: HISTORY,
  CommSubscriptionChannelType: HISTORY,
  CommSubscriptionConsent: HISTORY,
  CommSubscriptionTiming: HISTORY,
  Contact: { history: true, listView: { name: 'FULL_NAME', created: 'CONTACT.CREATED_DATE' } },
  ContactPointAddress: HISTORY,
  ContactPointConsent: HISTORY,
  ContactPointEmail: HISTORY,
  ContactPointPhone: HISTORY,
  ContactPointTypeConsent: HISTORY,
  Contract: { history: true, listView: { name: 'CONTRACT.CONTRACT_NUMBER' } },
  ContractLineItem: HISTORY,
  DataUseLegalBasis: HISTORY,
  DataUsePurpose: HISTORY,
  EngagementChannelType: HISTORY,
  Entitlement: HISTORY,
  Event: { listView: { name: 'SUBJECT' } },
  Individual: { history: true, listView: { name: 'FULL_NAME' } },
  Lead: { history: true, listView: { name: 'FULL_NAME', created: 'LEAD.CREATED_DATE' } },
  Opportunity: { history: true, listView: { name: 'OPPORTUNITY.NAME', created: 'OPPORTUNITY.CREATED_DATE' } },
  OpportunityLineItem: {},
  Order: { history: true, listView: { name: 'ORDERS.ORDER_NUMBER', created: 'ORDERS.CREATED_DATE' } },
  OrderItem: HISTORY,
  PartyConsent: HISTORY,
  PricebookEntry: { compactLayouts: false },
  Product2: { history: true, listView: { name: 'PRODUCT2.NAME' } },
  Quote: { listView: { name: 'QUOTE.NAME' } },
  QuoteLineItem: {},
  ServiceContract: HISTORY,
  Task: { listView: { name: 'SUBJECT', created: 'CREATED_DATE' } },
  WorkOrder: HISTORY,
  WorkOrderLineItem: HISTORY,
};

/** Standard objects that take custom fields and yet hold no business records; `*` leaves them out for these reasons. */
const OTHERWISE_USED: Readonly<Record<string, string>> = {
  Activity: 'it holds the fields of tasks and events, not records',
  ContentVersion: 'it holds files',
  EmailMessage: 'it holds mail that was really sent or received',
  Group: 'it is setup: groups and queues of users',
  Organization: 'it is setup: the org itself',
  PersonAccount: 'it is accounts under another name',
  Pricebook2: 'it is configuration: which prices apply',
  Profile: 'it is setup: what users may do',
  User: 'its records are people who log in',
  UserRole: 'it is setup: who sees whose records',
};

function objectReference(object: string): string {
  return `https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_${object.toLowerCase()}.htm`;
}

/** What is known of an object by its name; undefined for a standard object that no row tells of. */
export function capabilitiesOf(object: string): ObjectCapabilities | undefined {
  if (object.endsWith('__c')) return CUSTOM;
  const row = Object.hasOwn(STANDARD, object) ? STANDARD[object] : undefined;
  if (row === undefined) return undefined;
  return {
    customFields: true,
    validationRules: row.rules ?? true,
    listView: row.listView,
    fieldHistory: row.history ?? false,
    compactLayouts: row.compactLayouts ?? true,
    source: objectReference(object),
  };
}

/** What is assumed of a standard object that is listed although no row tells of it: the org will say otherwise. */
export function assumedCapabilities(object: string): ObjectCapabilities {
  return {
    customFields: true,
    validationRules: true,
    listView: undefined,
    fieldHistory: false,
    compactLayouts: false,
    source: objectReference(object),
  };
}

/** Why a standard object holds no business records, undefined for one that may. */
export function otherUseOf(object: string): string | undefined {
  return Object.hasOwn(OTHERWISE_USED, object) ? OTHERWISE_USED[object] : undefined;
}

/** How an object takes what the schema wants of it, where objects differ. */
export type ObjectTraits = {
  /** The object whose CustomField components become this object's fields. */
  readonly fieldHome: string;
  /** The object under which permission sets name those fields. */
  readonly grantedAs: string;
  /** The list view column that names a record; undefined where no list view is generated. */
  readonly nameColumn: string | undefined;
  /** The list view column of the creation date; undefined where it is not known. */
  readonly createdColumn: string | undefined;
};

/**
 * Tasks and events share their custom fields: they are deployed on Activity, and permission sets name them on Task; the
 * platform keeps the same grants for Event.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_activity.htm
 * and https://github.com/salto-io/salto, change validator task_or_event_fields_modifications.
 */
const ACTIVITY = { fieldHome: 'Activity', grantedAs: 'Task' };
const ACTIVITIES: ReadonlySet<string> = new Set(['Task', 'Event']);

/**
 * A list view names standard columns by names of its own, different on each object. A standard object that is not here
 * gets no list view: campaign members, price book entries and line items have none, of others it is not known.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listview.htm, and list views in
 * public DX projects, e.g. https://github.com/trailheadapps/dreamhouse-lwc (c38d8e6).
 */
const LIST_VIEW_COLUMNS: Readonly<Record<string, { readonly name: string; readonly created?: string }>> = {
  Account: { name: 'ACCOUNT.NAME', created: 'ACCOUNT.CREATED_DATE' },
  Asset: { name: 'ASSET.NAME', created: 'ASSET.CREATED_DATE' },
  Campaign: { name: 'CAMPAIGN.NAME', created: 'CAMPAIGN.CREATED_DATE' },
  Case: { name: 'CASES.CASE_NUMBER', created: 'CASES.CREATED_DATE' },
  Contact: { name: 'FULL_NAME', created: 'CONTACT.CREATED_DATE' },
  Contract: { name: 'CONTRACT.CONTRACT_NUMBER' },
  Event: { name: 'SUBJECT' },
  Individual: { name: 'FULL_NAME' },
  Lead: { name: 'FULL_NAME', created: 'LEAD.CREATED_DATE' },
  Opportunity: { name: 'OPPORTUNITY.NAME', created: 'OPPORTUNITY.CREATED_DATE' },
  Order: { name: 'ORDERS.ORDER_NUMBER', created: 'ORDERS.CREATED_DATE' },
  Product2: { name: 'PRODUCT2.NAME' },
  Quote: { name: 'QUOTE.NAME' },
  Task: { name: 'SUBJECT', created: 'CREATED_DATE' },
};
const CUSTOM_COLUMNS = { name: 'NAME', created: 'CREATED_DATE' };

export function traitsOf(object: string): ObjectTraits {
  const home = ACTIVITIES.has(object) ? ACTIVITY : { fieldHome: object, grantedAs: object };
  const columns = object.endsWith('__c') ? CUSTOM_COLUMNS : LIST_VIEW_COLUMNS[object];
  return { ...home, nameColumn: columns?.name, createdColumn: columns?.created };
}

/**
 * The grant that the platform derives from another: retrieved permission sets have `Event.X__c` beside `Task.X__c`,
 * although only one was deployed. Undefined for a field that mirrors none.
 */
export function mirroredGrant(field: string): string | undefined {
  return field.startsWith('Event.') && field.endsWith('__c') ? `Task.${field.slice('Event.'.length)}` : undefined;
}

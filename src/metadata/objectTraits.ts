/** How an object takes what the schema wants of it, where objects differ. */
export type ObjectTraits = {
  /** The object whose CustomField components become this object's fields. */
  readonly fieldHome: string;
  /** The object under which permission sets name those fields. */
  readonly grantedAs: string;
  /** The list view column that names a record; undefined where no list view is generated. */
  readonly nameColumn: string | undefined;
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
const NAME_COLUMN: Readonly<Record<string, string>> = {
  Account: 'ACCOUNT.NAME',
  Asset: 'ASSET.NAME',
  Campaign: 'CAMPAIGN.NAME',
  Case: 'CASES.CASE_NUMBER',
  Contact: 'FULL_NAME',
  Contract: 'CONTRACT.CONTRACT_NUMBER',
  Event: 'SUBJECT',
  Individual: 'FULL_NAME',
  Lead: 'FULL_NAME',
  Opportunity: 'OPPORTUNITY.NAME',
  Order: 'ORDERS.ORDER_NUMBER',
  Product2: 'PRODUCT2.NAME',
  Quote: 'QUOTE.NAME',
  Task: 'SUBJECT',
};

export function traitsOf(object: string): ObjectTraits {
  const home = ACTIVITIES.has(object) ? ACTIVITY : { fieldHome: object, grantedAs: object };
  return { ...home, nameColumn: object.endsWith('__c') ? 'NAME' : NAME_COLUMN[object] };
}

/**
 * The grant that the platform derives from another: retrieved permission sets have `Event.X__c` beside `Task.X__c`,
 * although only one was deployed. Undefined for a field that mirrors none.
 */
export function mirroredGrant(field: string): string | undefined {
  return field.startsWith('Event.') && field.endsWith('__c') ? `Task.${field.slice('Event.'.length)}` : undefined;
}

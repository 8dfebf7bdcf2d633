/** Where an object's custom fields are deployed and under which name permission sets grant them. */
export type ObjectTraits = {
  /** The object whose CustomField components become this object's fields. */
  readonly fieldHome: string;
  /** The object under which permission sets name those fields. */
  readonly grantedAs: string;
};

/**
 * Tasks and events share their custom fields: they are deployed on Activity, and permission sets name them on Task; the
 * platform keeps the same grants for Event.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_activity.htm
 * and https://github.com/salto-io/salto, change validator task_or_event_fields_modifications.
 */
const ACTIVITY = { fieldHome: 'Activity', grantedAs: 'Task' };
const ACTIVITIES: ReadonlySet<string> = new Set(['Task', 'Event']);

export function traitsOf(object: string): ObjectTraits {
  return ACTIVITIES.has(object) ? ACTIVITY : { fieldHome: object, grantedAs: object };
}

/**
 * The grant that the platform derives from another: retrieved permission sets have `Event.X__c` beside `Task.X__c`,
 * although only one was deployed. Undefined for a field that mirrors none.
 */
export function mirroredGrant(field: string): string | undefined {
  return field.startsWith('Event.') && field.endsWith('__c') ? `Task.${field.slice('Event.'.length)}` : undefined;
}

/** The objects whose records have the custom fields of a home. */
export function bearersOf(fieldHome: string): string[] {
  return fieldHome === ACTIVITY.fieldHome ? [...ACTIVITIES] : [fieldHome];
}

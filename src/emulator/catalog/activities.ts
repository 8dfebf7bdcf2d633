import type { FieldDefinition } from './definition.js';

/** Where the custom fields of tasks and events are. */
const ACTIVITY = 'Activity';
const KINDS: readonly string[] = ['Task', 'Event'];

/** Whether the object is Task or Event. */
export function isActivity(objectName: string): boolean {
  return KINDS.some((kind) => kind.toLowerCase() === objectName.toLowerCase());
}

/**
 * The object whose CustomField components make an object's custom fields: Activity for Task and Event, each object
 * itself otherwise.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_activity.htm
 */
export function customFieldOwner(objectName: string): string {
  return isActivity(objectName) ? ACTIVITY : objectName;
}

/** The objects that a CustomField component of this object makes a field of. */
export function customFieldBearers(objectName: string): readonly string[] {
  return objectName.toLowerCase() === ACTIVITY.toLowerCase() ? [objectName, ...KINDS] : [objectName];
}

/** A field of Task or Event under the other one's name: `Event.X__c` for `Task.X__c`; undefined for any other field. */
export function mirroredField(fullName: string): string | undefined {
  const [object = '', field = ''] = fullName.split('.');
  const other = KINDS.find((kind) => kind.toLowerCase() !== object.toLowerCase());
  return isActivity(object) && /__c$/i.test(field) && other !== undefined ? `${other}.${field}` : undefined;
}

/**
 * The fields of Task or Event, with custom objects among what an activity can be about. A custom lookup of Activity is
 * one of both, and its child relationship would have one name for two objects, so that it has none.
 */
export function activityReferences(
  fields: readonly FieldDefinition[],
  customObjects: readonly string[],
): FieldDefinition[] {
  return fields.map((field) => {
    if (field.name === 'WhatId') return { ...field, referenceTo: [...field.referenceTo, ...customObjects] };
    if (!field.custom || field.childRelationshipName === undefined) return field;
    const { childRelationshipName: _, ...unnamed } = field;
    return unnamed;
  });
}

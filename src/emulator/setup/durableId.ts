import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';

/** The id of rows that have none of their own. */
export const NO_ID = '000000000000000AAA';

/** A standard object's name; the 15-character id of what defines a custom one. */
export function durableId(org: EmbeddedOrg, object: Pick<ObjectDefinition, 'name' | 'custom'>): string {
  const component = object.custom ? org.components.get('CustomObject', object.name) : undefined;
  return component === undefined ? object.name : component.id.slice(0, 15);
}

/** `Account.Name`, or `Account.00N…` for a custom field. */
export function durableFieldId(org: EmbeddedOrg, object: ObjectDefinition, field: FieldDefinition): string {
  return `${durableId(org, object)}.${field.id === undefined ? field.name : field.id.slice(0, 15)}`;
}

/** An API name without its suffix: `Store` of `Store__c`. */
export function developerName(apiName: string): string {
  return apiName.replace(/__(c|mdt)$/i, '');
}

export function wholeSeconds(iso: string): string {
  return `${iso.slice(0, 19)}.000Z`;
}

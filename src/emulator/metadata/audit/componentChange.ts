import type { Catalog, FieldDefinition, ObjectDefinition } from '../../catalog/definition.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import { splitFullName } from '../types/naming.js';

/** What a deploy did to one component: created it (no `before`), changed it, or deleted it (no `after`). */
export type ComponentChange =
  | { readonly type: string; readonly before?: undefined; readonly after: StoredComponent }
  | { readonly type: string; readonly before: StoredComponent; readonly after: StoredComponent }
  | { readonly type: string; readonly before: StoredComponent; readonly after?: undefined };

/** Names of objects and fields, of those that the deploy brought and of those that it took away. */
export type Names = {
  object(name: string): ObjectDefinition | undefined;
  field(objectName: string, fieldName: string): FieldDefinition | undefined;
};

export function namesOf(after: Catalog, before: Catalog): Names {
  return {
    object: (name) => after.object(name) ?? before.object(name),
    field: (object, field) => after.field(object, field) ?? before.field(object, field),
  };
}

export function pluralOf(names: Names, objectName: string): string {
  return names.object(objectName)?.labelPlural ?? objectName;
}

export function labelOf(names: Names, objectName: string): string {
  return names.object(objectName)?.label ?? objectName;
}

/** The object and the name inside it of a component like `Account.Field__c`. */
export function partsOf({ fullName }: StoredComponent): { object: string; name: string } {
  const [object, name] = splitFullName(fullName);
  return { object, name };
}

/** An element's text before and after; undefined when it is the same. */
export function changedText(
  before: MetadataBody,
  after: MetadataBody,
  element: string,
): { from: string | undefined; to: string | undefined } | undefined {
  const [from, to] = [textOf(before, element), textOf(after, element)];
  return from === to ? undefined : { from, to };
}

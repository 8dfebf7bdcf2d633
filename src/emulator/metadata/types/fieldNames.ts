import { relationshipField } from '../../catalog/formulaScope.js';
import type { Catalog } from '../../catalog/definition.js';

/**
 * Whether metadata that shows an object's fields can name this one: a field, or an address as a whole.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/compound_fields_address.htm
 */
export function isField(catalog: Catalog, object: string, name: string): boolean {
  if (catalog.field(object, name)) return true;
  const address = /^(.*)Address$/i.exec(name)?.[1];
  return address !== undefined && catalog.field(object, `${address}PostalCode`) !== undefined;
}

/** The same for a path over relationships, e.g. `Owner.Name`; one to several objects leads to a field that any of them has. */
export function isFieldPath(catalog: Catalog, objectName: string, path: string): boolean {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let objects: readonly string[] = [objectName];
  for (const step of steps) {
    objects = objects.flatMap((name) => {
      const object = catalog.object(name);
      return (object && relationshipField(object, step)?.referenceTo) ?? [];
    });
  }
  return objects.some((name) => catalog.object(name) !== undefined && isField(catalog, name, last));
}

/** Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "In field: … - no CustomField named …"). */
export function noField(object: string, name: string, element = 'field'): string {
  return notFound(element, 'CustomField', `${object}.${name}`);
}

export function notFound(element: string, type: string, fullName: string): string {
  return `In field: ${element} - no ${type} named ${fullName} found`;
}

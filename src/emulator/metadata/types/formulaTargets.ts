import { customFieldOwner } from '../../catalog/activities.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { Catalog, ObjectDefinition } from '../../catalog/definition.js';
import { parentOf } from '../../catalog/formulaScope.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { formulaReferences } from './formulas.js';
import { splitFullName } from './naming.js';

/** `Type:full.name` in lower case after the colon: components as one text, whatever their names' case. */
export function componentKey(type: string, fullName: string): string {
  return `${type}:${fullName.toLowerCase()}`;
}

/** The components that a formula on an object stands on: fields, custom permissions, custom metadata records. */
export function formulaTargets(org: EmbeddedOrg, component: StoredComponent): string[] {
  const catalog = catalogOf(org);
  const [object] = splitFullName(component.fullName);
  return formulaReferences(component, { org }).flatMap((path) => targetsOf(catalog, object, path));
}

const RECORD_GLOBALS: Readonly<Record<string, string>> = {
  $organization: 'Organization',
  $profile: 'Profile',
  $user: 'User',
};

function targetsOf(catalog: Catalog, objectName: string, path: readonly string[]): string[] {
  const [first = '', second = '', third = '', fourth = ''] = path;
  const global = first.toLowerCase();
  if (global === '$permission') return [componentKey('CustomPermission', second)];
  if (global === '$custommetadata') {
    const record = `${second.replace(/__mdt$/i, '')}.${third}`;
    return [componentKey('CustomMetadata', record), componentKey('CustomField', `${second}.${fourth}`)];
  }
  if (global === '$objecttype')
    return [componentKey('CustomObject', second), componentKey('CustomField', `${second}.${fourth}`)];
  const object = catalog.object(RECORD_GLOBALS[global] ?? objectName);
  return object === undefined ? [] : fieldsOn(catalog, object, global.startsWith('$') ? path.slice(1) : path);
}

/** The references that a path goes through, and the field at its end. */
function fieldsOn(catalog: Catalog, object: ObjectDefinition, path: readonly string[]): string[] {
  const [name = '', ...more] = path;
  const parent = more.length === 0 ? undefined : parentOf(catalog, object, path);
  const field = more.length === 0 ? catalog.field(object.name, name) : parent?.reference;
  if (field === undefined) return [];
  const key = componentKey('CustomField', `${customFieldOwner(object.name)}.${field.name}`);
  return [key, ...(parent === undefined ? [] : fieldsOn(catalog, parent.object, parent.rest))];
}

/** Whether a formula field stands on itself, by way of other formula fields or at once. */
export function isCircular(org: EmbeddedOrg, fullName: string): boolean {
  const start = componentKey('CustomField', fullName);
  const seen = new Set<string>();
  const waiting = [start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const [type = '', name = ''] = key.split(':');
    const component = type === 'CustomField' ? org.components.get(type, name) : undefined;
    if (component?.body['formula'] === undefined) continue;
    for (const target of formulaTargets(org, component)) {
      if (target === start) return true;
      if (seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return false;
}

import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { Catalog, FieldDefinition, ObjectDefinition } from './definition.js';
import { deriveObjects } from './objects.js';

const cached = new WeakMap<EmbeddedOrg, Catalog>();

/** The org's objects and fields at its present metadata; the same value until the metadata changes. */
export function catalogOf(org: EmbeddedOrg): Catalog {
  const version = org.components.version;
  const known = cached.get(org);
  if (known?.version === version) return known;
  const catalog = newCatalog(version, deriveObjects(org));
  cached.set(org, catalog);
  return catalog;
}

function newCatalog(version: string, objects: readonly ObjectDefinition[]): Catalog {
  const byName = namesIgnoringCase(objects);
  const fields = new Map(objects.map((object) => [object, namesIgnoringCase([...object.fields.values()])]));
  const object = (name: string): ObjectDefinition | undefined => byName.get(name) ?? byName.get(name.toLowerCase());
  return {
    version,
    object,
    field: (objectName, fieldName) => {
      const owner = object(objectName);
      const own = owner && fields.get(owner);
      return own?.get(fieldName) ?? own?.get(fieldName.toLowerCase());
    },
    objects: () => objects,
  };
}

/** By the name as it is written, which nearly everybody asks for, and in lower case. */
function namesIgnoringCase<T extends ObjectDefinition | FieldDefinition>(named: readonly T[]): Map<string, T> {
  return new Map(named.flatMap((each) => [[each.name.toLowerCase(), each] as const, [each.name, each] as const]));
}

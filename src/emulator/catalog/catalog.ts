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
  const byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
  const fields = new Map<string, FieldDefinition>();
  for (const object of objects) {
    const prefix = `${object.name.toLowerCase()}.`;
    for (const field of object.fields.values()) fields.set(prefix + field.name.toLowerCase(), field);
  }
  return {
    version,
    object: (name) => byName.get(name.toLowerCase()),
    field: (objectName, fieldName) => fields.get(`${objectName}.${fieldName}`.toLowerCase()),
    objects: () => objects,
  };
}

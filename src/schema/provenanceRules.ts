import { valueAt } from './documentPath.js';
import type { Problem } from './mistake.js';
import { defaultAccess, defaultBadge, defaultGuards, defaultMarkers } from './provenanceDefaults.js';
import { namePlace, repeatedNames } from './uniqueNames.js';
import type { DocumentRule } from './yamlDocument.js';

/** The rules of the provenance schema that look at several values at once: no two components of a kind share a name. */
export const provenanceRules: readonly DocumentRule[] = [fieldNames, objectNames, ruleNames, permissionSetNames];

function fieldNames(written: unknown): Problem[] {
  const markers = Object.entries(defaultMarkers).flatMap(([id, field]) =>
    namePlace(written, ['markers', id, 'apiName'], field.apiName),
  );
  const badge = namePlace(written, ['badge', 'field', 'apiName'], defaultBadge.field.apiName);
  return repeatedNames(written, [...markers, ...badge]);
}

function objectNames(written: unknown): Problem[] {
  const entries = valueAt(written, ['objects']);
  if (!Array.isArray(entries)) return [];
  const places = entries.flatMap((_entry, index) =>
    [
      ['objects', index],
      ['objects', index, 'name'],
    ].flatMap((path) => {
      const name = valueAt(written, path);
      return typeof name === 'string' ? [{ path, name }] : [];
    }),
  );
  return repeatedNames(written, places);
}

function ruleNames(written: unknown): Problem[] {
  const places = Object.entries(defaultGuards).flatMap(([id, guard]) =>
    namePlace(written, ['guards', id, 'name'], guard.name),
  );
  return repeatedNames(written, places);
}

function permissionSetNames(written: unknown): Problem[] {
  const places = (['reader', 'writer', 'steward'] as const).flatMap((id) =>
    namePlace(written, ['access', id, 'name'], defaultAccess[id].name),
  );
  return repeatedNames(written, places);
}

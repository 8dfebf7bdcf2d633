import { valueAt } from './documentPath.js';
import type { Problem } from './mistake.js';
import { eachSuspension, suspensionDays } from './enforcementShape.js';
import { type ObjectGroup, objectGroupNames, objectGroups } from './objectGroups.js';
import { nearestName } from './nearestName.js';
import {
  defaultAccess,
  defaultBadge,
  defaultGuards,
  defaultMarkers,
  defaultObjects,
  defaultReport,
} from './provenanceDefaults.js';
import { EVERY_OBJECT } from './scope.js';
import { namePlace, repeatedNames } from './uniqueNames.js';
import type { DocumentRule } from './yamlDocument.js';

/** The rules of the provenance schema that look at several values at once: no two components of a kind share a name. */
export const provenanceRules: readonly DocumentRule[] = [
  fieldNames,
  objectNames,
  exclusions,
  weakenedObjects,
  suspensions,
  listViewNames,
  ruleNames,
  grantNames,
];

function fieldNames(written: unknown): Problem[] {
  const markers = Object.entries(defaultMarkers).flatMap(([id, field]) =>
    namePlace(written, ['markers', id, 'apiName'], field.apiName),
  );
  const badge = namePlace(written, ['badge', 'field', 'apiName'], defaultBadge.field.apiName);
  const report = namePlace(written, ['report', 'field', 'apiName'], defaultReport.field.apiName);
  return repeatedNames(written, [...markers, ...badge, ...report]);
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

/** An object that is listed by name and excluded: one of the two was not meant. */
function exclusions(written: unknown): Problem[] {
  const entries = valueAt(written, ['exclude']);
  if (!Array.isArray(entries)) return [];
  const listed = valueAt(written, ['objects']);
  const names = (Array.isArray(listed) ? listed : []).flatMap((_entry, index) =>
    [valueAt(listed, [index]), valueAt(listed, [index, 'name'])].filter((name) => typeof name === 'string'),
  );
  const places = entries.flatMap((_entry, index) => {
    const name = valueAt(entries, [index, 'name']);
    return typeof name === 'string' ? [{ path: ['exclude', index, 'name'], name }] : [];
  });
  const contradictions = places
    .filter(({ name }) => names.some((other) => other.toLowerCase() === name.toLowerCase()))
    .map(({ path, name }): Problem => ({
      path,
      value: name,
      problem: 'is listed under objects too',
      expected: 'expected one of the two',
    }));
  return [...repeatedNames(written, places), ...contradictions, ...emptyScope(listed, places)];
}

/** Nothing in scope would be a schema that every org conforms to. */
function emptyScope(listed: unknown, excluded: readonly { readonly name: string }[]): Problem[] {
  const entries = Array.isArray(listed) ? listed.map((_entry, index) => valueAt(listed, [index, 'group'])) : [];
  const groups = entries.filter((group): group is ObjectGroup => objectGroupNames.some((known) => known === group));
  if (groups.length === 0 || groups.length < entries.length) return [];
  const left = new Set(excluded.map(({ name }) => name.toLowerCase()));
  return groups.some((group) => objectGroups[group].some((name) => !left.has(name.toLowerCase())))
    ? []
    : [
        {
          path: ['exclude'],
          value: null,
          problem: 'leaves no object in scope',
          expected: 'expected at least one object',
        },
      ];
}

/** A guard that is switched off for one object: whoever audits has to read why. */
function weakenedObjects(written: unknown): Problem[] {
  const entries = valueAt(written, ['objects']);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((_entry, index): Problem[] => {
    const guards: unknown = valueAt(entries, [index, 'guards']);
    if (typeof guards !== 'object' || guards === null || valueAt(entries, [index, 'reason']) !== undefined) return [];
    const off = Object.entries(guards).find(([, on]) => on === false);
    if (off === undefined) return [];
    return [
      {
        path: ['objects', index, 'guards', off[0]],
        value: false,
        problem: 'switches a guard off without a reason',
        expected: 'expected a "reason" beside "guards"',
      },
    ];
  });
}

/** What guards refuse nothing for a while: on days that make sense, on objects that are in scope. */
function suspensions(written: unknown): Problem[] {
  const inScope = namedInScope(written);
  const strangers = eachSuspension(written, ['enforcement']).flatMap((at): Problem[] => {
    const names = valueAt(written, [...at, 'objects']);
    if (inScope === undefined || !Array.isArray(names)) return [];
    return names.flatMap((name: unknown, index): Problem[] => {
      if (typeof name !== 'string' || inScope.has(name.toLowerCase())) return [];
      const near = nearestName(name, [...inScope.values()]);
      return [
        {
          path: [...at, 'objects', index],
          problem: 'is no object in scope',
          expected: near === undefined ? 'expected one of those under "objects"' : `did you mean "${near}"?`,
        },
      ];
    });
  });
  return [...suspensionDays(written, ['enforcement']), ...strangers];
}

/** The objects in scope, by their names in lower case; undefined where only an org can name them. */
function namedInScope(written: unknown): Map<string, string> | undefined {
  const listed = valueAt(written, ['objects']) ?? defaultObjects;
  if (!Array.isArray(listed) || listed.includes(EVERY_OBJECT)) return undefined;
  const names = listed.flatMap((entry: unknown, index): unknown[] => {
    const group = objectGroupNames.find((known) => known === valueAt(listed, [index, 'group']));
    return group === undefined
      ? [typeof entry === 'string' ? entry : valueAt(listed, [index, 'name'])]
      : [...objectGroups[group]];
  });
  return new Map(names.filter((name) => typeof name === 'string').map((name) => [name.toLowerCase(), name]));
}

function listViewNames(written: unknown): Problem[] {
  const { synthetic, genuine } = defaultBadge.listViews;
  const places = Object.entries({ synthetic, genuine }).flatMap(([id, view]) =>
    namePlace(written, ['badge', 'listViews', id, 'name'], view.name),
  );
  const report = namePlace(written, ['report', 'listView', 'name'], defaultReport.listView.name);
  return repeatedNames(written, [...places, ...report]);
}

function ruleNames(written: unknown): Problem[] {
  const places = Object.entries(defaultGuards).flatMap(([id, guard]) =>
    namePlace(written, ['guards', id, 'name'], guard.name),
  );
  return repeatedNames(written, places);
}

/** Permission sets share their names with each other, and custom permissions with each other. */
function grantNames(written: unknown): Problem[] {
  const named = (ids: readonly (keyof typeof defaultAccess)[]): Problem[] =>
    repeatedNames(
      written,
      ids.flatMap((id) => namePlace(written, ['access', id, 'name'], defaultAccess[id].name)),
    );
  return [...named(['reader', 'writer', 'steward', 'generator']), ...named(['permission', 'declaration'])];
}

import { valueAt, type DocumentPath } from '../schema/documentPath.js';
import { suspensionDays } from '../schema/enforcementShape.js';
import type { Problem } from '../schema/mistake.js';
import { nearestName } from '../schema/nearestName.js';
import { type NamePlace, repeatedNames } from '../schema/uniqueNames.js';
import type { DocumentRule } from '../schema/yamlDocument.js';

/** The rules of the fleet file that look at several values at once. */
export const fleetRules: readonly DocumentRule[] = [orgNames, ringNames, knownRings, overriddenObjects, suspensions];

function orgNames(written: unknown): Problem[] {
  const places = orgIndexes(written).flatMap((index) => named(written, ['orgs', index, 'org']));
  return repeatedNames(written, places, foldOrg);
}

/** Usernames ignore case, aliases of the CLI do not. */
export const foldOrg = (name: string): string => (name.includes('@') ? name.toLowerCase() : name);

function ringNames(written: unknown): Problem[] {
  return repeatedNames(written, ringPlaces(written), (name) => name);
}

/** Where the file states the order of its rings, an org in another one would be reached by nothing. */
function knownRings(written: unknown): Problem[] {
  const rings = ringPlaces(written).map(({ name }) => name);
  if (!Array.isArray(valueAt(written, ['rings']))) return [];
  const used = [
    ...named(written, ['defaults', 'ring']),
    ...orgIndexes(written).flatMap((index) => named(written, ['orgs', index, 'ring'])),
  ];
  return used
    .filter(({ name }) => !rings.includes(name))
    .map(({ path, name }) => {
      const near = nearestName(name, rings);
      return {
        path,
        value: name,
        problem: 'is no ring of this fleet',
        expected: near === undefined ? `expected one of ${rings.join(', ')}` : `did you mean "${near}"?`,
      };
    });
}

/** An object that one org both excludes and changes: one of the two was not meant. */
function overriddenObjects(written: unknown): Problem[] {
  return orgIndexes(written).flatMap((index) => {
    const places = ['exclude', 'objects'].flatMap((list) => {
      const entries = valueAt(written, ['orgs', index, list]);
      return (Array.isArray(entries) ? entries : []).flatMap((_entry, at) =>
        named(written, ['orgs', index, list, at, 'name']),
      );
    });
    return repeatedNames(written, places);
  });
}

function suspensions(written: unknown): Problem[] {
  return orgIndexes(written).flatMap((index) => suspensionDays(written, ['orgs', index, 'enforcement']));
}

function orgIndexes(written: unknown): number[] {
  const orgs = valueAt(written, ['orgs']);
  return Array.isArray(orgs) ? orgs.map((_org, index) => index) : [];
}

function ringPlaces(written: unknown): NamePlace[] {
  const rings = valueAt(written, ['rings']);
  return (Array.isArray(rings) ? rings : []).flatMap((_ring, index) => named(written, ['rings', index]));
}

function named(written: unknown, path: DocumentPath): NamePlace[] {
  const name = valueAt(written, path);
  return typeof name === 'string' ? [{ path, name }] : [];
}

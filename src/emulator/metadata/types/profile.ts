import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import { accessElements, accessProblems, defaultProblems } from './accessReferences.js';
import type { ComponentType } from './componentType.js';
import { GRANTS, grantAloneProblems, grantProblems } from './permissionSet.js';
import { repeated } from './naming.js';

/** Elements that stand once for each thing they are about; the others stand as a whole. */
const KEYED: Readonly<Record<string, string>> = { ...GRANTS, ...accessElements };

/**
 * A profile. Unlike a permission set's, its package says only what changes: what it leaves out stays as it was.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_profile.htm
 */
export const profile: ComponentType = {
  name: 'Profile',
  folder: 'profiles',
  suffix: 'profile',
  metaFile: false,
  keyPrefix: '00e',
  normalize: inOrder,
  merge: merged,
  checkAlone: ({ body }) => [
    ...Object.entries(KEYED)
      // A layout is assigned once for each record type.
      .filter(([element]) => element !== 'layoutAssignments')
      .flatMap(([element, key]) =>
        repeated(bodiesOf(body, element).map((each) => textOf(each, key) ?? '')).map(
          (value) => `Field:${key}, value:${value} appears more than once`,
        ),
      ),
    ...grantAloneProblems(body),
    ...defaultProblems(body),
  ],
  checkWithin: ({ body }, context) => [...grantProblems(body, context), ...accessProblems(body, context)],
};

/** Both bodies' grants by what they are about, the second one's before the first one's. */
function merged(before: MetadataBody, body: MetadataBody): MetadataBody {
  const elements = [...new Set([...Object.keys(before), ...Object.keys(body)])].sort();
  return Object.fromEntries(
    elements.flatMap((element) => {
      const [old, given] = [before[element], body[element]];
      const value = KEYED[element] === undefined ? (given ?? old) : mergedGrants(before, body, element);
      return value === undefined ? [] : [[element, value] as const];
    }),
  );
}

function mergedGrants(before: MetadataBody, body: MetadataBody, element: string): MetadataBody[] {
  const grants = [...bodiesOf(before, element), ...bodiesOf(body, element)];
  const byKey = new Map(grants.map((grant) => [keyOf(element, grant), grant]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}

/** Grants in the order of what they are about. */
function inOrder(body: MetadataBody): MetadataBody {
  const sorted = Object.keys(KEYED)
    .filter((element) => body[element] !== undefined)
    .map((element): [string, MetadataBody[]] => [
      element,
      bodiesOf(body, element).sort((a, b) => (keyOf(element, a) < keyOf(element, b) ? -1 : 1)),
    ]);
  return { ...body, ...Object.fromEntries(sorted) };
}

function keyOf(element: string, grant: MetadataBody): string {
  const name = textOf(grant, KEYED[element] ?? '')?.toLowerCase() ?? '';
  if (element !== 'layoutAssignments') return name;
  // A layout belongs to an object; the assignment is the object's for one record type.
  return `${name.slice(0, name.indexOf('-'))}:${textOf(grant, 'recordType')?.toLowerCase() ?? ''}`;
}

/** The types that a profile's element is about; a retrieve brings of them what is in the package beside the profile. */
const ABOUT: Readonly<Record<string, string>> = {
  applicationVisibilities: 'CustomApplication',
  classAccesses: 'ApexClass',
  customMetadataTypeAccesses: 'CustomObject',
  customPermissions: 'CustomPermission',
  fieldPermissions: 'CustomField',
  flowAccesses: 'Flow',
  layoutAssignments: 'Layout',
  objectPermissions: 'CustomObject',
  pageAccesses: 'ApexPage',
  recordTypeVisibilities: 'RecordType',
  tabVisibilities: 'CustomTab',
};

/**
 * What a retrieve brings of a profile: user permissions and settings always, the rest for what else is retrieved; an
 * object brings its fields and record types. `isRetrieved` says whether a component is.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_profile.htm (retrieving)
 */
export function retrievedProfile(
  body: MetadataBody,
  isRetrieved: (type: string, fullName: string) => boolean,
): MetadataBody {
  const kept = Object.entries(body).flatMap(([element, value]) => {
    const type = ABOUT[element];
    if (type === undefined) return [[element, value] as const];
    const grants = bodiesOf(body, element).filter((grant) => {
      const name = textOf(grant, KEYED[element] ?? '') ?? '';
      const object = name.split('.')[0] ?? '';
      return isRetrieved(type, name) || (name.includes('.') && isRetrieved('CustomObject', object));
    });
    return grants.length === 0 ? [] : [[element, grants] as const];
  });
  return Object.fromEntries(kept);
}

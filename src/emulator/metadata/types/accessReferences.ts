import { bodiesOf, flagOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { CheckContext } from './componentType.js';
import { notFound } from './fieldNames.js';

/**
 * What permission sets and profiles give access to besides objects, fields and permissions: the element, the element
 * inside that names it, its type. Those with a standard name are the platform's own.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm
 */
const REFERENCES: readonly (readonly [element: string, key: string, type: string])[] = [
  ['applicationVisibilities', 'application', 'CustomApplication'],
  ['classAccesses', 'apexClass', 'ApexClass'],
  ['flowAccesses', 'flow', 'Flow'],
  ['pageAccesses', 'apexPage', 'ApexPage'],
  ['recordTypeVisibilities', 'recordType', 'RecordType'],
  ['tabSettings', 'tab', 'CustomTab'],
  ['tabVisibilities', 'tab', 'CustomTab'],
  ['layoutAssignments', 'layout', 'Layout'],
];

const STANDARD = /^standard(-|__)/;

/** The elements and their keys, as those of other grants. */
export const accessElements: Readonly<Record<string, string>> = Object.fromEntries(
  REFERENCES.map(([element, key]) => [element, key]),
);

/** The elements that name components of a type, and the element inside that holds the name. */
export function accessTo(type: string): readonly (readonly [element: string, key: string])[] {
  return REFERENCES.filter(([, , each]) => each === type).map(([element, key]) => [element, key] as const);
}

/** Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "In field: … - no … named … found"). */
export function accessProblems(body: MetadataBody, { org }: CheckContext): string[] {
  return REFERENCES.flatMap(([element, key, type]) =>
    bodiesOf(body, element)
      .map((grant) => textOf(grant, key) ?? '')
      .filter((name) => !STANDARD.test(name) && !org.components.get(type, name))
      .map((name) => notFound(key, type, name)),
  );
}

/** A record type that is a default has to be visible, and there is one default an object. */
export function defaultProblems(body: MetadataBody): string[] {
  return bodiesOf(body, 'recordTypeVisibilities')
    .filter((each) => flagOf(each, 'default') && !flagOf(each, 'visible'))
    .map((each) => `The default record type ${textOf(each, 'recordType')} has to be visible.`);
}

import { mirroredField } from '../../catalog/activities.js';
import { capabilitiesOf } from '../../catalog/capabilities.js';
import { bodiesOf, flagOf, textOf } from '../../catalog/metadataBody.js';
import { userPermissions } from '../../catalog/standard/userPermissions.js';
import type { MetadataBody } from '../../org/componentStore.js';
import { accessElements, accessProblems } from './accessReferences.js';
import type { CheckContext, ComponentType } from './componentType.js';
import { developerNameProblems, lengthProblems, repeated, splitFullName } from './naming.js';

/** Repeated elements and the element inside that names what is granted. */
export const GRANTS: Readonly<Record<string, string>> = {
  customMetadataTypeAccesses: 'name',
  customPermissions: 'name',
  fieldPermissions: 'field',
  objectPermissions: 'object',
  userPermissions: 'name',
};

/** The same with what else it gives access to. */
const NAMED: Readonly<Record<string, string>> = { ...GRANTS, ...accessElements };

/** What each access level stands on. Source: https://help.salesforce.com/s/articleView?id=sf.users_profiles_object_perms.htm */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  allowCreate: ['allowRead'],
  allowEdit: ['allowRead'],
  allowDelete: ['allowRead', 'allowEdit'],
  viewAllRecords: ['allowRead'],
  modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
};

const LEVELS: Readonly<Record<string, string>> = {
  allowCreate: 'Create',
  allowRead: 'Read',
  allowEdit: 'Edit',
  allowDelete: 'Delete',
  viewAllRecords: 'View All',
  modifyAllRecords: 'Modify All',
};

/**
 * A deploy replaces the whole permission set, as it does since API version 40.0.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm
 */
export const permissionSet: ComponentType = {
  name: 'PermissionSet',
  folder: 'permissionsets',
  suffix: 'permissionset',
  metaFile: false,
  keyPrefix: '0PS',
  normalize,
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(fullName, 'Permission Set', 80),
    ...lengthProblems(body, { label: ['Label', 80], description: ['Description', 255] }),
    ...Object.entries(NAMED).flatMap(([element, key]) =>
      // Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "appears more than once")
      repeated(bodiesOf(body, element).map((grant) => textOf(grant, key) ?? '')).map(
        (value) => `Field:${key}, value:${value} appears more than once`,
      ),
    ),
    ...grantAloneProblems(body),
    ...unsupportedProblems(body),
  ],
  checkWithin: ({ body }, context) => [...grantProblems(body, context), ...accessProblems(body, context)],
};

/** What is wrong by itself with what a permission set or a profile grants. */
export function grantAloneProblems(body: MetadataBody): string[] {
  return [
    ...bodiesOf(body, 'fieldPermissions')
      .filter((grant) => flagOf(grant, 'editable') && !flagOf(grant, 'readable'))
      .map((grant) => `A field has to be readable to be editable: ${textOf(grant, 'field')}`),
    ...mirrorProblems(bodiesOf(body, 'fieldPermissions')),
    ...bodiesOf(body, 'objectPermissions').flatMap(levelProblems),
  ];
}

/** What is wrong with it in the org. */
export function grantProblems(body: MetadataBody, context: CheckContext): string[] {
  return [
    // Of an activity's two names the task's comes first, since that is the one packages use.
    ...bodiesOf(body, 'fieldPermissions')
      .sort((a, b) => Number(isMirror(a)) - Number(isMirror(b)))
      .flatMap((grant) => fieldProblems(grant, context)),
    ...bodiesOf(body, 'objectPermissions').flatMap((grant) => objectProblems(grant, context)),
    ...bodiesOf(body, 'customPermissions').flatMap((grant) => {
      const name = textOf(grant, 'name') ?? '';
      return context.org.components.get('CustomPermission', name)
        ? []
        : [`In field: customPermission - no CustomPermission named ${name} found`];
    }),
    ...bodiesOf(body, 'customMetadataTypeAccesses').flatMap((grant) => {
      const name = textOf(grant, 'name') ?? '';
      return context.catalog.object(name)?.category === 'customMetadata'
        ? []
        : [`In field: customMetadataType - no CustomObject named ${name} found`];
    }),
    ...bodiesOf(body, 'userPermissions').flatMap((grant) => {
      const name = textOf(grant, 'name') ?? '';
      return userPermissions.includes(name) ? [] : [`Unknown user permission: ${name}`];
    }),
  ];
}

/**
 * An editable field that says nothing else is readable. A custom field of activities is one field under two names, so
 * that access to `Task.X__c` is access to `Event.X__c`, and a retrieve shows both.
 * Source: https://github.com/dxatscale/sfpowerkit/issues/517 (profiles name both, the field is Activity's)
 */
function normalFieldPermissions(grants: readonly MetadataBody[]): MetadataBody[] {
  const named = new Set(grants.map((grant) => textOf(grant, 'field')?.toLowerCase()));
  return grants
    .map((grant) =>
      flagOf(grant, 'editable') && grant['readable'] === undefined ? { ...grant, readable: 'true' } : grant,
    )
    .flatMap((grant) => {
      const mirror = mirroredField(textOf(grant, 'field') ?? '');
      return mirror === undefined || named.has(mirror.toLowerCase()) ? [grant] : [grant, { ...grant, field: mirror }];
    });
}

function isMirror(grant: MetadataBody): boolean {
  return /^Event\..*__c$/i.test(textOf(grant, 'field') ?? '');
}

/** Both names of an activity's custom field stand for one access. */
function mirrorProblems(grants: readonly MetadataBody[]): string[] {
  const byField = new Map(grants.map((grant) => [textOf(grant, 'field')?.toLowerCase(), grant]));
  return grants.flatMap((grant) => {
    const name = textOf(grant, 'field') ?? '';
    const mirror = mirroredField(name);
    const other = byField.get(mirror?.toLowerCase());
    const same =
      other === undefined ||
      (flagOf(other, 'editable') === flagOf(grant, 'editable') &&
        flagOf(other, 'readable') === flagOf(grant, 'readable'));
    return mirror === undefined || same
      ? []
      : [`The embedded org does not take different access to ${name} and ${mirror}.`];
  });
}

/** Grants in the order of what they grant. */
function normalize(body: MetadataBody): MetadataBody {
  const sorted = Object.entries(NAMED).flatMap(([element, key]) => {
    const grants =
      element === 'fieldPermissions' ? normalFieldPermissions(bodiesOf(body, element)) : [...bodiesOf(body, element)];
    if (grants.length === 0) return [];
    return [[element, grants.sort((a, b) => compare(textOf(a, key) ?? '', textOf(b, key) ?? ''))] as const];
  });
  return { ...body, ...Object.fromEntries(sorted) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Wording: "Permission Create X depends on permission(s): Read X", as quoted in deploy logs of public repositories. */
function levelProblems(grant: MetadataBody): string[] {
  const object = textOf(grant, 'object') ?? '';
  return Object.entries(NEEDS).flatMap(([level, needs]) => {
    const missing = flagOf(grant, level) ? needs.filter((need) => !flagOf(grant, need)) : [];
    return missing.length === 0
      ? []
      : [
          `Permission ${LEVELS[level]} ${object} depends on permission(s): ${missing.map((need) => `${LEVELS[need]} ${object}`).join(', ')}`,
        ];
  });
}

function unsupportedProblems(body: MetadataBody): string[] {
  const license = textOf(body, 'license');
  const supported = new Set([...Object.keys(NAMED), 'label', 'description', 'hasActivationRequired', 'license']);
  return Object.keys(body)
    .filter((element) => !supported.has(element))
    .map((element) => `The embedded org does not take ${element} in a PermissionSet.`)
    .concat(
      flagOf(body, 'hasActivationRequired') ? ['The embedded org does not take session-based permission sets.'] : [],
    )
    .concat(
      license === undefined || license === 'Salesforce'
        ? []
        : [`In field: license - no UserLicense named ${license} found`],
    );
}

function fieldProblems(grant: MetadataBody, { catalog }: CheckContext): string[] {
  const name = textOf(grant, 'field') ?? '';
  const [object, fieldName] = splitFullName(name);
  const field = catalog.field(object, fieldName);
  // Access is to records' fields: an object that has no records has none.
  if (!field || catalog.object(object)?.category === 'metadataOnly')
    return [`In field: field - no CustomField named ${name} found`];
  if (!field.permissionable) return [`You cannot deploy to a required field: ${name}`];
  // Source: https://github.com/forcedotcom/afv-library (skills/generating-permission-set, "Formula fields cannot be editable")
  return flagOf(grant, 'editable') && field.formula !== undefined
    ? [`A formula field cannot be editable: ${name}`]
    : [];
}

function objectProblems(grant: MetadataBody, { catalog }: CheckContext): string[] {
  const name = textOf(grant, 'object') ?? '';
  const object = catalog.object(name);
  if (!object) return [`In field: field - no CustomObject named ${name} found`];
  return capabilitiesOf(object).objectPermissions ? [] : [`Object permissions are not supported on ${name}.`];
}

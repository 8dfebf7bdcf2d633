import { grantSetsOf } from '../access/grants.js';
import type { Caller } from '../access/caller.js';
import { bodiesOf, flagOf, textOf } from '../catalog/metadataBody.js';
import type { RecordTypeInfo } from '../catalog/describe.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordsReferring, type Saving } from './saving.js';

/**
 * The record types of an object and what they are to a user: the profile and the assigned permission sets say which
 * ones are available, the profile says which one new records get. Without any of them a user has the master record type.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_profile.htm
 * (recordTypeVisibilities), https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm
 */
export function recordTypesOf(org: EmbeddedOrg, caller: Caller, objectName: string): RecordTypeInfo[] {
  const prefix = `${objectName}.`.toLowerCase();
  const components = org.components
    .list('RecordType')
    .filter(({ fullName }) => fullName.toLowerCase().startsWith(prefix));
  if (components.length === 0) return [];
  const { visible, standard } = visibilities(org, caller);
  return components.map(({ id, fullName, body }) => {
    const key = fullName.toLowerCase();
    const developerName = fullName.slice(prefix.length);
    const active = flagOf(body, 'active');
    return {
      id,
      developerName,
      name: textOf(body, 'label') ?? developerName,
      active,
      available: active && visible.has(key),
      default: active && visible.has(key) && standard.has(key),
    };
  });
}

/**
 * A record gets the record types that are available to the user and no others.
 * Source: https://github.com/mbotos/SmartFactory-for-Force.com/issues/25
 */
export function recordTypeProblems(
  { given, before }: Saving,
  recordTypes: () => readonly RecordTypeInfo[],
): RecordProblem[] {
  const asked = given['RecordTypeId'];
  if (typeof asked !== 'string' || asked === before?.['RecordTypeId']) return [];
  if (recordTypes().some(({ id, available }) => available && id === asked)) return [];
  const message = `Record Type ID: this ID value isn't valid for the user: ${asked}`;
  return [problem('INVALID_CROSS_REFERENCE_KEY', message, 'RecordTypeId')];
}

/** Full names in lower case. */
function visibilities(
  org: EmbeddedOrg,
  { userId }: Caller,
): { visible: ReadonlySet<string>; standard: ReadonlySet<string> } {
  const assigned = new Set(
    recordsReferring(org, 'PermissionSetAssignment', 'AssigneeId', userId).map((row) => row['PermissionSetId']),
  );
  const entries = grantSetsOf(org)
    .filter(({ id }) => assigned.has(id))
    .flatMap(({ component }) => bodiesOf(component?.body ?? {}, 'recordTypeVisibilities'));
  const names = (element: string): ReadonlySet<string> =>
    new Set(
      entries
        .filter((each) => flagOf(each, element))
        .flatMap((each) => textOf(each, 'recordType')?.toLowerCase() ?? []),
    );
  return { visible: names('visible'), standard: names('default') };
}

import { textsOf } from '../catalog/metadataBody.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { derivedId } from './derivedId.js';
import { type FieldGrant, grantsIn, type Grants, type ObjectGrant } from './grantsIn.js';

/** The id of the permission set that a group has of its own: what its users are assigned. */
export function groupSetId(org: EmbeddedOrg, group: StoredComponent): string {
  return derivedId(org, '0PS', 'PermissionSet', `group ${group.id}`);
}

/**
 * What a permission set group grants: all that its permission sets do, without what its muting permission sets name.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionsetgroup.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_mutingpermissionset.htm
 */
export function groupGrants(org: EmbeddedOrg, group: StoredComponent): Grants {
  const named = (element: string, type: string, editReads: boolean): Grants[] =>
    textsOf(group.body, element).map((name) => grantsIn(org.components.get(type, name), { editReads }));
  const given = named('permissionSets', 'PermissionSet', true);
  const muted = named('mutingPermissionSets', 'MutingPermissionSet', false);
  const without = (read: (grants: Grants) => readonly string[]): string[] => {
    const taken = new Set(muted.flatMap(read));
    return [...new Set(given.flatMap(read))].filter((name) => !taken.has(name));
  };
  return {
    fields: fieldsOf(given, muted),
    objects: objectsOf(given, muted),
    customPermissions: without(({ customPermissions }) => customPermissions),
    userPermissions: without(({ userPermissions }) => userPermissions),
  };
}

function fieldsOf(given: readonly Grants[], muted: readonly Grants[]): FieldGrant[] {
  const keyOf = ({ object, field }: FieldGrant): string => `${object}.${field}`;
  return merged(given, muted, ({ fields }) => fields, keyOf).map(({ all, none, first }) => {
    const read = all.some((grant) => grant.read) && !none.some((grant) => grant.read);
    const edit = read && all.some((grant) => grant.edit) && !none.some((grant) => grant.edit);
    return { ...first, read, edit };
  });
}

function objectsOf(given: readonly Grants[], muted: readonly Grants[]): ObjectGrant[] {
  return merged(
    given,
    muted,
    ({ objects }) => objects,
    ({ object }) => object,
  ).map(({ all, none, first }) => {
    const has = (right: Exclude<keyof ObjectGrant, 'object'>): boolean =>
      all.some((grant) => grant[right]) && !none.some((grant) => grant[right]);
    return {
      object: first.object,
      create: has('create'),
      read: has('read'),
      edit: has('edit'),
      delete: has('delete'),
      viewAll: has('viewAll'),
      modifyAll: has('modifyAll'),
    };
  });
}

type Merged<T> = { readonly first: T; readonly all: readonly T[]; readonly none: readonly T[] };

/** The grants about the same thing, with those that are muted. */
function merged<T>(
  given: readonly Grants[],
  muted: readonly Grants[],
  read: (grants: Grants) => readonly T[],
  keyOf: (grant: T) => string,
): Merged<T>[] {
  const taken = Map.groupBy(muted.flatMap(read), keyOf);
  return [...Map.groupBy(given.flatMap(read), keyOf)].flatMap(([key, all]) => {
    const [first] = all;
    return first === undefined ? [] : [{ first, all, none: taken.get(key) ?? [] }];
  });
}

import { catalogOf } from '../catalog/catalog.js';
import type { Catalog } from '../catalog/definition.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { recordTable } from '../records/tables.js';
import type { Caller } from './caller.js';
import { grantSetsOf, type GrantSet } from './grants.js';
import { profileById, profileHolds, type Profile } from './profiles.js';

export type ObjectAccess = {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
};

/** What a user may see and do: the union of the profile's and all assigned permission sets' grants. Names ignore case. */
export type Access = {
  /** False for a field that does not exist. */
  canRead(object: string, field: string): boolean;
  canEdit(object: string, field: string): boolean;
  hasCustomPermission(name: string): boolean;
  /** Such as `ViewSetup`. */
  hasUserPermission(name: string): boolean;
  object(name: string): ObjectAccess;
};

const all: ObjectAccess = { create: true, read: true, edit: true, delete: true };
const none: ObjectAccess = { create: false, read: false, edit: false, delete: false };
const readOnly: ObjectAccess = { ...none, read: true };

type CachedAccess = { readonly key: string; readonly access: Access };
const cached = new WeakMap<EmbeddedOrg, Map<string, CachedAccess>>();

/**
 * The effective access of a user. Standard fields are open to every profile here; a custom field is closed to
 * everyone, administrators included, until a permission set or profile grants it, except that required and
 * master-detail fields have no field-level security.
 * Sources: https://help.salesforce.com/s/articleView?id=sf.admin_fls.htm,
 * https://github.com/simple-salesforce/simple-salesforce/issues/621
 */
export function accessOf(org: EmbeddedOrg, caller: Caller): Access {
  const catalog = catalogOf(org);
  const profile = profileOf(org, catalog, caller);
  const assigned = assignedSets(org, catalog, caller);
  const key = [catalog.version, profile?.id, ...assigned].join(' ');
  const byUser = cached.get(org) ?? new Map<string, CachedAccess>();
  cached.set(org, byUser);
  const known = byUser.get(caller.userId);
  if (known?.key === key) return known.access;
  const access = unionAccess(
    catalog,
    profile,
    grantSetsOf(org).filter(({ id }) => assigned.has(id) || id === profile?.permissionSetId),
  );
  byUser.set(caller.userId, { key, access });
  return access;
}

function profileOf(org: EmbeddedOrg, catalog: Catalog, caller: Caller): Profile | undefined {
  const user = catalog.object('User');
  if (user === undefined) return undefined;
  const { table, column } = recordTable(org, user);
  const row = org.storage
    .statement(`SELECT ${column('ProfileId')} AS id FROM ${table} WHERE Id = ?`)
    .get(caller.userId);
  return typeof row?.['id'] === 'string' ? profileById(org, row['id']) : undefined;
}

function assignedSets(org: EmbeddedOrg, catalog: Catalog, caller: Caller): ReadonlySet<string> {
  const assignment = catalog.object('PermissionSetAssignment');
  if (assignment === undefined) return new Set();
  const { table } = recordTable(org, assignment);
  const rows = org.storage
    .statement(`SELECT PermissionSetId AS id FROM ${table} WHERE AssigneeId = ? ORDER BY Id`)
    .all(caller.userId);
  return new Set(rows.map((row) => String(row['id'])));
}

function unionAccess(catalog: Catalog, profile: Profile | undefined, sets: readonly GrantSet[]): Access {
  const readable = new Set<string>();
  const editable = new Set<string>();
  const customPermissions = new Set(sets.flatMap((set) => set.customPermissions.map((name) => name.toLowerCase())));
  for (const grant of sets.flatMap((set) => set.fields)) {
    const name = `${grant.object}.${grant.field}`.toLowerCase();
    if (grant.read) readable.add(name);
    if (grant.edit) editable.add(name);
  }
  const granted = (objectName: string, fieldName: string, names: ReadonlySet<string>): boolean => {
    const object = catalog.object(objectName);
    const field = object && catalog.field(objectName, fieldName);
    if (object === undefined || field === undefined) return false;
    // Source: https://support.veeva.com/hc/en-us/articles/115004171048 (the contact's field decides)
    if (field.contactField !== undefined) return granted('Contact', field.contactField, names);
    // Field-level security does not apply to custom metadata types.
    const open = !field.custom || !field.permissionable || object.category === 'customMetadata';
    return open || names.has(`${objectName}.${fieldName}`.toLowerCase());
  };
  return {
    canRead: (object, field) => granted(object, field, readable),
    canEdit: (object, field) => {
      const definition = catalog.field(object, field);
      if (definition === undefined) return false;
      return (definition.createable || definition.updateable) && granted(object, field, editable);
    },
    hasCustomPermission: (name) => customPermissions.has(name.toLowerCase()),
    hasUserPermission: (name) =>
      (profile !== undefined && profileHolds(profile, name)) || sets.some((set) => set.userPermissions.includes(name)),
    object: (name) => objectAccess(catalog, profile, sets, name),
  };
}

/** Sharing is not emulated: who may read an object reads all its records. */
function objectAccess(
  catalog: Catalog,
  profile: Profile | undefined,
  sets: readonly GrantSet[],
  name: string,
): ObjectAccess {
  const object = catalog.object(name);
  if (object === undefined || profile === undefined || object.category === 'metadataOnly') return none;
  if (object.historyOf !== undefined) {
    return { ...none, read: objectAccess(catalog, profile, sets, object.historyOf).read };
  }
  if (profile.administrator) return all;
  if (object.category !== 'business') return readOnly;
  if (!object.custom) return all;
  const grants = sets.flatMap((set) =>
    set.objects.filter((grant) => grant.object.toLowerCase() === name.toLowerCase()),
  );
  return {
    create: grants.some((grant) => grant.create),
    read: grants.some((grant) => grant.read || grant.viewAll || grant.modifyAll),
    edit: grants.some((grant) => grant.edit || grant.modifyAll),
    delete: grants.some((grant) => grant.delete || grant.modifyAll),
  };
}

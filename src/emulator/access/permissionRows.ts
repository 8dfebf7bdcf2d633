import { capabilitiesOf } from '../catalog/capabilities.js';
import { catalogOf } from '../catalog/catalog.js';
import type { Catalog } from '../catalog/definition.js';
import { flagOf, textOf, textsOf } from '../catalog/metadataBody.js';
import { userPermissions } from '../catalog/standard/userPermissions.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { derivedId } from './derivedId.js';
import { grantSetsOf, type GrantSet } from './grants.js';
import type { ObjectGrant } from './grantsIn.js';
import { profileHolds, profilesOf } from './profiles.js';

/** The rows of the setup objects that mirror metadata, as queries see them. All values are in their stored form. */

export function profileRows(org: EmbeddedOrg): StoredRow[] {
  return profilesOf(org).map((profile) => ({
    Id: profile.id,
    Name: profile.name,
    UserType: 'Standard',
    Description: profile.description,
    ...userPermissionColumns((name) => profileHolds(profile, name)),
    ...audit(org, undefined),
  }));
}

/** A profile's own permission set is named after the profile's id, as on the platform, and so is a group's here. */
export function permissionSetRows(org: EmbeddedOrg): StoredRow[] {
  return grantSetsOf(org).map((set) => {
    const { profile, groupId } = set;
    const body = set.component?.body ?? {};
    const owner = profile?.id ?? groupId;
    return {
      Id: set.id,
      Name: owner === undefined ? (set.component?.fullName ?? '') : `X${owner}`,
      Label: profile === undefined ? (textOf(body, 'label') ?? set.component?.fullName ?? '') : profile.id,
      ProfileId: profile?.id ?? null,
      PermissionSetGroupId: groupId ?? null,
      IsOwnedByProfile: bit(profile !== undefined),
      IsCustom: bit(profile === undefined),
      Type: typeOf(set),
      Description: (profile === undefined ? textOf(body, 'description') : profile.description) ?? null,
      NamespacePrefix: null,
      HasActivationRequired: bit(flagOf(body, 'hasActivationRequired')),
      ...userPermissionColumns((name) =>
        profile === undefined ? set.userPermissions.includes(name) : profileHolds(profile, name),
      ),
      ...audit(org, set.component),
    };
  });
}

function typeOf({ profile, groupId, component }: GrantSet): string {
  if (profile !== undefined) return 'Profile';
  if (groupId !== undefined) return 'Group';
  return flagOf(component?.body ?? {}, 'hasActivationRequired') ? 'Session' : 'Regular';
}

export function customPermissionRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('CustomPermission').map((component) => ({
    Id: component.id,
    IsDeleted: 0,
    DeveloperName: component.fullName,
    MasterLabel: textOf(component.body, 'label') ?? component.fullName,
    Description: textOf(component.body, 'description') ?? null,
    Language: 'en_US',
    NamespacePrefix: null,
    IsProtected: 0,
    ...audit(org, component),
  }));
}

/** The enabled custom permissions of every permission set. */
export function setupEntityAccessRows(org: EmbeddedOrg): StoredRow[] {
  return grantSetsOf(org).flatMap((set) =>
    set.customPermissions.flatMap((name) => {
      const permission = org.components.get('CustomPermission', name);
      if (permission === undefined) return [];
      return {
        Id: derivedId(org, '0J0', 'SetupEntityAccess', `${set.id}/${permission.id}`),
        ParentId: set.id,
        SetupEntityId: permission.id,
        SetupEntityType: 'CustomPermission',
        SystemModstamp: modstamp(org, set),
      };
    }),
  );
}

export function permissionSetGroupRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('PermissionSetGroup').map((component) => ({
    Id: component.id,
    DeveloperName: component.fullName,
    Language: 'en_US',
    MasterLabel: textOf(component.body, 'label') ?? component.fullName,
    NamespacePrefix: null,
    Description: textOf(component.body, 'description') ?? null,
    Status: textOf(component.body, 'status') ?? 'Updated',
    ...audit(org, component),
  }));
}

/** One row for every permission set in a group; what a group mutes is not among them. */
export function permissionSetGroupComponentRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('PermissionSetGroup').flatMap((component) =>
    textsOf(component.body, 'permissionSets').flatMap((name) => {
      const set = org.components.get('PermissionSet', name);
      if (set === undefined) return [];
      return {
        Id: derivedId(org, '0PM', 'PermissionSetGroupComponent', `${component.id}/${set.id}`),
        PermissionSetGroupId: component.id,
        PermissionSetId: set.id,
        ...audit(org, component),
      };
    }),
  );
}

/** One row for every field a permission set grants; fields it does not grant have none. */
export function fieldPermissionRows(org: EmbeddedOrg): StoredRow[] {
  return grantSetsOf(org).flatMap((set) =>
    set.fields
      .filter(({ read }) => read)
      .map(({ object, field, read, edit }) => ({
        Id: derivedId(org, '01k', 'FieldPermissions', `${set.id}/${object}.${field}`),
        ParentId: set.id,
        SobjectType: object,
        Field: `${object}.${field}`,
        PermissionsRead: bit(read),
        PermissionsEdit: bit(edit),
        SystemModstamp: modstamp(org, set),
      })),
  );
}

/** A standard profile has its rows from the start, whether it was ever deployed or not. */
export function objectPermissionRows(org: EmbeddedOrg): StoredRow[] {
  const catalog = catalogOf(org);
  const standing = (set: GrantSet): ObjectGrant[] =>
    set.profile === undefined ? [] : standingGrants(catalog, set.profile.administrator);
  return grantSetsOf(org).flatMap((set) =>
    [...set.objects, ...standing(set).filter(({ object }) => !set.objects.some((own) => own.object === object))]
      .filter(({ read }) => read)
      .map((grant) => ({
        Id: derivedId(org, '110', 'ObjectPermissions', `${set.id}/${grant.object}`),
        ParentId: set.id,
        SobjectType: grant.object,
        PermissionsCreate: bit(grant.create),
        PermissionsRead: bit(grant.read),
        PermissionsEdit: bit(grant.edit),
        PermissionsDelete: bit(grant.delete),
        PermissionsViewAllRecords: bit(grant.viewAll),
        PermissionsModifyAllRecords: bit(grant.modifyAll),
        ...audit(org, set.component),
      })),
  );
}

/** What `accessOf` lets everybody with the profile do, on objects to which access can be granted. */
function standingGrants(catalog: Catalog, administrator: boolean): ObjectGrant[] {
  return catalog
    .objects()
    .filter((object) => object.category === 'business' && object.historyOf === undefined)
    .filter((object) => capabilitiesOf(object).objectPermissions && (administrator || !object.custom))
    .map(({ name: object }) => ({
      object,
      create: true,
      read: true,
      edit: true,
      delete: true,
      viewAll: administrator,
      modifyAll: administrator,
    }));
}

const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);

function userPermissionColumns(holds: (name: string) => boolean): StoredRow {
  return Object.fromEntries(userPermissions.map((name) => [`Permissions${name}`, bit(holds(name))]));
}

function modstamp(org: EmbeddedOrg, set: GrantSet): string {
  return wholeSeconds(set.component?.lastModifiedDate ?? foundedAt(org));
}

/** Who made and last changed the component; what was there from the start is the platform's. */
function audit(org: EmbeddedOrg, component: StoredComponent | undefined): StoredRow {
  const modified = wholeSeconds(component?.lastModifiedDate ?? foundedAt(org));
  return {
    CreatedDate: wholeSeconds(component?.createdDate ?? foundedAt(org)),
    CreatedById: component?.createdById ?? null,
    LastModifiedDate: modified,
    LastModifiedById: component?.lastModifiedById ?? null,
    SystemModstamp: modified,
  };
}

function foundedAt(org: EmbeddedOrg): string {
  return org.storage.property('founded') ?? org.now().toISOString();
}

function wholeSeconds(iso: string): string {
  return `${iso.slice(0, 19)}.000Z`;
}

import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { groupGrants, groupSetId } from './groupGrants.js';
import { type Grants, grantsIn } from './grantsIn.js';
import { profilesOf, type Profile } from './profiles.js';

/** Everything a permission set grants, whether it is one of its own, a profile's or a group's. */
export type GrantSet = Grants & {
  /** The id of the PermissionSet row. */
  readonly id: string;
  readonly profile?: Profile;
  /** The PermissionSet, PermissionSetGroup or Profile component; a profile that was never deployed has none. */
  readonly component?: StoredComponent;
  /** The id of the group whose own it is. */
  readonly groupId?: string;
};

const cached = new WeakMap<EmbeddedOrg, { version: string; sets: readonly GrantSet[] }>();

/** All permission sets of the org, profiles' own ones first and groups' last; the same value until the metadata changes. */
export function grantSetsOf(org: EmbeddedOrg): readonly GrantSet[] {
  const version = org.components.version;
  const known = cached.get(org);
  if (known?.version === version) return known.sets;
  const sets = [
    ...profilesOf(org).map((profile) => ({
      profile,
      ...grantSet(profile.permissionSetId, org.components.get('Profile', profile.metadataName)),
    })),
    ...org.components.list('PermissionSet').map((component) => grantSet(component.id, component)),
    ...org.components.list('PermissionSetGroup').map((group) => ({
      id: groupSetId(org, group),
      component: group,
      groupId: group.id,
      ...groupGrants(org, group),
    })),
  ];
  cached.set(org, { version, sets });
  return sets;
}

function grantSet(id: string, component: StoredComponent | undefined): GrantSet {
  return { id, ...(component === undefined ? {} : { component }), ...grantsIn(component) };
}

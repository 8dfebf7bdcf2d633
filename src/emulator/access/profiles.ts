import { standardUserPermissions } from '../catalog/standard/userPermissions.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';

/** A profile, and the permission set that holds its grants (`PermissionSet.IsOwnedByProfile`). */
export type Profile = {
  readonly id: string;
  readonly name: string;
  /** Its name in the Metadata API: `Admin` for the System Administrator. */
  readonly metadataName: string;
  /** Whether it sees all records and all standard fields and may change everything (Modify All Data). */
  readonly administrator: boolean;
  readonly description: string;
  readonly permissionSetId: string;
};

const founded = [
  {
    name: 'System Administrator',
    metadataName: 'Admin',
    administrator: true,
    description: 'All permissions of the embedded org; custom fields by grant alone.',
  },
  {
    name: 'Standard User',
    metadataName: 'Standard',
    administrator: false,
    description: 'Creates and edits the standard business objects.',
  },
] as const;

const PROPERTY = 'profiles';

type Parsed = { readonly stored: string; readonly profiles: readonly Profile[] };
const parsed = new WeakMap<EmbeddedOrg, Parsed>();

/** The org's profiles; they are founded at the first call and stay. */
export function profilesOf(org: EmbeddedOrg): readonly Profile[] {
  const stored = org.storage.property(PROPERTY);
  if (stored !== undefined) {
    const known = parsed.get(org);
    if (known?.stored === stored) return known.profiles;
    // Only this function writes the property.
    const read = JSON.parse(stored) as Profile[];
    parsed.set(org, { stored, profiles: read });
    return read;
  }
  const profiles = founded.map((profile): Profile => ({
    ...profile,
    id: makeId('00e', org.storage.nextSequence('00e')),
    permissionSetId: makeId('0PS', org.storage.nextSequence('0PS')),
  }));
  org.storage.setProperty(PROPERTY, JSON.stringify(profiles));
  return profiles;
}

/** The profile of a user; undefined when the id is no profile's. */
export function profileById(org: EmbeddedOrg, id: string): Profile | undefined {
  return profilesOf(org).find((profile) => profile.id === id);
}

/** Whether the profile itself has a user permission. */
export function profileHolds(profile: Profile, permission: string): boolean {
  return profile.administrator || standardUserPermissions.has(permission);
}

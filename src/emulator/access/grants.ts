import { bodiesOf, flagOf, textOf, textsOf } from '../catalog/metadataBody.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { profilesOf, type Profile } from './profiles.js';

export type FieldGrant = {
  readonly object: string;
  readonly field: string;
  readonly read: boolean;
  readonly edit: boolean;
};

export type ObjectGrant = {
  readonly object: string;
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
};

/** Everything a permission set grants, whether it is one of its own or a profile's. */
export type GrantSet = {
  /** The id of the PermissionSet row. */
  readonly id: string;
  readonly profile?: Profile;
  /** The PermissionSet or Profile component; a profile that was never deployed has none. */
  readonly component?: StoredComponent;
  readonly fields: readonly FieldGrant[];
  readonly objects: readonly ObjectGrant[];
  /** Names of enabled custom permissions. */
  readonly customPermissions: readonly string[];
  /** Names of enabled user permissions, e.g. `ViewSetup`. */
  readonly userPermissions: readonly string[];
};

const cached = new WeakMap<EmbeddedOrg, { version: string; sets: readonly GrantSet[] }>();

/** All permission sets of the org, profiles' own ones first; the same value until the metadata changes. */
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
  ];
  cached.set(org, { version, sets });
  return sets;
}

/** Source of the elements: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm */
function grantSet(id: string, component: StoredComponent | undefined): GrantSet {
  const body = component?.body ?? {};
  const enabled = (element: string): string[] =>
    bodiesOf(body, element)
      .filter((each) => flagOf(each, 'enabled'))
      .flatMap((each) => textsOf(each, 'name'));
  return {
    id,
    ...(component === undefined ? {} : { component }),
    fields: bodiesOf(body, 'fieldPermissions').map((each) => {
      const [object = '', field = ''] = (textOf(each, 'field') ?? '').split('.');
      const edit = flagOf(each, 'editable');
      return { object, field, edit, read: edit || flagOf(each, 'readable') };
    }),
    objects: bodiesOf(body, 'objectPermissions').map((each) => ({
      object: textOf(each, 'object') ?? '',
      create: flagOf(each, 'allowCreate'),
      read: flagOf(each, 'allowRead'),
      edit: flagOf(each, 'allowEdit'),
      delete: flagOf(each, 'allowDelete'),
      viewAll: flagOf(each, 'viewAllRecords'),
      modifyAll: flagOf(each, 'modifyAllRecords'),
    })),
    customPermissions: enabled('customPermissions'),
    userPermissions: enabled('userPermissions'),
  };
}

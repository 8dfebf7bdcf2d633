import { bodiesOf, flagOf, textOf, textsOf } from '../catalog/metadataBody.js';
import type { StoredComponent } from '../org/componentStore.js';

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

/** What one permission set grants, or mutes. */
export type Grants = {
  readonly fields: readonly FieldGrant[];
  readonly objects: readonly ObjectGrant[];
  /** Names of enabled custom permissions. */
  readonly customPermissions: readonly string[];
  /** Names of enabled user permissions, e.g. `ViewSetup`. */
  readonly userPermissions: readonly string[];
};

/**
 * `editReads`: who may edit a field may read it; who is kept from editing it may read it all the same. Source of the elements:
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm
 */
export function grantsIn(component: StoredComponent | undefined, { editReads } = { editReads: true }): Grants {
  const body = component?.body ?? {};
  const enabled = (element: string): string[] =>
    bodiesOf(body, element)
      .filter((each) => flagOf(each, 'enabled'))
      .flatMap((each) => textsOf(each, 'name'));
  return {
    fields: bodiesOf(body, 'fieldPermissions').map((each) => {
      const [object = '', field = ''] = (textOf(each, 'field') ?? '').split('.');
      const edit = flagOf(each, 'editable');
      return { object, field, edit, read: (editReads && edit) || flagOf(each, 'readable') };
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

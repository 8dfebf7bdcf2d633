import { textOf, textsOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { notFound } from './fieldNames.js';
import { developerNameProblems, lengthProblems } from './naming.js';
import { permissionSet } from './permissionSet.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_mutingpermissionset.htm */
export const mutingPermissionSet: ComponentType = {
  ...permissionSet,
  name: 'MutingPermissionSet',
  folder: 'mutingpermissionsets',
  suffix: 'mutingpermissionset',
  keyPrefix: '0QM',
};

/**
 * Permission sets that are assigned together; `access/groupGrants.ts` says what they grant.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionsetgroup.htm
 */
export const permissionSetGroup: ComponentType = {
  name: 'PermissionSetGroup',
  folder: 'permissionsetgroups',
  suffix: 'permissionsetgroup',
  metaFile: false,
  keyPrefix: '0PG',
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(fullName, 'Permission Set Group', 80),
    ...lengthProblems(body, { label: ['MasterLabel', 80], description: ['Description', 255] }),
    ...(textOf(body, 'status') === 'Failed' ? ['A permission set group cannot be deployed as Failed.'] : []),
  ],
  checkWithin: ({ body }, { org }) => [
    ...textsOf(body, 'permissionSets')
      .filter((name) => !org.components.get('PermissionSet', name))
      .map((name) => notFound('permissionSets', 'PermissionSet', name)),
    ...textsOf(body, 'mutingPermissionSets')
      .filter((name) => !org.components.get('MutingPermissionSet', name))
      .map((name) => notFound('mutingPermissionSets', 'MutingPermissionSet', name)),
  ],
};

import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { developerNameProblems, lengthProblems } from './naming.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custompermission.htm */
export const customPermission: ComponentType = {
  name: 'CustomPermission',
  folder: 'customPermissions',
  suffix: 'customPermission',
  metaFile: false,
  keyPrefix: '0CP',
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(fullName, 'Custom Permission', 80),
    ...lengthProblems(body, { label: ['MasterLabel', 80], description: ['Description', 255] }),
    ...(body['connectedApp'] === undefined
      ? []
      : ['The embedded org has no connected apps: connectedApp is not supported.']),
  ],
  checkWithin: ({ body }, { org }) =>
    bodiesOf(body, 'requiredPermission').flatMap((required) => {
      const name = textOf(required, 'customPermission') ?? '';
      return org.components.get('CustomPermission', name)
        ? []
        : [`In field: customPermission - no CustomPermission named ${name} found`];
    }),
};

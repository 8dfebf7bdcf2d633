import type { ComponentType } from './componentType.js';
import { typeSchema } from '../xml/schema.js';

/**
 * The settings of one feature, e.g. `Account` in `settings/Account.settings` with the root `AccountSettings`.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_settings.htm
 */
export const settings: ComponentType = {
  name: 'Settings',
  folder: 'settings',
  suffix: 'settings',
  metaFile: false,
  keyPrefix: '000',
  undeletable: true,
  rootType: (fullName) => `${fullName}Settings`,
  checkAlone: ({ fullName }) =>
    typeSchema(`${fullName}Settings`) ? [] : [`The embedded org does not know the settings ${fullName}.`],
  checkWithin: () => [],
};

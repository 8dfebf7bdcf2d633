import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { developerNameProblems, lengthProblems, repeated } from './naming.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_globalvalueset.htm */
export const globalValueSet: ComponentType = {
  name: 'GlobalValueSet',
  folder: 'globalValueSets',
  suffix: 'globalValueSet',
  metaFile: false,
  keyPrefix: '0Nt',
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(fullName, 'Global Value Set'),
    ...lengthProblems(body, { masterLabel: ['MasterLabel', 80], description: ['Description', 255] }),
    ...repeated(bodiesOf(body, 'customValue').map((value) => textOf(value, 'fullName') ?? '')).map(
      (value) => `Duplicate value in picklist: ${value}`,
    ),
  ],
  checkWithin: () => [],
};

/**
 * The values of standard picklists. Those of LeadStatus are the statuses of leads; the others are kept, and the standard
 * fields go on with values of their own.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_standardvalueset.htm
 */
export const standardValueSet: ComponentType = {
  name: 'StandardValueSet',
  folder: 'standardValueSets',
  suffix: 'standardValueSet',
  metaFile: false,
  keyPrefix: '000',
  undeletable: true,
  checkAlone: ({ body }) =>
    repeated(bodiesOf(body, 'standardValue').map((value) => textOf(value, 'fullName') ?? '')).map(
      (value) => `Duplicate value in picklist: ${value}`,
    ),
  checkWithin: () => [],
};

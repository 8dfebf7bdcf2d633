import { capabilitiesOf } from '../../catalog/capabilities.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { validationRuleProblems } from './formulas.js';
import { developerNameProblems, lengthProblems, splitFullName } from './naming.js';

/**
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_validationformulas.htm;
 * lengths: https://github.com/forcedotcom/afv-library (skills/generating-validation-rule).
 */
export const validationRule: ComponentType = {
  name: 'ValidationRule',
  folder: 'objects',
  suffix: 'object',
  metaFile: false,
  keyPrefix: '03d',
  parent: 'CustomObject',
  element: 'validationRules',
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(splitFullName(fullName)[1], 'Validation Rule'),
    ...lengthProblems(body, { errorMessage: ['ErrorMessage', 255], description: ['Description', 255] }),
  ],
  checkWithin: (candidate, context) => {
    const { fullName, body } = candidate;
    const [objectName] = splitFullName(fullName);
    const object = context.catalog.object(objectName);
    if (!object) return [`In field: entity - no CustomObject named ${objectName} found`];
    if (!object.customizable || !capabilitiesOf(object).validationRules) {
      return [`Validation rules are not supported on ${objectName}.`];
    }
    const display = textOf(body, 'errorDisplayField');
    const shown = display === undefined ? undefined : context.catalog.field(objectName, display);
    return [
      ...(display !== undefined && !shown
        ? [`In field: errorDisplayField - no CustomField named ${objectName}.${display} found`]
        : []),
      ...validationRuleProblems(candidate, context),
    ];
  },
};

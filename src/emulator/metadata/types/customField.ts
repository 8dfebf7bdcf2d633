import { isActivity } from '../../catalog/activities.js';
import { customFieldTypes } from '../../catalog/customField.js';
import { bodyOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import { defaultValueProblems, formulaFieldProblems } from './formulas.js';
import { isCircular } from './formulaTargets.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { attributeProblems } from './fieldAttributes.js';
import { historyProblems } from './historyTracking.js';
import { isDeveloperName, lengthProblems, splitFullName, tooLong } from './naming.js';

/** Field types that a custom metadata type takes. Source: https://help.salesforce.com/s/articleView?id=sf.custommetadatatypes_considerations.htm */
const METADATA_TYPE_FIELDS = [
  'Checkbox',
  'Date',
  'DateTime',
  'Email',
  'LongTextArea',
  'Number',
  'Percent',
  'Phone',
  'Picklist',
  'Text',
  'TextArea',
  'Url',
];

/** Changes of type that keep the values. Source: https://help.salesforce.com/s/articleView?id=sf.notes_on_changing_custom_field_types.htm */
const CONVERTIBLE: readonly (readonly string[])[] = [
  ['Currency', 'Number', 'Percent'],
  ['Email', 'Phone', 'Text', 'TextArea', 'Url'],
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm */
export const customField: ComponentType = {
  name: 'CustomField',
  folder: 'objects',
  suffix: 'object',
  metaFile: false,
  keyPrefix: '00N',
  parent: 'CustomObject',
  element: 'fields',
  normalize: withoutDefaults,
  checkAlone: ({ fullName, body }) => {
    const named = nameProblems(fullName);
    return named.length > 0 ? named : [...textProblems(body), ...typeProblems(fullName, body)];
  },
  checkWithin: (candidate, context) => {
    const [object] = splitFullName(candidate.fullName);
    const problems = ownerProblems(object, context);
    if (problems.length > 0) return problems;
    return [
      ...referenceProblems(candidate, context),
      ...valueSetNameProblems(candidate, context),
      ...typeChangeProblems(candidate, context),
      ...formulaFieldProblems(candidate, context),
      ...(candidate.body['formula'] !== undefined && isCircular(context.org, candidate.fullName)
        ? [`Formula field ${candidate.fullName} refers to itself.`]
        : []),
      ...defaultValueProblems(candidate, context),
      ...masterProblems(candidate, context),
      ...historyProblems(candidate, context),
    ];
  },
};

/**
 * Orgs give back `formulaTreatBlanksAs` when it is BlankAsZero, and leave it out otherwise: none of some 3,600 formula
 * fields in public projects holds BlankAsBlank, e.g. in https://github.com/SalesforceFoundation/NPSP.
 */
function withoutDefaults(body: MetadataBody): MetadataBody {
  const { formulaTreatBlanksAs, ...rest } = body;
  return formulaTreatBlanksAs === undefined || textOf(body, 'formulaTreatBlanksAs') === 'BlankAsZero' ? body : rest;
}

function nameProblems(fullName: string): string[] {
  const [object, field] = splitFullName(fullName);
  if (!/__c$/i.test(field)) {
    return [`The embedded org takes custom fields only, whose names end with __c: ${fullName} is not supported.`];
  }
  const name = field.slice(0, -3);
  if (!isDeveloperName(name)) {
    return [
      `The custom field name you provided ${name} on object ${object} can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters, and must be unique across all ${object} fields.`,
    ];
  }
  return name.length > 40 ? [tooLong('DeveloperName', 40)] : [];
}

function textProblems(body: MetadataBody): string[] {
  return [
    // Wording by analogy with that of a CustomObject without a label; not seen in a public source.
    ...(textOf(body, 'label') === undefined ? ['Must specify a non-empty label for the CustomField'] : []),
    ...lengthProblems(body, {
      label: ['MasterLabel', 40],
      description: ['Description', 1000],
      inlineHelpText: ['InlineHelpText', 510],
      relationshipLabel: ['RelationshipLabel', 80],
    }),
    ...relationshipNameProblems(body),
  ];
}

function relationshipNameProblems(body: MetadataBody): string[] {
  const name = textOf(body, 'relationshipName');
  if (name === undefined) return [];
  if (!isDeveloperName(name))
    return [
      `The relationship name ${name} can only contain alphanumeric characters and single underscores, and must begin with a letter.`,
    ];
  return name.length > 40 ? [tooLong('RelationshipName', 40)] : [];
}

function typeProblems(fullName: string, body: MetadataBody): string[] {
  const type = textOf(body, 'type');
  if (type === undefined) return ['Must specify a type for the CustomField'];
  if (customFieldTypes[type] === undefined) {
    return [`The embedded org does not take custom fields of type ${type}.`];
  }
  const onMetadataType = /__mdt\./i.test(fullName);
  if (onMetadataType && (!METADATA_TYPE_FIELDS.includes(type) || body['formula'] !== undefined)) {
    return [
      `A custom metadata type cannot have a CustomField of type ${type}${body['formula'] === undefined ? '' : ' with a formula'}.`,
    ];
  }
  const unsupported = ['businessOwnerGroup', 'businessOwnerUser', 'metadataRelationshipControllingField'].filter(
    (attribute) => body[attribute] !== undefined,
  );
  return [
    ...unsupported.map((attribute) => `The embedded org does not take the attribute ${attribute} of a CustomField.`),
    ...(body['lookupFilter'] === undefined || type === 'MasterDetail'
      ? []
      : ['The embedded org does not take lookup filters.']),
    ...attributeProblems(body, type),
  ];
}

function ownerProblems(object: string, { catalog }: CheckContext): string[] {
  const owner = catalog.object(object);
  // Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList)
  if (!owner) return [`In field: entity - no CustomObject named ${object} found`];
  // Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_activity.htm
  if (isActivity(object)) return [`Custom fields of ${object} are those of Activity: deploy the field on Activity.`];
  return owner.customizable ? [] : [`Custom fields are not supported on ${object}.`];
}

function referenceProblems({ fullName, body }: Candidate, { org, catalog }: CheckContext): string[] {
  const target = textOf(body, 'referenceTo');
  if (target === undefined) return [];
  if (!catalog.object(target)) return [`In field: referenceTo - no CustomObject named ${target} found`];
  const name = textOf(body, 'relationshipName');
  const taken = org.components
    .list('CustomField')
    .some(
      (other) =>
        other.fullName.toLowerCase() !== fullName.toLowerCase() &&
        sameText(textOf(other.body, 'referenceTo'), target) &&
        sameText(textOf(other.body, 'relationshipName'), name),
    );
  // Wording: "There is already a Child Relationship named X on Y.", as quoted in deploy logs of public repositories.
  return name !== undefined && taken ? [`There is already a Child Relationship named ${name} on ${target}.`] : [];
}

/** Source: https://github.com/forcedotcom/afv-library (skills/generating-custom-object, "more than 2 Master-Detail relationships"). */
function masterProblems({ fullName, body }: Candidate, { org }: CheckContext): string[] {
  if (textOf(body, 'type') !== 'MasterDetail') return [];
  const prefix = `${splitFullName(fullName)[0]}.`.toLowerCase();
  const masters = org.components
    .list('CustomField')
    .filter(
      (field) => field.fullName.toLowerCase().startsWith(prefix) && textOf(field.body, 'type') === 'MasterDetail',
    );
  if (!/__c\.$/.test(prefix)) return ['Only a custom object can be the detail of a Master-Detail relationship.'];
  return masters.length > 2 ? ['An object can have at most 2 Master-Detail relationships.'] : [];
}

function sameText(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

function valueSetNameProblems({ body }: Candidate, { org }: CheckContext): string[] {
  const name = textOf(bodyOf(body, 'valueSet') ?? {}, 'valueSetName');
  return name === undefined || org.components.get('GlobalValueSet', name)
    ? []
    : [`In field: valueSetName - no GlobalValueSet named ${name} found`];
}

/** Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "Cannot update a field …"). */
function typeChangeProblems({ fullName, body }: Candidate, context: CheckContext): string[] {
  const before = context.before('CustomField', fullName);
  if (!before) return [];
  const [from, to] = [kindOf(before), kindOf({ body })];
  if (from === to) return [];
  if (before.body['formula'] !== undefined) {
    return body['formula'] === undefined
      ? ['Cannot update a field from a Formula to something else']
      : ['Cannot change the result type of a formula field.'];
  }
  if (body['formula'] !== undefined) return ['Cannot update a field to a Formula from something else'];
  return CONVERTIBLE.some((types) => types.includes(from) && types.includes(to))
    ? []
    : [`Cannot update a field to a ${to} from something else`];
}

function kindOf({ body }: Pick<StoredComponent, 'body'>): string {
  return `${body['formula'] === undefined ? '' : 'Formula'}${textOf(body, 'type')}`;
}

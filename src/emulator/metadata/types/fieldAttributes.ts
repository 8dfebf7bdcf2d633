import type { MetadataBody } from '../../org/componentStore.js';
import { bodiesOf, bodyOf, flagOf, numberOf, textOf } from '../../catalog/metadataBody.js';
import { repeated } from './naming.js';

/**
 * Which attributes each custom field type must have and which attributes only some types may have. Field types in the
 * second table's lists are those of https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm;
 * `Must specify …` and `Can not specify … for a CustomField of type …` as reported in
 * https://github.com/forcedotcom/afv-library (skills/generating-custom-field).
 */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AutoNumber: ['displayFormat'],
  Checkbox: ['defaultValue'],
  Currency: ['precision', 'scale'],
  EncryptedText: ['length', 'maskChar', 'maskType'],
  Html: ['length', 'visibleLines'],
  LongTextArea: ['length', 'visibleLines'],
  Lookup: ['referenceTo'],
  MasterDetail: ['referenceTo', 'relationshipName'],
  MultiselectPicklist: ['valueSet', 'visibleLines'],
  Number: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
  Picklist: ['valueSet'],
  Text: ['length'],
};

/** A formula field's own needs in place of its type's. */
const REQUIRED_OF_FORMULA: Readonly<Record<string, readonly string[]>> = {
  Currency: ['precision', 'scale'],
  Number: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
};

const ONLY_FOR: Readonly<Record<string, readonly string[]>> = {
  length: ['EncryptedText', 'Html', 'LongTextArea', 'Text'],
  precision: ['Currency', 'Number', 'Percent'],
  scale: ['Currency', 'Number', 'Percent'],
  visibleLines: ['Html', 'LongTextArea', 'MultiselectPicklist'],
  displayFormat: ['AutoNumber'],
  startingNumber: ['AutoNumber'],
  maskChar: ['EncryptedText'],
  maskType: ['EncryptedText'],
  valueSet: ['MultiselectPicklist', 'Picklist'],
  referenceTo: ['Lookup', 'MasterDetail'],
  relationshipName: ['Lookup', 'MasterDetail'],
  relationshipLabel: ['Lookup', 'MasterDetail'],
  deleteConstraint: ['Lookup'],
  lookupFilter: ['Lookup', 'MasterDetail'],
  relationshipOrder: ['MasterDetail'],
  reparentableMasterDetail: ['MasterDetail'],
  writeRequiresMasterRead: ['MasterDetail'],
  formula: ['Checkbox', 'Currency', 'Date', 'DateTime', 'Number', 'Percent', 'Text', 'Time'],
};

/** Refused when they are true; a retrieve writes `false` for types that cannot have them. */
const ONLY_TRUE_FOR: Readonly<Record<string, readonly string[]>> = {
  required: [
    'Currency',
    'Date',
    'DateTime',
    'Email',
    'EncryptedText',
    'Lookup',
    'Number',
    'Percent',
    'Phone',
    'Picklist',
    'MultiselectPicklist',
    'Text',
    'TextArea',
    'Time',
    'Url',
  ],
  unique: ['Email', 'Number', 'Text'],
  externalId: ['AutoNumber', 'Email', 'Number', 'Text'],
  caseSensitive: ['Text'],
};

/** Lowest and highest value of numeric attributes, by type. Source: the same page, and https://help.salesforce.com/s/articleView?id=sf.custom_field_types.htm */
const RANGES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  Text: { length: [1, 255] },
  EncryptedText: { length: [1, 175] },
  LongTextArea: { length: [256, 131072], visibleLines: [2, 50] },
  Html: { length: [256, 131072], visibleLines: [10, 50] },
  MultiselectPicklist: { visibleLines: [3, 10] },
  Number: { precision: [1, 18], scale: [0, 17] },
  Currency: { precision: [1, 18], scale: [0, 17] },
  Percent: { precision: [1, 18], scale: [0, 17] },
};

/** What is wrong with the attributes of a field whose type is emulated. */
export function attributeProblems(body: MetadataBody, type: string): string[] {
  const isFormula = body['formula'] !== undefined;
  const needed = (isFormula ? REQUIRED_OF_FORMULA : REQUIRED)[type] ?? [];
  return [
    ...needed
      .filter((attribute) => body[attribute] === undefined)
      .map((attribute) => `Must specify '${attribute}' for a CustomField of type ${type}`),
    ...Object.entries(ONLY_FOR)
      .filter(([attribute, types]) => body[attribute] !== undefined && !types.includes(type))
      .map(([attribute]) => cannotSpecify(attribute, type)),
    ...Object.entries(ONLY_TRUE_FOR)
      .filter(([attribute, types]) => flagOf(body, attribute) && (isFormula || !types.includes(type)))
      .filter(([attribute]) => !(attribute === 'required' && type === 'MasterDetail'))
      .map(([attribute]) => cannotSpecify(attribute, type)),
    ...rangeProblems(body, type),
    ...(type === 'MasterDetail' ? masterDetailProblems(body) : []),
    ...(type === 'Checkbox' && !isFormula ? checkboxProblems(body) : []),
    ...(type === 'AutoNumber' && body['displayFormat'] !== undefined ? autoNumberProblems(body) : []),
    ...(flagOf(body, 'required') && textOf(body, 'deleteConstraint') === 'SetNull'
      ? ["A required Lookup cannot have the deleteConstraint 'SetNull'."]
      : []),
    ...(body['valueSet'] === undefined ? [] : valueSetProblems(body)),
    ...(isFormula && body['defaultValue'] !== undefined ? [cannotSpecify('defaultValue', `Formula(${type})`)] : []),
  ];
}

function cannotSpecify(attribute: string, type: string): string {
  return `Can not specify '${attribute}' for a CustomField of type ${type}`;
}

function rangeProblems(body: MetadataBody, type: string): string[] {
  const problems = Object.entries(RANGES[type] ?? {}).flatMap(([attribute, [lowest, highest]]) => {
    const value = numberOf(body, attribute);
    return value === undefined || (value >= lowest && value <= highest)
      ? []
      : [`The value of '${attribute}' for a CustomField of type ${type} must be between ${lowest} and ${highest}.`];
  });
  const [precision, scale] = [numberOf(body, 'precision'), numberOf(body, 'scale')];
  if (precision !== undefined && scale !== undefined && scale > precision) {
    problems.push("The value of 'scale' must not be greater than the value of 'precision'.");
  }
  return problems;
}

function masterDetailProblems(body: MetadataBody): string[] {
  return [
    ...(body['required'] === undefined ? [] : ['Master-Detail Relationship Fields Cannot be Optional or Required']),
    ...(body['lookupFilter'] === undefined ? [] : ['Lookup filters are only supported on Lookup Relationship Fields']),
  ];
}

function checkboxProblems(body: MetadataBody): string[] {
  const value = textOf(body, 'defaultValue')?.trim().toLowerCase();
  return value === undefined || value === 'true' || value === 'false'
    ? []
    : [`The default value of a checkbox must be true or false, not ${value}.`];
}

function valueSetProblems(body: MetadataBody): string[] {
  const valueSet = bodyOf(body, 'valueSet') ?? {};
  const own = bodyOf(valueSet, 'valueSetDefinition');
  if ((own === undefined) === (valueSet['valueSetName'] === undefined)) {
    return ['A value set has either a valueSetDefinition or a valueSetName.'];
  }
  const values = bodiesOf(own ?? {}, 'value');
  const names = values.map((value) => textOf(value, 'fullName') ?? '');
  const labels = values.map((value) => textOf(value, 'label') ?? textOf(value, 'fullName') ?? '');
  return [
    ...(own !== undefined && values.length === 0 ? ['Required field is missing: value'] : []),
    ...names.filter((name) => name === '').map(() => 'Required field is missing: fullName'),
    ...repeated(names).map((name) => `Duplicate value: ${name}`),
    // Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList)
    ...repeated(labels).map((label) => `Duplicate label: ${label}`),
    ...names.filter((name) => name.length > 255).map(() => 'Value too long for field: Value maximum length is:255'),
  ];
}

/** Source: https://help.salesforce.com/s/articleView?id=sf.fields_auto_number_field_type.htm ("{0}" is the number's place) */
export function autoNumberProblems(body: MetadataBody): string[] {
  const format = textOf(body, 'displayFormat') ?? '';
  return /\{0+\}/.test(format) && format.length <= 30
    ? []
    : [`The display format of an auto-number must hold {0} and at most 30 characters: ${format}`];
}

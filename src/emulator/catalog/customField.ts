import { notEmulated } from '../org/apiError.js';
import type { MetadataBody, StoredComponent } from '../org/componentStore.js';
import type { FieldDefinition, FieldType } from './definition.js';
import { bodiesOf, bodyOf, flagOf, numberOf, textOf } from './metadataBody.js';
import { field, type FieldOptions } from './standard/fields.js';

type Picklist = FieldDefinition['picklistValues'];
/** The values of a global value set by its name; undefined when there is none. */
export type GlobalValues = (name: string) => StoredComponent | undefined;

/**
 * The describe type of each custom field type that is emulated.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_field_types.htm
 */
export const customFieldTypes: Readonly<Record<string, FieldType>> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  EncryptedText: 'encryptedstring',
  Html: 'textarea',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'time',
  Url: 'url',
};

/** Characters of the types whose length is not chosen. */
const fixedLengths: Readonly<Record<string, number>> = {
  AutoNumber: 30,
  Email: 80,
  Lookup: 18,
  MasterDetail: 18,
  MultiselectPicklist: 4099,
  Phone: 40,
  Picklist: 255,
  TextArea: 255,
  Url: 255,
};

/** The longest text a formula field gives. Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions_limits.htm */
const FORMULA_TEXT_LENGTH = 1300;

/** The field that a CustomField component `Object.Name__c` makes. Throws for a type that is not emulated. */
export function customField(component: StoredComponent, globalValues: GlobalValues): FieldDefinition {
  const { body } = component;
  const name = component.fullName.slice(component.fullName.indexOf('.') + 1);
  const metadataType = textOf(body, 'type') ?? '';
  const type = customFieldTypes[metadataType];
  if (type === undefined) throw notEmulated(`the field type ${metadataType || '(none)'} of ${component.fullName}`);
  const formula = textOf(body, 'formula');
  const autoNumber = metadataType === 'AutoNumber';
  const mandatory = flagOf(body, 'required') || metadataType === 'MasterDetail';
  return field(name, textOf(body, 'label') ?? name, type, {
    id: component.id,
    custom: true,
    length: formula === undefined ? lengthOf(body, metadataType) : formulaLength(type),
    precision: numberOf(body, 'precision') ?? 0,
    scale: numberOf(body, 'scale') ?? 0,
    nillable: !mandatory && type !== 'boolean' && !autoNumber,
    createable: formula === undefined && !autoNumber,
    updateable: formula === undefined && !autoNumber && !fixedMaster(body),
    unique: flagOf(body, 'unique'),
    externalId: flagOf(body, 'externalId'),
    idLookup: flagOf(body, 'externalId'),
    caseSensitive: flagOf(body, 'caseSensitive'),
    htmlFormatted: metadataType === 'Html',
    permissionable: !mandatory,
    trackHistory: flagOf(body, 'trackHistory'),
    ...(autoNumber ? { autoNumberFormat: textOf(body, 'displayFormat') ?? '{0}' } : {}),
    ...(formula === undefined ? {} : { formula, formulaTreatBlanksAs: blanksAs(body) }),
    ...textOptions(body, type),
    ...(type === 'reference' ? referenceOptions(name, body) : {}),
    ...(type === 'picklist' || type === 'multipicklist' ? picklistOptions(body, globalValues) : {}),
  });
}

/** A detail record stays with its master unless the field says otherwise. */
function fixedMaster(body: MetadataBody): boolean {
  return textOf(body, 'type') === 'MasterDetail' && !flagOf(body, 'reparentableMasterDetail');
}

function textOptions(body: MetadataBody, type: FieldType): FieldOptions {
  const helpText = textOf(body, 'inlineHelpText');
  const description = textOf(body, 'description');
  const defaultFormula = textOf(body, 'defaultValue') ?? (type === 'boolean' ? 'false' : undefined);
  return {
    ...(helpText === undefined ? {} : { helpText }),
    ...(description === undefined ? {} : { description }),
    ...(defaultFormula === undefined ? {} : { defaultFormula }),
  };
}

function lengthOf(body: MetadataBody, metadataType: string): number {
  return fixedLengths[metadataType] ?? numberOf(body, 'length') ?? 0;
}

function formulaLength(type: FieldType): number {
  return type === 'string' ? FORMULA_TEXT_LENGTH : 0;
}

/**
 * Left out means blank: what orgs give back has the element with BlankAsZero or not at all, never with BlankAsBlank,
 * e.g. in https://github.com/SalesforceFoundation/NPSP and https://github.com/InternationalTradeAdministration/sfdcci.
 */
function blanksAs(body: MetadataBody): 'blank' | 'zero' {
  return textOf(body, 'formulaTreatBlanksAs') === 'BlankAsZero' ? 'zero' : 'blank';
}

function referenceOptions(name: string, body: MetadataBody): FieldOptions {
  const child = textOf(body, 'relationshipName');
  const target = textOf(body, 'referenceTo');
  return {
    referenceTo: target === undefined ? [] : [target],
    relationshipName: name.replace(/__c$/, '__r'),
    ...(child === undefined ? {} : { childRelationshipName: `${child}__r` }),
    ...deleteConstraint(body),
  };
}

function deleteConstraint(body: MetadataBody): FieldOptions {
  if (textOf(body, 'type') === 'MasterDetail') return { masterDetail: true, deleteConstraint: 'Cascade' };
  const constraint = textOf(body, 'deleteConstraint');
  return constraint === 'Cascade' || constraint === 'Restrict' ? { deleteConstraint: constraint } : {};
}

function picklistOptions(body: MetadataBody, globalValues: GlobalValues): FieldOptions {
  const valueSet = bodyOf(body, 'valueSet');
  if (valueSet === undefined) return {};
  const setName = textOf(valueSet, 'valueSetName');
  const own = bodyOf(valueSet, 'valueSetDefinition');
  const values =
    setName === undefined ? bodiesOf(own ?? {}, 'value') : bodiesOf(globalValues(setName)?.body ?? {}, 'customValue');
  return {
    picklistValues: values.map(picklistValue),
    // A field on a global value set is always restricted to it.
    restrictedPicklist: flagOf(valueSet, 'restricted') || setName !== undefined,
  };
}

function picklistValue(body: MetadataBody): Picklist[number] {
  const value = textOf(body, 'fullName') ?? '';
  return {
    value,
    label: textOf(body, 'label') ?? value,
    default: flagOf(body, 'default'),
    active: textOf(body, 'isActive') !== 'false',
  };
}

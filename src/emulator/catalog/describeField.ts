import type { Access } from '../access/access.js';
import type { FieldDefinition, FieldType, ObjectDefinition } from './definition.js';

/** Bytes that one character can take. */
const BYTES_PER_CHARACTER = 3;
/** The longest text that queries can filter, group and sort by. */
const LONGEST_SORTABLE = 255;
const NUMERIC: ReadonlySet<FieldType> = new Set(['int', 'double', 'currency', 'percent']);

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm */
const soapTypes: Readonly<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  string: 'xsd:string',
  textarea: 'xsd:string',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  email: 'xsd:string',
  phone: 'xsd:string',
  url: 'xsd:string',
  picklist: 'xsd:string',
  combobox: 'xsd:string',
  multipicklist: 'xsd:string',
  encryptedstring: 'xsd:string',
  base64: 'xsd:base64Binary',
  anyType: 'xsd:anyType',
};

type DescribedPicklistValue = {
  active: boolean;
  defaultValue: boolean;
  label: string;
  validFor: null;
  value: string;
};

/** One field as describe shows it. Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm (Field) */
export type DescribedField = {
  aggregatable: boolean;
  aiPredictionField: boolean;
  autoNumber: boolean;
  byteLength: number;
  calculated: boolean;
  calculatedFormula: string | null;
  cascadeDelete: boolean;
  caseSensitive: boolean;
  compoundFieldName: string | null;
  controllerName: string | null;
  createable: boolean;
  custom: boolean;
  defaultValue: string | boolean | null;
  defaultValueFormula: string | null;
  defaultedOnCreate: boolean;
  dependentPicklist: boolean;
  deprecatedAndHidden: boolean;
  digits: number;
  displayLocationInDecimal: boolean;
  encrypted: boolean;
  externalId: boolean;
  extraTypeInfo: string | null;
  filterable: boolean;
  filteredLookupInfo: null;
  formulaTreatNullNumberAsZero: boolean;
  groupable: boolean;
  highScaleNumber: boolean;
  htmlFormatted: boolean;
  idLookup: boolean;
  inlineHelpText: string | null;
  label: string;
  length: number;
  mask: string | null;
  maskType: string | null;
  name: string;
  nameField: boolean;
  namePointing: boolean;
  nillable: boolean;
  permissionable: boolean;
  picklistValues: DescribedPicklistValue[];
  polymorphicForeignKey: boolean;
  precision: number;
  queryByDistance: boolean;
  referenceTargetField: null;
  referenceTo: string[];
  relationshipName: string | null;
  relationshipOrder: number | null;
  restrictedDelete: boolean;
  restrictedPicklist: boolean;
  scale: number;
  searchPrefilterable: boolean;
  soapType: string;
  sortable: boolean;
  type: FieldType;
  unique: boolean;
  updateable: boolean;
  writeRequiresMasterRead: boolean;
};

/** `createable` and `updateable` speak of the caller, as on the platform. */
export function describeField(object: ObjectDefinition, field: FieldDefinition, access: Access): DescribedField {
  const editable = access.canEdit(object.name, field.name);
  return {
    aiPredictionField: false,
    autoNumber: field.autoNumberFormat !== undefined,
    cascadeDelete: false,
    caseSensitive: field.caseSensitive === true,
    compoundFieldName: null,
    controllerName: null,
    createable: field.createable && editable,
    custom: field.custom,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    displayLocationInDecimal: false,
    encrypted: field.type === 'encryptedstring',
    externalId: field.externalId,
    extraTypeInfo: extraTypeInfo(field),
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: field.htmlFormatted === true,
    idLookup: field.idLookup === true,
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.permissionable,
    picklistValues: field.picklistValues.map((each) => ({
      active: each.active,
      defaultValue: each.default,
      label: each.label,
      validFor: null,
      value: each.value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: [...field.referenceTo],
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: field.masterDetail === true ? 0 : null,
    restrictedDelete: false,
    restrictedPicklist: field.restrictedPicklist,
    soapType: soapTypes[field.type],
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && editable,
    writeRequiresMasterRead: false,
    ...defaults(field),
    ...formula(field),
    ...queryAbilities(field),
    ...sizes(field),
  };
}

function defaults(
  field: FieldDefinition,
): Pick<DescribedField, 'defaultValue' | 'defaultValueFormula' | 'defaultedOnCreate'> {
  const checkbox = field.type === 'boolean';
  return {
    defaultValue: checkbox ? field.defaultFormula?.toLowerCase() === 'true' : null,
    defaultValueFormula: field.custom && !checkbox ? (field.defaultFormula ?? null) : null,
    defaultedOnCreate: defaultedOnCreate(field),
  };
}

function formula(
  field: FieldDefinition,
): Pick<DescribedField, 'calculated' | 'calculatedFormula' | 'formulaTreatNullNumberAsZero'> {
  // A standard field that shows another record's value is no formula to the platform.
  const calculated = field.custom && field.formula !== undefined;
  return {
    calculated,
    calculatedFormula: calculated ? (field.formula ?? null) : null,
    formulaTreatNullNumberAsZero: calculated && field.formulaTreatBlanksAs !== 'blank',
  };
}

/** What queries may do with the field. */
function queryAbilities(
  field: FieldDefinition,
): Pick<DescribedField, 'aggregatable' | 'filterable' | 'groupable' | 'searchPrefilterable' | 'sortable'> {
  const long = field.type === 'textarea' && field.length > LONGEST_SORTABLE;
  const comparable = !long && field.type !== 'base64' && field.type !== 'encryptedstring';
  const sortable = comparable && field.type !== 'multipicklist';
  const barred = field.barredFrom ?? [];
  return {
    aggregatable: !barred.includes('grouped') && sortable && field.type !== 'boolean',
    filterable: comparable && !barred.includes('filtered'),
    groupable:
      !barred.includes('grouped') &&
      sortable &&
      field.formula === undefined &&
      !isFractional(field) &&
      field.type !== 'datetime',
    searchPrefilterable: field.type === 'reference',
    sortable,
  };
}

function sizes(
  field: FieldDefinition,
): Pick<DescribedField, 'byteLength' | 'digits' | 'length' | 'precision' | 'scale'> {
  const integer = field.type === 'int';
  const id = field.type === 'id' || field.type === 'reference';
  return {
    byteLength: field.length * (id ? 1 : BYTES_PER_CHARACTER),
    digits: integer ? field.precision : 0,
    length: field.length,
    precision: integer ? 0 : field.precision,
    scale: field.scale,
  };
}

/** Whether a record gets a value although none was given. */
function defaultedOnCreate(field: FieldDefinition): boolean {
  const setByPlatform = !field.nillable && !field.createable;
  return (
    setByPlatform ||
    field.name === 'OwnerId' ||
    field.defaultFormula !== undefined ||
    field.picklistValues.some((value) => value.default)
  );
}

function extraTypeInfo(field: FieldDefinition): string | null {
  if (field.htmlFormatted === true) return 'richtextarea';
  return field.type === 'textarea' ? 'plaintextarea' : null;
}

function isFractional(field: FieldDefinition): boolean {
  return NUMERIC.has(field.type) && field.type !== 'int';
}

import type { FieldDefinition, FieldType } from '../catalog/definition.js';

const LABELS: Partial<Record<FieldType, string>> = {
  id: 'ID',
  boolean: 'Checkbox',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  picklist: 'Picklist',
  combobox: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  base64: 'Base64',
};

const NUMBERS: Partial<Record<FieldType, string>> = {
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
};

/**
 * A field's type as Setup shows it, e.g. `Text(255)`, `Lookup(Account)`, `Formula (Text)`.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm (DataType)
 */
export function dataTypeLabel(field: FieldDefinition): string {
  if (field.autoNumberFormat !== undefined) return 'Auto Number';
  if (field.custom && field.formula !== undefined) return `Formula (${plainLabel(field).replace(/\(.*\)$/, '')})`;
  const qualifiers = [
    ...(field.externalId ? ['External ID'] : []),
    ...(field.unique ? [field.caseSensitive === true ? 'Unique Case Sensitive' : 'Unique Case Insensitive'] : []),
  ];
  const label = plainLabel(field);
  return qualifiers.length === 0 ? label : `${label} (${qualifiers.join(') (')})`;
}

function plainLabel(field: FieldDefinition): string {
  const { type, length, precision, scale, referenceTo } = field;
  if (type === 'reference') {
    // An owner is shown as User,Group, whatever the order of the reference.
    const targets = [...referenceTo].sort((left, right) => Number(right === 'User') - Number(left === 'User'));
    return `${field.masterDetail === true ? 'Master-Detail' : 'Lookup'}(${targets.join(',')})`;
  }
  const number = NUMBERS[type];
  if (number !== undefined) return `${number}(${precision - scale}, ${scale})`;
  const label = LABELS[type];
  if (label !== undefined) return label;
  if (type === 'encryptedstring') return `Text (Encrypted)(${length})`;
  if (type !== 'textarea') return `Text(${length})`;
  if (field.htmlFormatted === true) return `Rich Text Area(${length})`;
  return length > 255 ? `Long Text Area(${length})` : `Text Area(${length})`;
}

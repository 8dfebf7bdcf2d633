import type { FieldDefinition } from '../catalog/definition.js';
import type { StoredValue } from '../catalog/storedValue.js';
import { problem, type RecordProblem } from './recordError.js';

const EMAIL = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\]]+\.[^\s@<>(),;:\\"[\].]+$/;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/primitive_data_types.htm (date limits) */
const EARLIEST_YEAR = 1700;
const LATEST_YEAR = 4000;

/** A parsed value in the form it is saved in, or why it cannot be. */
export type Checked = { readonly value: StoredValue } | { readonly problem: RecordProblem };

/** The limits of the field's type: length, digits, form, picklist. */
export function checkValue(field: FieldDefinition, value: StoredValue): Checked {
  if (value === null) return field.type === 'boolean' ? { problem: nullCheckbox(field) } : { value };
  switch (field.type) {
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return checkNumber(field, Number(value));
    case 'date':
    case 'datetime':
      return checkYear(field, String(value));
    case 'picklist':
      return checkPicklist(field, String(value), [String(value)]);
    case 'multipicklist':
      return checkPicklist(field, String(value), String(value).split(';'));
    case 'email':
      return EMAIL.test(String(value))
        ? checkLength(field, String(value))
        : refused('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, field);
    case 'string':
    case 'textarea':
    case 'phone':
    case 'url':
    case 'encryptedstring':
    case 'combobox':
      return checkLength(field, String(value));
    default:
      return { value };
  }
}

/** Source: https://github.com/jetstreamapp/jetstream/issues/712 */
function nullCheckbox(field: FieldDefinition): RecordProblem {
  return problem('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: `, field.name);
}

/** Source: https://github.com/SalesforceCommerceCloud/b2c-crm-sync/issues/181 (STRING_TOO_LONG) */
function checkLength(field: FieldDefinition, value: string): Checked {
  return value.length <= field.length
    ? { value }
    : refused('STRING_TOO_LONG', `${field.label}: data value too large: ${value} (max length=${field.length})`, field);
}

/** Digits after the decimal point are rounded, those before it are limited. */
function checkNumber(field: FieldDefinition, value: number): Checked {
  const rounded = roundHalfUp(value, field.scale);
  return Math.abs(rounded) < 10 ** (field.precision - field.scale)
    ? { value: rounded }
    : refused(
        'NUMBER_OUTSIDE_VALID_RANGE',
        `${field.label}: value outside of valid range on numeric field: ${value}`,
        field,
      );
}

/** On the decimal text, since 1.005 in binary is less than 1.005. */
function roundHalfUp(value: number, scale: number): number {
  const shifted = Number(`${Math.abs(value)}e${scale}`);
  // A number in exponent form has no digits to round.
  if (!Number.isFinite(shifted)) return value;
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${scale}`);
}

function checkYear(field: FieldDefinition, value: string): Checked {
  const year = Number(value.slice(0, 4));
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR
    ? { value }
    : refused('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: invalid date: ${value}`, field);
}

/**
 * A restricted picklist takes its active values as written; another one takes any text. The values of a multi-select
 * picklist are kept once each, in the picklist's order.
 * Source: https://github.com/SalesforceFoundation/NPSP/issues/5409
 */
function checkPicklist(field: FieldDefinition, value: string, chosen: readonly string[]): Checked {
  const active = field.picklistValues.filter((each) => each.active).map((each) => each.value);
  const unknown = chosen.find((each) => !active.includes(each));
  if (field.restrictedPicklist && unknown !== undefined) {
    return refused(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${unknown}`,
      field,
    );
  }
  if (field.type === 'picklist') return checkLength(field, value);
  const others = chosen.filter((each) => each !== '' && !active.includes(each));
  return checkLength(field, [...new Set([...active.filter((each) => chosen.includes(each)), ...others])].join(';'));
}

function refused(errorCode: string, message: string, field: FieldDefinition): Checked {
  return { problem: problem(errorCode, message, field.name) };
}

import type { FieldDefinition } from '../catalog/definition.js';
import { storedDate, storedDateTime, storedTime, type StoredValue } from '../catalog/storedValue.js';
import { ApiError } from '../org/apiError.js';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** What the platform takes off both ends of text: white space, but not the non-breaking space. */
const OUTER_SPACE = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

/**
 * A JSON value in the stored form of a field, or the parser's refusal. Text stands for any type that it can be read as,
 * as bulk and CSV loads send it; text fields take text alone. Empty text is no value, outer white space is dropped.
 * Sources: https://github.com/regican/Salesforce/issues/2 (datetime), https://github.com/mautic/mautic/issues/3048
 * (double), https://github.com/solspace/craft-freeform/issues/1168 (boolean),
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_primitives.htm (white space)
 */
export function parseValue(field: FieldDefinition, value: unknown): StoredValue {
  if (value === null || value === undefined) return null;
  const stored = typeof value === 'string' ? fromText(field, value) : fromJson(field, value);
  if (stored === undefined) throw parserError(field, value);
  return stored;
}

function fromText(field: FieldDefinition, value: string): StoredValue | undefined {
  const text = value.replace(OUTER_SPACE, '');
  if (text === '') return null;
  switch (field.type) {
    case 'boolean':
      return booleans.get(text.toLowerCase());
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return NUMBER.test(text) ? fromJson(field, Number(text)) : undefined;
    case 'date':
      return storedDate(text);
    case 'datetime':
      return storedDateTime(text);
    case 'time':
      return storedTime(text);
    default:
      return text;
  }
}

const booleans: ReadonlyMap<string, StoredValue> = new Map([
  ['true', 1],
  ['false', 0],
]);

function fromJson(field: FieldDefinition, value: unknown): StoredValue | undefined {
  if (typeof value === 'boolean') return field.type === 'boolean' ? Number(value) : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  switch (field.type) {
    case 'int':
      return Number.isInteger(value) ? value : undefined;
    case 'double':
    case 'currency':
    case 'percent':
      return value;
    default:
      return undefined;
  }
}

/** The place in the request is not known any more, so that the position is always the request's start. */
function parserError(field: FieldDefinition, value: unknown): ApiError {
  return new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${field.type} from ${token(value)} or request may be missing a required field at [line:1, column:1]`,
  );
}

/** The name of a JSON token and what it begins with. */
function token(value: unknown): string {
  if (typeof value === 'string') return `VALUE_STRING value ${value}`;
  if (typeof value === 'number') return `VALUE_NUMBER_${Number.isInteger(value) ? 'INT' : 'FLOAT'} value ${value}`;
  if (typeof value === 'boolean') return `VALUE_${value ? 'TRUE' : 'FALSE'} value ${value}`;
  return Array.isArray(value) ? 'START_ARRAY value [' : 'START_OBJECT value {';
}

import { FormulaDate, FormulaDateTime, FormulaTime } from '../formula/temporal.js';
import type { FieldDefinition } from './definition.js';

/**
 * A field's value as the org's tables hold it: checkboxes 0 or 1, dates `YYYY-MM-DD`, date/times
 * `YYYY-MM-DDTHH:mm:ss.SSSZ` in UTC, times `HH:mm:ss.SSSZ`, ids with 18 characters, numbers as numbers, all else text.
 */
export type StoredValue = string | number | null;

/** A record by field name. */
export type StoredRow = { [field: string]: StoredValue };

/**
 * The stored form of a date/time in ISO 8601 with `Z` or an offset; undefined for anything else. Fields of this type
 * hold whole seconds, so that a fraction is dropped.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/primitive_data_types.htm (dateTime, precision of one second)
 */
export function storedDateTime(text: string): string | undefined {
  return parsed(() => `${FormulaDateTime.fromIso(text).toIso().slice(0, 19)}.000Z`);
}

/** The stored form of `YYYY-MM-DD`; undefined for anything else, days the calendar lacks included. */
export function storedDate(text: string): string | undefined {
  return parsed(() => FormulaDate.fromIso(text).toIso());
}

export function storedTime(text: string): string | undefined {
  return parsed(() => FormulaTime.fromIso(text).toIso());
}

/** The formula room's parsers throw a RangeError for text of another form. */
function parsed(parse: () => string): string | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && error.name === 'FormulaEvaluationError'))
      return undefined;
    throw error;
  }
}

/** The value as REST JSON writes it, e.g. `2026-01-31T10:00:00.000+0000`. */
export function jsonValue(field: FieldDefinition, value: StoredValue): string | number | boolean | null {
  if (field.type === 'boolean') return value === 1;
  if (value === null) return null;
  if (field.type === 'anyType') return JSON.parse(String(value)) as string | number | boolean;
  return field.type === 'datetime' ? String(value).replace(/Z$/, '+0000') : value;
}

/** The stored form of a value that metadata states as text; undefined when the text does not fit the field. */
export function storedFromMetadata(field: FieldDefinition, text: string): StoredValue | undefined {
  switch (field.type) {
    case 'boolean':
      return text === 'true' || text === '1' ? 1 : 0;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'date':
      return storedDate(text);
    case 'datetime':
      return storedDateTime(text);
    case 'time':
      return storedTime(text);
    default:
      return text === '' ? null : text;
  }
}

import type { SQLOutputValue } from 'node:sqlite';
import type { FieldType } from '../catalog/definition.js';
import type { ResolvedField } from './scope.js';

/**
 * A stored value in REST's JSON form: date/times end in `+0000`.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_valid_date_formats.htm
 */
export function jsonValue(type: FieldType, value: SQLOutputValue): unknown {
  if (value === null) return null;
  switch (type) {
    case 'boolean':
      return Number(value) !== 0;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return Number(value);
    case 'anyType':
      return JSON.parse(String(value)) as unknown;
    case 'datetime':
      return String(value).replace(/Z$/, '+0000');
    default:
      return String(value);
  }
}

/** `url` is the record's address; a file is answered as the address of its bytes. */
export function fieldJson(resolved: ResolvedField, value: SQLOutputValue, label: boolean, url: string): unknown {
  if (value === null) return null;
  if (resolved.field.type === 'base64') return `${url}/${resolved.field.name}`;
  if (resolved.document) return JSON.parse(String(value)) as unknown;
  if (!label) return jsonValue(resolved.field.type, value);
  const labels = new Map(resolved.field.picklistValues.map((entry) => [entry.value, entry.label]));
  return String(value)
    .split(';')
    .map((part) => labels.get(part) ?? part)
    .join(';');
}

import type { FieldDefinition } from '../catalog/definition.js';

/**
 * A value of a query's answer as the Bulk API writes it: nothing for null, `true` and `false`, date/times with `Z`, and
 * numbers with a fraction as Java writes a double.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_date_format.htm,
 * https://github.com/forcedotcom/cli/issues/3367 and https://github.com/forcedotcom/dataloader/issues/1204 (numbers)
 */
export function cellText(field: FieldDefinition, value: unknown): string {
  if (typeof value === 'number') return field.type === 'int' ? String(value) : doubleText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  return field.type === 'datetime' ? value.replace(/\+0000$/, 'Z') : value;
}

const SMALLEST_PLAIN = 1e-3;
const LARGEST_PLAIN = 1e7;

/** Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double) */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}

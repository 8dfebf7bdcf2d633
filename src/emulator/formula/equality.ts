import { Decimal } from './decimal.js';
import { FormulaDate, FormulaDateTime, FormulaTime } from './temporal.js';
import { isText } from './types.js';
import type { StaticType, Value } from './types.js';

/**
 * Below 0, 0 or above 0; null when either side is blank or they do not compare. Text compares by UTF-16 code units, so
 * case counts.
 */
export function order(left: Value, right: Value): number | null {
  if (left instanceof Decimal && right instanceof Decimal) return left.materialized().compare(right.materialized());
  if (left instanceof FormulaDateTime && right instanceof FormulaDateTime) return left.ms - right.ms;
  if (left instanceof FormulaDate && right instanceof FormulaDate) return left.days - right.days;
  if (left instanceof FormulaTime && right instanceof FormulaTime) return left.ms - right.ms;
  if (typeof left === 'string' && typeof right === 'string') return left === right ? 0 : left < right ? -1 : 1;
  return null;
}

/**
 * Whether two values of a type are equal. Blank text equals empty text; any other blank equals nothing and differs
 * from nothing: null.
 */
export function equals(type: StaticType, left: Value, right: Value): boolean | null {
  if (isText(type)) return (left ?? '') === (right ?? '');
  if (left === null || right === null) return null;
  if (type === 'boolean') return left === right;
  const difference = order(left, right);
  return difference === null ? null : difference === 0;
}

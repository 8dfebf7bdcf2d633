import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { likePattern } from './likePattern.js';

const defined = new WeakSet<DatabaseSync>();

/**
 * How SQL compares text for queries: `soql_fold` makes texts alike that differ in case only, `soql_order` is what they
 * sort by, `soql_min` and `soql_max` find the first and the last in that order, and `soql_like_exactly` is LIKE for fields
 * that tell upper from lower case.
 */
export function defineTextFunctions(db: DatabaseSync): void {
  // Defining a function makes SQLite compile every prepared statement anew.
  if (defined.has(db)) return;
  defined.add(db);
  const deterministic = { deterministic: true };
  db.function('soql_fold', deterministic, (value) => (typeof value === 'string' ? value.toLowerCase() : value));
  db.function('soql_order', deterministic, (value) => (typeof value === 'string' ? value.toUpperCase() : value));
  let known = { pattern: '', matches: likePattern('') };
  db.function('soql_like_exactly', deterministic, (value, given) => {
    const pattern = String(given);
    // All rows of a query are held against the same pattern.
    if (known.pattern !== pattern) known = { pattern, matches: likePattern(pattern) };
    return value !== null && known.matches(String(value)) ? 1 : 0;
  });
  db.aggregate('soql_min', { start: null, step: (found: SQLOutputValue, value) => further(found, value, -1) });
  db.aggregate('soql_max', { start: null, step: (found: SQLOutputValue, value) => further(found, value, 1) });
}

/** Whichever of two texts comes earlier (`sign` -1) or later (1) in order; null is no text. */
function further(found: SQLOutputValue, value: SQLOutputValue, sign: 1 | -1): SQLOutputValue {
  if (found === null || value === null) return found ?? value;
  const [left, right] = [String(found).toUpperCase(), String(value).toUpperCase()];
  return left === right || (left < right ? -1 : 1) === sign ? found : value;
}

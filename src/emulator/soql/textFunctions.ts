import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

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
  db.function('soql_like_exactly', deterministic, (value, pattern) =>
    value !== null && patternOf(String(pattern)).test(String(value)) ? 1 : 0,
  );
  db.aggregate('soql_min', { start: null, step: (found: SQLOutputValue, value) => further(found, value, -1) });
  db.aggregate('soql_max', { start: null, step: (found: SQLOutputValue, value) => further(found, value, 1) });
}

/** Whichever of two texts comes earlier (`sign` -1) or later (1) in order; null is no text. */
function further(found: SQLOutputValue, value: SQLOutputValue, sign: 1 | -1): SQLOutputValue {
  if (found === null || value === null) return found ?? value;
  const [left, right] = [String(found).toUpperCase(), String(value).toUpperCase()];
  return left === right || (left < right ? -1 : 1) === sign ? found : value;
}

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/\\([\s\S])|[\s\S]/g, (char, escaped: string | undefined) => {
    if (escaped === undefined && char === '%') return '[\\s\\S]*';
    if (escaped === undefined && char === '_') return '[\\s\\S]';
    return (escaped ?? char).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'u');
}

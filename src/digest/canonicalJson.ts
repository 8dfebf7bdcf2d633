import canonicalize from 'canonicalize';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * The one text of a value: JSON without white space, keys in the order of their UTF-16 code units, as
 * https://www.rfc-editor.org/rfc/rfc8785 (JSON Canonicalization Scheme) has it. Keys without a value are left out.
 * Throws on numbers that JSON can't say, and on strings with half a surrogate pair: `jsonOf` mends those.
 */
export function canonicalJson(value: JsonValue): string {
  // The library's type allows for values that JSON can't say, for which it gives undefined.
  return canonicalize(value) ?? 'null';
}

/**
 * A value of this program as JSON: maps as objects, sets as sorted lists, moments as ISO 8601, bytes as base64. Half a
 * surrogate pair, which no UTF-8 file can hold, becomes U+FFFD.
 */
export function jsonOf(value: unknown): JsonValue {
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map) return objectOf([...value].map(([key, item]) => [String(key), item]));
  if (value instanceof Set) return [...value].map(jsonOf).sort(byText);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'object') return objectOf(Object.entries(value));
  throw new TypeError(`a ${typeof value} is no JSON`);
}

function objectOf(entries: readonly (readonly [string, unknown])[]): JsonValue {
  // A key such as __proto__ must stay a key.
  return Object.fromEntries(
    entries.filter(([, item]) => item !== undefined).map(([key, item]) => [key.toWellFormed(), jsonOf(item)]),
  );
}

function byText(a: JsonValue, b: JsonValue): number {
  const [left, right] = [canonicalJson(a), canonicalJson(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

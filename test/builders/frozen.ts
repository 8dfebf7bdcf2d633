/** The value, in which nothing can be changed any more without an error; bytes excepted, which can't be frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  if (value instanceof Map) {
    for (const entry of value) entry.forEach(deepFreeze);
    // Freezing keeps nobody from setting an entry of a map.
    Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
  }
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}

function refuse(): never {
  throw new TypeError('This map is not to be changed.');
}

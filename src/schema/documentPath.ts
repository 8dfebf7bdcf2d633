import { showValue } from './mistake.js';

/** Keys and list positions from the top of a document. */
export type DocumentPath = readonly (string | number)[];

/** The value at a path of a plain document, or undefined. */
export function valueAt(written: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    written,
  );
}

/** `markers.is_synthetic.apiName`, `orgs[2].role`, `["an odd key"]`; empty for the document itself. */
export function pathText(path: DocumentPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[\w$-]+$/.test(key)) return `${text}[${showValue(key) ?? ''}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

import { visible } from './visibleText.js';

/** Whose properties these are: OSCAL's own names mean other things. */
const NAMESPACE = 'https://www.npmjs.com/package/sf-plugin-synthetic/ns/oscal';

/** One line that is not empty, as titles have to be. */
export function markupLine(text: string): string {
  const line = visible(text).trim();
  return line === '' ? '–' : line;
}

/** A property of ours. */
export function property(name: string, value: string): object {
  return { name, ns: NAMESPACE, value: markupLine(value) };
}

/** A name of the kind that identifiers of controls are. */
export function token(id: string): string {
  const rest = id.toWellFormed().replace(/[^\p{L}\p{N}.\-_]/gu, '_');
  return /^[\p{L}_]/u.test(rest) ? rest : `_${rest}`;
}

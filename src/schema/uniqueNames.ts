import { pathText, valueAt } from './documentPath.js';
import type { DocumentPath } from './documentPath.js';
import type { Problem } from './mistake.js';

/** A name and where it stands; `name` is the default when the document does not give one. */
export type NamePlace = { readonly path: DocumentPath; readonly name: string };

/** Salesforce compares names without regard to case, so `Is_Synthetic__c` and `IS_SYNTHETIC__C` are one name. */
const foldedName = (name: string): string => name.toLowerCase();

/**
 * One problem for every name that an earlier place already has. It points at the later place, or at the earlier one
 * when the later name is a default and so does not stand in the file.
 */
export function repeatedNames(
  written: unknown,
  places: readonly NamePlace[],
  fold: (name: string) => string = foldedName,
): Problem[] {
  const first = new Map<string, DocumentPath>();
  return places.flatMap(({ path, name }): Problem[] => {
    const earlier = first.get(fold(name));
    if (earlier === undefined) {
      first.set(fold(name), path);
      return [];
    }
    const [here, other] = valueAt(written, path) === undefined ? [earlier, path] : [path, earlier];
    return [
      { path: here, value: name, problem: `is the same name as ${pathText(other)}`, expected: 'expected another name' },
    ];
  });
}

/** The text at `path`; the default when nothing is written there; nothing when what is written is not a text. */
export function namePlace(written: unknown, path: DocumentPath, otherwise: string): NamePlace[] {
  const value = valueAt(written, path);
  if (value === undefined) return [{ path, name: otherwise }];
  return typeof value === 'string' ? [{ path, name: value }] : [];
}

import type { Storage } from './storage.js';

/**
 * How an org in isolation marks every record it saves: the API names of the fields, and the source that a record gets
 * when its writer names none.
 */
export type Isolation = {
  readonly isSynthetic: string;
  readonly generationSource: string;
  readonly creationTimestamp: string;
  readonly source: string;
};

const PROPERTY = 'isolation';

/**
 * The isolation an org lives in. An org stays in isolation for good, whether a later start asks for it or not, and one
 * that was founded without it can't enter it: either way records without marks would be among those with them. Throws an
 * Error in the second case.
 */
export function settleIsolation(
  storage: Storage,
  name: string,
  wanted: Isolation | undefined,
  isNew: boolean,
): Isolation | undefined {
  const stored = storage.property(PROPERTY);
  if (wanted === undefined) return stored === undefined ? undefined : (JSON.parse(stored) as Isolation);
  if (stored === undefined && !isNew) {
    throw new Error(
      `The org "${name}" was founded without isolation, so that it can hold records that are not marked. Start isolation with another name or data directory.`,
    );
  }
  storage.setProperty(PROPERTY, JSON.stringify(wanted));
  return wanted;
}

import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { externalMatches } from './externalId.js';
import { readRow } from './tables.js';

/** A record on its way to be saved: `given` is what the request set, `before` the record as it was; `now` is in stored form. */
export type Saving = {
  readonly org: EmbeddedOrg;
  readonly caller: Caller;
  readonly object: ObjectDefinition;
  /** What will be saved; completing it writes into it. */
  readonly row: StoredRow;
  readonly given: StoredRow;
  readonly before: StoredRow | undefined;
  readonly now: string;
};

/** A record that another one refers to, unless it is deleted. */
export function recordOf(org: EmbeddedOrg, objectName: string, id: StoredValue | undefined): StoredRow | undefined {
  const object = catalogOf(org).object(objectName);
  const row = object === undefined || typeof id !== 'string' ? undefined : readRow(org, object, id);
  return row?.['IsDeleted'] === 1 ? undefined : row;
}

/** The records of an object that refer to a record by a field, deleted ones left out. */
export function recordsReferring(
  org: EmbeddedOrg,
  objectName: string,
  fieldName: string,
  id: StoredValue | undefined,
): StoredRow[] {
  const object = catalogOf(org).object(objectName);
  const field = object?.fields.get(fieldName);
  if (object === undefined || field === undefined || typeof id !== 'string') return [];
  return externalMatches(org, object, field, id)
    .map((each) => readRow(org, object, each))
    .filter((row) => row !== undefined);
}

import type { Connection } from '@salesforce/core';
import type { Asked } from './circumstances.js';

/** A component that names a field. */
export type Reference = {
  readonly type: string;
  readonly name: string;
  /** The id of the field. */
  readonly field: string;
};

type Row = {
  readonly MetadataComponentName: string;
  readonly MetadataComponentType: string;
  readonly RefMetadataComponentId: string;
};

/** Of each query no more can be had. */
const MOST_ROWS = 2000;
/** Ids in one query: it goes into the address, which may have some 16,000 characters. */
const IDS_A_QUERY = 150;

/**
 * What names these fields, as far as the platform says: a preview that it calls Beta, with at most 2,000 rows a query
 * and no reports among them. One call for each 150 fields, more only where those are named by more. It throws nothing.
 * Source: https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-metadatacomponentdependency.html
 */
export async function readReferences(connection: Connection, ids: readonly string[]): Promise<Asked<Reference[]>> {
  try {
    const references: Reference[] = [];
    for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
      references.push(...(await referencesTo(connection, ids.slice(start, start + IDS_A_QUERY))));
    }
    return { state: 'read', value: references };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The object takes no IN. */
async function referencesTo(connection: Connection, ids: readonly string[]): Promise<Reference[]> {
  const wanted = ids.map((id) => `RefMetadataComponentId = '${id}'`).join(' OR ');
  const { records } = await connection.tooling.query<Row>(
    `SELECT MetadataComponentName, MetadataComponentType, RefMetadataComponentId FROM MetadataComponentDependency WHERE ${wanted}`,
  );
  if (records.length >= MOST_ROWS) {
    if (ids.length === 1) throw new Error(`more than ${MOST_ROWS} components name one field`);
    const middle = Math.ceil(ids.length / 2);
    const first = await referencesTo(connection, ids.slice(0, middle));
    return [...first, ...(await referencesTo(connection, ids.slice(middle)))];
  }
  return records.map(({ MetadataComponentName, MetadataComponentType, RefMetadataComponentId }) => ({
    type: MetadataComponentType,
    name: MetadataComponentName,
    field: RefMetadataComponentId,
  }));
}

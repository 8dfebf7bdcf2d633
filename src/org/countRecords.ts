import type { Connection } from '@salesforce/core';
import { composite, queryPath } from './composite.js';
import type { Asked } from './circumstances.js';

/** The results of `SELECT COUNT()` queries, in their order: one API call for each five. It throws nothing. */
export async function countRecords(connection: Connection, queries: readonly string[]): Promise<Asked<number>[]> {
  try {
    const answers = await composite(connection, queries.map(queryPath));
    return answers.map((answer) =>
      answer.ok
        ? { state: 'read', value: (answer.value as { totalSize: number }).totalSize }
        : { state: 'unread', reason: answer.reason },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return queries.map(() => ({ state: 'unread', reason }));
  }
}

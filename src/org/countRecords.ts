import type { Connection } from '@salesforce/core';
import { batch, queryPath } from './batch.js';
import type { Asked } from './circumstances.js';

/** The results of `SELECT COUNT()` queries, in their order: one API call for each 25. It throws nothing. */
export async function countRecords(connection: Connection, queries: readonly string[]): Promise<Asked<number>[]> {
  try {
    const answers = await batch(connection, queries.map(queryPath));
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

import type { Connection } from '@salesforce/core';
import { type Answer, batch, queryPath } from './batch.js';
import type { Asked } from './circumstances.js';
import type { EvidenceRequest, OrgEvidence, RecordCounts, RecordQuestions } from './evidence.js';
import { readGrants } from './readGrants.js';
import { readRecentChanges } from './readRecentChanges.js';

/**
 * Asks an org for what its components don't tell. Three API calls, and one for each 12 objects whose records are
 * counted. What the org would not say is a value; it throws nothing.
 */
export async function gatherEvidence(connection: Connection, request: EvidenceRequest): Promise<OrgEvidence> {
  const [grants, changes, records] = await Promise.all([
    readGrants(connection, request),
    readRecentChanges(connection, request.since),
    request.records === undefined ? undefined : countRecords(connection, request.records),
  ]);
  return { grants, changes, records };
}

type GroupRow = Readonly<Record<string, unknown>> & { readonly total: number };
type Rows = { readonly done: boolean; readonly totalSize: number; readonly records: readonly GroupRow[] };

/** Two queries an object, in batches: one answers for all records, the other for those that a guard would refuse. */
async function countRecords(
  connection: Connection,
  questions: readonly RecordQuestions[],
): Promise<Map<string, RecordCounts>> {
  const paths = questions.flatMap(({ bySynthetic, broken }) =>
    [bySynthetic, broken].flatMap((soql) => (soql === undefined ? [] : [queryPath(soql)])),
  );
  const answers = await answersTo(connection, paths);
  let next = 0;
  return new Map(
    questions.map(({ object, marker, broken }) => {
      const counted = answers[next++];
      const refused = broken === undefined ? undefined : answers[next++];
      return [
        object,
        {
          all: asked(counted, ({ records }) => sum(records)),
          synthetic: asked(counted, ({ records }) => sum(records.filter((row) => row[marker] === true))),
          broken: broken === undefined ? undefined : asked(refused, ({ totalSize }) => totalSize),
        },
      ];
    }),
  );
}

async function answersTo(connection: Connection, paths: readonly string[]): Promise<Answer[]> {
  try {
    return await batch(connection, paths);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return paths.map(() => ({ ok: false, reason }));
  }
}

function asked(answer: Answer | undefined, read: (rows: Rows) => number): Asked<number> {
  if (answer?.ok !== true) return { state: 'unread', reason: answer?.reason ?? 'the org did not answer' };
  return { state: 'read', value: read(answer.value as Rows) };
}

function sum(rows: readonly GroupRow[]): number {
  return rows.reduce((all, { total }) => all + total, 0);
}

import type { Connection } from '@salesforce/core';
import { composite } from './composite.js';
import type { Asked } from './circumstances.js';

/** A query that groups by a checkbox, if there is one, and counts the values of the other fields as `n0`, `n1` … */
export type CountQuestion = {
  readonly fields: readonly { readonly name: string; readonly checkbox: boolean }[];
  readonly count: string;
};

/** Records with a value in any of the fields, and how many have one in each, in the fields' order. */
export type MarkerCounts = { readonly total: number; readonly values: readonly number[] };

type Row = Readonly<Record<string, unknown>>;

/**
 * Counts records and values, those in the recycle bin and archived ones too, since a deleted field takes theirs as well:
 * one API call for each five objects. What an org would not count is a value; it throws nothing.
 */
export async function countMarkers(
  connection: Connection,
  questions: readonly CountQuestion[],
): Promise<Asked<MarkerCounts>[]> {
  try {
    const answers = await composite(
      connection,
      questions.map(({ count }) => `queryAll?q=${encodeURIComponent(count)}`),
    );
    return questions.map((question, index) => {
      const answer = answers[index];
      if (answer?.ok !== true) return { state: 'unread', reason: answer?.reason ?? 'the org did not answer' };
      const { records } = answer.value as { records: Row[] };
      return { state: 'read', value: countsOf(question, records) };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return questions.map(() => ({ state: 'unread', reason }));
  }
}

function countsOf({ fields }: CountQuestion, rows: readonly Row[]): MarkerCounts {
  const sum = (chosen: readonly Row[], key: string): number =>
    chosen.reduce((all, row) => all + Number(row[key] ?? 0), 0);
  return {
    total: sum(rows, 'total'),
    values: fields.map(({ name, checkbox }, index) =>
      checkbox
        ? sum(
            rows.filter((row) => row[name] === true),
            'total',
          )
        : sum(rows, `n${index}`),
    ),
  };
}

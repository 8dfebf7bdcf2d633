import type { MarkerQuestion } from './markerRecords.js';
import { CALLS_OF_A_JOB, OTHER_CALLS } from './preflight.js';
import type { RemovalJob } from './removalJobs.js';

/** Counts that one call brings (`composite`). */
const COUNTS_OF_A_CALL = 5;
/** Fields whose references one call asks for. */
const FIELDS_OF_A_CALL = 150;
/** Starting an export job, asking how far it is, taking it away. */
const CALLS_OF_AN_EXPORT = 20;
/** Records that one call of an export brings; the org takes time for them too, in which it is asked. */
const RECORDS_OF_A_PAGE = 50_000;
const CALLS_OF_A_PAGE = 3;

/** What is known of the work: jobs that delete, objects whose records are counted, and those that have any, once counted. */
export type RemovalWork = {
  readonly jobs: readonly Pick<RemovalJob, 'before' | 'after'>[];
  readonly questions: readonly Pick<MarkerQuestion, 'object'>[];
  readonly populated?: readonly { readonly total: number }[];
};

/**
 * How many API calls a removal takes from here on at most, by estimate: validation and jobs, the counts that are left
 * (before, and again after the export), the exports. How long the org takes is not known.
 */
export function callsOfRemoval({ jobs, questions, populated }: RemovalWork): number {
  const counts = Math.ceil(questions.length / COUNTS_OF_A_CALL);
  const deletions = jobs.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  const looks = populated === undefined ? counts + Math.ceil(deletions / FIELDS_OF_A_CALL) : 0;
  const exports = (populated ?? []).map(
    ({ total }) => CALLS_OF_AN_EXPORT + CALLS_OF_A_PAGE * Math.ceil(total / RECORDS_OF_A_PAGE),
  );
  return (
    OTHER_CALLS + CALLS_OF_A_JOB * (1 + jobs.length) + looks + counts + exports.reduce((sum, calls) => sum + calls, 0)
  );
}

import type { Connection } from '@salesforce/core';
import { callsLeft } from './apiCalls.js';
import { type Answer, composite, QUERIES_A_CALL, queryPath } from './composite.js';
import { bulkCount } from './bulkCount.js';
import type { Asked } from './circumstances.js';
import { withoutPersons } from './withoutPersons.js';
import type { MarkerGaps, RecordCounts, RecordQuestions, RecordRequest } from './observations.js';

/** Queries for one org, five of them in one API call; nothing takes more than a tenth of what is left of the day's calls. */
const MOST_QUERIES = 1_000;
const SHARE_OF_CALLS = 10;
/** Objects whose records are counted in bulk, since each takes three jobs of its own; a few calls each. */
const MOST_BULK = 10;
const CALLS_A_BULK = 15;
/** Objects named in one question for their numbers of records. */
const NAMES_A_PATH = 100;
const SOURCES_SHOWN = 5;
const LONGEST_SOURCE = 60;

/**
 * Counts records, one query for all that are synthetic or not, three for what is wrong with them. A large object, and one
 * for which a query does not come to an end, is counted in bulk. What the budget does not reach is not read, with that as
 * reason. It throws nothing.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_record_count.htm (about how
 * many records an object has), https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_groupby.htm
 */
export async function readRecordCounts(
  connection: Connection,
  { objects, largeFrom }: RecordRequest,
): Promise<Map<string, RecordCounts>> {
  const { calls, sizes } = await readSizes(connection, objects);
  const isLarge = ({ object }: RecordQuestions): boolean => (sizes.get(object) ?? 0) >= largeFrom;
  const small = objects.filter((questions) => !isLarge(questions));
  const answers = await answersTo(connection, small.flatMap(queriesOn).slice(0, mostQueries(calls)).map(queryPath));
  let next = 0;
  const counts = new Map(
    small.map((questions) => {
      const from = next;
      next += queriesOn(questions).length;
      return [questions.object, countsIn(answers.slice(from, next), questions)];
    }),
  );
  const inBulk = objects.filter((questions) => isLarge(questions) || timedOut(counts.get(questions.object)));
  const affordable = Math.floor((calls - Math.ceil(answers.length / QUERIES_A_CALL)) / CALLS_A_BULK);
  for (const [index, questions] of inBulk.entries()) {
    const known = sizes.get(questions.object);
    const tooMany = index >= MOST_BULK ? TOO_MANY_LARGE : index >= affordable ? USED_UP : undefined;
    const count = tooMany === undefined ? await countsInBulk(connection, questions, known) : notInBulk(tooMany);
    counts.set(questions.object, count);
  }
  return new Map(objects.flatMap(({ object }) => [...pair(object, counts.get(object))]));
}

function pair(object: string, counts: RecordCounts | undefined): [string, RecordCounts][] {
  return counts === undefined ? [] : [[object, counts]];
}

type Sizes = { readonly sObjects: readonly { readonly name: string; readonly count: number }[] };

const mostQueries = (calls: number): number => Math.min(MOST_QUERIES, calls * QUERIES_A_CALL);

/** How many calls counting may take, and about how many records each object has; where the org does not say, none is large. */
async function readSizes(
  connection: Connection,
  objects: readonly RecordQuestions[],
): Promise<{ calls: number; sizes: Map<string, number> }> {
  const names = objects.map(({ object }) => object);
  const paths = Array.from(
    { length: Math.ceil(names.length / NAMES_A_PATH) },
    (_, index) =>
      `limits/recordCount?sObjects=${names.slice(index * NAMES_A_PATH, (index + 1) * NAMES_A_PATH).join(',')}`,
  );
  const sizes: Sizes['sObjects'][number][] = [];
  // Composite requests take no limits, so each is a call of its own.
  for (const path of paths) sizes.push(...(await sizesAt(connection, path)));
  const left = callsLeft(connection);
  return {
    calls: left.state === 'read' ? Math.floor(left.value.remaining / SHARE_OF_CALLS) : Infinity,
    sizes: new Map(sizes.map(({ name, count }) => [name, count])),
  };
}

/** Without sizes, no object is known to be large. */
async function sizesAt(connection: Connection, path: string): Promise<Sizes['sObjects']> {
  try {
    return (await connection.request<Sizes>(`/services/data/v${connection.getApiVersion()}/${path}`)).sObjects;
  } catch {
    return [];
  }
}

function queriesOn({ object, synthetic, source, time, broken, unlabelled }: RecordQuestions): string[] {
  return [
    `SELECT ${synthetic}, COUNT(Id) total, COUNT(${source}) sourced, COUNT(${time}) timed FROM ${object} GROUP BY ${synthetic}`,
    `SELECT ${source} source, COUNT(Id) total FROM ${object} WHERE ${synthetic} = TRUE GROUP BY ${source} ORDER BY COUNT(Id) DESC LIMIT ${SOURCES_SHOWN + 1}`,
    `SELECT COUNT() FROM ${object} WHERE ${unlabelled}`,
    ...(broken === undefined ? [] : [`SELECT COUNT() FROM ${object} WHERE ${broken}`]),
  ];
}

type GroupRow = Readonly<Record<string, unknown>> & {
  readonly total: number;
  readonly sourced: number;
  readonly timed: number;
};
type SourceRow = { readonly source: string | null; readonly total: number };

function countsIn(answers: readonly Answer[], { synthetic: marker, broken }: RecordQuestions): RecordCounts {
  const [groups, sources, unlabelled, refused] = answers;
  const rows = asked<GroupRow[]>(groups, ({ records }) => records as GroupRow[]);
  const sum = (wanted: boolean, read: (row: GroupRow) => number) => (all: GroupRow[]) =>
    all.filter((row) => row[marker] === wanted).reduce((total, row) => total + read(row), 0);
  const gapsIn = (all: GroupRow[]): MarkerGaps => ({
    withoutSource: sum(true, ({ total, sourced }) => total - sourced)(all),
    withoutTime: sum(true, ({ total, timed }) => total - timed)(all),
    genuineWithSource: sum(false, ({ sourced }) => sourced)(all),
    genuineWithTime: sum(false, ({ timed }) => timed)(all),
  });
  return {
    all: made(rows, (all) => all.reduce((total, row) => total + row.total, 0)),
    synthetic: made(
      rows,
      sum(true, ({ total }) => total),
    ),
    broken: broken === undefined ? undefined : asked(refused, ({ totalSize }) => totalSize),
    gaps: made(rows, gapsIn),
    sources: asked(sources, ({ records }) => sourcesIn(records as SourceRow[])),
    unlabelled: asked(unlabelled, ({ totalSize }) => totalSize),
    large: false,
  };
}

function sourcesIn(rows: readonly SourceRow[]): { named: { source: string; records: number }[]; more: boolean } {
  const named = rows.slice(0, SOURCES_SHOWN).map(({ source, total }) => ({
    // A tool or job by rule; what people wrote there instead must not name anybody.
    source: withoutPersons(source ?? '').text.slice(0, LONGEST_SOURCE),
    records: total,
  }));
  return { named, more: rows.length > SOURCES_SHOWN };
}

async function countsInBulk(
  connection: Connection,
  { object, synthetic, broken, unlabelled }: RecordQuestions,
  size: number | undefined,
): Promise<RecordCounts> {
  const count = (condition: string): Promise<Asked<number>> =>
    bulkCount(connection, `SELECT Id FROM ${object} WHERE ${condition}`);
  return {
    all: size === undefined ? unread('the org does not say how many there are') : { state: 'read', value: size },
    synthetic: await count(`${synthetic} = TRUE`),
    broken: broken === undefined ? undefined : await count(broken),
    gaps: undefined,
    sources: unread('the object is too large to group its records by source'),
    unlabelled: await count(unlabelled),
    large: true,
  };
}

const TOO_MANY_LARGE = `more than ${MOST_BULK} objects are too large for queries`;
const USED_UP = 'the API calls that records may take were used up';

function notInBulk(reason: string): RecordCounts {
  const none = unread(reason);
  return { all: none, synthetic: none, broken: none, gaps: none, sources: none, unlabelled: none, large: true };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (QUERY_TIMEOUT, OPERATION_TOO_LARGE) */
function timedOut(counts: RecordCounts | undefined): boolean {
  return [counts?.synthetic, counts?.broken].some(
    (count) => count?.state === 'unread' && /QUERY_TIMEOUT|OPERATION_TOO_LARGE/.test(count.reason),
  );
}

async function answersTo(connection: Connection, paths: readonly string[]): Promise<Answer[]> {
  try {
    return await composite(connection, paths);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return paths.map(() => ({ ok: false, reason }));
  }
}

type Rows = { readonly totalSize: number; readonly records: readonly unknown[] };

function asked<T>(answer: Answer | undefined, read: (rows: Rows) => T): Asked<T> {
  if (answer === undefined) return unread(USED_UP);
  return answer.ok ? { state: 'read', value: read(answer.value as Rows) } : unread(answer.reason);
}

function made<T, U>(asked: Asked<T>, make: (value: T) => U): Asked<U> {
  return asked.state === 'unread' ? asked : { state: 'read', value: make(asked.value) };
}

function unread(reason: string): { readonly state: 'unread'; readonly reason: string } {
  return { state: 'unread', reason };
}

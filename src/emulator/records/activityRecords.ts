import { closedTaskStatuses, highPriorities } from '../catalog/standard/activity.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordOf, type Saving } from './saving.js';
import { catalogOf } from '../catalog/catalog.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Source: https://help.salesforce.com/s/articleView?id=sf.creating_multi_day_events.htm */
const LONGEST_DAYS = 14;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm */
export function completeTask(saving: Saving): RecordProblem[] {
  const { row, now } = saving;
  const closed = closedTaskStatuses.has(String(row['Status']));
  row['IsClosed'] = closed ? 1 : 0;
  row['CompletedDateTime'] = closed ? (row['CompletedDateTime'] ?? now) : null;
  row['IsHighPriority'] = highPriorities.has(String(row['Priority'])) ? 1 : 0;
  return completeRelations(saving);
}

/**
 * An event has a start and a duration or an end; one that takes all day starts at midnight UTC.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_event.htm
 */
export function completeEvent(saving: Saving): RecordProblem[] {
  const problems = completeRelations(saving);
  return [...problems, ...completeTimes(saving)];
}

/** Source: the same pages (AccountId: of what the activity is about, else of the contact; WhatId: none with a lead) */
function completeRelations({ org, row }: Saving): RecordProblem[] {
  const { WhoId: who, WhatId: what } = row;
  row['AccountId'] =
    what !== null && what !== undefined && accountOf(org, what) !== undefined
      ? (accountOf(org, what) ?? null)
      : (recordOf(org, 'Contact', who)?.['AccountId'] ?? null);
  const lead = catalogOf(org).object('Lead');
  return lead !== undefined && typeof who === 'string' && who.startsWith(lead.keyPrefix) && (what ?? null) !== null
    ? [
        problem(
          'FIELD_INTEGRITY_EXCEPTION',
          'An activity of a lead cannot be related to another record: WhatId must be empty.',
          'WhatId',
          'WhoId',
        ),
      ]
    : [];
}

/** The account of what an activity is about; undefined for records of objects that give it none. */
function accountOf(org: Saving['org'], what: StoredValue): StoredValue | undefined {
  for (const name of ['Account', 'Opportunity', 'Contract']) {
    const object = catalogOf(org).object(name);
    if (object !== undefined && String(what).startsWith(object.keyPrefix))
      return name === 'Account' ? what : (recordOf(org, name, what)?.['AccountId'] ?? null);
  }
  const custom = catalogOf(org)
    .objects()
    .find(({ custom, keyPrefix }) => custom && String(what).startsWith(keyPrefix));
  const parent = [...(custom?.fields.values() ?? [])].find(
    ({ masterDetail, referenceTo }) => masterDetail === true && referenceTo[0] === 'Account',
  );
  return custom === undefined || parent === undefined ? undefined : recordOf(org, custom.name, what)?.[parent.name];
}

function completeTimes({ row, given, before }: Saving): RecordProblem[] {
  const allDay = row['IsAllDayEvent'] === 1;
  const wanted = startOf(given, allDay);
  if (wanted === undefined)
    return [integrity('StartDateTime, ActivityDateTime and ActivityDate must match.', 'StartDateTime')];
  const known = before === undefined ? null : (before['StartDateTime'] ?? null);
  const start = wanted ?? (allDay && typeof known === 'string' ? midnight(known) : known);
  const minutes = start === null ? null : minutesOf(row, given, before, String(start), allDay);
  const missing = [...(minutes === null ? ['DurationInMinutes'] : []), ...(start === null ? ['ActivityDateTime'] : [])];
  if (missing.length > 0 || minutes === null) {
    return [problem('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, ...missing)];
  }
  if (minutes === 'conflict')
    return [integrity('DurationInMinutes does not match EndDateTime.', 'DurationInMinutes', 'EndDateTime')];
  if (minutes < 0) return [integrity('An event cannot end before it starts.', 'EndDateTime')];
  if (minutes > LONGEST_DAYS * DAY_MINUTES)
    return [integrity(`An event cannot last longer than ${LONGEST_DAYS} days.`, 'EndDateTime')];
  // The end of an event that takes all day is the midnight its last day starts with.
  const end = plusMinutes(String(start), allDay ? minutes - DAY_MINUTES : minutes);
  Object.assign(row, {
    StartDateTime: start,
    ActivityDateTime: start,
    ActivityDate: String(start).slice(0, 10),
    DurationInMinutes: minutes,
    EndDateTime: end,
    EndDate: end.slice(0, 10),
  });
  return [];
}

/** The start that a request sets, by either of its names; for all day also by the date. Undefined when they differ. */
function startOf(given: StoredRow, allDay: boolean): string | null | undefined {
  const named = [given['StartDateTime'], given['ActivityDateTime']].flatMap((each) =>
    typeof each === 'string' ? [allDay ? midnight(each) : each] : [],
  );
  const date = given['ActivityDate'];
  if (allDay && typeof date === 'string') named.push(`${date}T00:00:00.000Z`);
  const [first, ...others] = named;
  if (first === undefined) return null;
  const dated = typeof date !== 'string' || first.startsWith(date);
  return dated && others.every((other) => other === first) ? first : undefined;
}

function minutesOf(
  row: StoredRow,
  given: StoredRow,
  before: StoredRow | undefined,
  start: string,
  allDay: boolean,
): number | null | 'conflict' {
  const { EndDateTime: end, DurationInMinutes: duration } = given;
  const untilEnd =
    typeof end !== 'string'
      ? undefined
      : (Date.parse(allDay ? midnight(end) : end) - Date.parse(start)) / MINUTE_MS + (allDay ? DAY_MINUTES : 0);
  if (typeof duration === 'number') {
    return untilEnd === undefined || untilEnd === duration ? duration : 'conflict';
  }
  if (untilEnd !== undefined) return untilEnd;
  const known = before?.['DurationInMinutes'];
  if (allDay) return typeof known === 'number' && before?.['IsAllDayEvent'] === 1 ? known : DAY_MINUTES;
  return typeof known === 'number' && row['IsAllDayEvent'] === before?.['IsAllDayEvent'] ? known : null;
}

function midnight(dateTime: string): string {
  return `${dateTime.slice(0, 10)}T00:00:00.000Z`;
}

function plusMinutes(dateTime: string, minutes: number): string {
  return `${new Date(Date.parse(dateTime) + minutes * MINUTE_MS).toISOString().slice(0, 19)}.000Z`;
}

function integrity(message: string, ...fields: string[]): RecordProblem {
  return problem('FIELD_INTEGRITY_EXCEPTION', message, ...fields);
}

import { malformed } from './soqlError.js';

/** A stretch of time: from `start` up to, and not with, `end`. */
export type DateRange = { readonly start: Date; readonly end: Date };

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/**
 * The time a date literal stands for. Days, weeks (from Sunday) and fiscal years (from January) are those of a user in
 * GMT with the locale en_US, as every user of the embedded org is.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function dateLiteralRange(literal: string, now: Date): DateRange {
  const [name = '', count] = literal.toUpperCase().split(':');
  const plain = name.replace('FISCAL_', '');
  const range = count === undefined ? fixedRange(plain, now) : countedRange(plain, Number(count), now);
  if (range === undefined) throw malformed(`unexpected token: '${literal}'`);
  for (const limit of [range.start, range.end]) {
    const year = limit.getUTCFullYear();
    // Years of other than four digits do not sort as text, and the platform's dates end there too.
    if (!(year >= 1 && year <= 9999)) throw malformed(`Invalid date literal: ${literal}`);
  }
  return range;
}

function fixedRange(name: string, now: Date): DateRange | undefined {
  if (name === 'YESTERDAY') return periods('day', now, -1, 0);
  if (name === 'TODAY') return periods('day', now, 0, 1);
  if (name === 'TOMORROW') return periods('day', now, 1, 2);
  if (name === 'LAST_90_DAYS') return lastDays(90, now);
  if (name === 'NEXT_90_DAYS') return periods('day', now, 1, 91);
  const match = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  const offset = { LAST: -1, THIS: 0, NEXT: 1 }[match?.[1] ?? ''];
  return match === null || offset === undefined ? undefined : periods(unitOf(match[2]), now, offset, offset + 1);
}

function countedRange(name: string, n: number, now: Date): DateRange | undefined {
  if (name === 'LAST_N_DAYS') return lastDays(n, now);
  const ahead = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name);
  if (ahead !== null) {
    return ahead[1] === 'LAST' ? periods(unitOf(ahead[2]), now, -n, 0) : periods(unitOf(ahead[2]), now, 1, n + 1);
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  return ago === null ? undefined : periods(unitOf(ago[1]), now, -n, -n + 1);
}

/** From the first moment of the day n days ago up to the current second. */
function lastDays(n: number, now: Date): DateRange {
  return { start: startOf('day', now, -n), end: new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000) };
}

function periods(unit: Unit, now: Date, from: number, to: number): DateRange {
  return { start: startOf(unit, now, from), end: startOf(unit, now, to) };
}

function startOf(unit: Unit, now: Date, offset: number): Date {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  const day = now.getUTCDate();
  switch (unit) {
    case 'day':
      return new Date(Date.UTC(year, month, day + offset));
    case 'week':
      return new Date(Date.UTC(year, month, day - now.getUTCDay() + offset * 7));
    case 'month':
      return new Date(Date.UTC(year, month + offset, 1));
    case 'quarter':
      return new Date(Date.UTC(year, (Math.floor(month / 3) + offset) * 3, 1));
    case 'year':
      return new Date(Date.UTC(year + offset, 0, 1));
  }
}

function unitOf(word: string | undefined): Unit {
  return (word ?? 'DAY').toLowerCase() as Unit;
}

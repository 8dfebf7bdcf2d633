import { NOW } from '../../records/orgBuilder.js';
import type { Comparison, Condition, Literal, Row, Sort } from './statement.js';

/** What the platform documents of conditions and order, written down plainly: no SQL, no shared code. */

const DAY = 86_400_000;

export function holds(row: Row, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.items.every((item) => holds(row, item));
    case 'or':
      return condition.items.some((item) => holds(row, item));
    case 'not':
      return !holds(row, condition.item);
    case 'comparison':
      return compares(row, condition);
  }
}

function compares(row: Row, { field, operator, literals }: Comparison): boolean {
  const value = row[field];
  const [literal] = literals;
  if (literal === undefined) throw new Error('A comparison needs a literal.');
  switch (operator) {
    case '=':
      return equals(value, literal);
    case '!=':
      return !equals(value, literal);
    case 'IN':
      return literals.some((each) => equals(value, each));
    case 'NOT IN':
      return !literals.some((each) => equals(value, each));
    case 'LIKE':
      return typeof value === 'string' && matches([...value.toLowerCase()], tokens(String(literal.value)));
    case 'INCLUDES':
      return literals.some((each) => hasAll(value, each));
    case 'EXCLUDES':
      return !literals.some((each) => hasAll(value, each));
    default:
      return value !== null && isOrdered(value, operator, literal);
  }
}

function equals(value: Row[keyof Row], literal: Literal): boolean {
  if (literal.kind === 'null') return value === null;
  if (value === null) return false;
  if (literal.kind === 'range') {
    const { start, end } = rangeOf(String(literal.value), isDate(value));
    return moment(value) >= start && moment(value) < end;
  }
  if (literal.kind === 'moment') return moment(value) === moment(String(literal.value));
  return typeof value === 'string'
    ? value.toLowerCase() === String(literal.value).toLowerCase()
    : value === literal.value;
}

function isOrdered(value: NonNullable<Row[keyof Row]>, operator: '<' | '<=' | '>' | '>=', literal: Literal): boolean {
  if (literal.kind === 'range') {
    const { start, end } = rangeOf(String(literal.value), isDate(value));
    const at = moment(value);
    return { '<': at < start, '<=': at < end, '>': at >= end, '>=': at >= start }[operator];
  }
  const difference =
    literal.kind === 'moment'
      ? moment(value) - moment(String(literal.value))
      : typeof value === 'string'
        ? order(value.toUpperCase(), String(literal.value).toUpperCase())
        : Number(value) - Number(literal.value);
  return { '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 }[operator];
}

/** `a;b`: both of them. */
function hasAll(value: Row[keyof Row], literal: Literal): boolean {
  const chosen = typeof value === 'string' ? value.split(';') : [];
  return String(literal.value)
    .split(';')
    .every((part) => chosen.includes(part));
}

type Token = { readonly any: 'one' | 'many' } | { readonly char: string };

function tokens(pattern: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\') found.push({ char: pattern.charAt(++at) });
    else if (char === '%') found.push({ any: 'many' });
    else if (char === '_') found.push({ any: 'one' });
    else found.push({ char: char.toLowerCase() });
  }
  return found;
}

function matches(text: readonly string[], [token, ...rest]: readonly Token[]): boolean {
  if (token === undefined) return text.length === 0;
  if ('any' in token && token.any === 'many') {
    return matches(text, rest) || (text.length > 0 && matches(text.slice(1), [token, ...rest]));
  }
  const [first, ...others] = text;
  return first !== undefined && ('any' in token || token.char === first) && matches(others, rest);
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && value.length === 'yyyy-mm-dd'.length;
}

function moment(value: unknown): number {
  return Date.parse(isDate(value) ? `${String(value)}T00:00:00Z` : String(value));
}

/** From the first moment of a stretch to before the end: by asking of every day near today whether it is in it. */
function rangeOf(literal: string, wholeDays: boolean): { start: number; end: number } {
  const [name = '', count = '0'] = literal.split(':');
  const isIn = isDayIn(name, Number(count));
  const today = Math.floor(NOW.getTime() / DAY);
  const days = Array.from({ length: 2400 }, (_, index) => today - 1200 + index).filter((day) =>
    isIn(new Date(day * DAY), new Date(today * DAY)),
  );
  const [first = 0] = days;
  const end = ((days.at(-1) ?? 0) + 1) * DAY;
  // The last days reach up to this second.
  const ends = name === 'LAST_N_DAYS' && !wholeDays ? NOW.getTime() + 1000 : end;
  return { start: first * DAY, end: ends };
}

function isDayIn(name: string, count: number): (day: Date, today: Date) => boolean {
  const days = (day: Date, today: Date): number => (day.getTime() - today.getTime()) / DAY;
  const weeks = (day: Date, today: Date): number => Math.floor((days(day, today) + today.getUTCDay()) / 7);
  const months = (day: Date, today: Date): number =>
    (day.getUTCFullYear() - today.getUTCFullYear()) * 12 + day.getUTCMonth() - today.getUTCMonth();
  const quarters = (day: Date, today: Date): number => Math.floor((months(day, today) + (today.getUTCMonth() % 3)) / 3);
  const years = (day: Date, today: Date): number => day.getUTCFullYear() - today.getUTCFullYear();
  const unit = { DAY: days, WEEK: weeks, MONTH: months, QUARTER: quarters, YEAR: years };
  const fixed = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (fixed !== null) {
    const wanted = { LAST: -1, THIS: 0, NEXT: 1 }[fixed[1] ?? ''];
    return (day, today) => unit[fixed[2] as keyof typeof unit](day, today) === wanted;
  }
  const counted = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name);
  if (counted !== null) {
    return (day, today) => {
      const distance = unit[counted[2] as keyof typeof unit](day, today);
      const last = name === 'LAST_N_DAYS' ? 0 : -1;
      return counted[1] === 'LAST' ? distance >= -count && distance <= last : distance >= 1 && distance <= count;
    };
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  if (ago !== null) return (day, today) => unit[ago[1] as keyof typeof unit](day, today) === -count;
  const near = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 }[name];
  if (near === undefined) throw new Error(`${name} is no date literal of this test.`);
  return (day, today) => days(day, today) === near;
}

/** Sorts as ORDER BY does; rows that are alike stay in their order. */
export function sorted(rows: readonly Row[], sorts: readonly Sort[], picklist: readonly string[]): Row[] {
  return [...rows].sort((left, right) => {
    for (const { field, descending, nulls } of sorts) {
      const [a, b] = [left[field], right[field]];
      if (a === null || b === null) {
        if (a === b) continue;
        return (a === null) === (nulls === 'FIRST') ? -1 : 1;
      }
      const difference = field === 'P__c' ? inList(picklist, String(a), String(b)) : ascending(a, b);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

function inList(picklist: readonly string[], a: string, b: string): number {
  const place = (value: string): number => (picklist.includes(value) ? picklist.indexOf(value) : picklist.length);
  return place(a) - place(b) || order(a.toUpperCase(), b.toUpperCase());
}

function ascending(a: NonNullable<Row[keyof Row]>, b: NonNullable<Row[keyof Row]>): number {
  return typeof a === 'string' ? order(a.toUpperCase(), String(b).toUpperCase()) : Number(a) - Number(b);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

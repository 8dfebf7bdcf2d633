import { Decimal } from '../decimal.js';
import { FormulaEvaluationError } from '../evaluationError.js';
import { DAY_MS, FormulaDate, FormulaDateTime, FormulaTime } from '../temporal.js';
import type { FormulaType, StaticType, Value } from '../types.js';
import { readers } from '../values.js';
import { argument, checkCount, checkNoPicklist, failArgument, nullary, ternary, unary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

const part = (name: string, read: (date: FormulaDate) => number): FunctionDefinition =>
  unary(name, 'date', 'number', (date) => (date === null ? null : Decimal.of(read(date))));

const timePart = (name: string, unit: number, count: number): FunctionDefinition =>
  unary(name, 'time', 'number', (time) => (time === null ? null : Decimal.of(Math.floor(time.ms / unit) % count)));

const whole = (value: Decimal): number => value.round(0, 'down').toNumber();

/** A conversion whose argument may be of several types, none of them named in the message. */
function conversion(
  name: string,
  accepted: readonly StaticType[],
  returns: FormulaType,
  apply: (value: Value) => Value,
): FunctionDefinition {
  return {
    name,
    compile: (call) => {
      checkCount(call, 1);
      const arg = argument(call, 0);
      checkNoPicklist(arg);
      if (arg.type !== 'null' && !accepted.includes(arg.type === 'id' ? 'text' : arg.type)) failArgument(call);
      return { type: returns, run: (context) => apply(arg.run(context)) };
    },
  };
}

function invalid(text: string, name: string): never {
  throw new FormulaEvaluationError(`The value '${text}' is not valid for function ${name}()`);
}

// What follows a date, or a date and time, is ignored, so that DATEVALUE(TEXT(moment)) has a value; nothing may follow a time.
// Source: https://github.com/salesforce/formula-engine (FunctionDateValue, FunctionDatetimeValue, FunctionTimeValue).

function parseDate(text: string): FormulaDate {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text);
  const [, year, month, day] = match ?? [];
  return (match && FormulaDate.of(Number(year), Number(month), Number(day))) ?? invalid(text, 'DATEVALUE');
}

function parseDateTime(text: string): FormulaDateTime {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? []).slice(1).map(Number);
  const date = FormulaDate.of(year, month, day);
  if (match === null || date === undefined || hour > 23 || minute > 59 || second > 59)
    return invalid(text, 'DATETIMEVALUE');
  return FormulaDateTime.ofMs(date.days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000);
}

function parseTime(text: string): FormulaTime {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})\.(\d{1,3})$/.exec(text);
  const [hour = 0, minute = 0, second = 0, milli = 0] = (match ?? []).slice(1).map(Number);
  if (match === null || hour > 23 || minute > 59 || second > 59) return invalid(text, 'TIMEVALUE');
  return FormulaTime.ofMs(((hour * 60 + minute) * 60 + second) * 1000 + milli);
}

/** By ISO 8601: a week starts on Monday and belongs to the year that its Thursday is in. */
function isoPart(name: string, read: (iso: { year: number; week: number }) => number): FunctionDefinition {
  return conversion(name, ['date', 'datetime'], 'number', (value) => {
    const date = value instanceof FormulaDateTime ? value.date() : value;
    if (!(date instanceof FormulaDate)) return null;
    const fromMonday = (((date.days + 3) % 7) + 7) % 7;
    const thursday = FormulaDate.ofDays(date.days - fromMonday + 3);
    const { year } = thursday.parts();
    const dayOfYear = thursday.days - (FormulaDate.of(year, 1, 1)?.days ?? 0);
    return Decimal.of(read({ year, week: Math.floor(dayOfYear / 7) + 1 }));
  });
}

function compileAddMonths(call: Call): Typed {
  checkCount(call, 2);
  const [from, months] = [argument(call, 0), argument(call, 1)];
  checkNoPicklist(from);
  checkNoPicklist(months);
  if ((from.type !== 'date' && from.type !== 'datetime') || months.type !== 'number') failArgument(call);
  return {
    type: from.type,
    run: (context) => {
      const [start, count] = [from.run(context), readers.number(months.run(context))];
      if (count === null) return null;
      if (start instanceof FormulaDate) return addMonths(start, whole(count));
      if (!(start instanceof FormulaDateTime)) return null;
      return FormulaDateTime.ofMs(addMonths(start.date(), whole(count)).days * DAY_MS + start.time().ms);
    },
  };
}

/** The last day of a month goes to the last day of the other; a day the other month lacks, too. */
function addMonths(date: FormulaDate, count: number): FormulaDate {
  const { year, month, day } = date.parts();
  const target = year * 12 + (month - 1) + count;
  const length = daysInMonth(Math.floor(target / 12), (target % 12) + 1);
  const last = day === daysInMonth(year, month);
  const result = FormulaDate.of(Math.floor(target / 12), (target % 12) + 1, last ? length : Math.min(day, length));
  if (result === undefined) throw new FormulaEvaluationError('Date out of range');
  return result;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

export const dateFunctions: readonly FunctionDefinition[] = [
  nullary('NOW', 'datetime', ({ now }) => FormulaDateTime.ofMs(now.getTime())),
  nullary('TODAY', 'date', ({ now }) => FormulaDateTime.ofMs(now.getTime()).date()),
  nullary('TIMENOW', 'time', ({ now }) => FormulaTime.ofMs(now.getTime())),
  ternary('DATE', ['number', 'number', 'number'], 'date', (year, month, day = null) => {
    if (year === null || month === null || day === null) return null;
    const y = whole(year);
    if (y < 1 || y > 9999) throw new FormulaEvaluationError('Year out of range in DATE() function');
    const date = FormulaDate.of(y, whole(month), whole(day));
    if (date === undefined) throw new FormulaEvaluationError('Month or Day out of range in DATE() function');
    return date;
  }),
  conversion('DATEVALUE', ['text', 'datetime'], 'date', (value) =>
    value instanceof FormulaDateTime
      ? value.date()
      : typeof value === 'string' && value !== ''
        ? parseDate(value)
        : null,
  ),
  conversion('DATETIMEVALUE', ['text', 'datetime', 'date'], 'datetime', (value) => {
    if (value instanceof FormulaDate) return FormulaDateTime.ofMs(value.days * DAY_MS);
    if (value instanceof FormulaDateTime) return value;
    return typeof value === 'string' && value !== '' ? parseDateTime(value) : null;
  }),
  conversion('TIMEVALUE', ['text', 'datetime', 'time'], 'time', (value) => {
    if (value instanceof FormulaDateTime) return value.time();
    if (value instanceof FormulaTime) return value;
    return typeof value === 'string' && value !== '' ? parseTime(value) : null;
  }),
  part('YEAR', (date) => date.parts().year),
  part('MONTH', (date) => date.parts().month),
  part('DAY', (date) => date.parts().day),
  // 1 is Sunday; 1970-01-01 was a Thursday.
  part('WEEKDAY', (date) => ((((date.days + 4) % 7) + 7) % 7) + 1),
  part('DAYOFYEAR', (date) => date.days - (FormulaDate.of(date.parts().year, 1, 1)?.days ?? 0) + 1),
  isoPart('ISOWEEK', ({ week }) => week),
  isoPart('ISOYEAR', ({ year }) => year),
  timePart('HOUR', 3_600_000, 24),
  timePart('MINUTE', 60_000, 60),
  timePart('SECOND', 1000, 60),
  timePart('MILLISECOND', 1, 1000),
  { name: 'ADDMONTHS', compile: compileAddMonths },
];

import { Decimal } from '../decimal.js';
import { DAY_MS, FormulaDate, FormulaDateTime, FormulaTime } from '../temporal.js';
import type { Value } from '../types.js';
import { readers } from '../values.js';
import { argument, checkCount, checkNoPicklist, failArgument, failType, unary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** Seconds since 1970 and durations. Source: https://github.com/salesforce/formula-engine (the functions' classes). */

const MS = Decimal.of(1000);
const DAY_S = 86_400;

/** A date counts from midnight GMT, a time from midnight. */
function milliseconds(value: Value): number | null {
  if (value instanceof FormulaDate) return value.days * DAY_MS;
  return value instanceof FormulaDateTime || value instanceof FormulaTime ? value.ms : null;
}

function compileUnixTimestamp(call: Call): Typed {
  checkCount(call, 1);
  const moment = argument(call, 0);
  checkNoPicklist(moment);
  if (!['date', 'datetime', 'time', 'null'].includes(moment.type)) failArgument(call);
  return {
    type: 'number',
    run: (context) => {
      const ms = milliseconds(moment.run(context));
      return ms === null ? null : Decimal.of(Math.trunc(ms / 1000));
    },
  };
}

/** FORMATDURATION(seconds[, includeDays]) and FORMATDURATION(moment, moment), which includes days, or (time, time). */
function compileFormatDuration(call: Call): Typed {
  checkCount(call, 1, 2);
  const [first, second] = [argument(call, 0), call.args[1]];
  checkNoPicklist(first);
  if (second === undefined) {
    if (first.type !== 'number') failType(call, first, ['Number']);
    return { type: 'text', run: (context) => duration(seconds(first.run(context)), false) };
  }
  if (first.type === 'null' || second.type === 'null') return { type: 'text', run: () => null };
  if (first.type === 'number') {
    if (second.type !== 'boolean') failType(call, second, ['Boolean']);
    return {
      type: 'text',
      run: (context) => duration(seconds(first.run(context)), second.run(context) === true),
    };
  }
  if (first.type !== 'time' && first.type !== 'datetime') failType(call, first, ['Number', 'Time', 'Date/Time']);
  if (second.type !== first.type) failType(call, second, [first.type === 'time' ? 'Time' : 'Date/Time']);
  return {
    type: 'text',
    run: (context) => {
      const [from, to] = [milliseconds(first.run(context)), milliseconds(second.run(context))];
      return duration(from === null || to === null ? null : Math.trunc((to - from) / 1000), first.type === 'datetime');
    },
  };
}

function seconds(value: Value): number | null {
  const number = readers.number(value);
  return number === null ? null : number.round(0, 'down').toNumber();
}

/** `HH:MM:SS`, hours beyond 24 too, or `D:HH:MM:SS`; a duration has no sign. */
function duration(given: number | null, days: boolean): string | null {
  if (given === null) return null;
  const total = Math.abs(given);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = `${two((total / 60) % 60)}:${two(total % 60)}`;
  return days ? `${Math.floor(total / DAY_S)}:${two((total / 3600) % 24)}:${rest}` : `${two(total / 3600)}:${rest}`;
}

export const unixTimeFunctions: readonly FunctionDefinition[] = [
  unary('FROMUNIXTIME', 'number', 'datetime', (value) =>
    value === null ? null : FormulaDateTime.ofMs(value.multiply(MS).round(0, 'down').toNumber()),
  ),
  { name: 'UNIXTIMESTAMP', compile: compileUnixTimestamp },
  { name: 'FORMATDURATION', compile: compileFormatDuration },
];

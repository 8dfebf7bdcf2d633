import { Decimal } from './decimal.js';
import { FormulaLocation } from './location.js';
import { FormulaDate, FormulaDateTime, FormulaTime } from './temporal.js';
import type { FormulaType, FormulaValue, Value } from './types.js';

/** What a function's code sees of an argument, by the argument's type. */
export type ArgumentValues = {
  /** Blank text is empty. */
  text: string;
  number: Decimal | null;
  /** Null is what a comparison with a blank gives. */
  boolean: boolean | null;
  date: FormulaDate | null;
  datetime: FormulaDateTime | null;
  time: FormulaTime | null;
};

export const readers: { readonly [K in keyof ArgumentValues]: (value: Value) => ArgumentValues[K] } = {
  text: (value) => (typeof value === 'string' ? value : ''),
  number: (value) => (value instanceof Decimal ? value.asArgument() : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  date: (value) => (value instanceof FormulaDate ? value : null),
  datetime: (value) => (value instanceof FormulaDateTime ? value : null),
  time: (value) => (value instanceof FormulaTime ? value : null),
};

/** Empty text is blank text: the platform does not tell them apart. */
export const textOrBlank = (text: string): string | null => (text === '' ? null : text);

const LONG_ID = 18;
const SHORT_ID = 15;

/** How a field's value enters a formula, by the field's type. A value of another type is the caller's mistake: TypeError. */
export function importer(type: FormulaType, blankAsZero: boolean): (value: FormulaValue) => Value | undefined {
  switch (type) {
    case 'text':
    case 'picklist':
    case 'multipicklist':
      return (value) => (typeof value === 'string' ? textOrBlank(value) : value === null ? null : undefined);
    case 'id':
      // An id in a formula has 15 characters; CASESAFEID() makes the long form.
      // Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions_casesafeid.htm
      return (value) =>
        typeof value === 'string'
          ? textOrBlank(value.length === LONG_ID ? value.slice(0, SHORT_ID) : value)
          : value === null
            ? null
            : undefined;
    case 'number': {
      const blank = blankAsZero ? Decimal.ZERO : null;
      return (value) => (typeof value === 'number' ? Decimal.of(value) : value === null ? blank : undefined);
    }
    case 'boolean':
      return (value) => (typeof value === 'boolean' || value === null ? value === true : undefined);
    case 'date':
      return (value) => (value instanceof FormulaDate || value === null ? value : undefined);
    case 'datetime':
      return (value) => (value instanceof FormulaDateTime || value === null ? value : undefined);
    case 'time':
      return (value) => (value instanceof FormulaTime || value === null ? value : undefined);
  }
}

/** How a formula's result leaves it: a boolean without a value is false. */
export function exported(value: Value, type: FormulaType): FormulaValue {
  if (value instanceof Decimal) return value.materialized().toFiniteNumber();
  if (value === null) return type === 'boolean' ? false : null;
  if (value instanceof FormulaDateTime && type === 'date') return value.date();
  if (value instanceof FormulaLocation) throw new TypeError('No formula has a location for a result.');
  return value === '' ? null : value;
}

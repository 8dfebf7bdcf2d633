import type { BinaryOperator, UnaryOperator } from './ast.js';
import { Decimal } from './decimal.js';
import { equals, order } from './equality.js';
import { FormulaEvaluationError } from './evaluationError.js';
import { and, not, or } from './functions/logical.js';
import {
  argument,
  checkCommon,
  checkNoLocation,
  checkNoPicklist,
  checkType,
  failArgument,
  failType,
} from './functions/signature.js';
import type { Call, Typed } from './functions/signature.js';
import { DAY_MS, FormulaDate, FormulaDateTime, FormulaTime } from './temporal.js';
import { isText, typeLabel } from './types.js';
import type { FormulaType, Run, StaticType, Value } from './types.js';
import { readers, textOrBlank } from './values.js';

const ARITHMETIC = ['number', 'date', 'datetime'] as const;
const MS_PER_DAY = Decimal.of(DAY_MS);
const SECONDS_PER_DAY = Decimal.of(DAY_MS / 1000);

export function compileUnary(operator: UnaryOperator, call: Call): Typed {
  if (operator === 'not') return not.compile(call);
  const operand = argument(call, 0);
  checkNoPicklist(operand);
  if (operand.type !== 'number') failType(call, operand, [typeLabel('number')]);
  const { run } = operand;
  if (operator === '+') return { type: 'number', run };
  return {
    type: 'number',
    run: (context) => {
      const value = run(context);
      return value instanceof Decimal ? value.negate() : null;
    },
  };
}

export function compileBinary(operator: BinaryOperator, call: Call): Typed {
  switch (operator) {
    case '&&':
      return and(call);
    case '||':
      return or(call);
    case '=':
    case '<>':
      return equality(call, operator === '=');
    case '<':
      return comparison(call, (difference) => difference < 0);
    case '<=':
      return comparison(call, (difference) => difference <= 0);
    case '>':
      return comparison(call, (difference) => difference > 0);
    case '>=':
      return comparison(call, (difference) => difference >= 0);
    case '+':
    case '-':
      return sum(call, operator);
    case '&':
      checkType(call, argument(call, 0), 'text');
      checkType(call, argument(call, 1), 'text');
      return concatenation(call);
    case '*':
      return numeric(call, (left, right) => left.multiply(right));
    case '/':
      return numeric(call, (left, right) => left.divide(right));
    case '^':
      return numeric(call, (left, right) => left.power(right));
  }
}

function equality(call: Call, wanted: boolean): Typed {
  const [left, right] = [argument(call, 0), argument(call, 1)];
  checkNoLocation(call, [left, right]);
  const type = checkCommon(call, [left, right]);
  const run: Run = (context) => {
    const equal = equals(type, left.run(context), right.run(context));
    return equal === null ? null : equal === wanted;
  };
  return { type: 'boolean', run };
}

function comparison(call: Call, holds: (difference: number) => boolean): Typed {
  const operands = [argument(call, 0), argument(call, 1)] as const;
  checkNoLocation(call, operands);
  checkCommon(call, operands);
  const unordered = operands.find((operand) => operand.type === 'boolean');
  if (unordered !== undefined) failType(call, unordered, ARITHMETIC.map(typeLabel));
  const [left, right] = operands;
  return {
    type: 'boolean',
    run: (context) => {
      const difference = order(left.run(context), right.run(context));
      return difference === null ? null : holds(difference);
    },
  };
}

function numeric(call: Call, apply: (left: Decimal, right: Decimal) => Decimal): Typed {
  const [left, right] = [argument(call, 0), argument(call, 1)];
  checkType(call, left, 'number');
  checkType(call, right, 'number');
  return { type: 'number', run: both(left.run, right.run, (a, b) => decimals(a, b, apply)) };
}

/** A blank on either side adds nothing to the other. */
function concatenation(call: Call): Typed {
  const [left, right] = [argument(call, 0).run, argument(call, 1).run];
  return {
    type: 'text',
    run: (context) => textOrBlank(readers.text(left(context)) + readers.text(right(context))),
  };
}

function sum(call: Call, operator: '+' | '-'): Typed {
  const [left, right] = [argument(call, 0), argument(call, 1)];
  checkNoPicklist(left);
  checkNoPicklist(right);
  if (left.type === 'null' || right.type === 'null') return { type: 'null', run: () => null };
  const plus = operator === '+';
  if (plus && isText(left.type)) {
    if (!isText(right.type)) failType(call, right, [typeLabel('text')]);
    return concatenation(call);
  }
  const type = sumType(left.type, right.type, plus);
  if (type === undefined) {
    if (left.type === 'time' && right.type === 'time') failArgument(call);
    const leftFits = ['number', 'date', 'datetime', 'time'].includes(left.type);
    const numberOnly = plus ? left.type === right.type : left.type === 'number' && isPoint(right.type);
    if (leftFits && numberOnly) failType(call, right, [typeLabel('number')]);
    const wrong = leftFits ? right : left;
    failType(call, wrong, ARITHMETIC.filter((expected) => expected !== wrong.type).map(typeLabel));
  }
  const apply = sumOf(left.type, right.type, plus);
  return { type, run: both(left.run, right.run, apply) };
}

const isPoint = (type: StaticType): boolean => type === 'date' || type === 'datetime';

function sumType(left: StaticType, right: StaticType, plus: boolean): FormulaType | undefined {
  if (left === 'number' && right === 'number') return 'number';
  if (right === 'number' && (left === 'date' || left === 'datetime' || left === 'time')) return left;
  if (plus) return left === 'number' && (right === 'date' || right === 'datetime') ? right : undefined;
  return left === right && (isPoint(left) || left === 'time') ? 'number' : undefined;
}

function sumOf(left: StaticType, right: StaticType, plus: boolean): (left: Value, right: Value) => Value {
  if (left === 'number' && right === 'number')
    return (a, b) => decimals(a, b, (x, y) => (plus ? x.add(y) : x.subtract(y)));
  if (left === 'number') return (a, b) => moved(b, a, true);
  if (right === 'number') return (a, b) => moved(a, b, plus);
  return difference;
}

/**
 * A date moves by whole days, a date and time by fractions of days to the nearest second, a time by milliseconds.
 * Source: https://github.com/salesforce/formula-engine (FormulaDateUtil.addDurationToDate).
 */
function moved(from: Value, by: Value, forward: boolean): Value {
  if (!(by instanceof Decimal)) return null;
  const amount = forward ? by : by.negate();
  if (from instanceof FormulaDate)
    return FormulaDate.ofDays(from.days + amount.materialized().round(0, 'down').toNumber());
  if (from instanceof FormulaDateTime)
    return FormulaDateTime.ofMs(from.ms + amount.multiply(SECONDS_PER_DAY).round(0, 'halfUp').toNumber() * 1000);
  if (from instanceof FormulaTime) {
    const ms = from.ms + amount.materialized().round(0, 'down').toNumber();
    if (!Number.isSafeInteger(ms) || ms < 0) throw new FormulaEvaluationError('Time out of range');
    return FormulaTime.ofMs(ms);
  }
  return null;
}

/** Dates and moments in days, times in milliseconds; an earlier time minus a later one reaches it the day before. */
function difference(left: Value, right: Value): Value {
  if (left instanceof FormulaDate && right instanceof FormulaDate) return Decimal.of(left.days - right.days);
  if (left instanceof FormulaDateTime && right instanceof FormulaDateTime)
    return Decimal.of(left.ms - right.ms).divide(MS_PER_DAY);
  if (left instanceof FormulaTime && right instanceof FormulaTime)
    return Decimal.of((left.ms - right.ms + DAY_MS) % DAY_MS);
  return null;
}

/** Runs both operands; without a value on either side there is none. */
function both(left: Run, right: Run, apply: (left: Value, right: Value) => Value): Run {
  return (context) => {
    const [a, b] = [left(context), right(context)];
    return a === null || b === null ? null : apply(a, b);
  };
}

function decimals(left: Value, right: Value, apply: (left: Decimal, right: Decimal) => Decimal): Decimal | null {
  return left instanceof Decimal && right instanceof Decimal ? apply(left, right) : null;
}

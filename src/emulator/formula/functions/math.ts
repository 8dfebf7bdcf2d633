import { Decimal } from '../decimal.js';
import type { Rounding } from '../decimal.js';
import { FormulaEvaluationError } from '../evaluationError.js';
import type { FormulaKind } from '../types.js';
import { readers } from '../values.js';
import { argument, binary, checkCount, checkType, failCount, nullary, unary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** A function of one number; of a blank there is no value. */
const ofNumber = (name: string, apply: (value: Decimal) => Decimal): FunctionDefinition =>
  unary(name, 'number', 'number', (value) => (value === null ? null : apply(value)));

/** By the machine's floating point, as on the platform; outside the function's domain it is an error. */
const floating = (name: string, apply: (value: number) => number): FunctionDefinition =>
  ofNumber(name, (value) => {
    const result = apply(value.toNumber());
    if (!Number.isFinite(result)) throw new FormulaEvaluationError(`Out of range argument to ${name}() function`);
    return Decimal.of(result);
  });

/** To 20 decimal places, as https://github.com/salesforce/formula-engine (FunctionPi) has it. */
const PI = Decimal.parse('3.14159265358979323846') ?? Decimal.ZERO;

const rounding = (name: string, mode: Rounding): FunctionDefinition => ofNumber(name, (value) => value.round(0, mode));

/** Where no digit would be left to round, the result is 0: ROUND(6, -1) is 0, ROUND(16, -1) is 20. */
function rounded(value: Decimal, places: Decimal, mode: Rounding): Decimal {
  const digits = places.round(0, 'down').toNumber();
  return Math.max(1, value.wholeDigits()) + digits <= 0 ? Decimal.ZERO : value.round(digits, mode);
}

function compileTrunc(call: Call): Typed {
  const oneArgument: readonly (FormulaKind | undefined)[] = ['formulaField', undefined];
  checkCount(call, oneArgument.includes(call.kind) ? 1 : 2, 2);
  const [number, places] = [argument(call, 0), call.args[1]];
  checkType(call, number, 'number');
  if (places !== undefined) checkType(call, places, 'number');
  return {
    type: 'number',
    run: (context) => {
      const value = readers.number(number.run(context));
      const digits = places === undefined ? Decimal.ZERO : readers.number(places.run(context));
      return value === null || digits === null ? null : rounded(value, digits, 'down');
    },
  };
}

/**
 * By zero it is an error where the platform's Java engine evaluates, and the number itself in a formula field, which is
 * read by SQL. Sources: https://github.com/salesforce/formula-engine (FunctionMod, gold file testModUsesExpCeil); the
 * records of https://github.com/stomita/sformula (test/dynamic.test.ts), which compares with an org.
 */
function compileMod(call: Call): Typed {
  const byZero = call.kind === 'formulaField';
  const remainder = binary('MOD', ['number', 'number'], 'number', (value, divisor) => {
    if (value === null || divisor === null) return null;
    if (!divisor.isZero()) return value.remainder(divisor);
    if (byZero) return value;
    throw new FormulaEvaluationError('Division by zero');
  });
  return remainder.compile(call);
}

/** The largest or smallest of any count of numbers; a blank among them leaves no value. */
const extreme = (name: string, better: (comparison: number) => boolean): FunctionDefinition => ({
  name,
  compile: (call) => {
    if (call.args.length === 0) failCount(call, 1);
    for (const arg of call.args) checkType(call, arg, 'number');
    const runs = call.args.map((arg) => arg.run);
    return {
      type: 'number',
      run: (context) => {
        const values = runs.map((run) => readers.number(run(context)));
        return values.reduce<Decimal | null>(
          (best, value) => (best === null || value === null ? null : better(value.compare(best)) ? value : best),
          values[0] ?? null,
        );
      },
    };
  },
});

export const mathFunctions: readonly FunctionDefinition[] = [
  ofNumber('ABS', (value) => value.abs()),
  // Away from zero and towards it; the M functions round as in mathematics.
  rounding('CEILING', 'up'),
  rounding('FLOOR', 'down'),
  rounding('MCEILING', 'ceiling'),
  rounding('MFLOOR', 'floor'),
  binary('ROUND', ['number', 'number'], 'number', (value, places) =>
    value === null || places === null ? null : rounded(value, places, 'halfUp'),
  ),
  { name: 'TRUNC', compile: compileTrunc },
  { name: 'MOD', compile: compileMod },
  extreme('MAX', (comparison) => comparison > 0),
  extreme('MIN', (comparison) => comparison < 0),
  floating('SQRT', Math.sqrt),
  floating('EXP', Math.exp),
  floating('LN', Math.log),
  floating('LOG', Math.log10),
  floating('SIN', Math.sin),
  floating('COS', Math.cos),
  floating('TAN', Math.tan),
  floating('ASIN', Math.asin),
  floating('ACOS', Math.acos),
  floating('ATAN', Math.atan),
  binary('ATAN2', ['number', 'number'], 'number', (y, x) =>
    y === null || x === null ? null : Decimal.of(Math.atan2(y.toNumber(), x.toNumber())),
  ),
  nullary('PI', 'number', () => PI),
];

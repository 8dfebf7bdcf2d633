import fc from 'fast-check';
import { Decimal } from '../../../src/emulator/formula/decimal.js';
import {
  compileFormula,
  FormulaDate,
  FormulaDateTime,
  FormulaEvaluationError,
  FormulaTime,
  MAX_FORMULA_LENGTH,
} from '../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../src/emulator/formula/formula.js';
import { parseFormula } from '../../../src/emulator/formula/parser.js';
import { expression, recordValues, wellTyped } from './arbitraries.js';
import { compile, context, scope } from './fixture.js';
import { printFormula } from './printFormula.js';

/** The tree without where its parts stand and how they were written. */
const shape = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) => (key === 'at' || key === 'written' ? undefined : value));

const fits = (type: FormulaType, value: FormulaValue): boolean => {
  if (type === 'boolean') return typeof value === 'boolean';
  if (value === null) return true;
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'date') return value instanceof FormulaDate;
  if (type === 'datetime') return value instanceof FormulaDateTime;
  if (type === 'time') return value instanceof FormulaTime;
  return typeof value === 'string' && value !== '';
};

describe('the grammar', () => {
  it('Given any expression, When it is printed and parsed, Then it is the same expression', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        expect(shape(parseFormula(printFormula(tree)))).toBe(shape(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('Given any text, When it is compiled, Then the outcome is a formula or a message with a place in the text', () => {
    const fragment = fc.constantFrom(
      '(',
      ')',
      ',',
      '"',
      "'",
      '&',
      '!',
      'AND',
      'IF(',
      'Name',
      '1',
      '.',
      '/*',
      '*/',
      '\\',
      '\n',
      ' ',
    );
    const source = fc.oneof(
      fc.string(),
      fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(source, (text) => {
        const result = compileFormula(text, { scope, returns: 'boolean' });
        if (result.ok) return;
        const { message, line, column } = result.error;
        const lines = text.split(/\r\n|\r|\n/);
        expect(message).not.toBe('');
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('evaluation', () => {
  it.each(['text', 'number', 'boolean', 'date', 'datetime', 'time'] as const)(
    'Given any well-typed formula of type %s, Then it gives a value of that type or says that it has none',
    (type) => {
      fc.assert(
        fc.property(
          wellTyped[type],
          recordValues,
          fc.option(recordValues),
          fc.boolean(),
          (source, now, before, zero) => {
            fc.pre(source.length <= MAX_FORMULA_LENGTH);
            const formula = compile(source, {
              returns: type,
              treatBlanksAs: zero ? 'zero' : 'blank',
            });
            let value: FormulaValue;
            try {
              value = formula.evaluate(context(now, before ?? undefined));
            } catch (error) {
              expect(error).toBeInstanceOf(FormulaEvaluationError);
              return;
            }
            expect(fits(type, value)).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('Given the record of a formula, When it is evaluated twice, Then the value is the same', () => {
    fc.assert(
      fc.property(wellTyped.boolean, recordValues, (source, values) => {
        fc.pre(source.length <= MAX_FORMULA_LENGTH);
        const formula = compile(source);
        const outcome = (): unknown => {
          try {
            return formula.evaluate(context(values));
          } catch (error) {
            return String(error);
          }
        };
        expect(outcome()).toEqual(outcome());
      }),
    );
  });
});

describe('decimal numbers', () => {
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 })
    .filter((n) => n === 0 || Math.abs(n) > 1e-20);

  it('Given any number, Then it goes in and out unchanged', () => {
    fc.assert(
      fc.property(number, (value) => {
        expect(Decimal.of(value).toNumber()).toBe(value === 0 ? 0 : value);
        expect(Number(Decimal.of(value).toText())).toBeCloseTo(value, 12);
      }),
    );
  });

  it('Given cents, Then sums and products are exact', () => {
    const cents = fc.integer({ min: -1e9, max: 1e9 });
    const amount = (value: number): Decimal => Decimal.of(value).divide(Decimal.of(100));
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(
          amount(a)
            .add(amount(b))
            .compare(amount(a + b)),
        ).toBe(0);
        expect(
          amount(a)
            .subtract(amount(b))
            .compare(amount(a - b)),
        ).toBe(0);
        expect(amount(a).multiply(Decimal.of(100)).compare(Decimal.of(a))).toBe(0);
        expect(amount(a).compare(amount(b))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('Given a quotient, Then the divisor brings the dividend back', () => {
    const whole = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const back = Decimal.of(a).divide(Decimal.of(b)).multiply(Decimal.of(b)).materialized();
        expect(back.round(25, 'halfUp').compare(Decimal.of(a))).toBe(0);
      }),
    );
  });
});

describe('ISO text', () => {
  it('Given any day, moment and time, Then the text reads back to the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), fc.nat(86_399_999), (days, ms) => {
        const date = FormulaDate.ofDays(days);
        expect(FormulaDate.fromIso(date.toIso())).toEqual(date);
        const moment = FormulaDateTime.ofMs(days * 86_400_000 + ms);
        expect(FormulaDateTime.fromIso(moment.toIso())).toEqual(moment);
        expect(moment.date()).toEqual(date);
        expect(FormulaTime.fromIso(moment.time().toIso()).ms).toBe(ms);
      }),
    );
  });
});

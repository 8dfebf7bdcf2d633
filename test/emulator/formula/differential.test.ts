import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { parse } from 'formulon';
import { FormulaDate } from '../../../src/emulator/formula/formula.js';
import type { FormulaValue } from '../../../src/emulator/formula/formula.js';
import { compile, context } from './fixture.js';

/**
 * A second engine, https://github.com/leifg/formulon, on the part of the language where it is known to be right: no
 * blanks, no `^`, no unary minus on fields, `!` and `&` only in parentheses, text without backslashes.
 */
type Sources = Record<'text' | 'number' | 'boolean' | 'date', string>;

const join = (...parts: (string | Arbitrary<string>)[]): Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.join(''));

const trusted = fc.letrec<Sources>((tie) => {
  const options = { maxDepth: 3, withCrossShrink: true };
  const count = fc.integer({ min: 1, max: 6 }).map(String);
  return {
    text: fc.oneof(
      options,
      fc.oneof(
        fc.stringMatching(/^[a-zA-Z ]{1,6}$/).map((text) => `"${text}"`),
        fc.constant('Name'),
      ),
      join('(', tie('text'), ' & ', tie('text'), ')'),
      join('LEFT("ab" + ', tie('text'), ', ', count, ')'),
      join('IF(', tie('boolean'), ', ', tie('text'), ', ', tie('text'), ')'),
      join(fc.constantFrom('UPPER(', 'LOWER('), tie('text'), ')'),
      join('SUBSTITUTE(', tie('text'), ', "a", "bc")'),
    ),
    number: fc.oneof(
      options,
      fc.oneof(fc.nat(999).map(String), fc.constantFrom('Amount', 'Count__c')),
      join('(', tie('number'), fc.constantFrom(' + ', ' - ', ' * '), tie('number'), ')'),
      join('(', tie('number'), ' / ', count, ')'),
      join(fc.constantFrom('ABS(', 'MAX(', 'MIN('), tie('number'), ')'),
      join('ROUND(', tie('number'), ', 2)'),
      join('IF(', tie('boolean'), ', ', tie('number'), ', ', tie('number'), ')'),
      join('CASE(', tie('number'), ', 1, ', tie('number'), ', 2, ', tie('number'), ', ', tie('number'), ')'),
      join('LEN(', tie('text'), ')'),
      join('FIND("a", ', tie('text'), ')'),
      join(fc.constantFrom('YEAR(', 'MONTH(', 'DAY('), tie('date'), ')'),
    ),
    boolean: fc.oneof(
      options,
      fc.constantFrom('TRUE', 'FALSE', 'Active__c'),
      join(fc.constantFrom('AND(', 'OR('), tie('boolean'), ', ', tie('boolean'), ')'),
      join('NOT(', tie('boolean'), ')'),
      join('(', tie('number'), fc.constantFrom(' < ', ' <= ', ' > ', ' >= ', ' = ', ' <> '), tie('number'), ')'),
      join('(', tie('text'), fc.constantFrom(' = ', ' <> '), tie('text'), ')'),
      join(fc.constantFrom('CONTAINS(', 'BEGINS('), tie('text'), ', "a")'),
    ),
    date: fc.oneof(
      options,
      fc.constantFrom('CloseDate', 'DATE(2024, 2, 28)'),
      join('(', tie('date'), fc.constantFrom(' + ', ' - '), count, ')'),
      join('ADDMONTHS(DATE(2024, 1, 15), ', count, ')'),
    ),
  };
});

const record = fc.record({
  Name: fc.stringMatching(/^[a-zA-Z ]{1,8}$/),
  Amount: fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
  Count__c: fc.integer({ min: -50, max: 50 }),
  Active__c: fc.boolean(),
  CloseDate: fc.integer({ min: 0, max: 30_000 }),
});

describe('against formulon', () => {
  it.each(['text', 'number', 'boolean', 'date'] as const)(
    'Given a formula of type %s in the trusted part, Then both engines agree',
    (type) => {
      fc.assert(
        fc.property(trusted[type], record, (source, values) => {
          const date = FormulaDate.ofDays(values.CloseDate);
          const ours = compile(source).evaluate(context({ ...values, CloseDate: date }));
          const literal = (dataType: string, value: unknown, options = {}): object => ({
            type: 'literal',
            dataType,
            value,
            options,
          });
          const theirs = parse(source, {
            Name: literal('text', values.Name, { length: 80 }),
            Amount: literal('number', values.Amount, { length: 16, scale: 2 }),
            Count__c: literal('number', values.Count__c, { length: 18, scale: 0 }),
            Active__c: literal('checkbox', values.Active__c),
            CloseDate: literal('date', new Date(values.CloseDate * 86_400_000)),
          });
          expect(agreed(ours)).toEqual(agreed(theirs.value));
        }),
        { numRuns: 100 },
      );
    },
  );
});

/** What may differ: empty for blank text, the last digits of a double, and the class of a date. */
function agreed(value: FormulaValue | Date | undefined): unknown {
  if (value instanceof FormulaDate) return value.toIso();
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number') return Number(value.toPrecision(12));
  return value ?? '';
}

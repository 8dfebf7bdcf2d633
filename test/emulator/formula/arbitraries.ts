import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { bindingPower } from '../../../src/emulator/formula/ast.js';
import type { BinaryOperator, Expression } from '../../../src/emulator/formula/ast.js';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../../../src/emulator/formula/formula.js';
import type { Values } from './fixture.js';

const at = { line: 1, column: 1 };
const operators = Object.keys(bindingPower) as BinaryOperator[];

const literalText = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text));

/** Any expression the grammar has, whether its types fit or not. */
export const expression: Arbitrary<Expression> = fc.letrec<{ expression: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    literalText.map((value): Expression => ({ kind: 'text', value, at })),
    fc.stringMatching(/^\d{1,6}(\.\d{1,4})?$/).map((value): Expression => ({ kind: 'number', value, at })),
    fc.boolean().map((value): Expression => ({ kind: 'boolean', value, at })),
    fc.constant<Expression>({ kind: 'null', at }),
    fc
      .array(fc.stringMatching(/^[A-Z][A-Za-z_]{2,8}__[cr]$/), { minLength: 1, maxLength: 3 })
      .map((path): Expression => ({ kind: 'field', path, at })),
  ),
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom('-' as const, '+' as const, 'not' as const), tie('expression'))
      .map(([operator, operand]): Expression => ({ kind: 'unary', operator, operand, written: operator, at })),
    fc
      .tuple(fc.constantFrom(...operators), tie('expression'), tie('expression'))
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right, at })),
    fc
      .tuple(fc.stringMatching(/^[A-Z]{4,8}$/), fc.array(tie('expression'), { maxLength: 4 }))
      .filter(([name]) => !['NULL', 'TRUE', 'FALSE'].includes(name))
      .map(([name, args]): Expression => ({ kind: 'call', name, args, at })),
  ),
})).expression;

type Sources = Record<'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time', string>;

const join = (...parts: (string | Arbitrary<string>)[]): Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.join(''));

const quoted = literalText.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
const count = fc.integer({ min: 0, max: 12 }).map(String);

/** Well-typed formulas over the fixture's fields, by the type they give. */
export const wellTyped = fc.letrec<Sources>((tie) => {
  const any = fc.oneof(tie('text'), tie('number'), tie('date'), tie('datetime'), tie('time'));
  const same = <T>(build: (of: Arbitrary<string>) => Arbitrary<T>): Arbitrary<T> =>
    fc.oneof(...(['text', 'number', 'date', 'datetime', 'time'] as const).map((type) => build(tie(type))));
  const options = { maxDepth: 4, withCrossShrink: true };
  const choice = (of: Arbitrary<string>): Arbitrary<string>[] => [
    join('IF(', tie('boolean'), ', ', of, ', ', of, ')'),
    join('CASE(', tie('number'), ', ', count, ', ', of, ', ', of, ')'),
    join('BLANKVALUE(', of, ', ', of, ')'),
    join('(', of, ')'),
  ];
  return {
    text: fc.oneof(
      options,
      fc.oneof(quoted, fc.constantFrom('Name', 'Account.Name', '$User.Id', 'TEXT(StageName)', 'NULL & "x"')),
      ...choice(tie('text')),
      join(tie('text'), fc.constantFrom(' & ', ' + '), tie('text')),
      join(fc.constantFrom('LEFT(', 'RIGHT('), tie('text'), ', ', tie('number'), ')'),
      join('MID(', tie('text'), ', ', tie('number'), ', ', tie('number'), ')'),
      join(fc.constantFrom('UPPER(', 'LOWER(', 'TRIM(', 'CASESAFEID('), tie('text'), ')'),
      join('SUBSTITUTE(', tie('text'), ', ', tie('text'), ', ', tie('text'), ')'),
      join(fc.constantFrom('LPAD(', 'RPAD('), tie('text'), ', ', count, ', ', tie('text'), ')'),
      join('TEXT(', fc.oneof(tie('number'), tie('date'), tie('datetime'), tie('time')), ')'),
    ),
    number: fc.oneof(
      options,
      fc.oneof(fc.nat(9999).map(String), fc.constantFrom('Amount', 'Count__c', '0.5', '1234.5678')),
      ...choice(tie('number')),
      join(tie('number'), fc.constantFrom(' + ', ' - ', ' * ', ' / '), tie('number')),
      join(tie('number'), ' ^ ', count),
      join('-', tie('number')),
      join(
        fc.constantFrom('ABS(', 'CEILING(', 'FLOOR(', 'MCEILING(', 'MFLOOR(', 'SQRT(', 'EXP(', 'LN('),
        tie('number'),
        ')',
      ),
      join(fc.constantFrom('ROUND(', 'TRUNC(', 'MOD(', 'MAX(', 'MIN('), tie('number'), ', ', tie('number'), ')'),
      join(fc.constantFrom('LEN(', 'VALUE('), tie('text'), ')'),
      join('FIND(', tie('text'), ', ', tie('text'), ', ', tie('number'), ')'),
      join(fc.constantFrom('YEAR(', 'MONTH(', 'DAY(', 'WEEKDAY('), tie('date'), ')'),
      join(fc.constantFrom('HOUR(', 'SECOND('), tie('time'), ')'),
      same((of) => join('LEN(TEXT(0)) * CASE(', of, ', ', of, ', 1, 2)')),
      join('((', tie('date'), ') - (', tie('date'), '))'),
      join('((', tie('datetime'), ') - (', tie('datetime'), '))'),
    ),
    boolean: fc.oneof(
      options,
      fc.constantFrom(
        'TRUE',
        'FALSE',
        'Active__c',
        'ISPICKVAL(StageName, "Open")',
        'INCLUDES(Interests__c, "Art")',
        'ISNEW()',
        'ISCHANGED(Name)',
      ),
      join(fc.constantFrom('AND(', 'OR('), tie('boolean'), ', ', tie('boolean'), ', ', tie('boolean'), ')'),
      join('(', tie('boolean'), ') ', fc.constantFrom('&&', '||', '=', '<>'), ' (', tie('boolean'), ')'),
      join(fc.constantFrom('NOT(', '!('), tie('boolean'), ')'),
      same((of) => join('(', of, ')', fc.constantFrom(' = ', ' <> ', ' < ', ' >= '), '(', of, ')')),
      join(fc.constantFrom('ISBLANK(', 'ISNULL('), any, ')'),
      join('ISNUMBER(', tie('text'), ')'),
      join(fc.constantFrom('CONTAINS(', 'BEGINS('), tie('text'), ', ', tie('text'), ')'),
      join('IF(', tie('boolean'), ', ', tie('boolean'), ', ', tie('boolean'), ')'),
    ),
    date: fc.oneof(
      options,
      fc.constantFrom('CloseDate', 'TODAY()', 'PRIORVALUE(CloseDate)'),
      ...choice(tie('date')),
      join('(', tie('date'), ')', fc.constantFrom(' + ', ' - '), '(', tie('number'), ')'),
      join('ADDMONTHS(', tie('date'), ', ', tie('number'), ')'),
      join('DATE(', tie('number'), ', ', tie('number'), ', ', tie('number'), ')'),
      join('DATEVALUE(', fc.oneof(tie('text'), tie('datetime')), ')'),
    ),
    datetime: fc.oneof(
      options,
      fc.constantFrom('Creation_Timestamp__c', 'NOW()'),
      ...choice(tie('datetime')),
      join('(', tie('datetime'), ')', fc.constantFrom(' + ', ' - '), '(', tie('number'), ')'),
      join('DATETIMEVALUE(', tie('date'), ')'),
    ),
    time: fc.oneof(
      options,
      fc.constantFrom('Start__c', 'TIMENOW()'),
      ...choice(tie('time')),
      join('(', tie('time'), ')', fc.constantFrom(' + ', ' - '), '(', tie('number'), ')'),
      join('TIMEVALUE(', tie('datetime'), ')'),
    ),
  };
});

const blankOr = <T>(of: Arbitrary<T>): Arbitrary<T | null> => fc.option(of, { freq: 3 });

/** A record with any of the fixture's fields blank. */
export const recordValues: Arbitrary<Values> = fc.record({
  Name: blankOr(fc.string({ maxLength: 8 })),
  'Account.Name': blankOr(fc.string({ maxLength: 8 })),
  Amount: blankOr(fc.double({ noNaN: true, noDefaultInfinity: true })),
  Count__c: blankOr(fc.integer({ min: -20, max: 20 })),
  Active__c: blankOr(fc.boolean()),
  CloseDate: blankOr(fc.integer({ min: -40_000, max: 60_000 }).map((days) => FormulaDate.ofDays(days))),
  Creation_Timestamp__c: blankOr(fc.integer({ min: 0, max: 2 ** 41 }).map((ms) => FormulaDateTime.ofMs(ms))),
  Start__c: blankOr(fc.nat(86_399_999).map((ms) => FormulaTime.ofMs(ms))),
  StageName: blankOr(fc.constantFrom('Open', 'Closed')),
  Interests__c: blankOr(fc.constantFrom('Art', 'Art;Music')),
  '$User.Id': fc.constant('005000000000001AAA'),
});

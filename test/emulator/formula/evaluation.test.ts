import {
  FormulaDate,
  FormulaDateTime,
  FormulaEvaluationError,
  FormulaTime,
} from '../../../src/emulator/formula/formula.js';
import type { FormulaValue } from '../../../src/emulator/formula/formula.js';
import { compile, context, evaluate, shown } from './fixture.js';

type Row = readonly [source: string, expected: FormulaValue];

const given = (title: string, rows: readonly Row[]): void => {
  describe(title, () => {
    it.each(rows)('Given %s, Then it is %j', (source, expected) => {
      expect(shown(source)).toBe(expected);
    });
  });
};

given('literals, comments and precedence', [
  ['"a\\"b"', 'a"b'],
  ['"a\\\\b"', 'a\\b'],
  ["'a\"b'", 'a"b'],
  ['LEN("a\\nb")', 4],
  ["LEN('a\\'b')", 4],
  ['1 /* a /* b */ + 2', 3],
  ['/* all\nof it */ "x"', 'x'],
  ['true', true],
  ['2 + 3 * 4', 14],
  ['2 * 3 ^ 2', 36],
  ['2 ^ 3 ^ 2', 64],
  ['10 - 2 - 3', 5],
  ['-2 ^ 2', 4],
  ['+3', 3],
  ['!TRUE || TRUE', true],
  ['NOT TRUE = FALSE', true],
  ['TRUE || FALSE && FALSE', true],
  ['"a" & TEXT(5) = "a5"', true],
  ['1 + 1 = 2', true],
  ['1 < 2 = TRUE', true],
  ['1 <> 2 && 1 != 2 && 1 == 1', true],
]);

given('numbers', [
  ['0.1 + 0.2', 0.3],
  ['0.1 + 0.2 = 0.3', true],
  ['(1 / 3) * 3 = 1', true],
  ['FLOOR((1 / 9) * 9)', 1],
  ['1 / 8', 0.125],
  ['ROUND(2.5, 0)', 3],
  ['ROUND(-2.5, 0)', -3],
  ['ROUND(1.005, 2)', 1.01],
  ['ROUND(1234.5, -2)', 1200],
  ['ROUND(6, -1)', 0],
  ['ROUND(16, -1)', 20],
  ['ROUND(0.5, 0)', 1],
  ['TRUNC(-1.59, 1)', -1.5],
  ['TRUNC(1.9)', 1],
  ['CEILING(1.1)', 2],
  ['CEILING(-1.1)', -2],
  ['FLOOR(-1.9)', -1],
  ['MCEILING(-1.1)', -1],
  ['MFLOOR(-1.1)', -2],
  ['MOD(7, 3)', 1],
  ['MOD(-7, 3)', -1],
  ['MAX(1, 3, 2)', 3],
  ['MIN(1, 3, -2)', -2],
  ['ABS(-4.5)', 4.5],
  ['SQRT(2)', Math.SQRT2],
  ['EXP(0)', 1],
  ['LN(1)', 0],
  ['LOG(1000)', 3],
  ['0 ^ 0', 1],
  ['2 ^ -1', 0.5],
  ['10 ^ 64', 1e64],
]);

given('text', [
  ['"a" + "b" & "c"', 'abc'],
  ['LEFT("hello", 2)', 'he'],
  ['LEFT("hello", -1)', null],
  ['LEFT("hello", 99)', 'hello'],
  ['RIGHT("hello", 2)', 'lo'],
  ['RIGHT("hello", 0)', null],
  ['MID("hello", 2, 3)', 'ell'],
  ['MID("hello", 0, 2)', 'he'],
  ['MID("hello", 9, 2)', null],
  ['LEN("hello")', 5],
  ['TRIM("  a b ")', 'a b'],
  ['UPPER("straße")', 'STRASSE'],
  ['LOWER("ABC")', 'abc'],
  ['UPPER("idempotent", "tr")', 'İDEMPOTENT'],
  ['CONTAINS("hello", "ell")', true],
  ['CONTAINS("hello", "ELL")', false],
  ['BEGINS("hello", "he")', true],
  ['FIND("l", "hello")', 3],
  ['FIND("l", "hello", 4)', 4],
  ['FIND("z", "hello")', 0],
  ['FIND("", "hello")', 0],
  ['SUBSTITUTE("a.b.c", ".", "$&")', 'a$&b$&c'],
  ['SUBSTITUTE("abc", "", "x")', 'abc'],
  ['LPAD("7", 3, "0")', '007'],
  ['LPAD("7", 3)', '  7'],
  ['LPAD("abcdef", 3)', 'abc'],
  ['RPAD("7", 4, "xy")', '7xyx'],
  ['RPAD("7", 0, "x")', null],
  ['"a" = "A"', false],
  ['"a" < "b"', true],
  ['VALUE("1.50")', 1.5],
  ['VALUE("-2e3")', -2000],
  ['VALUE("")', null],
  ['ISNUMBER("12.5")', true],
  ['ISNUMBER("12a")', false],
  ['ISNUMBER("")', false],
  ['TEXT(1.50)', '1.5'],
  ['TEXT(-0.25)', '-0.25'],
  ['TEXT(1000000 * 1000000 * 1000000)', '1000000000000000000'],
  ['TEXT(DATE(2026, 3, 4))', '2026-03-04'],
  ['TEXT(NOW())', '2026-03-04 05:06:07Z'],
  ['TEXT(TIMEVALUE("17:30:45.125"))', '17:30:45.125'],
  ['CASESAFEID("001D000000JqZAi")', '001D000000JqZAiIAN'],
  ['CASESAFEID("n/a")', 'n/a'],
  ['"a" & BR() & "b"', 'a<br>b'],
  ['HYPERLINK("/x?a=1&b=2", "go")', '<a href="/x?a=1&b=2" target="_blank">go</a>'],
  [
    'HYPERLINK("/x", IMAGE("/i", "pic"), "_self")',
    '<a href="/x" target="_self"><img src="/i" alt="pic" border="0"/></a>',
  ],
]);

given('dates and times', [
  ['TODAY()', '2026-03-04'],
  ['NOW()', '2026-03-04T05:06:07.000Z'],
  ['TIMENOW()', '05:06:07.000Z'],
  ['TODAY() + 30', '2026-04-03'],
  ['30 + TODAY()', '2026-04-03'],
  ['DATE(2009, 2, 28) + 3.9', '2009-03-03'],
  ['DATE(2024, 3, 1) - 1', '2024-02-29'],
  ['DATE(2024, 3, 1) - DATE(2024, 2, 1)', 29],
  ['NOW() + 1/24', '2026-03-04T06:06:07.000Z'],
  ['NOW() - 0.5', '2026-03-03T17:06:07.000Z'],
  ['DATETIMEVALUE("2026-03-05 14:06:07") - NOW()', 1.375],
  ['TIMEVALUE("10:00:00.000") + 3600000', '11:00:00.000Z'],
  ['TIMEVALUE("23:00:00.000") + 7200000', '01:00:00.000Z'],
  ['TIMEVALUE("10:00:00.000") - TIMEVALUE("09:00:00.000")', 3600000],
  ['TIMEVALUE("09:00:00.000") - TIMEVALUE("10:00:00.000")', 82800000],
  ['DATEVALUE("2026-03-04") = TODAY()', true],
  ['DATEVALUE(NOW())', '2026-03-04'],
  ['DATETIMEVALUE(TODAY())', '2026-03-04T00:00:00.000Z'],
  ['TIMEVALUE(NOW())', '05:06:07.000Z'],
  ['YEAR(TODAY())', 2026],
  ['MONTH(TODAY())', 3],
  ['DAY(TODAY())', 4],
  ['WEEKDAY(TODAY())', 4],
  ['WEEKDAY(DATE(1969, 12, 28))', 1],
  ['HOUR(TIMENOW())', 5],
  ['MINUTE(TIMENOW())', 6],
  ['SECOND(TIMENOW())', 7],
  ['MILLISECOND(TIMEVALUE("17:30:45.125"))', 125],
  ['ADDMONTHS(DATE(2025, 1, 31), 1)', '2025-02-28'],
  ['ADDMONTHS(DATE(2024, 1, 30), 1)', '2024-02-29'],
  ['ADDMONTHS(DATE(2025, 2, 28), 1)', '2025-03-31'],
  ['ADDMONTHS(DATE(2025, 1, 15), -2)', '2024-11-15'],
  ['ADDMONTHS(NOW(), 12)', '2027-03-04T05:06:07.000Z'],
  ['DATE(9999, 12, 31)', '9999-12-31'],
  ['DATE(50, 1, 1)', '0050-01-01'],
]);

given('blanks', [
  ['Name', null],
  ['Name = ""', true],
  ['Name <> "x"', true],
  ['Name = NULL', true],
  ['LEN(Name)', 0],
  ['"a" & Name', 'a'],
  ['Name + "a"', 'a'],
  ['Name & Name', null],
  ['ISBLANK(Name)', true],
  ['ISBLANK("")', true],
  ['ISBLANK(TRIM("  "))', true],
  ['ISNULL(Name)', false],
  ['ISNULL(Amount)', true],
  ['BLANKVALUE(Name, "x")', 'x'],
  ['NULLVALUE(Name, "x")', null],
  ['NULLVALUE(Amount, 5)', 5],
  ['BLANKVALUE(CloseDate, TODAY())', '2026-03-04'],
  ['CONTAINS(Name, "x")', false],
  ['CONTAINS(Name, "")', true],
  ['NOT(CONTAINS(Name, "x"))', true],
  ['BEGINS("x", Name)', true],
  ['UPPER(Name)', null],
  ['Amount', null],
  ['Amount + 1', null],
  ['Amount * 1', null],
  ['-Amount', null],
  ['ABS(Amount)', null],
  ['MAX(1, Amount)', null],
  ['Amount < 5', false],
  ['Amount = 0', false],
  ['Amount <> 0', false],
  ['NOT(Amount < 5)', false],
  ['OR(Amount < 5, TRUE)', true],
  ['IF(Amount < 5, 1, 2)', 2],
  ['CASE(Amount, 0, "zero", "other")', 'other'],
  ['CloseDate + 1', null],
  ['CloseDate > TODAY()', false],
  ['YEAR(CloseDate)', null],
  ['TEXT(Amount)', null],
  ['TEXT(StageName)', null],
  ['Active__c', false],
  ['Active__c = FALSE', true],
  ['NOT(Active__c)', true],
  ['ISPICKVAL(StageName, "")', true],
  ['ISPICKVAL(StageName, "x")', false],
  ['CASE(StageName, "", 1, 2)', 1],
  ['INCLUDES(Interests__c, "x")', false],
  ['PICKLISTCOUNT(Interests__c)', 0],
  ['ISBLANK(Interests__c)', true],
  ['VALUE(Name)', null],
  ['DATEVALUE(Name)', null],
  ['REGEX(Name, "")', true],
  ['LPAD(Name, 3, "0")', null],
  ['NULL + 1', null],
  ['IF(TRUE, NULL, 1)', null],
]);

describe('blank numbers read as zero', () => {
  it.each<Row>([
    ['Amount', 0],
    ['Amount + 1', 1],
    ['Amount < 5', true],
    ['ISBLANK(Amount)', false],
    ['NULLVALUE(Amount, 5)', 0],
    ['-Amount', 0],
    ['1 + NULL', null],
    ['ISBLANK(CloseDate)', true],
    ['ISBLANK(Name)', true],
  ])('Given %s, Then it is %j', (source, expected) => {
    expect(evaluate(source, {}, { treatBlanksAs: 'zero' })).toBe(expected);
  });
});

describe('fields', () => {
  const values = {
    Name: 'Ada',
    Amount: 12.5,
    CloseDate: FormulaDate.fromIso('2026-01-31'),
    Start__c: FormulaTime.fromIso('08:15:00.000Z'),
    StageName: 'Closed Won',
    Interests__c: 'Art;Music',
    OwnerId: '005000000000001AAA',
    'Account.Name': 'Analytical Engines',
  };
  it.each<Row>([
    ['name & " of " & ACCOUNT.NAME', 'Ada of Analytical Engines'],
    ['Amount * 2', 25],
    ['TEXT(Amount)', '12.5'],
    ['CloseDate + 1', '2026-02-01'],
    ['HOUR(Start__c)', 8],
    ['TEXT(StageName)', 'Closed Won'],
    ['ISPICKVAL(StageName, "closed won")', true],
    ['ISPICKVAL(StageName, "Closed")', false],
    ['CASE(StageName, "Open", 1, "Closed Won", 2, 3)', 2],
    ['CASE(Amount, 1, "one", 12.50, "twelve", "none")', 'twelve'],
    ['CASE("b", "a", 1, "b", 2, 3)', 2],
    ['INCLUDES(Interests__c, "music")', true],
    ['INCLUDES(Interests__c, "Art;Music")', false],
    ['PICKLISTCOUNT(Interests__c)', 2],
    ['OwnerId', '005000000000001'],
    ['CASESAFEID(OwnerId)', '005000000000001AAA'],
    ['LEFT(OwnerId, 3)', '005'],
  ])('Given %s, Then it is %j', (source, expected) => {
    expect(shown(source, values)).toBe(expected);
  });
  it('Given a value of another type than the scope says, Then it is the caller’s error', () => {
    expect(() => evaluate('Amount + 1', { Amount: 'x' })).toThrow(TypeError);
  });
});

describe('the record before the save', () => {
  const run = (source: string, now: object, before?: object): FormulaValue =>
    compile(source).evaluate(context({ ...now }, before === undefined ? undefined : { ...before }));
  it('Given an insert, Then nothing has changed and the prior value is the current one', () => {
    expect(run('ISNEW()', { Name: 'a' })).toBe(true);
    expect(run('ISCHANGED(Name)', { Name: 'a' })).toBe(false);
    expect(run('PRIORVALUE(Name)', { Name: 'a' })).toBe('a');
  });
  it('Given an update, Then the prior value is the one before', () => {
    expect(run('ISNEW()', { Name: 'a' }, { Name: 'b' })).toBe(false);
    expect(run('PRIORVALUE(Name) & Name', { Name: 'a' }, { Name: 'b' })).toBe('ba');
    expect(run('ISPICKVAL(PRIORVALUE(StageName), "x")', { StageName: 'y' }, { StageName: 'x' })).toBe(true);
  });
  it.each([
    ['Amount', 20, 20.0, false],
    ['Amount', 20, null, true],
    ['Amount', 1, 2, true],
    ['Name', 'a\r\nb', 'a\nb', false],
    ['Name', '', null, false],
    ['StageName', 'a', 'A', true],
    ['CloseDate', FormulaDate.fromIso('2026-01-01'), FormulaDate.fromIso('2026-01-01'), false],
    ['CloseDate', FormulaDate.fromIso('2026-01-01'), null, true],
    ['Active__c', null, false, false],
  ])('Given %s from %s to %s, Then ISCHANGED is %s', (field, before, after, changed) => {
    expect(run(`ISCHANGED(${field})`, { [field]: after }, { [field]: before })).toBe(changed);
  });
});

describe('formulas without a value', () => {
  it.each([
    ['1 / 0', 'Division by zero'],
    ['1 / Amount', 'no error'],
    ['ISBLANK(1 / 0)', 'Division by zero'],
    ['BLANKVALUE(1 / 0, 42)', 'Division by zero'],
    ['ISNULL("a" & TEXT(1 / 0))', 'Division by zero'],
    ['AND(FALSE, 1 / 0 = 1)', 'no error'],
    ['OR(TRUE, 1 / 0 = 1)', 'no error'],
    ['FALSE && 1 / 0 = 1', 'no error'],
    ['TRUE || 1 / 0 = 1', 'no error'],
    ['IF(TRUE, 1, 1 / 0)', 'no error'],
    ['CASE(1, 1, 5, 1 / 0, 6, 1 / 0)', 'no error'],
    ['DATE(2025, 2, 29)', 'Month or Day out of range in DATE() function'],
    ['DATE(10000, 1, 1)', 'Year out of range in DATE() function'],
    ['DATE(9999, 12, 31) + 1', 'Date out of range'],
    ['DATEVALUE("tomorrow")', "The value 'tomorrow' is not valid for function DATEVALUE()"],
    ['VALUE(" ")', "The value ' ' is not a valid number."],
    ['SQRT(-1)', 'Out of range argument to SQRT() function'],
    ['LN(0)', 'Out of range argument to LN() function'],
    ['2 ^ 0.5', 'Out of range argument to POWER() function'],
    ['10 ^ 65', 'Out of range argument to POWER() function'],
    ['0 ^ -1', 'Out of range argument to POWER() function'],
    ['TIMEVALUE("00:00:01.000") - 2000', 'Time out of range'],
  ])('Given %s, Then: %s', (source, message) => {
    const outcome = (): string => {
      try {
        evaluate(source);
        return 'no error';
      } catch (error) {
        return error instanceof FormulaEvaluationError ? error.message : `another error: ${String(error)}`;
      }
    };
    expect(outcome()).toBe(message);
  });
});

describe('numbers as text in a formula field', () => {
  it.each([
    ['TEXT(0.5)', '0.5'],
    ['TEXT(1 / 4)', '.25'],
    ['TEXT(-1 / 4)', '-.25'],
    ['TEXT(10 / 4)', '2.5'],
  ])('Given %s, Then it is %j', (source, expected) => {
    expect(evaluate(source, {}, { kind: 'formulaField' })).toBe(expected);
  });
});

describe('dates at the edge', () => {
  it.each([
    ['2026-03-04T05:06:07.890Z', '2026-03-04T05:06:07.890Z'],
    ['2026-03-04T05:06:07.000+0000', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06:07+02:00', '2026-03-04T03:06:07.000Z'],
    ['2026-03-04T23:06:07-0230', '2026-03-05T01:36:07.000Z'],
  ])('Given %s, Then it is the moment %s', (text, iso) => {
    expect(FormulaDateTime.fromIso(text).toIso()).toBe(iso);
  });
  it.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''])('Given the date %j, Then it is refused', (text) => {
    expect(() => FormulaDate.fromIso(text)).toThrow(RangeError);
  });
  it.each(['2026-03-04', '2026-03-04T25:00:00Z', '2026-03-04T05:06:07'])(
    'Given the date and time %j, Then it is refused',
    (text) => {
      expect(() => FormulaDateTime.fromIso(text)).toThrow(RangeError);
    },
  );
});

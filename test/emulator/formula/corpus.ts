import type { FormulaType } from '../../../src/emulator/formula/formula.js';

/** Names end in what they hold: `Name`, `Amount`, `Due__c` (date) and so on; see `fieldTypes` in fixture.ts. */
export type CorpusEntry = {
  readonly expression: string;
  readonly returns: FormulaType;
  /** Fields that are not blank; dates and times as ISO text. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
  readonly blanksAreZero?: boolean;
  /** Where the formula stands; a validation rule when left out. */
  readonly kind?: 'formulaField';
  /** As `comparable` in engines/engine.ts writes it, or `no value`. */
  readonly expected: string;
  /** Where the expectation comes from; see `sources`. */
  readonly source: keyof typeof sources;
};

export const sources = {
  engine: "Salesforce's own engine, https://github.com/salesforce/formula-engine: its classes and gold files",
  functions: 'https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm',
  tips: 'https://help.salesforce.com/s/articleView?id=platform.tips_on_building_formulas.htm',
  blanks: 'https://help.salesforce.com/s/articleView?id=000381641 (blank field handling)',
  probes: 'org probes in https://github.com/cirrus-code/sfdc-formula-debugger (VERIFICATION.md)',
  projects: 'rules of public projects, https://github.com/sheheryar25/standardbank',
  conformance: 'tests that compare with an org in https://github.com/stomita/sformula (test/dynamic.test.ts)',
} as const;

const text = (
  expression: string,
  expected: string,
  source: CorpusEntry['source'],
  values: CorpusEntry['values'] = {},
): CorpusEntry => ({ expression, returns: 'text', expected, source, values });
const number = (
  expression: string,
  expected: string,
  source: CorpusEntry['source'],
  values: CorpusEntry['values'] = {},
): CorpusEntry => ({ expression, returns: 'number', expected, source, values });
const truth = (
  expression: string,
  expected: 'true' | 'false',
  source: CorpusEntry['source'],
  values: CorpusEntry['values'] = {},
): CorpusEntry => ({ expression, returns: 'boolean', expected, source, values });
const date = (
  expression: string,
  expected: string,
  source: CorpusEntry['source'],
  values: CorpusEntry['values'] = {},
): CorpusEntry => ({ expression, returns: 'date', expected, source, values });

const moment = { Creation_Timestamp__c: '2024-03-05T06:07:08.000Z' };

/** Short formulas in the shapes that public projects use, each with what the platform gives. */
export const corpus: readonly CorpusEntry[] = [
  // Precedence
  number('2 + 3 * 4', '14', 'engine'),
  number('2 * 3 ^ 2', '36', 'engine'),
  number('-2 ^ 2', '4', 'engine'),
  number('2 ^ 3 ^ 2', '64', 'engine'),
  number('10 - 4 - 3', '3', 'engine'),
  number('8 / 4 / 2', '1', 'engine'),
  text('"a" & "b" + "c"', 'abc', 'engine'),
  truth('"ab" = "a" & "b"', 'true', 'engine'),
  truth('TRUE || FALSE && FALSE', 'true', 'engine'),
  truth('!Active__c || Active__c', 'true', 'engine', { Active__c: true }),
  truth('!Active__c = Active__c', 'false', 'engine', { Active__c: true }),
  truth('NOT(Active__c) && Amount = 1', 'true', 'engine', { Amount: 1 }),
  truth('Amount > 1 = TRUE', 'true', 'engine', { Amount: 2 }),
  truth('1 == 1 && 1 != 2 && 1 <> 2', 'true', 'functions'),
  // Comments, white space, case, quotes, escapes
  number('1 /* one */ + /* two\n lines */ 2', '3', 'tips'),
  number('If(tRUE, 1, 2)', '1', 'engine'),
  text('\'single\' & "double"', 'singledouble', 'engine'),
  text('"say \\"hi\\""', 'say "hi"', 'tips'),
  text('"back\\\\slash"', 'back\\slash', 'tips'),
  number('LEN("\\n")', '2', 'engine'),
  // Blanks
  truth('ISBLANK(Name)', 'true', 'functions'),
  truth('ISBLANK("")', 'true', 'functions'),
  truth('ISNULL(Name)', 'false', 'functions'),
  truth('ISBLANK(Amount)', 'true', 'blanks'),
  truth('Name = ""', 'true', 'engine'),
  truth('Amount = 0', 'false', 'blanks'),
  truth('Amount < 1', 'false', 'engine'),
  truth('CloseDate > TODAY()', 'false', 'engine'),
  truth('NOT(Amount > 1)', 'false', 'engine'),
  number('Amount + 1', '', 'blanks'),
  { expression: 'Amount + 1', returns: 'number', blanksAreZero: true, expected: '1', source: 'blanks' },
  { expression: 'ISBLANK(Amount)', returns: 'boolean', blanksAreZero: true, expected: 'false', source: 'blanks' },
  text('"a" & Name & "b"', 'ab', 'engine'),
  text('BLANKVALUE(Name, "none")', 'none', 'functions'),
  number('BLANKVALUE(Amount, 7)', '7', 'functions'),
  number('NULLVALUE(Amount, 7)', '7', 'functions'),
  truth('Active__c', 'false', 'functions'),
  number('LEN(Name)', '0', 'functions'),
  // Short circuit
  truth('OR(TRUE, 1 / 0 = 1)', 'true', 'engine'),
  truth('AND(FALSE, 1 / 0 = 1)', 'false', 'engine'),
  number('IF(TRUE, 1, 1 / 0)', '1', 'engine'),
  // Logic
  number('CASE(2, 1, 10, 2, 20, 0)', '20', 'functions'),
  number('CASE(StageName, "Open", 1, "Closed", 2, 0)', '2', 'functions', { StageName: 'Closed' }),
  truth('ISPICKVAL(StageName, "")', 'true', 'functions'),
  truth('PRIORVALUE(StageName) = "Open" && ISPICKVAL(PRIORVALUE(StageName), "Open")', 'true', 'projects', {
    StageName: 'Open',
  }),
  text('TEXT(PRIORVALUE(StageName)) & CASE(PRIORVALUE(StageName), "Open", "!", "?")', 'Open!', 'projects', {
    StageName: 'Open',
  }),
  truth('ISBLANK(PRIORVALUE(StageName))', 'true', 'projects'),
  truth('ISPICKVAL(StageName, "Open")', 'true', 'functions', { StageName: 'Open' }),
  truth('INCLUDES(Interests__c, "Art")', 'true', 'functions', { Interests__c: 'Art;Music' }),
  text('TEXT(StageName) & "!"', 'Open!', 'functions', { StageName: 'Open' }),
  // Text
  text('LEFT("abc", 2) & RIGHT("abc", 1) & MID("abcde", 2, 3)', 'abcbcd', 'functions'),
  text('UPPER("aß") & LOWER("AÄ")', 'ASSaä', 'engine'),
  text('TRIM("  a b ")', 'a b', 'functions'),
  text('SUBSTITUTE("banana", "a", "o")', 'bonono', 'functions'),
  text('LPAD("7", 3, "0") & RPAD("7", 3, "x")', '0077xx', 'functions'),
  text('LPAD("abcd", 2, "0")', 'ab', 'functions'),
  number('FIND("b", "abcb")', '2', 'functions'),
  number('FIND("b", "abcb", 3)', '4', 'functions'),
  number('FIND("", "abc")', '0', 'probes'),
  truth('CONTAINS("abc", "")', 'true', 'engine'),
  truth('BEGINS("abc", "ab")', 'true', 'functions'),
  truth('BEGINS("Abc", "ab")', 'false', 'functions'),
  truth('"a" < "b"', 'true', 'engine'),
  truth('REGEX("12345", "\\\\d{5}")', 'true', 'functions'),
  truth('REGEX("x12345", "\\\\d{5}")', 'false', 'functions'),
  truth('ISNUMBER("1.5") && NOT(ISNUMBER("a"))', 'true', 'functions'),
  number('VALUE("12.50")', '12.5', 'functions'),
  text('CASESAFEID("00D000000000001")', '00D000000000001EAA', 'functions'),
  text('INITCAP("mr. 123smith")', 'Mr. 123smith', 'engine'),
  text('INITCAP("mr. _smith")', 'Mr. _Smith', 'engine'),
  text('REVERSE("abc")', 'cba', 'engine'),
  number('ASCII("A")', '65', 'engine'),
  text('CHR(65) & CHR(8364)', 'A€', 'engine'),
  text('BR()', '<br>', 'functions'),
  text(
    'IMAGE(Name, Name, Amount, 5)',
    '<img src=" " alt=" " style="height:0px; width:5px;" border="0"/>',
    'conformance',
  ),
  text('HYPERLINK(Name, Name)', '<a href=" " target="_blank"> </a>', 'conformance'),
  // Numbers
  number('0.1 + 0.2', '0.3', 'engine'),
  number('ROUND(2.5, 0)', '3', 'functions'),
  number('ROUND(-2.5, 0)', '-3', 'functions'),
  number('ROUND(1.005, 2)', '1.01', 'engine'),
  number('ROUND(16, -1)', '20', 'engine'),
  number('CEILING(-2.5)', '-3', 'functions'),
  number('FLOOR(-2.5)', '-2', 'functions'),
  number('MCEILING(-2.5)', '-2', 'functions'),
  number('MFLOOR(-2.5)', '-3', 'functions'),
  number('TRUNC(8.49, 1)', '8.4', 'functions'),
  number('MOD(-7, 3)', '-1', 'engine'),
  number('MOD(5, 0)', 'no value', 'engine'),
  { ...number('MOD(5, 0)', '5', 'conformance'), kind: 'formulaField' },
  number('ROUND(SQRT(EXP(-100)) * 100000000000000000000, 8)', '0.0192875', 'engine'),
  number('MAX(1, 3, 2) - MIN(3, 1, 2)', '2', 'functions'),
  number('SQRT(16) + ABS(-1) + LN(1) + LOG(100) + EXP(0)', '8', 'functions'),
  number('ROUND(SIN(PI() / 2) + COS(0) + TAN(0), 6)', '2', 'engine'),
  number('ROUND(ASIN(1) + ACOS(1) + ATAN(1) + ATAN2(1, 1), 6)', '3.141593', 'engine'),
  // Locations: Paris and London, San Francisco and nowhere
  number('ROUND(DISTANCE(GEOLOCATION(48.8566, 2.3522), GEOLOCATION(51.5074, -0.1278), "km"), 1)', '343.6', 'engine'),
  number('ROUND(DISTANCE(GEOLOCATION(48.8566, 2.3522), GEOLOCATION(51.5074, -0.1278), "mi"), 1)', '213.5', 'engine'),
  number('DISTANCE(GEOLOCATION(Amount, Count__c), GEOLOCATION(37.8, -122.4), "mi")', '', 'engine'),
  number('DISTANCE(GEOLOCATION(Amount, 5), GEOLOCATION(37.8, -122.4), "mi")', 'no value', 'engine'),
  number('DISTANCE(GEOLOCATION(Amount, 6), GEOLOCATION(37.8, -122.4), "mi")', 'no value', 'engine', { Amount: 90.5 }),
  truth('ISCLONE()', 'false', 'functions'),
  // Dates
  date('DATE(2024, 2, 29) + 1', '2024-03-01', 'functions'),
  date('ADDMONTHS(DATE(2024, 1, 31), 1)', '2024-02-29', 'functions'),
  date('ADDMONTHS(DATE(2024, 2, 29), 1)', '2024-03-31', 'functions'),
  date('CloseDate - 1', '2023-12-31', 'functions', { CloseDate: '2024-01-01' }),
  date('DATEVALUE("2024-03-05")', '2024-03-05', 'functions'),
  date('DATEVALUE("2024-03-05, or later")', '2024-03-05', 'engine'),
  date('DATEVALUE(TEXT(Creation_Timestamp__c))', '2024-03-05', 'engine', moment),
  date('Creation_Timestamp__c', '2024-03-05', 'engine', moment),
  { ...text('"a" & TEXT(Creation_Timestamp__c)', 'aZ', 'conformance'), kind: 'formulaField' },
  text('"a" & TEXT(Creation_Timestamp__c)', 'a', 'engine'),
  text('TEXT(DATETIMEVALUE("2024-01-01 10:00:00 "))', '2024-01-01 10:00:00Z', 'engine'),
  text('TEXT(DATETIMEVALUE("2024-01-01 10:00:00") + 0.00001)', '2024-01-01 10:00:01Z', 'engine'),
  number(
    '(DATETIMEVALUE("2024-01-01 10:00:00") - 0.00001 - DATETIMEVALUE("2024-01-01 09:59:59")) * 86400',
    '0',
    'engine',
  ),
  number('DATE(2024, 3, 1) - DATE(2024, 2, 1)', '29', 'functions'),
  number('YEAR(CloseDate) * 10000 + MONTH(CloseDate) * 100 + DAY(CloseDate)', '20240229', 'functions', {
    CloseDate: '2024-02-29',
  }),
  number('WEEKDAY(DATE(2024, 3, 3))', '1', 'functions'),
  number('DAYOFYEAR(DATE(2024, 12, 31))', '366', 'engine'),
  number('ISOWEEK(DATE(2021, 1, 3)) * 10000 + ISOYEAR(DATE(2021, 1, 3))', '532020', 'engine'),
  number('UNIXTIMESTAMP(DATE(1970, 1, 2))', '86400', 'engine'),
  number('HOUR(TIMEVALUE("17:30:45.125")) + MINUTE(TIMEVALUE("17:30:45.125"))', '47', 'functions'),
  number('SECOND(TIMEVALUE("17:30:45.125")) + MILLISECOND(TIMEVALUE("17:30:45.125"))', '170', 'functions'),
  text('TEXT(DATE(2024, 2, 3))', '2024-02-03', 'functions'),
  text('TEXT(FROMUNIXTIME(86461))', '1970-01-02 00:01:01Z', 'engine'),
  text('FORMATDURATION(90061)', '25:01:01', 'engine'),
  text('FORMATDURATION(-90061, TRUE)', '1:01:01:01', 'engine'),
];

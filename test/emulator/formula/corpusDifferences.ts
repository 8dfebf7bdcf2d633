/** Functions that neither of the two other engines has; the entries of the corpus that need them. */
const functionsOfNeither = [
  'ASCII("A")',
  'CHR(65) & CHR(8364)',
  'DAYOFYEAR(DATE(2024, 12, 31))',
  'FORMATDURATION(-90061, TRUE)',
  'FORMATDURATION(90061)',
  'INITCAP("mr. 123smith")',
  'INITCAP("mr. _smith")',
  'ISOWEEK(DATE(2021, 1, 3)) * 10000 + ISOYEAR(DATE(2021, 1, 3))',
  'REVERSE("abc")',
  'ROUND(ASIN(1) + ACOS(1) + ATAN(1) + ATAN2(1, 1), 6)',
  'ROUND(SIN(PI() / 2) + COS(0) + TAN(0), 6)',
  'TEXT(FROMUNIXTIME(86461))',
  'TRUNC(8.49, 1)',
  'UNIXTIMESTAMP(DATE(1970, 1, 2))',
];

/** Functions of the record are in neither. */
const ofTheRecord = [
  'ISCLONE()',
  'ISBLANK(PRIORVALUE(StageName))',
  'PRIORVALUE(StageName) = "Open" && ISPICKVAL(PRIORVALUE(StageName), "Open")',
  'TEXT(PRIORVALUE(StageName)) & CASE(PRIORVALUE(StageName), "Open", "!", "?")',
];

const notRead = (expressions: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(expressions.map((expression) => [expression, 'not read']));

/** The platform adds to a date and time, and subtracts, whole seconds. */
const toMilliseconds = {
  '(DATETIMEVALUE("2024-01-01 10:00:00") - 0.00001 - DATETIMEVALUE("2024-01-01 09:59:59")) * 86400': '0.136',
  'TEXT(DATETIMEVALUE("2024-01-01 10:00:00") + 0.00001)': '2024-01-01 10:00:00Z',
};

/** Where each engine gives something else than the platform, and what; docs/formula-engines.md says why. */
export const corpusDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  formulon: {
    ...notRead(functionsOfNeither),
    ...notRead(ofTheRecord),
    'DISTANCE(GEOLOCATION(Amount, 5), GEOLOCATION(37.8, -122.4), "mi")': '8200.02433919',
    'DISTANCE(GEOLOCATION(Amount, 6), GEOLOCATION(37.8, -122.4), "mi")': '3585.29028571',
    'DISTANCE(GEOLOCATION(Amount, Count__c), GEOLOCATION(37.8, -122.4), "mi")': '7949.09864751',
    '"a" & TEXT(Creation_Timestamp__c)': 'aNULL',
    '"a" & TEXT(Creation_Timestamp__c) (formulaField)': 'aNULL',
    'HYPERLINK(Name, Name)': '<a href=""></a>',
    'IMAGE(Name, Name, Amount, 5)': '<img src="" alt="" height="null" width="5"/>',
    ...notRead([
      '"a" < "b"',
      '"back\\\\slash"',
      '"say \\"hi\\""',
      '1 /* one */ + /* two\n lines */ 2',
      'Amount > 1 = TRUE',
      'LEN("\\n")',
      'REGEX("12345", "\\\\d{5}")',
      'REGEX("x12345", "\\\\d{5}")',
      'HOUR(TIMEVALUE("17:30:45.125")) + MINUTE(TIMEVALUE("17:30:45.125"))',
      'SECOND(TIMEVALUE("17:30:45.125")) + MILLISECOND(TIMEVALUE("17:30:45.125"))',
    ]),
    '2 * 3 ^ 2': '18',
    '!Active__c || Active__c': 'false',
    'Amount + 1': 'no value',
    'Amount < 1': 'true',
    'NOT(Amount > 1)': 'true',
    'ADDMONTHS(DATE(2024, 2, 29), 1)': '2024-03-29',
    'BR()': '\n',
    'FIND("b", "abcb", 3)': '2',
    'ISNUMBER("1.5") && NOT(ISNUMBER("a"))': 'no value',
    'DATEVALUE("2024-03-05, or later")': 'not read',
    'MOD(5, 0)': 'NaN',
    'MOD(5, 0) (formulaField)': 'NaN',
    ...toMilliseconds,
    'ROUND(1.005, 2)': '1',
  },
  sformula: {
    ...notRead(functionsOfNeither),
    ...notRead(ofTheRecord),
    ...notRead([
      'DISTANCE(GEOLOCATION(Amount, 5), GEOLOCATION(37.8, -122.4), "mi")',
      'DISTANCE(GEOLOCATION(Amount, 6), GEOLOCATION(37.8, -122.4), "mi")',
      'DISTANCE(GEOLOCATION(Amount, Count__c), GEOLOCATION(37.8, -122.4), "mi")',
      'ROUND(DISTANCE(GEOLOCATION(48.8566, 2.3522), GEOLOCATION(51.5074, -0.1278), "km"), 1)',
      'ROUND(DISTANCE(GEOLOCATION(48.8566, 2.3522), GEOLOCATION(51.5074, -0.1278), "mi"), 1)',
    ]),
    '"a" & TEXT(Creation_Timestamp__c)': 'aZ',
    'DATEVALUE(TEXT(Creation_Timestamp__c))': '',
    ...notRead([
      '"a" < "b"',
      'If(tRUE, 1, 2)',
      'LEN("\\n")',
      'BR()',
      'REGEX("12345", "\\\\d{5}")',
      'REGEX("x12345", "\\\\d{5}")',
    ]),
    '2 * 3 ^ 2': '18',
    'ISPICKVAL(StageName, "")': 'false',
    'DATEVALUE("2024-03-05, or later")': '',
    'MOD(5, 0)': '5',
    'ROUND(SQRT(EXP(-100)) * 100000000000000000000, 8)': '0',
    'TEXT(DATETIMEVALUE("2024-01-01 10:00:00 "))': 'Z',
    ...toMilliseconds,
  },
};

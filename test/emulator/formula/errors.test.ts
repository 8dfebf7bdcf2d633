import { compileFormula, MAX_FORMULA_LENGTH } from '../../../src/emulator/formula/formula.js';
import { compile, problem, problemAt, scope } from './fixture.js';

describe('syntax errors', () => {
  it.each([
    ['', "Syntax error.  Found 'end of formula'"],
    ['1 +', "Syntax error.  Found 'end of formula'"],
    ['AND(TRUE, FALSE', "Syntax error.  Missing ')'"],
    ['(1 + 2', "Syntax error.  Missing ')'"],
    ['AND(TRUE FALSE)', "Syntax error.  Missing ')'"],
    ['NOT(TRUE, FALSE)', "Syntax error.  Missing ')'"],
    ['1, 2', "Syntax error. Extra ','"],
    ['OR(TRUE))', "Syntax error. Extra ')'"],
    ['Name Amount', 'Syntax error. Extra Amount'],
    ['Name "x"', `Syntax error. Extra '"x"'`],
    ['OR(TRUE,)', "Syntax error.  Found ')'"],
    ['OR(,TRUE)', "Syntax error.  Found ','"],
    ['1 * * 2', "Syntax error.  Found '*'"],
    ['.5', "Syntax error.  Found '.'"],
    ['1e5', 'Syntax error. Extra e5'],
    ['"open', 'Syntax error.  Missing "'],
    ["'open", "Syntax error.  Missing '"],
    ['"a\nb"', 'Syntax error.  Missing "'],
    ['"a\\qb"', 'Syntax error.  Missing "'],
    ['Name @ 1', 'Syntax error'],
    ['/* open', "Syntax error.  Found '/'"],
    ['{!Name}', 'Syntax error'],
  ])('Given %j, Then the message is %j', (source, message) => {
    expect(problem(source)).toBe(message);
  });
});

describe('unknown names', () => {
  it.each([
    ['Foo__c', 'Field Foo__c does not exist. Check spelling.'],
    ['account.Nme', 'Field account.Nme does not exist. Check spelling.'],
    ['Name:x', 'Field Name:x does not exist. Check spelling.'],
    ['$Permission.Nope', 'Field $Permission.Nope does not exist. Check spelling.'],
    ['$Resource.Nope', 'Static Resource named Nope does not exist. Check spelling.'],
    ['FOO(1)', 'Unknown function FOO. Check spelling.'],
    ['CONCATENATE(Name, Name)', 'Unknown function CONCATENATE. Check spelling.'],
    ['IFERROR(1, 2)', 'Unknown function IFERROR. Check spelling.'],
    ['CURRENCYRATE("EUR")', 'The embedded org does not evaluate the function CURRENCYRATE.'],
    ['GETSESSIONID()', 'The embedded org does not evaluate the function GETSESSIONID.'],
    ['UrlFor($Resource.Badge)', 'Function URLFOR may not be used in this type of formula'],
    ['PARENTGROUPVAL(Amount, Name)', 'Function PARENTGROUPVAL may not be used in this type of formula'],
  ])('Given %s, Then the message is %j', (source, message) => {
    expect(problem(source)).toBe(message);
  });
  it('Given names in any case, Then they are found', () => {
    expect(problem('iF(IS_SYNTHETIC__C, account.name, $resource.BADGE)')).toBe('no error');
  });
});

describe('the functions of validation rules and formula fields', () => {
  const names = `AND OR IF CASE ISBLANK ISNULL BLANKVALUE NULLVALUE ISNEW ISCHANGED PRIORVALUE ISPICKVAL INCLUDES
    PICKLISTCOUNT TEXT VALUE LEN LEFT RIGHT MID TRIM UPPER LOWER CONTAINS BEGINS FIND SUBSTITUTE LPAD RPAD REGEX BR
    CASESAFEID HYPERLINK IMAGE ISNUMBER TODAY NOW DATE DATEVALUE DATETIMEVALUE DAY MONTH YEAR WEEKDAY HOUR MINUTE SECOND
    MILLISECOND TIMEVALUE TIMENOW ADDMONTHS ABS CEILING FLOOR ROUND MOD MAX MIN SQRT EXP LN LOG MCEILING MFLOOR TRUNC
    SIN COS TAN ASIN ACOS ATAN ATAN2 PI ASCII CHR REVERSE INITCAP DAYOFYEAR ISOWEEK ISOYEAR FROMUNIXTIME UNIXTIMESTAMP
    FORMATDURATION`;
  it.each(names.split(/\s+/))('Given %s in small letters with too many parameters, Then it is known', (name) => {
    const many = Array.from({ length: 7 }, () => 'NULL').join(', ');
    expect(problem(`${name.toLowerCase()}(${many})`)).toMatch(
      /^(no error|Incorrect number of parameters for function '.*\(\)'. Expected \d+, received 7)$/,
    );
  });
});

describe('parameters', () => {
  it.each([
    ['ISPICKVAL(StageName)', "Incorrect number of parameters for function 'ISPICKVAL()'. Expected 2, received 1"],
    ['LEFT(Name, 1, 2)', "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 3"],
    ['NOW(1)', "Incorrect number of parameters for function 'NOW()'. Expected 0, received 1"],
    ['AND()', "Incorrect number of parameters for function 'AND()'. Expected 1, received 0"],
    ['IF(TRUE, 1)', "Incorrect number of parameters for function 'IF()'. Expected 3, received 2"],
    ['CASE(1, 2, 3)', "Incorrect number of parameters for function 'CASE()'. Expected 4, received 3"],
    [
      'CASE(1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5)',
      "Incorrect number of parameters for function 'CASE()'. Expected 10, received 11",
    ],
    ['AND(TRUE, Name)', "Incorrect parameter type for function 'AND()'. Expected Boolean, received Text"],
    ['TRUE && Name', "Incorrect parameter type for function 'and()'. Expected Boolean, received Text"],
    ['!Name', "Incorrect parameter type for function 'not()'. Expected Boolean, received Text"],
    ['Not Amount', "Incorrect parameter type for function 'Not()'. Expected Boolean, received Number"],
    ['LEN(5)', "Incorrect parameter type for function 'LEN()'. Expected Text, received Number"],
    ['IF(1, 2, 3)', "Incorrect parameter type for function 'IF()'. Expected Boolean, received Number"],
    ['IF(TRUE, 2, Name)', "Incorrect parameter type for function 'IF()'. Expected Number, received Text"],
    [
      'TEXT(Name)',
      "Incorrect parameter type for function 'TEXT()'. Expected Number, Date, Date/Time, Picklist, received Text",
    ],
    ['YEAR(NOW())', "Incorrect parameter type for function 'YEAR()'. Expected Date, received Date/Time"],
    ['TRUE + 1', "Incorrect parameter type for operator '+'. Expected Number, Date, Date/Time, received Boolean"],
    ['1 - "x"', "Incorrect parameter type for operator '-'. Expected Number, Date, Date/Time, received Text"],
    ['"x" + 1', "Incorrect parameter type for operator '+'. Expected Text, received Number"],
    ['"x" & 1', "Incorrect parameter type for operator '&'. Expected Text, received Number"],
    ['TODAY() + TODAY()', "Incorrect parameter type for operator '+'. Expected Number, received Date"],
    ['1 - TODAY()', "Incorrect parameter type for operator '-'. Expected Number, received Date"],
    ['TODAY() - NOW()', "Incorrect parameter type for operator '-'. Expected Number, Date, received Date/Time"],
    ['Start__c + Start__c', "Incorrect argument type for operator '+'."],
    ['Amount * Name', "Incorrect parameter type for operator '*'. Expected Number, received Text"],
    ['-Name', "Incorrect parameter type for operator '-'. Expected Number, received Text"],
    ['Name == 1', "Incorrect parameter type for operator '='. Expected Text, received Number"],
    ['Creation_Timestamp__c > TODAY()', "Incorrect parameter type for operator '>'. Expected Date/Time, received Date"],
    ['TRUE < FALSE', "Incorrect parameter type for operator '<'. Expected Number, Date, Date/Time, received Boolean"],
    ['ISBLANK(Active__c)', "Incorrect argument type for function 'ISBLANK()'."],
    ['BLANKVALUE(Active__c, TRUE)', "Incorrect argument type for function 'BLANKVALUE()'."],
    ['CASE(Active__c, TRUE, 1, 0)', "Incorrect argument type for function 'CASE()'."],
    ['CASE(Amount, 1, TRUE, FALSE)', "Incorrect argument type for function 'CASE()'."],
    ['DATEVALUE(1)', "Incorrect argument type for function 'DATEVALUE()'."],
    ['ISPICKVAL(Name, "x")', "Incorrect parameter type for function 'ISPICKVAL()'. Expected Picklist, received Text"],
    [
      'ISPICKVAL(StageName, Name)',
      "Incorrect parameter type for function 'ISPICKVAL()'. Expected Text Literal, received Text",
    ],
  ])('Given %s, Then the message is %j', (source, message) => {
    expect(problem(source)).toBe(message);
  });
});

describe('picklist fields', () => {
  const picklist = 'Field StageName is a picklist field. Picklist fields are only supported in certain functions.';
  const multipicklist =
    'Field Interests__c is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.';
  it.each([
    ['StageName', picklist],
    ['StageName = "x"', picklist],
    ['ISBLANK(StageName)', picklist],
    ['LEN(StageName)', picklist],
    ['IF(TRUE, StageName, "")', picklist],
    ['StageName & "x"', picklist],
    ['Interests__c', multipicklist],
    ['TEXT(Interests__c)', multipicklist],
    ['ISBLANK(Interests__c)', 'no error'],
    ['ISBLANK(TEXT(StageName))', 'no error'],
    ['CASE(StageName, "x", 1, 2)', 'no error'],
    ['INCLUDES(Interests__c, "x")', 'no error'],
  ])('Given %s, Then: %s', (source, message) => {
    expect(problem(source)).toBe(message);
  });
});

describe('locations and lookups', () => {
  const point = 'GEOLOCATION(1, 2)';
  const zip = '$ObjectType.Zip__c.Fields';
  it.each([
    [`DISTANCE(${point}, ${point}, "KM") > 1`, 'no error'],
    [
      `DISTANCE(${point}, ${point}, "yd") > 1`,
      "Incorrect parameter value for function 'DISTANCE()'. Expected 'mi'/'km', received \"yd\"",
    ],
    [
      `DISTANCE(1, ${point}, "km") > 1`,
      "Incorrect parameter type for function 'DISTANCE()'. Expected Geolocation, received Number",
    ],
    ['GEOLOCATION(91, 2)', "Incorrect parameter for function 'GEOLOCATION()'."],
    ['GEOLOCATION("1", 2)', "Incorrect parameter type for function 'GEOLOCATION()'. Expected Number, received Text"],
    [`${point} = ${point}`, "Incorrect argument type for operator '='."],
    [`CASE(${point}, ${point}, 1, 2)`, "Incorrect argument type for function 'CASE()'."],
    [
      point,
      'Formula result is data type (Geolocation), incompatible with expected data type (Text, Number, true or false, Date, Date/Time, Time).',
    ],
    [`VLOOKUP(${zip}.State__c, ${zip}.Name, Name)`, 'no error'],
    [`VLOOKUP(${zip}.Nope__c, ${zip}.Name, Name)`, `Field ${zip}.Nope__c does not exist. Check spelling.`],
    [`VLOOKUP(${zip}.State__c, ${zip}.State__c, Name)`, "Incorrect parameter for function 'VLOOKUP()'."],
    [`VLOOKUP(${zip}.State__c, "x", Name)`, "Incorrect parameter for function 'VLOOKUP()'."],
    [
      `VLOOKUP(${zip}.State__c, ${zip}.Name, Amount)`,
      "Incorrect parameter type for function 'VLOOKUP()'. Expected Text, received Number",
    ],
    [`${zip}.State__c = "x"`, `Field ${zip}.State__c does not exist. Check spelling.`],
  ])('Given %s, Then: %s', (source, message) => {
    expect(problem(source)).toBe(message);
  });
  it('Given a lookup outside of a rule, Then it is refused; inside, what it names is among the references', () => {
    const source = `VLOOKUP(${zip}.State__c, ${zip}.Name, Name)`;
    expect(problem(source, { kind: 'formulaField' })).toBe('Function VLOOKUP may not be used in this type of formula');
    expect(compile(source, { kind: 'validationRule' }).references).toEqual([
      ['$ObjectType', 'Zip__c', 'Fields', 'State__c'],
      ['$ObjectType', 'Zip__c', 'Fields', 'Name'],
      ['Name'],
    ]);
  });
});

describe('where functions may stand', () => {
  it.each(['ISNEW()', 'ISCHANGED(Name)', 'PRIORVALUE(Name)'])(
    'Given %s where there is no save, Then it is refused',
    (source) => {
      const name = source.slice(0, source.indexOf('('));
      for (const kind of ['formulaField', 'defaultValue'] as const)
        expect(problem(source, { kind })).toBe(`Function ${name} may not be used in this type of formula`);
      expect(problem(source, { kind: 'validationRule' })).toBe('no error');
    },
  );
  it.each([
    ['REGEX(Name, "x")', 'formulaField', 'Function REGEX may not be used in this type of formula'],
    ['REGEX(Name, "x")', 'validationRule', 'no error'],
    ['IMAGE("/x", "y")', 'validationRule', 'Function IMAGE may not be used in this type of formula'],
    ['HYPERLINK("/x", "y")', 'defaultValue', 'Function HYPERLINK may not be used in this type of formula'],
    ['TRUNC(1.5)', 'validationRule', "Incorrect number of parameters for function 'TRUNC()'. Expected 2, received 1"],
    ['TRUNC(1.5)', 'formulaField', 'no error'],
  ] as const)('Given %s in a %s, Then: %s', (source, kind, message) => {
    expect(problem(source, { kind })).toBe(message);
  });
  it.each([
    ['ISCHANGED(Account.Name)', 'The ISCHANGED function cannot reference the Account.Name field.'],
    ['PRIORVALUE($User.Id)', 'The PRIORVALUE function cannot reference the $User.Id field.'],
    ['ISCHANGED(LEFT(Name, 1))', "Incorrect argument type for function 'ISCHANGED()'."],
  ])('Given %s, Then: %s', (source, message) => {
    expect(problem(source)).toBe(message);
  });
});

describe('the result type', () => {
  it.each([
    [
      'Amount',
      'boolean',
      'Formula result is data type (Number), incompatible with expected data type (true or false).',
    ],
    ['Name', 'number', 'Formula result is data type (Text), incompatible with expected data type (Number).'],
    ['TRUE', 'text', 'Formula result is data type (Boolean), incompatible with expected data type (Text).'],
    ['CreatedDate', 'text', 'Field CreatedDate does not exist. Check spelling.'],
    ['NULL', 'date', 'no error'],
    ['$User.Id', 'text', 'no error'],
    ['Name', 'picklist', 'no error'],
  ] as const)('Given %s where %s is wanted, Then: %s', (source, returns, message) => {
    expect(problem(source, { returns })).toBe(message);
  });
  it('Given several types, Then the one that fits is the formula’s', () => {
    const result = compileFormula('TODAY()', { scope, returns: ['datetime', 'date'] });
    expect(result.ok && result.formula.type).toBe('date');
  });
});

describe('the length', () => {
  it('Given 3,900 characters, Then it compiles; Given more, Then the message says how many', () => {
    expect(problem('1'.padEnd(MAX_FORMULA_LENGTH))).toBe('no error');
    expect(problem('1'.padEnd(3916))).toBe(
      'Formula is too long (3,916 characters).  Maximum length is 3,900 characters',
    );
  });
  it.each(['('.repeat(1949) + '1' + ')'.repeat(1949), '-'.repeat(3899) + '1', '!'.repeat(3890) + 'TRUE'])(
    'Given deep nesting within the length, Then it compiles and runs',
    (source) => {
      expect(problem(source)).toBe('no error');
    },
  );
});

describe('where the error is', () => {
  it.each([
    ['Foo__c', '1:1'],
    ['AND(TRUE,\n    Foo__c)', '2:5'],
    ['/* a\r\nb */ Name + 1', '2:13'],
    ['LEN(Name', '1:9'],
    ['LEFT(Name)', '1:1'],
  ])('Given %j, Then it is at %s', (source, at) => {
    expect(problemAt(source)).toBe(at);
  });
});

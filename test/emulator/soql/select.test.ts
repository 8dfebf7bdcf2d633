import fc from 'fast-check';
import { nextPage, columnsOf } from '../../../src/emulator/setup/queryService.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { apiCatalog } from '../../../src/emulator/setup/apiCatalog.js';
import { ApiError } from '../../../src/emulator/org/apiError.js';
import { deleteRecord, updateRecord } from '../../../src/emulator/records/records.js';
import type { QueryAnswer } from '../../../src/emulator/soql/query.js';
import { thrownBy } from '../records/orgBuilder.js';
import { accounts, BASE } from './soqlBuilder.js';

const soql = accounts();
const sender = { org: soql.target.org, caller: soql.target.admin, api: 'data' as const, basePath: BASE };

describe('Given four accounts, when a query selects', () => {
  it('Then values come in REST form under the names of the catalog', () => {
    const [record] = soql.ask(
      "select name, DAY__C, at__c, score__c, flag__c, double__c from account where name='beta'",
    ).records;
    expect(record).toMatchObject({
      attributes: { type: 'Account' },
      Name: 'Beta',
      Day__c: '2026-03-01',
      At__c: '2026-03-01T00:00:00.000+0000',
      Score__c: 2.5,
      Flag__c: false,
      Double__c: 5,
    });
  });

  it('Then an alias and the object name may stand before a field', () => {
    expect(soql.names("SELECT a.Name FROM Account a WHERE a.Owner.Alias = 'admin' AND Account.Score__c = 1")).toBe(
      'alpha',
    );
  });

  it('Then toLabel gives the labels', () => {
    expect(soql.column("SELECT toLabel(Tags__c) FROM Account WHERE Name = 'alpha'", 'Tags__c')).toEqual([
      'The red;The green',
    ]);
  });

  it('Then FIELDS(CUSTOM) gives the custom fields the caller may read', () => {
    const [record] = soql.ask("SELECT FIELDS(CUSTOM) FROM Account WHERE Name = 'beta' LIMIT 200").records;
    expect(Object.keys(record ?? {}).sort()).toEqual(
      ['At__c', 'Day__c', 'Double__c', 'Flag__c', 'Note__c', 'Score__c', 'Tags__c', 'attributes'].sort(),
    );
  });

  it.each([
    ['ORDER BY Score__c', "O'Neil_50% ÉCLAIR alpha Beta"],
    ['ORDER BY Score__c NULLS LAST', "ÉCLAIR alpha Beta O'Neil_50%"],
    ['ORDER BY Score__c DESC NULLS LAST', "Beta alpha ÉCLAIR O'Neil_50%"],
    ['ORDER BY Industry NULLS FIRST, Name DESC', "alpha O'Neil_50% ÉCLAIR Beta"],
    ['ORDER BY Owner.Name, Name LIMIT 2', 'alpha Beta'],
    ['ORDER BY Name LIMIT 2 OFFSET 1', "Beta O'Neil_50%"],
    ['LIMIT 0', ''],
  ])('Then %s gives "%s"', (clause, names) => {
    expect(soql.names(`SELECT Name FROM Account ${clause}`)).toBe(names);
  });
});

describe('Given four accounts, when a query aggregates', () => {
  it.each([
    ['COUNT(Id) FROM Account', { expr0: 4 }],
    ['COUNT(Score__c) c FROM Account', { c: 3 }],
    ['COUNT_DISTINCT(Industry) FROM Account', { expr0: 2 }],
    ['SUM(Score__c), AVG(Score__c), MIN(Score__c), MAX(Score__c) m FROM Account', { expr0: 0.5, expr2: -3, m: 2.5 }],
    ['MAX(At__c) FROM Account', { expr0: '2026-03-02T00:00:00.000+0000' }],
    ['SUM(Double__c) FROM Account', { expr0: 1 }],
    ["MAX(Score__c) FROM Account WHERE Name = 'nobody'", { expr0: null }],
  ])('Then SELECT %s gives one result', (text, values) => {
    const { records, totalSize } = soql.ask(`SELECT ${text}`);
    expect({ totalSize, records }).toMatchObject({
      totalSize: 1,
      records: [{ attributes: { type: 'AggregateResult' }, ...values }],
    });
  });

  it('Then COUNT() answers in totalSize alone', () => {
    expect(soql.ask('SELECT COUNT() FROM Account')).toEqual({ totalSize: 4, done: true, records: [] });
    expect(soql.ask('SELECT COUNT() FROM Account LIMIT 3').totalSize).toBe(3);
  });

  it('Then groups ignore case, HAVING chooses among them and ORDER BY sorts them', () => {
    const { records } = soql.ask(
      'SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry HAVING COUNT(Id) < 3 ORDER BY COUNT(Id) DESC, Industry NULLS LAST',
    );
    expect(records.map(({ Industry, n }) => [String(Industry).toLowerCase(), n])).toEqual([
      ['energy', 2],
      ['banking', 1],
      ['null', 1],
    ]);
  });

  it('Then parents and parts of dates can be grouped by', () => {
    const { records } = soql.ask(
      'SELECT Owner.Alias, CALENDAR_MONTH(Day__c) m, COUNT(Id) n FROM Account WHERE Day__c != null GROUP BY Owner.Alias, CALENDAR_MONTH(Day__c) ORDER BY CALENDAR_MONTH(Day__c)',
    );
    expect(records).toMatchObject([
      { Alias: 'admin', m: 2, n: 1 },
      { Alias: 'admin', m: 3, n: 2 },
    ]);
  });
});

describe('Given a query that the platform refuses, when it is run', () => {
  it.each([
    ['', 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null'],
    ['SELECT', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELEC Id FROM Account', 'MALFORMED_QUERY', "unexpected token: 'SELEC'"],
    ['SELECT Id FROM Account WHERE Name = "x"', 'MALFORMED_QUERY', `unexpected token: '"'`],
    ['SELECT Id FROM Contact.Account a', 'MALFORMED_QUERY', "unexpected token: 'Contact.Account'"],
    ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name n FROM Account', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT Id, id FROM Account', 'MALFORMED_QUERY', 'duplicate field selected: Id'],
    ['SELECT SUM(Name) FROM Account', 'MALFORMED_QUERY', 'does not support aggregate operator SUM'],
    ['SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200'],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
    ['SELECT Id FROM Account LIMIT 99999999999', 'MALFORMED_QUERY', 'For input string'],
    ['SELECT Id FROM Account ORDER BY Note__c', 'INVALID_FIELD', 'can not be sorted'],
    ['SELECT CreatedDate FROM Account GROUP BY CreatedDate', 'INVALID_FIELD', "'CreatedDate' can not be grouped"],
    ['SELECT Note__c FROM Account GROUP BY Note__c', 'INVALID_FIELD', 'can not be grouped'],
    ['SELECT Id FROM ScratchOrgInfo limit 1', 'INVALID_TYPE', "sObject type 'ScratchOrgInfo' is not supported."],
    ['SELECT Id FROM ValidationRule', 'INVALID_TYPE', "sObject type 'ValidationRule' is not supported."],
    ['SELECT Id, (SELECT Id FROM Nopes) FROM Account', 'INVALID_TYPE', "Didn't understand relationship 'Nopes'"],
    [
      'SELECT TYPEOF Owner WHEN User THEN Name END FROM Account',
      'FUNCTIONALITY_NOT_ENABLED',
      'does not emulate TYPEOF',
    ],
    ['SELECT Id FROM Account FOR UPDATE', 'FUNCTIONALITY_NOT_ENABLED', 'does not emulate FOR UPDATE'],
    ['SELECT FORMAT(Score__c) FROM Account', 'FUNCTIONALITY_NOT_ENABLED', 'does not emulate the function FORMAT'],
    ['SELECT Name FROM Account GROUP BY ROLLUP(Name)', 'FUNCTIONALITY_NOT_ENABLED', 'the function ROLLUP'],
    ['SELECT Id FROM Account WITH SECURITY_ENFORCED', 'FUNCTIONALITY_NOT_ENABLED', 'WITH SECURITY_ENFORCED'],
  ])('Then "%s" is %s', (text, errorCode, message) => {
    const refusal = soql.refusal(text);
    expect(refusal).toMatchObject({ status: 400, errorCode });
    expect(refusal.message).toContain(message);
  });

  it('Then the message shows the line, a caret and the position', () => {
    expect(soql.refusal('SELECT Foo FROM Account').message).toBe(
      "\nSELECT Foo FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    );
    expect(soql.refusal("SELECT Id\nFROM Account\nWHERE Name = 'Foo' AND Foo = 1").message).toContain(
      'ERROR at Row:3:Column:24',
    );
  });

  it('Then the message shows only the surroundings of a long line, and the word in the right clause', () => {
    const { message } = soql.refusal(
      "SELECT Id, Name, Industry, Phone, CreatedDate FROM Account WHERE Industry = 'Energy' AND Name = 3999 AND Phone = '1' ORDER BY Industry",
    );
    expect(message.split('\n')).toEqual([
      '',
      "WHERE Industry = 'Energy' AND Name = 3999 AND Phone = '1' ORDER BY",
      '                              ^',
      'ERROR at Row:1:Column:90',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ]);
  });

  it('Then nesting beyond all measure is refused', () => {
    const nested = `${'('.repeat(20_000)}Name = 'x'${')'.repeat(20_000)}`;
    expect(soql.refusal(`SELECT Id FROM Account WHERE ${nested}`).errorCode).toBe('FUNCTIONALITY_NOT_ENABLED');
    const negated = `${'NOT '.repeat(24_000)}Name = 'x'`;
    expect(soql.refusal(`SELECT Id FROM Account WHERE ${negated}`).errorCode).toBe('FUNCTIONALITY_NOT_ENABLED');
    expect(soql.refusal(`SELECT Id FROM Account WHERE Name LIKE '${'x'.repeat(60_000)}'`).errorCode).toBe(
      'QUERY_TOO_COMPLICATED',
    );
  });
});

describe('Given a result of several pages, when it is read on', () => {
  it('Then every row comes once, in order, as it was found and with its present values', () => {
    const { target, cursors, ask, create } = accounts();
    const ids = Array.from({ length: 450 }, (_each, index) =>
      create('Account', { Name: `page ${String(index).padStart(3, '0')}` }),
    );
    const first = ask("SELECT Name FROM Account WHERE Name LIKE 'page%' ORDER BY Name", { batchSize: 200 });
    expect(first).toMatchObject({ totalSize: 450, done: false });
    expect(first.records).toHaveLength(200);
    expect(first.nextRecordsUrl).toMatch(/^\/services\/data\/v67\.0\/query\/01g\w{15}-200$/);
    updateRecord(target.org, target.admin, 'Account', ids[300] ?? '', { Name: 'renamed' });
    deleteRecord(target.org, target.admin, 'Account', ids[301] ?? '');
    create('Account', { Name: 'page 999' });

    const sent = { ...sender, org: target.org, caller: target.admin };
    const next = (url = ''): QueryAnswer => nextPage(sent, cursors, url.split('/').at(-1) ?? '', 'query');
    const second = next(first.nextRecordsUrl);
    const third = next(second.nextRecordsUrl);
    expect([second.done, third.done, third.records.length]).toEqual([false, true, 50]);
    const names = [first, second, third].flatMap(({ records }) => records.map(({ Name }) => Name));
    expect(names).toHaveLength(450);
    expect(new Set(names).size).toBe(450);
    expect(names[300]).toBe('renamed');
  });

  it('Then a locator that was never given is refused', () => {
    for (const locator of ['01g000000000000AAA-200', 'x', '']) {
      expect(thrownBy(() => nextPage(sender, soql.cursors, locator, 'query'))).toMatchObject({
        status: 400,
        errorCode: 'INVALID_QUERY_LOCATOR',
      });
    }
  });
});

describe('Given a query, when its columns are asked for', () => {
  it('Then parents, children and aggregates have the shape that the CLI lays out', () => {
    const { columnMetadata } = columnsOf(sender, 'SELECT Id, Owner.Name, (SELECT LastName FROM Contacts) FROM Account');
    expect(columnMetadata).toMatchObject([
      { columnName: 'Id', aggregate: false, joinColumns: [] },
      { columnName: 'Owner', aggregate: false, joinColumns: [{ columnName: 'Name' }] },
      { columnName: 'Contacts', aggregate: true, joinColumns: [{ columnName: 'LastName' }] },
    ]);
    expect(columnsOf(sender, 'SELECT COUNT(Id), MAX(Score__c) top FROM Account').columnMetadata).toMatchObject([
      { columnName: 'expr0', displayName: 'COUNT(Id)', aggregate: true },
      { columnName: 'top', displayName: 'MAX(Score__c)', aggregate: true },
    ]);
  });
});

describe('Given all fields of the catalog, when queries filter, sort and group by them', () => {
  const { org, admin } = soql.target;
  const { catalog, access } = apiCatalog(org, admin, 'data');
  const refused = { errorCode: 'INVALID_FIELD', message: expect.stringContaining(' in a query call') as unknown };

  it.each(
    catalogOf(org)
      .objects()
      .filter(({ category }) => category !== 'metadataOnly')
      .map(({ name }) => name),
  )('Then %s takes what its describe says', (name) => {
    const { fields } = describeObject(catalog, access, name);
    const uses = {
      filterable: (names: readonly string[]) =>
        `SELECT Id FROM ${name} WHERE ${names.map((each) => `${each} != null`).join(' AND ')}`,
      sortable: (names: readonly string[]) => `SELECT Id FROM ${name} ORDER BY ${names.join(', ')}`,
      groupable: (names: readonly string[]) => `SELECT COUNT(Id) FROM ${name} GROUP BY ${names.join(', ')}`,
    };
    for (const use of ['filterable', 'sortable', 'groupable'] as const) {
      const names = (wanted: boolean): string[] =>
        fields.filter((field) => field[use] === wanted).map((each) => each.name);
      // All of them in one query, which no field may spoil; those that cannot be used one by one.
      expect(() => soql.ask(uses[use](names(true)))).not.toThrow();
      for (const field of names(false)) {
        const text = uses[use]([field]);
        expect([text, soql.refusal(text)]).toMatchObject([text, refused]);
      }
    }
  });
});

describe('Given any text at all, when it is run as a query', () => {
  const words = fc.constantFrom(
    ...[
      'SELECT',
      'FROM',
      'WHERE',
      'AND',
      'OR',
      'NOT',
      '(',
      ')',
      ',',
      '=',
      '!=',
      '<',
      'LIKE',
      'IN',
      'INCLUDES',
      'ORDER BY',
    ],
    ...[
      'GROUP BY',
      'HAVING',
      'LIMIT',
      'OFFSET',
      'COUNT()',
      'COUNT(Id)',
      'FIELDS(ALL)',
      'TODAY',
      'LAST_N_DAYS:9',
      'null',
    ],
    ...[
      'Id',
      'Name',
      'Owner.Name',
      'Account',
      'Contact',
      'Contacts',
      'Score__c',
      'Tags__c',
      'a',
      '1',
      '1.5',
      '-2',
      'true',
    ],
    ...[
      "'x'",
      "'%\\%'",
      "'\\\\'",
      "''",
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      'DESC',
      'NULLS LAST',
      'toLabel(Tags__c)',
    ],
    ...[
      'SELECT Id FROM Account',
      'SELECT Name FROM Account WHERE',
      '(SELECT Id FROM Contacts)',
      'CALENDAR_YEAR(Day__c)',
    ],
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 14 }).map((each) => each.join(' ')),
    fc.array(words, { maxLength: 10 }).map((each) => `SELECT Id, Name FROM Account WHERE ${each.join(' ')}`),
    fc.string({ unit: 'binary' }),
    fc.string().map((each) => `SELECT Id FROM Account WHERE Name LIKE '${each}'`),
  );

  it('Then it is answered or refused with a 4xx, never an unexpected error', () => {
    fc.assert(
      fc.property(text, (each) => {
        try {
          expect(soql.ask(each).totalSize).toBeGreaterThanOrEqual(0);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          expect(error.status).toBe(400);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

import { deleteRecord } from '../../../src/emulator/records/records.js';
import { accounts } from './soqlBuilder.js';

const soql = accounts();
const where = (condition: string): string => soql.names(`SELECT Name FROM Account WHERE ${condition} ORDER BY Name`);
const ALL = "alpha Beta O'Neil_50% ÉCLAIR";

describe('Given four accounts, when a query filters them', () => {
  it.each([
    // Text ignores case, in every script.
    ["Name = 'ALPHA'", 'alpha'],
    ["Name = 'éclair'", 'ÉCLAIR'],
    ["Name IN ('BETA', 'éclair')", 'Beta ÉCLAIR'],
    ["Name NOT IN ('beta')", "alpha O'Neil_50% ÉCLAIR"],
    ["Name != 'beta'", "alpha O'Neil_50% ÉCLAIR"],
    ["Name <> 'beta'", "alpha O'Neil_50% ÉCLAIR"],
    ["Name < 'BETA'", 'alpha'],
    ["Name >= 'beta'", "Beta O'Neil_50% ÉCLAIR"],
    // Patterns.
    ["Name LIKE 'A%'", 'alpha'],
    ["Name LIKE '%É%'", 'ÉCLAIR'],
    ["Name LIKE '_eta'", 'Beta'],
    ["Name LIKE '%\\_50\\%'", "O'Neil_50%"],
    ["Name LIKE 'alpha\\_'", ''],
    ["Name = 'O\\'Neil_50%'", "O'Neil_50%"],
    ["(NOT Name LIKE 'a%')", "Beta O'Neil_50% ÉCLAIR"],
    // Blanks are unequal to everything, and found by NOT.
    ['Score__c = null', "O'Neil_50%"],
    ['Score__c != null', 'alpha Beta ÉCLAIR'],
    ['Score__c != 1', "Beta O'Neil_50% ÉCLAIR"],
    ['NOT Score__c = 1', "Beta O'Neil_50% ÉCLAIR"],
    ['NOT Score__c > 1', "alpha O'Neil_50% ÉCLAIR"],
    ["Industry IN ('Energy', null)", 'alpha Beta ÉCLAIR'],
    ["Industry NOT IN ('energy', null)", "O'Neil_50%"],
    ["Industry = ''", 'alpha'],
    // Numbers.
    ['Score__c > -4 AND Score__c < 2.5', 'alpha ÉCLAIR'],
    ['Score__c IN (1, 2.5)', 'alpha Beta'],
    // Checkboxes.
    ['Flag__c = true', 'alpha'],
    ['Flag__c = FALSE', "Beta O'Neil_50% ÉCLAIR"],
    // Dates and date/times.
    ['Day__c = 2026-03-01', 'Beta'],
    ['Day__c > 2026-02-28', 'Beta ÉCLAIR'],
    ['At__c = 2026-03-01T01:00:00+01:00', 'Beta'],
    ['Day__c = TODAY', 'Beta'],
    ['At__c = TODAY', 'Beta'],
    ['Day__c = YESTERDAY', 'alpha'],
    ['At__c = tomorrow', 'ÉCLAIR'],
    ['At__c > TODAY', 'ÉCLAIR'],
    ['At__c >= TODAY', 'Beta ÉCLAIR'],
    ['At__c < TODAY', 'alpha'],
    ['At__c <= TODAY', 'alpha Beta'],
    ['At__c != TODAY', "alpha O'Neil_50% ÉCLAIR"],
    ['Day__c = LAST_N_DAYS:1', 'alpha Beta'],
    ['Day__c = NEXT_N_DAYS:1', 'ÉCLAIR'],
    ['Day__c = N_DAYS_AGO:1', 'alpha'],
    // 1 March 2026 is a Sunday, the first day of its week.
    ['Day__c = THIS_WEEK', 'Beta ÉCLAIR'],
    ['Day__c = LAST_WEEK', 'alpha'],
    ['Day__c = THIS_MONTH', 'Beta ÉCLAIR'],
    ['Day__c = LAST_MONTH', 'alpha'],
    ['Day__c = THIS_QUARTER', 'alpha Beta ÉCLAIR'],
    ['Day__c = LAST_N_MONTHS:2', 'alpha'],
    ['Day__c = N_YEARS_AGO:1', ''],
    ['Day__c = THIS_FISCAL_YEAR', 'alpha Beta ÉCLAIR'],
    ['Day__c IN (TODAY, YESTERDAY)', 'alpha Beta'],
    ['CALENDAR_MONTH(Day__c) = 3', 'Beta ÉCLAIR'],
    ['DAY_ONLY(At__c) = 2026-02-28', 'alpha'],
    // Multi-select picklists.
    ["Tags__c INCLUDES ('green')", 'alpha'],
    ["Tags__c INCLUDES ('red;green', 'blue')", 'alpha Beta'],
    ["Tags__c INCLUDES ('red;blue')", ''],
    ["Tags__c EXCLUDES ('green')", "Beta O'Neil_50% ÉCLAIR"],
    ["Tags__c = 'red;green'", 'alpha'],
    // A computed field.
    ['Double__c = 5', 'Beta'],
    // Precedence and nesting.
    ["(Name = 'alpha' OR Name = 'beta') AND Score__c > 1", 'Beta'],
    ["Name = 'alpha' OR (Name = 'beta' AND Score__c > 99)", 'alpha'],
    ["NOT (Name = 'alpha' OR (NOT Name = 'beta'))", 'Beta'],
    ["Name != null AND (NOT (Name = 'alpha'))", "Beta O'Neil_50% ÉCLAIR"],
    // Parents.
    ["Owner.Username = 'admin@prod.emulator.example'", ALL],
    ["Owner.Profile.Name LIKE 'System%'", ALL],
    ["Parent.Name = 'x'", ''],
    ["Parent.Name != 'x'", ALL],
  ])('Then %s finds "%s"', (condition, names) => {
    expect(where(condition)).toBe(names);
  });

  it('Then a chain of a thousand conditions is answered', () => {
    const many = Array.from({ length: 1000 }, (_each, index) => `Score__c = ${index + 100}`);
    expect(where([...many, 'Score__c = 1'].join(' OR '))).toBe('alpha');
  });

  it('Then 15-character ids find their records', () => {
    const id = String(soql.column("SELECT Id FROM Account WHERE Name = 'beta'", 'Id')[0]);
    expect(where(`Id = '${id.slice(0, 15)}'`)).toBe('Beta');
  });
});

describe('Given four accounts, when a query filters in a way the platform refuses', () => {
  it.each([
    ['Name = 1', 'INVALID_FIELD', /'Name' must be of type string and should be enclosed in quotes/],
    ["Flag__c = 'true'", 'INVALID_FIELD', /must be of type boolean and should not be enclosed in quotes/],
    ['CreatedDate = 2026-01-01', 'INVALID_FIELD', /must be of type dateTime/],
    ["Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: x/],
    ['Flag__c > false', 'INVALID_QUERY_FILTER_OPERATOR', /invalid operator on boolean field/],
    ["Name INCLUDES ('a')", 'INVALID_QUERY_FILTER_OPERATOR', /invalid operator/],
    ["Note__c = 'long'", 'INVALID_FIELD', /'Note__c' can not be filtered in a query call/],
    ["Hidden__c = 'x'", 'INVALID_FIELD', /No such column 'Hidden__c' on entity 'Account'/],
    ["Owner.Nope = 'x'", 'INVALID_FIELD', /No such column 'Nope' on entity 'User'/],
    ["Nope.Name = 'x'", 'INVALID_FIELD', /Didn't understand relationship 'Nope' in field path/],
    ["Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY', /unexpected token: 'OR'/],
    ['Score__c > null', 'MALFORMED_QUERY', /cannot compare with null/],
    ['COUNT(Id) > 1', 'MALFORMED_QUERY', /Aggregate functions are not allowed in WHERE/],
    ['Day__c = 2026-02-30', 'MALFORMED_QUERY', /Invalid date/],
    ['Day__c = LAST_N_YEARS:99999', 'MALFORMED_QUERY', /Invalid date literal/],
    ["Id IN (SELECT Id FROM Account WHERE Name = 'a')", 'MALFORMED_QUERY', /same object type/],
    ['Name IN (SELECT Id FROM Contact)', 'MALFORMED_QUERY', /id or a reference/],
    ["DISTANCE(Location__c, GEOLOCATION(1, 2), 'mi') < 5", 'FUNCTIONALITY_NOT_ENABLED', /does not emulate/],
  ])('Then %s is %s', (condition, errorCode, message) => {
    const refusal = soql.refusal(`SELECT Id FROM Account WHERE ${condition}`);
    expect(refusal).toMatchObject({ status: 400, errorCode });
    expect(refusal.message).toMatch(message);
  });
});

describe('Given accounts with contacts, when a query joins them', () => {
  const [beta] = soql.column("SELECT Id FROM Account WHERE Name = 'beta'", 'Id');
  soql.create('Contact', { LastName: 'Zed', AccountId: beta });
  soql.create('Contact', { LastName: 'Young', AccountId: beta });
  soql.create('Contact', { LastName: 'Lone' });

  it('Then IN finds the parents and NOT IN the others', () => {
    expect(where('Id IN (SELECT AccountId FROM Contact)')).toBe('Beta');
    expect(where("Id NOT IN (SELECT AccountId FROM Contact WHERE LastName LIKE 'z%')")).toBe("alpha O'Neil_50% ÉCLAIR");
  });

  it('Then a record without a parent shows null for it', () => {
    const { records } = soql.ask('SELECT LastName, Account.Name, Account.Owner.Alias FROM Contact ORDER BY LastName');
    expect(records).toEqual([
      expect.objectContaining({ LastName: 'Lone', Account: null }),
      expect.objectContaining({
        LastName: 'Young',
        Account: {
          attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${String(beta)}` },
          Name: 'Beta',
          Owner: expect.objectContaining({ Alias: 'admin' }),
        },
      }),
      expect.objectContaining({ LastName: 'Zed' }),
    ]);
  });

  it('Then a subquery gives each parent its own children, within its own limit', () => {
    const { records } = soql.ask(
      "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) FROM Account WHERE Name IN ('alpha', 'beta') ORDER BY Name",
    );
    expect(records[0]).toMatchObject({ Name: 'alpha', Contacts: null });
    expect(records[1]).toMatchObject({
      Name: 'Beta',
      Contacts: { totalSize: 1, done: true, records: [{ LastName: 'Young' }] },
    });
  });

  it('Then deleted records are left out, except by queryAll', () => {
    const { org, admin } = soql.target;
    const id = soql.create('Contact', { LastName: 'Gone' });
    deleteRecord(org, admin, 'Contact', id);
    const text = "SELECT Id, IsDeleted FROM Contact WHERE LastName = 'Gone'";
    expect(soql.ask(text).totalSize).toBe(0);
    expect(soql.ask(text, { includeDeleted: true }).records).toEqual([expect.objectContaining({ IsDeleted: true })]);
  });
});

import { grant, putField } from '../records/orgBuilder.js';
import { accounts } from './soqlBuilder.js';

const soql = accounts();
putField(soql.target, 'Account.Key__c', { unique: 'true', caseSensitive: 'true' });
grant(soql.target, { fields: ['Account.Key__c'] });
const ids = soql.column('SELECT Id FROM Account ORDER BY Name', 'Id').map(String);
soql.create('Account', { Name: 'keyed', Key__c: 'aB_1', Rating: 'Hot' });
soql.create('Account', { Name: 'other', Key__c: 'AB%1', Rating: 'Cold' });
soql.create('Account', { Name: 'warm', Rating: 'Warm' });
soql.create('Contact', { LastName: 'C', AccountId: ids[0] });

describe('Given a unique field that tells upper from lower case, When a query filters by it', () => {
  it.each([
    ["Key__c = 'aB_1'", 'keyed'],
    ["Key__c = 'ab_1'", ''],
    ["Key__c IN ('ab_1', 'AB%1')", 'other'],
    ["Key__c NOT IN ('aB_1') AND Key__c != null", 'other'],
    ["Key__c LIKE 'aB%'", 'keyed'],
    ["Key__c LIKE 'AB_1'", 'other'],
    ["Key__c LIKE 'AB\\%1'", 'other'],
    ["Key__c LIKE 'a_\\_1'", 'keyed'],
    ["Key__c LIKE 'ab%'", ''],
    ["Key__c < 'a'", 'other'],
  ])('Then %s finds "%s"', (condition, names) => {
    expect(soql.names(`SELECT Name FROM Account WHERE ${condition} ORDER BY Name`)).toBe(names);
  });
});

describe('Given text and picklists, When a query sorts or takes the least and the greatest', () => {
  it('Then a picklist sorts as it lists its values', () => {
    const rated = 'SELECT Name FROM Account WHERE Rating != null ORDER BY Rating';
    expect(soql.names(rated)).toBe('keyed warm other');
    expect(soql.names(`${rated} DESC`)).toBe('other warm keyed');
  });

  it('Then text is ordered by its upper case form', () => {
    const { records } = soql.ask("SELECT MIN(Name) low, MAX(Name) high FROM Account WHERE Name != 'ÉCLAIR'");
    expect(records).toMatchObject([{ low: 'alpha', high: 'warm' }]);
    for (const Name of ['u_a', 'uZa']) soql.create('Account', { Name, Site: 'sorted' });
    expect(soql.names("SELECT Name FROM Account WHERE Site = 'sorted' ORDER BY Name")).toBe('uZa u_a');
  });
});

describe('Given queries of the documentation, When they ask for more than it allows or the embedded org has', () => {
  it.each([
    [
      "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) OR Name = 'x'",
      'MALFORMED_QUERY',
      "Semi join sub-selects are not allowed with the 'OR' operator",
    ],
    [
      'SELECT Id FROM Account WHERE NOT Id IN (SELECT AccountId FROM Contact)',
      'MALFORMED_QUERY',
      'Semi join sub-selects are only allowed at the top level WHERE expressions',
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Asset) AND OwnerId IN (SELECT Id FROM User)',
      'MALFORMED_QUERY',
      'Maximum 2 semi join sub-selects are allowed',
    ],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT WhatId FROM Task)',
      'MALFORMED_QUERY',
      "Entity 'Task' is not supported for semi join inner selects",
    ],
    [
      'SELECT Id FROM User WHERE Id IN (SELECT Account.OwnerId FROM Contact)',
      'MALFORMED_QUERY',
      'cannot be reached by a relationship',
    ],
    [
      'SELECT Industry FROM Account GROUP BY Industry HAVING Score__c > 1',
      'MALFORMED_QUERY',
      'Field must be grouped or aggregated: Score__c',
    ],
    ['SELECT Name FROM Account ORDER BY COUNT(Id)', 'MALFORMED_QUERY', 'need GROUP BY'],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    [
      "SELECT COUNT() FROM Contact c, c.Account a WHERE a.Name = 'MyriadPubs'",
      'FUNCTIONALITY_NOT_ENABLED',
      'relationships in FROM',
    ],
    [
      "SELECT Id FROM Account WHERE NOT (NOT (NOT Name = 'x'))",
      'FUNCTIONALITY_NOT_ENABLED',
      'more than two NOT on one condition',
    ],
    ['SELECT LeadSource FROM Lead GROUP BY ROLLUP(LeadSource)', 'FUNCTIONALITY_NOT_ENABLED', 'ROLLUP'],
    ['SELECT Type FROM Account GROUP BY CUBE(Type, BillingCountry)', 'FUNCTIONALITY_NOT_ENABLED', 'CUBE'],
    ['SELECT TYPEOF What WHEN Account THEN Phone END FROM Event', 'FUNCTIONALITY_NOT_ENABLED', 'TYPEOF'],
    ['SELECT Id FROM Account USING SCOPE Mine', 'FUNCTIONALITY_NOT_ENABLED', 'USING SCOPE Mine'],
  ])('Then "%s" is %s', (text, errorCode, message) => {
    const refusal = soql.refusal(text);
    expect(refusal).toMatchObject({ status: 400, errorCode });
    expect(refusal.message).toContain(message);
  });

  it.each([
    ["SELECT Name FROM Account WHERE (Name = 'alpha') AND (NOT(Industry = 'x'))", 'alpha'],
    ["SELECT Name FROM Account WHERE NOT (NOT Name = 'alpha')", 'alpha'],
    [
      'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT AccountId FROM Opportunity)',
      'alpha',
    ],
    ['SELECT Name FROM Account WHERE Score__c != null ORDER BY Name LIMIT 2 OFFSET 1', 'Beta ÉCLAIR'],
    ["SELECT Name FROM Account WHERE CreatedDate = LAST_90_DAYS AND Name = 'alpha'", 'alpha'],
    [
      "SELECT Name FROM Account WHERE CreatedDate > 2026-01-01T00:00:00.000Z AND CreatedDate < 2027-01-01T00:00:00-05:00 AND Name LIKE 'al%'",
      'alpha',
    ],
  ])('Then "%s" finds "%s"', (text, names) => {
    expect(soql.names(text)).toBe(names);
  });
});

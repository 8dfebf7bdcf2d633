import { put, testOrg } from '../records/orgBuilder.js';
import { BASE, consoleOf } from './soqlBuilder.js';

const target = testOrg();
const soql = consoleOf(target);
const queue = put(target, 'Queue', 'Inbox', { name: 'The inbox', queueSobject: [{ sobjectType: 'Case' }] });
const account = soql.create('Account', { Name: 'Acme', Phone: '1' });
const contact = soql.create('Contact', { FirstName: 'Jo', LastName: 'Doe', AccountId: account, Title: 'Boss' });
const lead = soql.create('Lead', { LastName: 'Lee', Company: 'C' });
const caseId = soql.create('Case', { Subject: 'mine' });
soql.create('Case', { Subject: 'queued', OwnerId: queue });
soql.create('Task', { Subject: 'a', WhoId: contact, WhatId: account });
soql.create('Task', { Subject: 'b', WhoId: lead });
soql.create('Task', { Subject: 'c', WhatId: caseId });
soql.create('Task', { Subject: 'd' });

const subjects = (object: string, rest: string): string =>
  soql.column(`SELECT Subject FROM ${object} ${rest}`, 'Subject').join(' ');

describe('Given references to records of several objects, When a query selects through them', () => {
  it('Then each record shows as a Name with the address of its own object', () => {
    const { records } = soql.ask(
      'SELECT Who.Name, Who.Type, Who.FirstName, Who.Title, What.Id, What.Name, What.Type FROM Task ORDER BY Subject',
    );
    expect(records.map(({ Who, What }) => [Who, What])).toEqual([
      [
        {
          attributes: { type: 'Name', url: `${BASE}/sobjects/Contact/${contact}` },
          Name: 'Jo Doe',
          Type: 'Contact',
          FirstName: 'Jo',
          Title: null,
        },
        {
          attributes: { type: 'Name', url: `${BASE}/sobjects/Account/${account}` },
          Id: account,
          Name: 'Acme',
          Type: 'Account',
        },
      ],
      [expect.objectContaining({ Name: 'Lee', Type: 'Lead', FirstName: null }), null],
      [null, expect.objectContaining({ Name: expect.stringMatching(/^\d+$/) as string, Type: 'Case' })],
      [null, null],
    ]);
  });

  it('Then a queue among the owners is a Queue', () => {
    const { records } = soql.ask(
      'SELECT Owner.Name, Owner.Type, Owner.Alias, Owner.IsActive, Owner.NameOrAlias, Owner.Profile.Name FROM Case ORDER BY Subject',
    );
    expect(records.map(({ Owner }) => Owner)).toMatchObject([
      {
        attributes: { type: 'Name', url: `${BASE}/sobjects/User/${target.admin.userId}` },
        Name: 'Admin User',
        Type: 'User',
        Alias: 'admin',
        IsActive: true,
        NameOrAlias: 'admin',
        Profile: { attributes: { type: 'Profile' }, Name: 'System Administrator' },
      },
      {
        attributes: { type: 'Name', url: `${BASE}/sobjects/Group/${queue}` },
        Name: 'The inbox',
        Type: 'Queue',
        Alias: null,
        IsActive: null,
        NameOrAlias: 'The inbox',
        Profile: null,
      },
    ]);
  });

  it('Then an owner who is always a user is a User', () => {
    expect(soql.ask('SELECT Owner.Name, Owner.Username FROM Account').records).toMatchObject([
      { Owner: { attributes: { type: 'User' }, Name: 'Admin User' } },
    ]);
  });
});

describe('Given references to records of several objects, When a query filters, sorts or groups through them', () => {
  it.each([
    ["Task WHERE What.Type IN ('Account', 'Opportunity')", 'a'],
    ["Task WHERE Who.Type = 'Lead'", 'b'],
    ["Task WHERE Who.Name LIKE 'j%'", 'a'],
    ['Task WHERE Who.FirstName = null AND WhoId != null', 'b'],
    ['Task WHERE What.Name = null ORDER BY Subject', 'b d'],
    ["Task WHERE NOT What.Type = 'Case' ORDER BY Subject", 'a b d'],
    ['Task ORDER BY Who.Name NULLS LAST, Subject', 'a b c d'],
    ["Case WHERE Owner.Type = 'Queue'", 'queued'],
    ["Case WHERE Owner.Name = 'admin user'", 'mine'],
    ["Case WHERE Owner.Profile.Name = 'System Administrator'", 'mine'],
  ])('Then %s finds "%s"', (query, found) => {
    const [object = '', ...rest] = query.split(' ');
    expect(subjects(object, rest.join(' '))).toBe(found);
  });

  it('Then a group has the name of its field', () => {
    expect(
      soql.ask('SELECT What.Type, COUNT(Id) n FROM Task GROUP BY What.Type ORDER BY What.Type').records,
    ).toMatchObject([
      { Type: null, n: 2 },
      { Type: 'Account', n: 1 },
      { Type: 'Case', n: 1 },
    ]);
  });

  it.each([
    ['SELECT What.Industry FROM Task', "No such column 'Industry' on entity 'Name'."],
    ['SELECT What.Account.Name FROM Task', "Didn't understand relationship 'Account' in field path."],
  ])('Then %s is refused, since a Name has no such field', (query, message) => {
    expect(soql.refusal(query)).toMatchObject({ errorCode: 'INVALID_FIELD', status: 400 });
    expect(soql.refusal(query).message).toContain(message);
  });

  it('Then no query reads names as such', () => {
    expect(soql.refusal('SELECT Id FROM Name').errorCode).toBe('INVALID_TYPE');
  });
});

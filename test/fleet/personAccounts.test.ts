import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy, outcomeOf } from '../builders/guardedOrg.js';
import { aSchema } from '../builders/schema.js';
import { aSuspension } from '../builders/suspension.js';

/** What the guard "person" does on a live org with person accounts, for real inserts and updates through its REST API. */

const AT = '2026-01-15T09:30:00.000Z';
const LATER = '2026-01-16T09:30:00.000Z';
const SOURCE = 'test 1.0';

/** The markers of the account, or with `__pc` those of its contact. */
const markers = (
  suffix: '__c' | '__pc',
  overrides: { synthetic?: boolean; source?: string | null; at?: string | null },
) =>
  Object.fromEntries(
    Object.entries({
      Is_Synthetic: overrides.synthetic,
      Generation_Source: overrides.source,
      Creation_Timestamp: overrides.at,
    })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`${name}${suffix}`, value]),
  );
const synthetic = { synthetic: true, source: SOURCE, at: AT };
const ofAccount = markers('__c', synthetic);
const ofContact = (overrides: Parameters<typeof markers>[1] = {}): object =>
  markers('__pc', { ...synthetic, ...overrides });

const DIFFER = 'The account and the contact of this person differ in their provenance markers';
const INCOMPLETE = 'Provenance is incomplete';
const IMMUTABLE = 'Provenance markers cannot change after the record was created';

const rulesOf = async ({ connection }: LiveOrg): Promise<string[]> => {
  const rules = await connection.metadata.list({ type: 'ValidationRule' });
  return rules.map(({ fullName }) => fullName).filter((name) => /person/i.test(name));
};

describe('the guard of person accounts', () => {
  let org: LiveOrg;
  const insert = (values: object): Promise<string> =>
    outcomeOf(org.connection.sobject('Account').create({ LastName: 'Doe', ...values }));
  const make = async (values: object): Promise<{ account: string; contact: string }> => {
    const { id = '' } = await org.connection.sobject('Account').create({ LastName: 'Doe', ...values });
    const { PersonContactId: contact } = await org.connection.singleRecordQuery<{ PersonContactId: string }>(
      `SELECT PersonContactId FROM Account WHERE Id = '${id}'`,
    );
    return { account: id, contact };
  };

  beforeAll(async () => {
    org = await aLiveOrg('sandbox', { personAccounts: true });
    await deploy(org, aSchema({ objects: ['Account', 'Contact'] }));
    await assign(org.connection, 'Synthetic_Provenance_Writer');
  });
  afterAll(() => org.stop());

  it('Given both objects in scope, When deployed, Then Account alone has the rule', async () => {
    expect(await rulesOf(org)).toEqual([expect.stringMatching(/^Account\./)]);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'accepted'],
    [
      'genuine on both sides',
      { ...markers('__c', { synthetic: false }), ...markers('__pc', { synthetic: false, source: null, at: null }) },
      'accepted',
    ],
    ['the same on both sides', { ...ofAccount, ...ofContact() }, 'accepted'],
    [
      'the same time written otherwise',
      { ...ofAccount, ...ofContact({ at: '2026-01-15T10:30:00.000+01:00' }) },
      'accepted',
    ],
    ['the account only', ofAccount, DIFFER],
    ['the contact only', ofContact(), DIFFER],
    ['a contact that is not synthetic', { ...ofAccount, ...ofContact({ synthetic: false }) }, DIFFER],
    ['a contact without source', { ...ofAccount, ...ofContact({ source: null }) }, DIFFER],
    ['a contact without time', { ...ofAccount, ...ofContact({ at: null }) }, DIFFER],
    ['a contact of another source', { ...ofAccount, ...ofContact({ source: 'other' }) }, DIFFER],
    ['a contact whose source is written in capitals', { ...ofAccount, ...ofContact({ source: 'TEST 1.0' }) }, DIFFER],
    ['a contact of another time', { ...ofAccount, ...ofContact({ at: LATER }) }, DIFFER],
    ['a synthetic contact of a genuine account', markers('__pc', { synthetic: true }), DIFFER],
    ['a contact with a source of a genuine account', markers('__pc', { source: SOURCE }), DIFFER],
    ['a contact with a time of a genuine account', markers('__pc', { at: AT }), DIFFER],
    [
      'both sides incomplete alike',
      { ...markers('__c', { synthetic: true }), ...markers('__pc', { synthetic: true }) },
      INCOMPLETE,
    ],
  ])('Given an insert that marks %s, When it is %j, Then: %s', async (_, values, expected) => {
    expect(await insert(values)).toBe(expected);
  });

  it.each<[string, 'account' | 'contact', object, string]>([
    ['other fields of the account', 'account', { FirstName: 'Jo', Industry: 'Retail' }, 'accepted'],
    ['other fields of the contact', 'contact', { FirstName: 'Jo', Title: 'Dr' }, 'accepted'],
    ['the markers as they are', 'account', { ...ofAccount, ...ofContact() }, 'accepted'],
    ['the contact’s source', 'account', markers('__pc', { source: 'other' }), DIFFER],
    ['the contact’s time', 'account', markers('__pc', { at: LATER }), DIFFER],
    ['the contact’s flag', 'account', markers('__pc', { synthetic: false }), DIFFER],
    ['the contact itself', 'contact', markers('__c', { source: 'other' }), DIFFER],
    [
      'both sources alike',
      'account',
      { ...markers('__c', { source: 'other' }), ...markers('__pc', { source: 'other' }) },
      IMMUTABLE,
    ],
  ])('Given a synthetic person, When an update changes %s (%s %j), Then: %s', async (_, side, values, expected) => {
    const ids = await make({ ...ofAccount, ...ofContact() });
    const object = side === 'account' ? 'Account' : 'Contact';

    expect(await outcomeOf(org.connection.sobject(object).update({ Id: ids[side], ...values }))).toBe(expected);
  });

  it('Given a steward, When markers are changed, Then both sides have to change together', async () => {
    const { account, contact } = await make({ ...ofAccount, ...ofContact() });
    const assignment = await assign(org.connection, 'Synthetic_Provenance_Steward');
    const update = (object: string, values: object): Promise<string> =>
      outcomeOf(org.connection.sobject(object).update({ Id: object === 'Account' ? account : contact, ...values }));

    const other = { source: 'other 2.0' };
    expect(await update('Account', markers('__c', other))).toBe(DIFFER);
    expect(await update('Account', markers('__pc', other))).toBe(DIFFER);
    expect(await update('Contact', markers('__c', other))).toBe(DIFFER);
    expect(await update('Account', { ...markers('__c', other), ...markers('__pc', other) })).toBe('accepted');
    await org.connection.sobject('PermissionSetAssignment').destroy(assignment);
  });

  it('Given business accounts and their contacts, When they are saved, Then each goes by its own markers', async () => {
    const business = { Name: 'Acme' };
    const create = (object: string, values: object): Promise<string> =>
      outcomeOf(org.connection.sobject(object).create(values));

    expect(await create('Account', business)).toBe('accepted');
    expect(await create('Account', { ...business, ...ofAccount })).toBe('accepted');
    const { id = '' } = await org.connection.sobject('Account').create({ ...business, ...ofAccount });
    expect(await create('Contact', { LastName: 'Doe', AccountId: id })).toBe('accepted');
    expect(await create('Contact', { LastName: 'Doe', AccountId: id, ...ofAccount })).toBe('accepted');
    expect(await outcomeOf(org.connection.sobject('Account').update({ Id: id, Industry: 'Retail' }))).toBe('accepted');
  });
});

describe('an org where the guard of person accounts refuses nothing yet', () => {
  it('Given that all guards only report, When deployed, Then people that differ come in, and the field tells the rest', async () => {
    const org = await aLiveOrg('sandbox', { personAccounts: true });
    await deploy(org, aSchema({ objects: ['Account', 'Contact'], enforcement: [aSuspension()] }));
    await assign(org.connection, 'Synthetic_Provenance_Writer');

    const { id = '' } = await org.connection.sobject('Account').create({ LastName: 'Doe', ...ofAccount });
    const half = await org.connection.sobject('Account').create({ LastName: 'Doe', Is_Synthetic__c: true });

    const problem = async (of: string): Promise<unknown> =>
      (await org.connection.sobject('Account').retrieve(of))['Provenance_Problem__c'];
    expect([await problem(id), await problem(half.id ?? '')]).toEqual([null, 'Synthetic_Complete']);
    await org.stop();
  });
});

describe('orgs where the guard of person accounts has no place', () => {
  it('Given an org without person accounts, When deployed, Then there is no such rule', async () => {
    const org = await aLiveOrg('sandbox');
    await deploy(org, aSchema({ objects: ['Account', 'Contact'] }));

    expect(await rulesOf(org)).toEqual([]);
    await org.stop();
  });

  it('Given person accounts whose contacts are not in scope, When deployed, Then there is no such rule', async () => {
    const org = await aLiveOrg('sandbox', { personAccounts: true });
    await deploy(org, aSchema({ objects: ['Account'] }));

    expect(await rulesOf(org)).toEqual([]);
    await org.stop();
  });
});

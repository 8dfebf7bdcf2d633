import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy, outcomeOf } from '../builders/guardedOrg.js';
import { aSchema } from '../builders/schema.js';

/** What the guards do on a live org, for real inserts and updates through its REST API. */

const PAST = '2026-01-15T09:30:00.000Z';
const FUTURE = '2999-01-01T00:00:00.000Z';
const complete = { Is_Synthetic__c: true, Generation_Source__c: 'test 1.0', Creation_Timestamp__c: PAST };

const insert = ({ connection }: LiveOrg, values: object): Promise<string> =>
  outcomeOf(connection.sobject('Account').create({ Name: 'Test', ...values }));

const INCOMPLETE = 'Provenance is incomplete';
const CONTAINED = 'This org does not accept synthetic records';
const IMMUTABLE = 'Provenance markers cannot change after the record was created';
const UNDECLARED = 'This user loads generated records only';

describe('the guards of a sandbox', () => {
  let org: LiveOrg;
  beforeAll(async () => {
    org = await aLiveOrg('sandbox');
    await deploy(org, aSchema({ objects: ['Account'], guards: { declared: true } }));
    await assign(org.connection, 'Synthetic_Provenance_Writer');
  });
  afterAll(() => org.stop());

  it.each([
    [{}, 'accepted'],
    [{ Is_Synthetic__c: false }, 'accepted'],
    [complete, 'accepted'],
    [{ Is_Synthetic__c: true }, INCOMPLETE],
    [{ ...complete, Generation_Source__c: null }, INCOMPLETE],
    [{ ...complete, Generation_Source__c: '' }, INCOMPLETE],
    [{ ...complete, Creation_Timestamp__c: null }, INCOMPLETE],
    [{ ...complete, Creation_Timestamp__c: FUTURE }, INCOMPLETE],
    [{ ...complete, Is_Synthetic__c: false }, INCOMPLETE],
    [{ Generation_Source__c: 'x' }, INCOMPLETE],
    [{ Creation_Timestamp__c: PAST }, INCOMPLETE],
  ])('Given an insert of %j, Then: %s', async (values, expected) => {
    expect(await insert(org, values)).toBe(expected);
  });

  it.each([
    [{ Name: 'Renamed' }, 'accepted'],
    [{ Generation_Source__c: 'test 1.0' }, 'accepted'],
    [{ Generation_Source__c: 'other' }, IMMUTABLE],
    [{ Creation_Timestamp__c: '2026-01-16T00:00:00.000Z' }, IMMUTABLE],
    [{ Is_Synthetic__c: false, Generation_Source__c: null, Creation_Timestamp__c: null }, IMMUTABLE],
  ])('Given a synthetic record, When updated with %j, Then: %s', async (values, expected) => {
    const { id } = await org.connection.sobject('Account').create({ Name: 'Test', ...complete });

    expect(await outcomeOf(org.connection.sobject('Account').update({ Id: id ?? '', ...values }))).toBe(expected);
  });

  it('Given a genuine record, When marked as synthetic afterwards, Then it is refused, but not to a steward', async () => {
    const { id } = await org.connection.sobject('Account').create({ Name: 'Test' });
    const mark = (): Promise<string> =>
      outcomeOf(org.connection.sobject('Account').update({ Id: id ?? '', ...complete }));

    expect(await mark()).toBe(IMMUTABLE);
    const assignment = await assign(org.connection, 'Synthetic_Provenance_Steward');
    expect(await mark()).toBe('accepted');
    await org.connection.sobject('PermissionSetAssignment').destroy(assignment);
  });

  it('Given a user who has to declare, When records are inserted, Then only those that name their source are taken', async () => {
    const assignment = await assign(org.connection, 'Synthetic_Provenance_Generator');

    expect(await insert(org, {})).toContain(UNDECLARED);
    expect(await insert(org, complete)).toBe('accepted');
    await org.connection.sobject('PermissionSetAssignment').destroy(assignment);
  });

  it('Given a load of many records by such a user, When one lacks its source, Then that one alone is refused', async () => {
    const assignment = await assign(org.connection, 'Synthetic_Provenance_Generator');

    const results = await org.connection
      .sobject('Account')
      .create([{ Name: 'One', ...complete }, { Name: 'Two' }, { Name: 'Three', ...complete }]);

    expect(results.map(({ success }) => success)).toEqual([true, false, true]);
    await org.connection.sobject('PermissionSetAssignment').destroy(assignment);
  });
});

describe('the guards of production', () => {
  let org: LiveOrg;
  beforeAll(async () => {
    org = await aLiveOrg('production');
    await deploy(org, aSchema({ objects: ['Account'] }));
    await assign(org.connection, 'Synthetic_Provenance_Writer');
  });
  afterAll(() => org.stop());

  it.each([
    [{}, 'accepted'],
    [complete, CONTAINED],
  ])('Given an insert of %j, Then: %s', async (values, expected) => {
    expect(await insert(org, values)).toBe(expected);
  });
});

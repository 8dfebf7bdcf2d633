import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { openOrg } from '../../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../../src/emulator/org/storage.js';
import { createRecord, updateRecord, upsertRecord } from '../../../src/emulator/records/records.js';
import { readRow } from '../../../src/emulator/records/tables.js';
import type { StoredRow } from '../../../src/emulator/catalog/storedValue.js';
import { grant, NOW, problemsOf, putField, putRule, standardUser, testOrg, type TestOrg } from './orgBuilder.js';

const isolation = {
  isSynthetic: 'Is_Synthetic__c',
  generationSource: 'Generation_Source__c',
  creationTimestamp: 'Creation_Timestamp__c',
  source: 'isolation:lab',
};
const fields = ['Is_Synthetic__c', 'Generation_Source__c', 'Creation_Timestamp__c'];

/** An org in isolation whose accounts have markers, guarded against gaps and changes, that nobody may see. */
function isolatedOrg(overrides: Parameters<typeof testOrg>[0] = {}): TestOrg {
  const target = testOrg({ name: 'lab', kind: 'sandbox', isolation, ...overrides });
  putField(target, 'Account.Is_Synthetic__c', { type: 'Checkbox', defaultValue: 'false' });
  putField(target, 'Account.Generation_Source__c');
  putField(target, 'Account.Creation_Timestamp__c', { type: 'DateTime' });
  putField(target, 'Account.Key__c', { externalId: 'true' });
  putRule(target, 'Account.Complete', 'ISBLANK(Generation_Source__c) || ISBLANK(Creation_Timestamp__c)');
  putRule(target, 'Account.Immutable', '!ISNEW() && (ISCHANGED(Is_Synthetic__c) || ISCHANGED(Generation_Source__c))');
  return target;
}

function rowOf({ org }: TestOrg, id: string): StoredRow | undefined {
  const account = catalogOf(org).object('Account');
  return account && readRow(org, account, id);
}

const marked = {
  Is_Synthetic__c: 1,
  Generation_Source__c: 'isolation:lab',
  Creation_Timestamp__c: NOW.toISOString(),
};

describe('an org in isolation', () => {
  it('Given a user who sees no marker, When a record is created, Then the org marks it', () => {
    const target = isolatedOrg();
    const { id } = createRecord(target.org, standardUser(target), 'Account', { Name: 'A' });
    expect(rowOf(target, id)).toMatchObject(marked);
  });

  it('Given a client that says otherwise, When it creates, updates and upserts, Then the record stays marked', () => {
    const target = isolatedOrg();
    grant(target, { fields: [...fields, 'Key__c'].map((name) => `Account.${name}`) });
    const unmarked = { Is_Synthetic__c: false, Generation_Source__c: null, Creation_Timestamp__c: null };
    const { id } = createRecord(target.org, target.admin, 'Account', { Name: 'A', Key__c: 'k', ...unmarked });
    expect(rowOf(target, id)).toMatchObject(marked);
    updateRecord(target.org, target.admin, 'Account', id, { Name: 'B', ...unmarked });
    upsertRecord(target.org, target.admin, 'Account', 'Key__c', 'k', { Name: 'C', ...unmarked });
    expect(rowOf(target, id)).toMatchObject({ Name: 'C', ...marked });
  });

  it('Given a client that names source and time, When it creates, Then these stay, and the guards judge a change', () => {
    const target = isolatedOrg();
    grant(target, { fields: fields.map((name) => `Account.${name}`) });
    const own = { Generation_Source__c: 'generator 2', Creation_Timestamp__c: '2026-01-31T10:00:00Z' };
    const { id } = createRecord(target.org, target.admin, 'Account', { Name: 'A', ...own });
    expect(rowOf(target, id)).toMatchObject({
      Is_Synthetic__c: 1,
      Generation_Source__c: 'generator 2',
      Creation_Timestamp__c: '2026-01-31T10:00:00.000Z',
    });
    const change = (): void =>
      updateRecord(target.org, target.admin, 'Account', id, { Generation_Source__c: 'somebody else' });
    expect(problemsOf(change)).toMatchObject([{ message: 'Account.Immutable failed' }]);
  });

  it('Given an object without markers, When a record of it is created, Then it is refused with the reason', () => {
    const target = isolatedOrg();
    expect(problemsOf(() => createRecord(target.org, target.admin, 'Contact', { LastName: 'A' }))).toEqual([
      {
        errorCode: 'FIELD_INTEGRITY_EXCEPTION',
        message:
          'This embedded org is in isolation, which marks every record as synthetic. It cannot mark a record of Contact: the object has no field Is_Synthetic__c. Deploy the marker fields to Contact first.',
        fields: [],
      },
    ]);
  });

  it.each([
    [{ creationTimestamp: 'Key__c' }, 'its field Key__c is no writable field of type datetime'],
    [
      { isSynthetic: 'IsDeleted', source: 'x'.repeat(256) },
      /is longer than its field Generation_Source__c, which holds 255/,
    ],
  ])('Given markers that do not fit (%#), When a record is created, Then it is refused', (overrides, message) => {
    const target = isolatedOrg({ isolation: { ...isolation, ...overrides } });
    expect(problemsOf(() => createRecord(target.org, target.admin, 'Account', { Name: 'A' }))).toMatchObject([
      { message: expect.stringMatching(message) },
    ]);
  });

  it('Given markers of other names in another case, When a record is created, Then these are set', () => {
    const target = testOrg({ name: 'lab', isolation: { ...isolation, isSynthetic: 'fake__C' } });
    putField(target, 'Account.Fake__c', { type: 'Checkbox', defaultValue: 'false' });
    putField(target, 'Account.Generation_Source__c');
    putField(target, 'Account.Creation_Timestamp__c', { type: 'DateTime' });
    const { id } = createRecord(target.org, target.admin, 'Account', { Name: 'A' });
    expect(rowOf(target, id)).toMatchObject({ Fake__c: 1, Generation_Source__c: 'isolation:lab' });
  });

  it('Given a restart, When isolation is not asked for, Then the org is still in it; one founded without never is', () => {
    const storage = new Storage();
    isolatedOrg({ storage });
    expect(openOrg({ name: 'lab', kind: 'sandbox', storage }).isolation).toEqual(isolation);
    const other = new Storage();
    testOrg({ name: 'lab', storage: other });
    expect(() => openOrg({ name: 'lab', kind: 'production', storage: other, isolation })).toThrow(
      /"lab" was founded without isolation/,
    );
  });
});

import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import {
  createRecord,
  deleteRecord,
  purgeRecord,
  readRecord,
  undeleteRecord,
  updateRecord,
} from '../../../src/emulator/records/records.js';
import { readRow } from '../../../src/emulator/records/tables.js';
import {
  grant,
  problemsOf,
  put,
  putField,
  putRule,
  standardUser,
  testOrg,
  thrownBy,
  type TestOrg,
} from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const create = (object: string, values: Record<string, unknown>): string =>
  createRecord(target.org, target.admin, object, values).id;
const read = (object: string, id: string): Record<string, unknown> => readRecord(target.org, target.admin, object, id);
const remove = (object: string, id: string): void => deleteRecord(target.org, target.admin, object, id);
const undelete = (id: string): { id: string } => undeleteRecord(target.org, target.admin, id);
const notInBin = [{ errorCode: 'UNDELETE_FAILED', message: 'Entity is not in the recycle bin', fields: [] }];

describe('Given a deleted account with contacts, When it is brought back', () => {
  it('Then the contacts that went with it are back, and one that was deleted before is not', () => {
    const account = create('Account', { Name: 'Acme' });
    const before = create('Contact', { LastName: 'Gone', AccountId: account });
    const along = create('Contact', { LastName: 'Along', AccountId: account });
    remove('Contact', before);
    remove('Account', account);
    expect(undelete(account.slice(0, 15))).toEqual({ id: account });
    expect(read('Contact', along)).toMatchObject({ AccountId: account, IsDeleted: false });
    expect(thrownBy(() => read('Contact', before)).errorCode).toBe('NOT_FOUND');
    expect(undelete(before)).toEqual({ id: before });
  });

  it('Then a contact that went along cannot come back alone', () => {
    const account = create('Account', { Name: 'Acme' });
    const contact = create('Contact', { LastName: 'Along', AccountId: account });
    remove('Account', account);
    expect(problemsOf(() => undelete(contact))).toEqual(notInBin);
  });

  it('Then validation rules do not run, and nothing is brought back twice', () => {
    const account = create('Account', { Name: 'Acme' });
    remove('Account', account);
    putRule(target, 'Account.Never', 'TRUE');
    undelete(account);
    expect(problemsOf(() => undelete(account))).toEqual(notInBin);
  });
});

describe('Given lookups that a deletion emptied, When the record is brought back', () => {
  it('Then custom lookups and parent accounts name it again unless they name another one', () => {
    putField(target, 'Contact.Store__c', { type: 'Lookup', referenceTo: 'Account', relationshipName: 'Shoppers' });
    grant(target, { fields: ['Contact.Store__c'] });
    const store = create('Account', { Name: 'Store' });
    const other = create('Account', { Name: 'Other' });
    const child = create('Account', { Name: 'Child', ParentId: store });
    const shopper = create('Contact', { LastName: 'Shopper', Store__c: store });
    const moved = create('Contact', { LastName: 'Moved', Store__c: store });
    remove('Account', store);
    expect(read('Contact', shopper)['Store__c']).toBeNull();
    updateRecord(target.org, target.admin, 'Contact', moved, { Store__c: other });
    undelete(store);
    expect(read('Contact', shopper)['Store__c']).toBe(store);
    expect(read('Contact', moved)['Store__c']).toBe(other);
    expect(read('Account', child)['ParentId']).toBe(store);
  });
});

describe('Given records that were deleted along with another one, When that is brought back', () => {
  it('Then they still name each other, whichever of them went first', () => {
    putField(target, 'Contact.Friend__c', { type: 'Lookup', referenceTo: 'Contact', relationshipName: 'Friends' });
    grant(target, { fields: ['Contact.Friend__c'] });
    const account = create('Account', { Name: 'Acme' });
    const first = create('Contact', { LastName: 'First', AccountId: account });
    const second = create('Contact', { LastName: 'Second', AccountId: account, Friend__c: first });
    updateRecord(target.org, target.admin, 'Contact', first, { Friend__c: second });
    remove('Account', account);
    undelete(account);
    expect(read('Contact', first)['Friend__c']).toBe(second);
    expect(read('Contact', second)['Friend__c']).toBe(first);
  });
});

describe('Given a detail record that was deleted, When its master is deleted too', () => {
  it('Then it comes back after the master alone', () => {
    put(target, 'CustomObject', 'Item__c', { label: 'Item', pluralLabel: 'Items' });
    putField(target, 'Item__c.Account__c', { type: 'MasterDetail', referenceTo: 'Account', relationshipName: 'Items' });
    const account = create('Account', { Name: 'Acme' });
    const item = create('Item__c', { Account__c: account });
    remove('Item__c', item);
    remove('Account', account);
    expect(problemsOf(() => undelete(item))).toMatchObject([
      { errorCode: 'ENTITY_IS_DELETED', fields: ['Account__c'] },
    ]);
    undelete(account);
    undelete(item);
    expect(read('Item__c', item)).toMatchObject({ Account__c: account });
  });
});

describe('Given a unique value that another record took meanwhile, When its first holder is brought back', () => {
  it('Then it is refused and stays deleted', () => {
    putField(target, 'Account.Key__c', { externalId: 'true', unique: 'true' });
    grant(target, { fields: ['Account.Key__c'] });
    const first = create('Account', { Name: 'First', Key__c: 'k1' });
    remove('Account', first);
    create('Account', { Name: 'Second', Key__c: 'k1' });
    expect(problemsOf(() => undelete(first))).toMatchObject([{ errorCode: 'DUPLICATE_VALUE' }]);
    expect(thrownBy(() => read('Account', first)).errorCode).toBe('NOT_FOUND');
  });
});

describe('Given the recycle bin, When a record is taken out of it for good', () => {
  it('Then neither it nor what went with it can be brought back, and both are deleted rows still', () => {
    const account = create('Account', { Name: 'Acme' });
    const contact = create('Contact', { LastName: 'Along', AccountId: account });
    remove('Account', account);
    const missing = { errorCode: 'INVALID_ID_FIELD', message: 'invalid record id; no recycle bin entry found' };
    expect(problemsOf(() => purgeRecord(target.org, target.admin, contact))).toMatchObject([missing]);
    expect(purgeRecord(target.org, target.admin, account)).toEqual({ id: account });
    expect(problemsOf(() => purgeRecord(target.org, target.admin, account))).toMatchObject([missing]);
    expect(problemsOf(() => undelete(account))).toEqual(notInBin);
    const contacts = catalogOf(target.org).object('Contact')!;
    expect(readRow(target.org, contacts, contact)).toMatchObject({ IsDeleted: 1 });
  });
});

describe('Given ids that lead nowhere, When they are to be brought back', () => {
  it.each([
    ['nonsense', 'MALFORMED_ID'],
    ['zzz000000000001AAA', 'INVALID_CROSS_REFERENCE_KEY'],
    ['001000000000001AAA', 'UNDELETE_FAILED'],
  ])('Then %s is refused with %s', (id, errorCode) => {
    expect(thrownBy(() => undelete(id)).errorCode).toBe(errorCode);
  });

  it('Then users cannot be brought back, nor anything by who may not delete it', () => {
    expect(problemsOf(() => undelete(target.admin.userId))).toEqual([
      { errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: 'Entity type is not undeletable', fields: [] },
    ]);
    put(target, 'CustomObject', 'Item__c', { label: 'Item', pluralLabel: 'Items' });
    const item = create('Item__c', {});
    remove('Item__c', item);
    const rep = standardUser(target);
    expect(thrownBy(() => undeleteRecord(target.org, rep, item)).errorCode).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
  });
});

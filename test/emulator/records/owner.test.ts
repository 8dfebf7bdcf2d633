import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { accessOf } from '../../../src/emulator/access/access.js';
import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { createRecord, readRecord, updateRecord } from '../../../src/emulator/records/records.js';
import { grant, problemsOf, put, putField, putRule, standardUser, testOrg, type TestOrg } from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const create = (object: string, values: Record<string, unknown>): string =>
  createRecord(target.org, target.admin, object, values).id;
const ownerOf = (object: string, id: string): unknown =>
  readRecord(target.org, target.admin, object, id, ['OwnerId'])['OwnerId'];
const queueFor = (...objects: string[]): string =>
  put(target, 'Queue', 'Inbox', { name: 'The inbox', queueSobject: objects.map((sobjectType) => ({ sobjectType })) });
const refusal = (object: string, values: Record<string, unknown>): unknown => {
  const [first] = problemsOf(() => create(object, values));
  return first;
};
const lead = { LastName: 'L', Company: 'C' };

describe('Given a new record, When nobody or somebody is named as its owner', () => {
  it('Then it belongs to its creator, or to the user or queue named, and can change hands', () => {
    const rep = standardUser(target);
    const queue = queueFor('Lead');
    const id = create('Lead', lead);
    expect(ownerOf('Lead', id)).toBe(target.admin.userId);
    updateRecord(target.org, target.admin, 'Lead', id, { OwnerId: queue });
    expect(ownerOf('Lead', id)).toBe(queue);
    updateRecord(target.org, target.admin, 'Lead', id, { OwnerId: rep.userId });
    expect(ownerOf('Lead', id)).toBe(rep.userId);
    expect(ownerOf('Lead', create('Lead', { ...lead, OwnerId: null }))).toBe(target.admin.userId);
    expect(problemsOf(() => updateRecord(target.org, target.admin, 'Lead', id, { OwnerId: null }))).toMatchObject([
      { errorCode: 'REQUIRED_FIELD_MISSING' },
    ]);
  });

  it('Then an owner who is inactive, or a queue for other objects, is refused', () => {
    const rep = standardUser(target);
    updateRecord(target.org, target.admin, 'User', rep.userId, { IsActive: false });
    expect(refusal('Account', { Name: 'A', OwnerId: rep.userId })).toMatchObject({
      errorCode: 'INACTIVE_OWNER_OR_USER',
      fields: ['OwnerId'],
    });
    const queue = queueFor('Case', 'lead');
    expect(refusal('Order', { OwnerId: queue, Status: 'Draft', EffectiveDate: '2026-01-01' })).toMatchObject({
      errorCode: 'INVALID_OPERATION',
      message: 'Queue not associated with this SObject type',
    });
    expect(create('Lead', { ...lead, OwnerId: queue })).toMatch(/^00Q/);
  });

  it('Then no queue owns a record of an object that queues cannot own', () => {
    const queue = queueFor('Account');
    expect(refusal('Account', { Name: 'A', OwnerId: queue })).toMatchObject({
      errorCode: 'MALFORMED_ID',
      message: `Owner ID: id value of incorrect type: ${queue}`,
    });
  });

  it('Then a record whose owner has become inactive is still saved', () => {
    const rep = standardUser(target);
    const id = create('Account', { Name: 'A', OwnerId: rep.userId });
    updateRecord(target.org, target.admin, 'User', rep.userId, { IsActive: false });
    updateRecord(target.org, target.admin, 'Account', id, { Name: 'B', OwnerId: rep.userId });
    expect(ownerOf('Account', id)).toBe(rep.userId);
  });
});

describe('Given a custom object, When it is described', () => {
  it('Then its owner is a group or a user', () => {
    put(target, 'CustomObject', 'Thing__c', { label: 'Thing', nameField: { label: 'Name', type: 'Text' } });
    const { fields } = describeObject(catalogOf(target.org), accessOf(target.org, target.admin), 'Thing__c');
    expect(fields.find(({ name }) => name === 'OwnerId')).toMatchObject({
      referenceTo: ['Group', 'User'],
      polymorphicForeignKey: true,
      namePointing: true,
      relationshipName: 'Owner',
    });
  });
});

describe('Given formulas on an owner that may be a queue', () => {
  it('Then Owner:User and Owner:Queue reach it, blank for the other kind', () => {
    const body = { formula: 'Owner:User.Alias & "|" & Owner:Queue.QueueName' };
    putField(target, 'Case.Who__c', body);
    grant(target, { readOnlyFields: ['Case.Who__c'] });
    const read = (id: string): unknown => readRecord(target.org, target.admin, 'Case', id, ['Who__c'])['Who__c'];
    expect(read(create('Case', {}))).toBe('admin|');
    expect(read(create('Case', { OwnerId: queueFor('Case') }))).toBe('|The inbox');
  });

  it('Then Owner alone leads nowhere', () => {
    putRule(target, 'Case.R', 'Owner.Alias = "x"');
    expect(() => create('Case', {})).toThrow(/Owner\.Alias/);
  });
});

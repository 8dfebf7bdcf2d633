import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { accessOf } from '../../../src/emulator/access/access.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import {
  convertLead,
  createRecord,
  deleteRecord,
  undeleteRecord,
  updateRecord,
} from '../../../src/emulator/records/records.js';
import { query } from '../../../src/emulator/setup/queryService.js';
import { QueryCursors } from '../../../src/emulator/soql/cursors.js';
import { grant, put, putField, standardUser, testOrg, thrownBy, type TestOrg } from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const create = (object: string, values: Record<string, unknown>): string =>
  createRecord(target.org, target.admin, object, values).id;
const update = (object: string, id: string, values: Record<string, unknown>): void =>
  updateRecord(target.org, target.admin, object, id, values);
const select = (soql: string, caller = target.admin): readonly Record<string, unknown>[] =>
  query({ org: target.org, caller, api: 'data', basePath: '/services/data/v67.0' }, new QueryCursors(), soql, {
    resource: 'query',
  }).records;
const track = (fullName: string, body: object = {}): void => {
  putField(target, fullName, { trackHistory: 'true', ...body });
  grant(target, { fields: [fullName] });
};
const rows = (object: string): object[] =>
  select(`SELECT Field, DataType, OldValue, NewValue FROM ${object} ORDER BY Id`).map(
    ({ attributes: _attributes, ...row }) => row,
  );
const event = (Field: string): object => ({ Field, DataType: null, OldValue: null, NewValue: null });

describe('Given an account whose history is on, When it is created and changed', () => {
  beforeEach(() => {
    put(target, 'CustomObject', 'Account', { enableHistory: 'true' });
    track('Account.Source__c');
    track('Account.Score__c', { type: 'Number', precision: '5', scale: '1' });
    track('Account.Flag__c', { type: 'Checkbox', defaultValue: 'false' });
    track('Account.Seen__c', { type: 'DateTime' });
    putField(target, 'Account.Untracked__c');
    grant(target, { fields: ['Account.Untracked__c'] });
  });

  it('Then each tracked field that changed has a row with values of its type', () => {
    const id = create('Account', { Name: 'Acme', Source__c: 'old', Untracked__c: 'a' });
    update('Account', id, { Source__c: 'old', Untracked__c: 'b', Name: 'Acme 2' });
    expect(rows('AccountHistory')).toEqual([event('created')]);
    update('Account', id, { Source__c: 'new', Score__c: 4.5, Flag__c: true, Seen__c: '2026-01-02T03:04:05Z' });
    expect(rows('AccountHistory').slice(1)).toEqual([
      { Field: 'Flag__c', DataType: 'Boolean', OldValue: false, NewValue: true },
      { Field: 'Score__c', DataType: 'Double', OldValue: null, NewValue: 4.5 },
      { Field: 'Seen__c', DataType: 'DateTime', OldValue: null, NewValue: '2026-01-02T03:04:05.000+0000' },
      { Field: 'Source__c', DataType: 'Text', OldValue: 'old', NewValue: 'new' },
    ]);
  });

  it('Then rows tell of whom and when, and are reached from the account', () => {
    const id = create('Account', { Name: 'Acme' });
    expect(select('SELECT AccountId, Account.Name, CreatedBy.Alias, CreatedDate FROM AccountHistory')).toMatchObject([
      {
        AccountId: id,
        Account: { Name: 'Acme' },
        CreatedBy: { Alias: 'admin' },
        CreatedDate: '2026-03-01T12:00:00.000+0000',
      },
    ]);
    expect(select('SELECT Id, (SELECT Field FROM Histories) FROM Account')).toMatchObject([
      { Histories: { totalSize: 1, records: [{ Field: 'created' }] } },
    ]);
  });

  it('Then values are neither filtered nor written', () => {
    const id = create('Account', { Name: 'Acme' });
    expect(thrownBy(() => select("SELECT Id FROM AccountHistory WHERE NewValue = 'x'")).errorCode).toBe(
      'INVALID_FIELD',
    );
    expect(thrownBy(() => create('AccountHistory', { AccountId: id })).errorCode).toBe('FUNCTIONALITY_NOT_ENABLED');
  });

  it('Then a change that is refused leaves no row', () => {
    const id = create('Account', { Name: 'Acme' });
    expect(() => update('Account', id, { Source__c: 'x', Score__c: 1e9 })).toThrow();
    expect(rows('AccountHistory')).toEqual([event('created')]);
  });

  it('Then its rows go and come with it', () => {
    const id = create('Account', { Name: 'Acme' });
    deleteRecord(target.org, target.admin, 'Account', id);
    expect(rows('AccountHistory')).toEqual([]);
    undeleteRecord(target.org, target.admin, id);
    expect(rows('AccountHistory')).toEqual([event('created')]);
  });
});

describe('Given tracked fields of other kinds, When they change', () => {
  it('Then long text and several choices show that they changed, a lookup by name and by id', () => {
    put(target, 'CustomObject', 'Contact', { enableHistory: 'true' });
    track('Contact.Note__c', { type: 'LongTextArea', length: '32000' });
    track('Contact.Store__c', { type: 'Lookup', referenceTo: 'Account', relationshipName: 'Shoppers' });
    const store = create('Account', { Name: 'Store' });
    const id = create('Contact', { LastName: 'Fry' });
    update('Contact', id, { Note__c: 'text', Store__c: store });
    expect(rows('ContactHistory').slice(1)).toEqual([
      { Field: 'Note__c', DataType: 'StringPlusClob', OldValue: null, NewValue: null },
      { Field: 'Store__c', DataType: 'Text', OldValue: null, NewValue: 'Store' },
      { Field: 'Store__c', DataType: 'EntityId', OldValue: null, NewValue: store },
    ]);
  });
});

describe('Given history objects, When they are looked for', () => {
  it('Then standard ones are there under the platform’s names, without rows until history is on', () => {
    create('Opportunity', { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-03-01' });
    expect(rows('OpportunityFieldHistory')).toEqual([]);
    expect(catalogOf(target.org).object('ContractHistory')?.historyOf).toBe('Contract');
    expect(catalogOf(target.org).object('TaskHistory')).toBeUndefined();
    const described = describeObject(catalogOf(target.org), accessOf(target.org, target.admin), 'LeadHistory');
    expect(described).toMatchObject({ keyPrefix: null, createable: false, layoutable: false, undeletable: false });
    expect(described.fields.find(({ name }) => name === 'OldValue')).toMatchObject({
      type: 'anyType',
      soapType: 'xsd:anyType',
      filterable: false,
    });
  });

  it('Then a custom one is there once history is on, for who may read its object', () => {
    const custom = { label: 'Item', pluralLabel: 'Items' };
    put(target, 'CustomObject', 'Item__c', custom);
    expect(catalogOf(target.org).object('Item__History')).toBeUndefined();
    put(target, 'CustomObject', 'Item__c', { ...custom, enableHistory: 'true' });
    const id = create('Item__c', {});
    expect(select('SELECT ParentId FROM Item__History')).toMatchObject([{ ParentId: id }]);
    const rep = standardUser(target);
    expect(thrownBy(() => select('SELECT Id FROM Item__History', rep)).errorCode).toBe('INVALID_TYPE');
  });
});

describe('Given a lead whose history is on, When it is converted', () => {
  it('Then a row says so', () => {
    put(target, 'CustomObject', 'Lead', { enableHistory: 'true' });
    const leadId = create('Lead', { LastName: 'Fry', Company: 'Fry And Sons' });
    const settled = { convertedStatus: 'Closed - Converted', doNotCreateOpportunity: true, overwriteLeadSource: false };
    convertLead(target.org, target.admin, { leadId, ...settled });
    expect(rows('LeadHistory')).toEqual([event('created'), event('leadConverted')]);
  });
});

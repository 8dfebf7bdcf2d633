import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import type { ObjectDefinition } from '../../../src/emulator/catalog/definition.js';
import { RecordWriter, recordWriters } from '../../../src/emulator/records/recordWriter.js';
import { createRecord, readRecord } from '../../../src/emulator/records/records.js';
import { grant, putField, putRule, testOrg, thrownBy } from './orgBuilder.js';

describe('a writer of many records', () => {
  it('Given a row that a rule refuses, When the batch goes on, Then the others are saved under ids of their own', () => {
    const target = testOrg();
    const { org, admin } = target;
    putRule(target, 'Account.No_Twin', 'Name = "Twin"');
    const writer = new RecordWriter(org, admin, 'Account', 3);
    const { id: first } = writer.create({ Name: 'One' });
    expect(thrownBy(() => writer.create({ Name: 'Twin' })).message).toBe('Account.No_Twin failed');
    const { id: second } = writer.create({ Name: 'Two' });
    // More than were announced.
    const others = ['Three', 'Four'].map((Name) => writer.create({ Name }).id);
    const { id: single } = createRecord(org, admin, 'Account', { Name: 'Five' });
    const ids = [first, second, ...others, single];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => readRecord(org, admin, 'Account', id, ['Name'])['Name'])).toEqual([
      'One',
      'Two',
      'Three',
      'Four',
      'Five',
    ]);
  });

  it('Given a rule and a default that look at the record, When rows differ, Then each is judged by its own values', () => {
    const target = testOrg();
    const { org, admin } = target;
    putField(target, 'Account.Copy__c', { defaultValue: 'Name' });
    putRule(target, 'Account.Not_B', 'AND(Copy__c = "B", $User.Id <> "")');
    grant(target, { fields: ['Account.Copy__c'] });
    const writer = new RecordWriter(org, admin, 'Account', 2);
    const { id } = writer.create({ Name: 'A' });
    expect(readRecord(org, admin, 'Account', id, ['Copy__c'])).toMatchObject({ Copy__c: 'A' });
    expect(thrownBy(() => writer.create({ Name: 'B' })).message).toBe('Account.Not_B failed');
    writer.update(id, { Copy__c: 'C' });
    expect(thrownBy(() => writer.update(id, { Copy__c: 'B' })).message).toBe('Account.Not_B failed');
    expect(readRecord(org, admin, 'Account', id, ['Copy__c'])).toMatchObject({ Copy__c: 'C' });
  });
});

describe('the writers of one request', () => {
  it('Given records of one object, When a setup row comes between them, Then the writer after it is a new one', () => {
    const { org, admin } = testOrg();
    const object = (name: string): ObjectDefinition => catalogOf(org).object(name)!;
    const writerOf = recordWriters(org, admin);
    const first = writerOf(object('Account'));
    expect(writerOf(object('Account'))).toBe(first);
    expect(writerOf(object('Contact'))).not.toBe(first);
    expect(writerOf(object('Account'))).toBe(first);
    writerOf(object('User'));
    expect(writerOf(object('Account'))).not.toBe(first);
  });
});

import { createRecord, deleteRecord, readRecord } from '../../../src/emulator/records/records.js';
import { grant, put, putField, putRule, testOrg, thrownBy, type TestOrg } from './orgBuilder.js';

function orgWithStore(): TestOrg {
  const target = testOrg();
  put(target, 'CustomObject', 'Store__c', {
    label: 'Store',
    pluralLabel: 'Stores',
    nameField: { type: 'Text', label: 'Store Name' },
  });
  putField(target, 'Store__c.City__c');
  grant(target, { fields: ['Store__c.City__c'] });
  return target;
}

describe('the text of a formula field', () => {
  it('Given white space around it, Then the record shows it without, and formulas that name it see it', () => {
    const target = orgWithStore();
    putField(target, 'Store__c.Padded__c', { formula: '" " & City__c & " "' });
    putField(target, 'Store__c.Length__c', { type: 'Number', precision: '18', scale: '0', formula: 'LEN(Padded__c)' });
    grant(target, { readOnlyFields: ['Store__c.Padded__c', 'Store__c.Length__c'] });
    const shown = (city: string | null): unknown => {
      const { id } = createRecord(target.org, target.admin, 'Store__c', { City__c: city });
      const { Padded__c, Length__c } = readRecord(target.org, target.admin, 'Store__c', id);
      return [Padded__c, Length__c];
    };
    expect(shown('Bonn')).toEqual(['Bonn', 6]);
    expect(shown(null)).toEqual([null, 2]);
  });
});

describe('a rule that looks a record up', () => {
  const fields = '$ObjectType.Store__c.Fields';
  it('Given records of that name, Then it sees the field of the oldest; Given none, or a deleted one, a blank', () => {
    const target = orgWithStore();
    const { org, admin } = target;
    putRule(target, 'Account.R', `VLOOKUP(${fields}.City__c, ${fields}.Name, Name) <> "Bonn"`);
    const save = (name: string): unknown => thrownBy(() => createRecord(org, admin, 'Account', { Name: name }));
    expect(save('North')).toBeDefined();
    const { id } = createRecord(org, admin, 'Store__c', { Name: 'North', City__c: 'Bonn' });
    createRecord(org, admin, 'Store__c', { Name: 'north', City__c: 'Cologne' });
    createRecord(org, admin, 'Store__c', { Name: 'South', City__c: 'Cologne' });
    expect(save('South')).toMatchObject({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' });
    createRecord(org, admin, 'Account', { Name: 'North' });
    deleteRecord(org, admin, 'Store__c', id);
    expect(save('North')).toMatchObject({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' });
  });

  it('Given a name that must be unique by its own rule, Then a second record of the name is refused', () => {
    const target = orgWithStore();
    putRule(target, 'Store__c.R', `AND(VLOOKUP(${fields}.Name, ${fields}.Name, Name) = Name, ISNEW())`);
    const create = (name: string): unknown => createRecord(target.org, target.admin, 'Store__c', { Name: name });
    create('North');
    create('South');
    expect(thrownBy(() => create('North'))).toMatchObject({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' });
  });
});

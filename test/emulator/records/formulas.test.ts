import { createRecord, readRecord } from '../../../src/emulator/records/records.js';
import { grant, put, putField, testOrg, type TestOrg } from './orgBuilder.js';

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

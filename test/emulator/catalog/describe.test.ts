import { accessOf } from '../../../src/emulator/access/access.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { describeGlobal, describeObject, type DescribedObject } from '../../../src/emulator/catalog/describe.js';
import { grant, put, putField, standardUser, testOrg, thrownBy, type TestOrg } from '../records/orgBuilder.js';

function describedFor(target: TestOrg, name: string, caller = target.admin): DescribedObject {
  return describeObject(catalogOf(target.org), accessOf(target.org, caller), name);
}

describe('describeGlobal', () => {
  it('Given an org, When it is described, Then every readable object is listed by name', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', { label: 'Store', pluralLabel: 'Stores' });
    const listed = (caller = target.admin): string[] =>
      describeGlobal(catalogOf(target.org), accessOf(target.org, caller)).sobjects.map(({ name }) => name);
    expect(listed()).toEqual([...listed()].sort());
    expect(listed()).toContain('Store__c');
    expect(listed(standardUser(target))).not.toContain('Store__c');
  });

  it('Given a custom object, When it is listed, Then it has what clients read', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', { label: 'Store', pluralLabel: 'Stores' });
    const { encoding, maxBatchSize, sobjects } = describeGlobal(
      catalogOf(target.org),
      accessOf(target.org, target.admin),
      60,
    );
    expect({ encoding, maxBatchSize }).toEqual({ encoding: 'UTF-8', maxBatchSize: 200 });
    expect(sobjects.find(({ name }) => name === 'Store__c')).toMatchObject({
      custom: true,
      label: 'Store',
      labelPlural: 'Stores',
      createable: true,
      queryable: true,
      urls: {
        sobject: '/services/data/v60.0/sobjects/Store__c',
        describe: '/services/data/v60.0/sobjects/Store__c/describe',
        rowTemplate: '/services/data/v60.0/sobjects/Store__c/{ID}',
      },
    });
  });
});

describe('describeObject', () => {
  it('Given custom fields, When the caller cannot read them, Then they are left out', () => {
    const target = testOrg();
    putField(target, 'Account.A__c');
    putField(target, 'Account.B__c', { label: 'B', inlineHelpText: 'Help', length: '80' });
    grant(target, { readOnlyFields: ['Account.B__c'] });
    const names = describedFor(target, 'account').fields.map(({ name }) => name);
    expect(names).not.toContain('A__c');
    expect(describedFor(target, 'Account').fields.find(({ name }) => name === 'B__c')).toMatchObject({
      label: 'B',
      type: 'string',
      soapType: 'xsd:string',
      length: 80,
      byteLength: 240,
      custom: true,
      createable: false,
      updateable: false,
      nillable: true,
      inlineHelpText: 'Help',
      permissionable: true,
    });
  });

  it('Given a checkbox and a formula, When they are described, Then default and formula show', () => {
    const target = testOrg();
    putField(target, 'Account.Flag__c', { type: 'Checkbox', defaultValue: 'false' });
    putField(target, 'Account.Badge__c', { formula: 'IF(Flag__c, "x", "")' });
    grant(target, { fields: ['Account.Flag__c'], readOnlyFields: ['Account.Badge__c'] });
    const fields = new Map(describedFor(target, 'Account').fields.map((each) => [each.name, each]));
    expect(fields.get('Flag__c')).toMatchObject({
      type: 'boolean',
      defaultValue: false,
      nillable: false,
      createable: true,
    });
    expect(fields.get('Badge__c')).toMatchObject({
      calculated: true,
      calculatedFormula: 'IF(Flag__c, "x", "")',
      length: 1300,
    });
  });

  it('Given relationships, When the parent is described, Then its children show', () => {
    const target = testOrg();
    const account = describedFor(target, 'Account');
    expect(account.childRelationships.find(({ relationshipName }) => relationshipName === 'Contacts')).toMatchObject({
      childSObject: 'Contact',
      field: 'AccountId',
    });
    expect(account.recordTypeInfos).toMatchObject([{ master: true, recordTypeId: '012000000000000AAA' }]);
    expect(account.keyPrefix).toBe('001');
  });

  it('Given an object that is not there for the caller, When it is described, Then it is not found', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', { label: 'Store' });
    expect(thrownBy(() => describedFor(target, 'Nope'))).toMatchObject({ status: 404, errorCode: 'NOT_FOUND' });
    expect(thrownBy(() => describedFor(target, 'Store__c', standardUser(target))).status).toBe(404);
  });
});

import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { formulaScope } from '../../../src/emulator/catalog/formulaScope.js';
import { standardObjects } from '../../../src/emulator/catalog/standard/index.js';
import { put, putField, testOrg, thrownBy } from '../records/orgBuilder.js';

describe('the standard objects', () => {
  it('Given the table, When objects and fields are named, Then each name and key prefix is unique', () => {
    const unique = (values: readonly string[]): boolean =>
      new Set(values.map((each) => each.toLowerCase())).size === values.length;
    expect(unique(standardObjects.map(({ name }) => name))).toBe(true);
    expect(new Set(standardObjects.map(({ keyPrefix }) => keyPrefix)).size).toBe(standardObjects.length);
    for (const { fields } of standardObjects) expect(unique(fields.map(({ name }) => name))).toBe(true);
  });

  it('Given references, When they name objects, Then these exist', () => {
    const names = new Set(standardObjects.map(({ name }) => name));
    const targets = standardObjects.flatMap(({ fields }) => fields.flatMap(({ referenceTo }) => referenceTo));
    expect(targets.filter((target) => !names.has(target))).toEqual([]);
  });

  it('Given records that have names, When their objects are read, Then one field is the name', () => {
    const named = standardObjects.filter(
      ({ name, category }) => category === 'business' && name !== 'AccountContactRelation',
    );
    for (const { fields } of named) expect(fields.filter(({ nameField }) => nameField)).toHaveLength(1);
  });
});

describe('catalogOf', () => {
  it('Given unchanged metadata, When the catalog is asked for again, Then it is the same one', () => {
    const target = testOrg();
    const catalog = catalogOf(target.org);
    expect(catalogOf(target.org)).toBe(catalog);
    putField(target, 'Account.A__c');
    expect(catalogOf(target.org)).not.toBe(catalog);
  });

  it('Given names in other case, When they are looked up, Then they are found', () => {
    const { org } = testOrg();
    expect(catalogOf(org).object('ACCOUNT')?.name).toBe('Account');
    expect(catalogOf(org).field('account', 'annualrevenue')?.name).toBe('AnnualRevenue');
    expect(catalogOf(org).field('account', 'nothing')).toBeUndefined();
  });

  it('Given custom fields of every type, When the catalog is made, Then they have their describe types', () => {
    const target = testOrg();
    const types: Record<string, [Record<string, string>, string]> = {
      AutoNumber: [{ displayFormat: '{0}' }, 'string'],
      Checkbox: [{}, 'boolean'],
      Currency: [{ precision: '18', scale: '2' }, 'currency'],
      Date: [{}, 'date'],
      DateTime: [{}, 'datetime'],
      Email: [{}, 'email'],
      EncryptedText: [{}, 'encryptedstring'],
      Html: [{}, 'textarea'],
      LongTextArea: [{}, 'textarea'],
      Lookup: [{ referenceTo: 'Contact', relationshipName: 'Accounts' }, 'reference'],
      MultiselectPicklist: [{}, 'multipicklist'],
      Number: [{ precision: '18', scale: '0' }, 'double'],
      Percent: [{ precision: '5', scale: '2' }, 'percent'],
      Phone: [{}, 'phone'],
      Picklist: [{}, 'picklist'],
      Text: [{}, 'string'],
      TextArea: [{}, 'textarea'],
      Time: [{}, 'time'],
      Url: [{}, 'url'],
    };
    for (const [type, [body]] of Object.entries(types)) putField(target, `Account.${type}__c`, { type, ...body });
    for (const [type, [, expected]] of Object.entries(types)) {
      expect(catalogOf(target.org).field('Account', `${type}__c`)).toMatchObject({ type: expected, custom: true });
    }
    expect(catalogOf(target.org).object('Contact')?.childRelationships).toContainEqual({
      childObject: 'Account',
      field: 'Lookup__c',
      relationshipName: 'Accounts__r',
    });
  });

  it('Given a type that is not emulated, When the catalog is made, Then it says so', () => {
    const target = testOrg();
    putField(target, 'Account.Sum__c', { type: 'Summary' });
    expect(thrownBy(() => catalogOf(target.org)).message).toContain('the field type Summary of Account.Sum__c');
  });

  it('Given picklist values, When they are single or global, Then they are read alike', () => {
    const target = testOrg();
    const value = { fullName: 'Red', label: 'Rot', default: 'true' };
    putField(target, 'Account.One__c', {
      type: 'Picklist',
      valueSet: { restricted: 'true', valueSetDefinition: { sorted: 'false', value } },
    });
    put(target, 'GlobalValueSet', 'Colours', { customValue: [value, { fullName: 'Old', isActive: 'false' }] });
    putField(target, 'Account.Global__c', { type: 'Picklist', valueSet: { valueSetName: 'Colours' } });
    const red = { value: 'Red', label: 'Rot', default: true, active: true };
    expect(catalogOf(target.org).field('Account', 'One__c')).toMatchObject({
      picklistValues: [red],
      restrictedPicklist: true,
    });
    expect(catalogOf(target.org).field('Account', 'Global__c')).toMatchObject({
      picklistValues: [red, { value: 'Old', label: 'Old', default: false, active: false }],
      restrictedPicklist: true,
    });
  });

  it('Given custom objects, When they are derived, Then each has a key prefix of its own that stays', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', { label: 'Store', pluralLabel: 'Stores' });
    const store = catalogOf(target.org).object('store__c');
    put(target, 'CustomObject', 'Policy__mdt', { label: 'Policy' });
    put(target, 'CustomObject', 'Brand__c', { label: 'Brand' });
    put(target, 'CustomObject', 'Account', { label: 'Account' });
    const catalog = catalogOf(target.org);
    expect(catalog.object('Store__c')?.keyPrefix).toBe(store?.keyPrefix);
    expect(catalog.object('Brand__c')?.keyPrefix).not.toBe(store?.keyPrefix);
    expect(catalog.object('Policy__mdt')).toMatchObject({ category: 'customMetadata', createable: false });
    expect(catalog.objects().filter(({ name }) => name === 'Account')).toHaveLength(1);
  });

  it('Given a master-detail field, When its object is derived, Then it has no owner of its own', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Line__c', { label: 'Line' });
    putField(target, 'Line__c.Account__c', { type: 'MasterDetail', referenceTo: 'Account', relationshipName: 'Lines' });
    expect(catalogOf(target.org).object('Line__c')?.fields.has('OwnerId')).toBe(false);
    expect(catalogOf(target.org).field('Line__c', 'Account__c')).toMatchObject({ nillable: false, updateable: false });
  });
});

describe('formulaScope', () => {
  const target = testOrg();
  putField(target, 'Account.Is_Synthetic__c', { type: 'Checkbox' });
  put(target, 'CustomPermission', 'Manage', {});
  put(target, 'CustomObject', 'Policy__mdt', { label: 'Policy' });
  putField(target, 'Policy__mdt.Accepts__c', { type: 'Checkbox' });
  put(target, 'CustomMetadata', 'Policy.Default', { label: 'Default' });
  put(target, 'StaticResource', 'Badge', {});
  const scope = formulaScope(target.org, 'Contact');

  it.each([
    ['LastName', 'text'],
    ['accountid', 'id'],
    ['Account.Is_Synthetic__c', 'boolean'],
    ['Account.Owner.Profile.Name', 'text'],
    ['CreatedBy.CreatedDate', 'datetime'],
    ['LeadSource', 'picklist'],
    ['$Organization.Id', 'id'],
    ['$User.Username', 'text'],
    ['$Profile.Name', 'text'],
    ['$Permission.Manage', 'boolean'],
    ['$CustomMetadata.Policy__mdt.Default.Accepts__c', 'boolean'],
    ['Nothing', undefined],
    ['Account', undefined],
    ['Nothing.Name', undefined],
    ['$Permission.Other', undefined],
    ['$CustomMetadata.Policy__mdt.Other.Accepts__c', undefined],
    ['$Api.Session_ID', undefined],
  ])('Given %s, When the scope is asked, Then its type is %s', (path, type) => {
    expect(scope.field(path.split('.'))).toBe(type);
  });

  it('Given static resources, When one is named, Then the scope knows whether it exists', () => {
    expect(scope.resource?.(['$Resource', 'Badge'])).toBe(true);
    expect(scope.resource?.(['$Resource', 'Other'])).toBe(false);
  });
});

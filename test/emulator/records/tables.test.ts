import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import type { ObjectDefinition } from '../../../src/emulator/catalog/definition.js';
import { createRecord, readRecord } from '../../../src/emulator/records/records.js';
import { readRow, recordTable } from '../../../src/emulator/records/tables.js';
import { grant, put, putField, putPermissionSet, testOrg, type TestOrg } from './orgBuilder.js';

function object({ org }: TestOrg, name: string): ObjectDefinition {
  const found = catalogOf(org).object(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function rows(target: TestOrg, name: string, columns: readonly string[]): Record<string, unknown>[] {
  const { table, column } = recordTable(target.org, object(target, name));
  const list = columns.map((each) => `${column(each)} AS "${each}"`).join(', ');
  return target.org.storage.db
    .prepare(`SELECT ${list} FROM ${table} ORDER BY 1`)
    .all()
    .map((row) => ({ ...row }));
}

describe('recordTable', () => {
  it('Given a table made in a transaction, When it is rolled back, Then the table is made again', () => {
    const target = testOrg();
    const { org, admin } = target;
    expect(() =>
      org.storage.transaction(() => {
        createRecord(org, admin, 'Account', { Name: 'A' });
        throw new Error('undo');
      }),
    ).toThrow('undo');
    const { id } = createRecord(org, admin, 'Account', { Name: 'B' });
    expect(readRow(org, object(target, 'Account'), id)?.['Name']).toBe('B');
    expect(rows(target, 'Account', ['Name'])).toEqual([{ Name: 'B' }]);
  });

  it('Given a history, When the deletion of a record looks for its rows, Then an index leads to them', () => {
    const target = testOrg();
    const { table, column } = recordTable(target.org, object(target, 'AccountHistory'));
    const plan = target.org.storage.db
      .prepare(`EXPLAIN QUERY PLAN SELECT Id FROM ${table} WHERE ${column('AccountId')} = ? AND IsDeleted = 0`)
      .all('001000000000001AAA');
    expect(plan).toMatchObject([{ detail: expect.stringContaining('USING INDEX') as unknown }]);
  });

  it('Given existing records, When a field is added, Then it is empty in them, a checkbox false', () => {
    const target = testOrg();
    const { org, admin } = target;
    const { id } = createRecord(org, admin, 'Account', { Name: 'A' });
    putField(target, 'Account.Flag__c', { type: 'Checkbox', defaultValue: 'true' });
    putField(target, 'Account.Text__c');
    grant(target, { fields: ['Account.Flag__c', 'Account.Text__c'] });
    expect(readRecord(org, admin, 'Account', id)).toMatchObject({ Flag__c: false, Text__c: null });
  });

  it('Given a field with values, When it is deleted and made anew, Then it starts empty', () => {
    const target = testOrg();
    const { org, admin } = target;
    putField(target, 'Account.Text__c');
    grant(target, { fields: ['Account.Text__c'] });
    const { id } = createRecord(org, admin, 'Account', { Name: 'A', Text__c: 'old' });
    org.components.remove('CustomField', 'Account.Text__c');
    putField(target, 'Account.Text__c');
    expect(readRecord(org, admin, 'Account', id, ['Text__c'])['Text__c']).toBeNull();
  });

  it('Given a formula field, When its column is asked for, Then there is none', () => {
    const target = testOrg();
    putField(target, 'Account.Greeting__c', { formula: '"Hi " & Name' });
    const { column } = recordTable(target.org, object(target, 'Account'));
    expect(() => column('Greeting__c')).toThrow('Account.Greeting__c is not stored.');
  });
});

describe('rows that mirror metadata', () => {
  it('Given permission sets, When their rows are read, Then grants show and keep their ids', () => {
    const target = testOrg();
    const permission = put(target, 'CustomPermission', 'Manage', { label: 'Manage it' });
    const grants = {
      fields: ['Account.A__c'],
      readOnlyFields: ['Account.B__c'],
      customPermissions: ['Manage'],
      objects: ['Store__c'],
    };
    const parent = putPermissionSet(target, 'Steward', grants);
    const before = rows(target, 'FieldPermissions', [
      'Field',
      'Id',
      'ParentId',
      'PermissionsRead',
      'PermissionsEdit',
      'SobjectType',
    ]);
    expect(before).toMatchObject([
      { Field: 'Account.A__c', ParentId: parent, PermissionsRead: 1, PermissionsEdit: 1, SobjectType: 'Account' },
      { Field: 'Account.B__c', ParentId: parent, PermissionsRead: 1, PermissionsEdit: 0 },
    ]);
    putPermissionSet(target, 'Steward', { fields: ['Account.A__c'] });
    expect(rows(target, 'FieldPermissions', ['Field', 'Id'])).toEqual([
      { Field: 'Account.A__c', Id: before[0]?.['Id'] },
    ]);
    putPermissionSet(target, 'Steward', grants);
    expect(rows(target, 'SetupEntityAccess', ['ParentId', 'SetupEntityId', 'SetupEntityType'])).toEqual([
      { ParentId: parent, SetupEntityId: permission, SetupEntityType: 'CustomPermission' },
    ]);
    expect(rows(target, 'CustomPermission', ['DeveloperName', 'MasterLabel'])).toEqual([
      { DeveloperName: 'Manage', MasterLabel: 'Manage it' },
    ]);
    const objects = rows(target, 'ObjectPermissions', ['SobjectType', 'PermissionsDelete', 'ParentId']);
    expect(objects.filter(({ ParentId }) => ParentId === parent)).toEqual([
      { SobjectType: 'Store__c', PermissionsDelete: 1, ParentId: parent },
    ]);
    // Two standard profiles give access to standard objects, and none to what can't be granted.
    const named = (object: string): number => objects.filter(({ SobjectType }) => SobjectType === object).length;
    expect([named('Account'), named('Store__c'), named('Task')]).toEqual([2, 1, 0]);
  });

  it('Given profiles, When permission sets are read, Then each profile owns one that its users are assigned', () => {
    const target = testOrg();
    putPermissionSet(target, 'Steward', {});
    const sets = rows(target, 'PermissionSet', [
      'Name',
      'Id',
      'IsOwnedByProfile',
      'ProfileId',
      'PermissionsModifyAllData',
    ]);
    const profiles = rows(target, 'Profile', ['Id', 'Name']);
    expect(profiles.map(({ Name }) => Name)).toEqual(['System Administrator', 'Standard User']);
    expect(sets).toMatchObject([
      { Name: 'Steward', IsOwnedByProfile: 0, ProfileId: null, PermissionsModifyAllData: 0 },
      { IsOwnedByProfile: 1, ProfileId: profiles[0]?.['Id'], PermissionsModifyAllData: 1 },
      { IsOwnedByProfile: 1, ProfileId: profiles[1]?.['Id'], PermissionsModifyAllData: 0 },
    ]);
    expect(rows(target, 'PermissionSetAssignment', ['AssigneeId', 'PermissionSetId'])).toEqual([
      { AssigneeId: target.admin.userId, PermissionSetId: sets[1]?.['Id'] },
    ]);
  });

  it('Given custom metadata records, When they are read, Then values have their fields’ types', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Policy__mdt', { label: 'Policy', pluralLabel: 'Policies' });
    putField(target, 'Policy__mdt.Accepts__c', { type: 'Checkbox', defaultValue: 'false' });
    putField(target, 'Policy__mdt.Since__c', { type: 'DateTime' });
    put(target, 'CustomMetadata', 'Policy.Default', {
      label: 'The policy',
      values: [
        { field: 'Accepts__c', value: 'true' },
        { field: 'Since__c', value: '2026-01-31T10:00:00.000Z' },
      ],
    });
    put(target, 'CustomMetadata', 'PolicyOther.Default', { label: 'Not of this type' });
    const columns = ['DeveloperName', 'MasterLabel', 'QualifiedApiName', 'Accepts__c', 'Since__c'];
    expect(rows(target, 'Policy__mdt', columns)).toEqual([
      {
        DeveloperName: 'Default',
        MasterLabel: 'The policy',
        QualifiedApiName: 'Default',
        Accepts__c: 1,
        Since__c: '2026-01-31T10:00:00.000Z',
      },
    ]);
  });

  it('Given a static resource, When its row is read, Then size and type show', () => {
    const target = testOrg();
    put(
      target,
      'StaticResource',
      'Badge',
      { contentType: 'image/svg+xml', cacheControl: 'Public' },
      Buffer.from('<svg/>'),
    );
    expect(rows(target, 'StaticResource', ['Name', 'ContentType', 'BodyLength', 'CacheControl'])).toEqual([
      { Name: 'Badge', ContentType: 'image/svg+xml', BodyLength: 6, CacheControl: 'Public' },
    ]);
  });
});

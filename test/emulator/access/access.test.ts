import { accessOf } from '../../../src/emulator/access/access.js';
import { profilesOf } from '../../../src/emulator/access/profiles.js';
import { deleteRecord } from '../../../src/emulator/records/records.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { recordTable } from '../../../src/emulator/records/tables.js';
import { grant, put, putField, putPermissionSet, standardUser, testOrg } from '../records/orgBuilder.js';

describe('accessOf', () => {
  it('Given a new custom field, When nobody granted it, Then not even the admin sees it', () => {
    const target = testOrg();
    putField(target, 'Account.New__c');
    const access = accessOf(target.org, target.admin);
    expect(access.canRead('Account', 'New__c')).toBe(false);
    expect(access.canRead('Account', 'Name')).toBe(true);
    expect(access.canEdit('Account', 'CreatedDate')).toBe(false);
    expect(access.canRead('Account', 'Nothing')).toBe(false);
  });

  it('Given two permission sets, When both are assigned, Then their grants add up', () => {
    const target = testOrg();
    putField(target, 'Account.A__c');
    putField(target, 'Account.B__c');
    grant(target, { readOnlyFields: ['Account.A__c', 'Account.B__c'] });
    grant(target, { fields: ['account.b__c'], customPermissions: ['Manage'] });
    const access = accessOf(target.org, target.admin);
    expect(access.canRead('Account', 'A__c')).toBe(true);
    expect(access.canEdit('Account', 'A__c')).toBe(false);
    expect(access.canEdit('ACCOUNT', 'b__C')).toBe(true);
    expect(access.hasCustomPermission('manage')).toBe(true);
    expect(access.hasCustomPermission('other')).toBe(false);
  });

  it('Given a permission set of another user, When access is asked for, Then it does not count', () => {
    const target = testOrg();
    putField(target, 'Account.A__c');
    const rep = standardUser(target);
    putPermissionSet(target, 'Unassigned', { fields: ['Account.A__c'] });
    grant(target, { fields: ['Account.A__c'] }, rep);
    expect(accessOf(target.org, target.admin).canRead('Account', 'A__c')).toBe(false);
    expect(accessOf(target.org, rep).canRead('Account', 'A__c')).toBe(true);
  });

  it('Given an assignment, When it is deleted, Then its grants are gone', () => {
    const target = testOrg();
    putField(target, 'Account.A__c');
    const set = grant(target, { fields: ['Account.A__c'] });
    const assignment = catalogOf(target.org).object('PermissionSetAssignment');
    const { table } = recordTable(target.org, assignment!);
    const row = target.org.storage.db.prepare(`SELECT Id FROM ${table} WHERE PermissionSetId = ?`).get(set);
    deleteRecord(target.org, target.admin, 'PermissionSetAssignment', String(row?.['Id']));
    expect(accessOf(target.org, target.admin).canRead('Account', 'A__c')).toBe(false);
  });

  it('Given a profile that was deployed, When it grants, Then its users have the grant', () => {
    const target = testOrg();
    putField(target, 'Account.A__c');
    put(target, 'Profile', 'Admin', {
      fieldPermissions: [{ field: 'Account.A__c', readable: 'true', editable: 'true' }],
    });
    expect(accessOf(target.org, target.admin).canEdit('Account', 'A__c')).toBe(true);
    expect(accessOf(target.org, standardUser(target)).canRead('Account', 'A__c')).toBe(false);
    expect(profilesOf(target.org).map(({ metadataName }) => metadataName)).toEqual(['Admin', 'Standard']);
  });

  it('Given fields without field-level security, When nobody granted them, Then all see them', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Policy__mdt', { label: 'Policy' });
    putField(target, 'Policy__mdt.Accepts__c', { type: 'Checkbox' });
    putField(target, 'Account.Must__c', { required: 'true' });
    const access = accessOf(target.org, target.admin);
    expect(access.canRead('Policy__mdt', 'Accepts__c')).toBe(true);
    expect(access.canEdit('Account', 'Must__c')).toBe(true);
  });

  it('Given a formula field that is granted as editable, When access is asked for, Then it is only readable', () => {
    const target = testOrg();
    putField(target, 'Account.Badge__c', { formula: 'Name' });
    grant(target, { fields: ['Account.Badge__c'] });
    expect(accessOf(target.org, target.admin).canRead('Account', 'Badge__c')).toBe(true);
    expect(accessOf(target.org, target.admin).canEdit('Account', 'Badge__c')).toBe(false);
  });

  it('Given a custom object, When a standard user has no grant on it, Then it is closed', () => {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', { label: 'Store' });
    const rep = standardUser(target);
    expect(accessOf(target.org, rep).object('Store__c').read).toBe(false);
    expect(accessOf(target.org, rep).object('Account').create).toBe(true);
    expect(accessOf(target.org, rep).object('User')).toMatchObject({ read: true, create: false });
    grant(target, { objects: ['Store__c'] }, rep);
    expect(accessOf(target.org, rep).object('Store__c').create).toBe(true);
  });

  it('Given an unknown user, When access is asked for, Then there is none to any object', () => {
    const { org } = testOrg();
    expect(accessOf(org, { userId: '0050E0000000099QAA' }).object('Account').read).toBe(false);
  });
});

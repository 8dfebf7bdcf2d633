import { accessOf } from '../../../src/emulator/access/access.js';
import { createRecord } from '../../../src/emulator/records/records.js';
import { problemsOf, put, putField, putPermissionSet, standardUser, testOrg } from '../records/orgBuilder.js';
import { consoleOf } from '../soql/soqlBuilder.js';

const target = testOrg();
const soql = consoleOf(target);
for (const name of ['Account.Open__c', 'Account.Seen__c', 'Account.Muted__c']) putField(target, name);
put(target, 'CustomObject', 'Thing__c', {
  label: 'Thing',
  pluralLabel: 'Things',
  nameField: { label: 'Name', type: 'Text' },
  sharingModel: 'ReadWrite',
});
const setId = putPermissionSet(target, 'Reader', {
  fields: ['Account.Open__c', 'Account.Seen__c', 'Account.Muted__c'],
  objects: ['Thing__c'],
  customPermissions: ['Kept', 'Muted'],
});
put(target, 'MutingPermissionSet', 'Less', {
  label: 'Less',
  customPermissions: [{ enabled: 'true', name: 'Muted' }],
  fieldPermissions: [
    { field: 'Account.Seen__c', readable: 'false', editable: 'true' },
    { field: 'Account.Muted__c', readable: 'true', editable: 'true' },
  ],
  objectPermissions: [{ object: 'Thing__c', allowDelete: 'true' }],
});
const groupId = put(target, 'PermissionSetGroup', 'Service_Desk', {
  label: 'Service desk',
  mutingPermissionSets: ['Less'],
  permissionSets: ['Reader'],
});

describe('Given a permission set group, when queried', () => {
  it('Then it and its permission sets are there, related to each other', () => {
    const { records } = soql.ask(
      'SELECT PermissionSetId, PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetGroup.MasterLabel, PermissionSet.Name FROM PermissionSetGroupComponent',
    );

    expect(records).toMatchObject([
      {
        PermissionSetId: setId,
        PermissionSetGroupId: groupId,
        PermissionSetGroup: { DeveloperName: 'Service_Desk', MasterLabel: 'Service desk' },
        PermissionSet: { Name: 'Reader' },
      },
    ]);
  });

  it('Then it has a permission set of its own', () => {
    const { records } = soql.ask(
      "SELECT Label, IsOwnedByProfile, PermissionSetGroupId FROM PermissionSet WHERE Type = 'Group'",
    );

    expect(records).toMatchObject([{ Label: 'Service desk', IsOwnedByProfile: false, PermissionSetGroupId: groupId }]);
  });
});

describe('Given a permission set group, when a user is assigned it', () => {
  const user = standardUser(target);
  const assignment = { AssigneeId: user.userId, PermissionSetGroupId: groupId };
  beforeAll(() => createRecord(target.org, target.admin, 'PermissionSetAssignment', assignment));

  it('Then the assignment has the permission set of the group', () => {
    const { records } = soql.ask(
      `SELECT PermissionSet.Type, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment WHERE AssigneeId = '${user.userId}' AND PermissionSetGroupId != NULL`,
    );

    expect(records).toMatchObject([
      { PermissionSet: { Type: 'Group' }, PermissionSetGroup: { DeveloperName: 'Service_Desk' } },
    ]);
  });

  it('Then the user has what its permission sets grant, but for what is muted', () => {
    const access = accessOf(target.org, user);

    expect(access.canEdit('Account', 'Open__c')).toBe(true);
    expect([access.canRead('Account', 'Seen__c'), access.canEdit('Account', 'Seen__c')]).toEqual([true, false]);
    expect(access.canRead('Account', 'Muted__c')).toBe(false);
    expect([access.hasCustomPermission('Kept'), access.hasCustomPermission('Muted')]).toEqual([true, false]);
    expect(access.object('Thing__c')).toEqual({ create: true, read: true, edit: true, delete: false });
  });

  it.each([
    ['a second time', assignment, 'DUPLICATE_VALUE'],
    ['together with a permission set', { ...assignment, PermissionSetId: setId }, 'FIELD_INTEGRITY_EXCEPTION'],
    ['without one', { AssigneeId: user.userId }, 'REQUIRED_FIELD_MISSING'],
  ])('Then it can’t be assigned %s', (_, fields, code) => {
    const problems = problemsOf(() => createRecord(target.org, target.admin, 'PermissionSetAssignment', fields));

    expect(problems.map(({ errorCode }) => errorCode)).toContain(code);
  });
});

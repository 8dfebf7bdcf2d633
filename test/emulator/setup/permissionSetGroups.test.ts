import { createRecord } from '../../../src/emulator/records/records.js';
import { problemsOf, put, putPermissionSet, testOrg } from '../records/orgBuilder.js';
import { consoleOf } from '../soql/soqlBuilder.js';

const target = testOrg();
const soql = consoleOf(target);
const setId = putPermissionSet(target, 'Reader', {});
const groupId = put(target, 'PermissionSetGroup', 'Service_Desk', {
  label: 'Service desk',
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

  it('Then no assignment is to it, and none can be made', () => {
    const problems = problemsOf(() =>
      createRecord(target.org, target.admin, 'PermissionSetAssignment', {
        AssigneeId: target.admin.userId,
        PermissionSetGroupId: groupId,
      }),
    );

    expect(problems.map(({ errorCode }) => errorCode)).toContain('INVALID_FIELD_FOR_INSERT_UPDATE');
    expect(soql.ask('SELECT Id FROM PermissionSetAssignment WHERE PermissionSetGroupId != null').records).toEqual([]);
  });
});

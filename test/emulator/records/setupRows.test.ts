import { query } from '../../../src/emulator/setup/queryService.js';
import { QueryCursors } from '../../../src/emulator/soql/cursors.js';
import { createRecord } from '../../../src/emulator/records/records.js';
import { problemsOf, put, testOrg, thrownBy, type TestOrg } from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const select = (soql: string): readonly Record<string, unknown>[] =>
  query({ ...target, caller: target.admin, api: 'data', basePath: '/services/data/v67.0' }, new QueryCursors(), soql, {
    resource: 'query',
  }).records;

describe('Given record types and queues among the metadata, When they are queried', () => {
  it('Then a record type tells its object and whether it is active', () => {
    const id = put(target, 'RecordType', 'Account.Shopper', { label: 'Shopper account', active: 'true' });
    expect(
      select("SELECT Id, Name, DeveloperName, IsActive FROM RecordType WHERE SobjectType = 'Account'"),
    ).toMatchObject([{ Id: id, Name: 'Shopper account', DeveloperName: 'Shopper', IsActive: true }]);
  });

  it('Then a queue is a group, with a row for each object', () => {
    const queue = { name: 'Synthetic leads', queueSobject: [{ sobjectType: 'Lead' }, { sobjectType: 'Case' }] };
    const id = put(target, 'Queue', 'Synthetic_Leads', queue);
    expect(
      select("SELECT Id, Name, (SELECT SobjectType FROM QueueSobjects) FROM Group WHERE Type = 'Queue'"),
    ).toMatchObject([
      {
        Id: id,
        Name: 'Synthetic leads',
        QueueSobjects: { records: [{ SobjectType: 'Lead' }, { SobjectType: 'Case' }] },
      },
    ]);
    expect(select('SELECT Queue.DeveloperName FROM QueueSobject LIMIT 1')).toMatchObject([
      { Queue: { DeveloperName: 'Synthetic_Leads' } },
    ]);
  });

  it('Then a public group is a group of another type, has members, and no record is its own', () => {
    const people = put(target, 'Group', 'Integration_Users', { name: 'Integration users' });
    const outer = put(target, 'Group', 'Outer', { name: 'Outer' });
    const member = { GroupId: people, UserOrGroupId: target.admin.userId };
    createRecord(target.org, target.admin, 'GroupMember', member);
    createRecord(target.org, target.admin, 'GroupMember', { GroupId: outer, UserOrGroupId: people });

    expect(
      select("SELECT Id, Name FROM Group WHERE Type = 'Regular' AND DeveloperName = 'Integration_Users'"),
    ).toMatchObject([{ Id: people, Name: 'Integration users' }]);
    expect(
      select("SELECT UserOrGroupId FROM GroupMember WHERE Group.DeveloperName = 'Outer' AND Group.Type = 'Regular'"),
    ).toMatchObject([{ UserOrGroupId: people }]);
    expect(
      select(
        "SELECT Id FROM User WHERE Id IN (SELECT UserOrGroupId FROM GroupMember WHERE Group.DeveloperName = 'Integration_Users')",
      ),
    ).toMatchObject([{ Id: target.admin.userId }]);
    expect(thrownBy(() => createRecord(target.org, target.admin, 'GroupMember', member)).message).toMatch(/again/);
    expect(
      problemsOf(() => createRecord(target.org, target.admin, 'Case', { Subject: 'x', OwnerId: people })),
    ).toMatchObject([{ errorCode: 'INVALID_OPERATION' }]);
  });

  it('Then their rows change by metadata alone', () => {
    expect(thrownBy(() => createRecord(target.org, target.admin, 'Group', { Name: 'x' })).errorCode).toBe(
      'FUNCTIONALITY_NOT_ENABLED',
    );
  });
});

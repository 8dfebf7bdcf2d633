import { auditOrg } from '../../src/audit/auditOrg.js';
import type { Finding } from '../../src/audit/finding.js';
import { gatherAudited } from '../../src/fleet/audit/gatherAudited.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { aSchema } from '../builders/schema.js';

/** What audits learn of a live org beside its components. */

const schema = aSchema({ objects: ['Account', 'Case'] });
const complete = {
  Is_Synthetic__c: true,
  Generation_Source__c: 'test 1.0',
  Creation_Timestamp__c: '2026-01-15T09:30:00.000Z',
};

async function findings(org: LiveOrg, { records = false } = {}): Promise<readonly Finding[]> {
  const now = new Date();
  const settings = { now, since: new Date(now.getTime() - 86_400_000), records };
  const audited = { name: 'uat', schema, settings, verifyIdentity: () => undefined };
  const { snapshot, plan } = await gatherAudited(org.connection, audited);
  return auditOrg(schema, snapshot, { plan }).findings;
}

async function switchGuard({ connection }: LiveOrg, fullName: string, active: boolean): Promise<void> {
  const rule: object = await connection.metadata.read('ValidationRule', fullName);
  await connection.metadata.update('ValidationRule', { ...rule, fullName, active } as never);
}

const said = (all: readonly Finding[], check: string): [string, string, string][] =>
  all.filter((finding) => finding.check === check).map(({ subject, status, message }) => [subject, status, message]);

describe('the observations of a live org', () => {
  let org: LiveOrg;
  beforeAll(async () => {
    org = await aLiveOrg('sandbox');
    await deploy(org, schema);
  });
  afterAll(() => org.stop());

  it('Given a schema just deployed, When audited, Then its sets alone grant, nobody sees the badge, and all is whole', async () => {
    const all = await findings(org);

    expect(said(all, 'access-held')).toEqual([
      [
        'PermissionSet:Synthetic_Provenance_Steward',
        'pass',
        'lifts immutability (Manage_Synthetic_Provenance): 0 assignments to active users',
      ],
      ['PermissionSet:Synthetic_Provenance_Steward', 'pass', 'edits 6 marker fields: 0 assignments to active users'],
      ['PermissionSet:Synthetic_Provenance_Writer', 'pass', 'edits 6 marker fields: 0 assignments to active users'],
      [
        'Org',
        'pass',
        'people, each counted once: 0 may lift immutability; 0 may edit markers; 1 may switch guards off (Customize Application: System Administrator (1)); 1 may write to every record (Modify All Data: System Administrator (1))',
      ],
    ]);
    expect(said(all, 'badges-seen')).toEqual([
      [
        'Org',
        'manual',
        '1 person can read records in scope and does not see the badge on all of them: System Administrator (1)',
      ],
    ]);
    expect(new Set(said(all, 'controls-untouched').map(([, status]) => status))).toEqual(new Set(['pass']));
    expect(said(all, 'records-accepted')).toEqual([['Org', 'manual', 'records were not counted']]);
  });

  it('Given people, a foreign permission set and a group, When audited, Then each grant is named with its heads', async () => {
    await assign(org.connection, 'Synthetic_Provenance_Writer');
    await org.connection.metadata.create('PermissionSet', {
      fullName: 'Backdoor',
      label: 'Backdoor',
      customPermissions: [{ enabled: true, name: 'Manage_Synthetic_Provenance' }],
      fieldPermissions: [{ field: 'Case.Is_Synthetic__c', editable: true, readable: true }],
    });
    await org.connection.metadata.create('PermissionSetGroup', {
      fullName: 'Loaders',
      label: 'Loaders',
      permissionSets: ['Synthetic_Provenance_Writer'],
    } as never);

    const held = said(await findings(org), 'access-held');

    expect(held.filter(([, status]) => status === 'fail')).toEqual([
      [
        'PermissionSet:Backdoor',
        'fail',
        'lifts immutability (Manage_Synthetic_Provenance): 0 assignments to active users; the schema does not grant it',
      ],
      [
        'PermissionSet:Backdoor',
        'fail',
        'edits 1 marker field: 0 assignments to active users; the schema does not grant it',
      ],
    ]);
    expect(held).toContainEqual([
      'PermissionSet:Synthetic_Provenance_Writer',
      'pass',
      'edits 6 marker fields: 1 assignment to active users, also through the groups Loaders',
    ]);
    expect(held.at(-1)?.[1]).toBe('pass');
  });

  it('Given somebody in the group as well, When audited, Then the grant has two assignments and one head', async () => {
    const id = async (soql: string): Promise<string> =>
      (await org.connection.singleRecordQuery<{ Id: string }>(soql)).Id;
    await org.connection.sobject('PermissionSetAssignment').create({
      AssigneeId: await id(`SELECT Id FROM User WHERE Username = '${org.connection.getUsername() ?? ''}'`),
      PermissionSetGroupId: await id("SELECT Id FROM PermissionSetGroup WHERE DeveloperName = 'Loaders'"),
    });

    const held = said(await findings(org), 'access-held');

    expect(held).toContainEqual([
      'PermissionSet:Synthetic_Provenance_Writer',
      'pass',
      'edits 6 marker fields: 2 assignments to active users, also through the groups Loaders',
    ]);
    expect(held.at(-1)?.[2]).toContain('1 may edit markers;');
  });

  it('Given a guard switched off and on again, When audited, Then the audit trail says who did it and when', async () => {
    const name = 'Case.Synthetic_Complete';
    for (const active of [false, true]) await switchGuard(org, name, active);

    const touched = (await findings(org)).filter(
      ({ check, status }) => check === 'controls-untouched' && status === 'fail',
    );

    expect(touched.map(({ subject }) => subject)).toEqual([`ValidationRule:${name}`]);
    expect(touched[0]?.message).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d UTC, \S+@\S+: Changed active flag for Cases validation "Synthetic_Complete" from 1 to 0$/,
    );
  });

  it('Given records, When counted, Then the share is told and broken markers fail, without a value', async () => {
    await assign(org.connection, 'Synthetic_Provenance_Reader');
    const accounts = org.connection.sobject('Account');
    await accounts.create({ Name: 'Genuine' });
    await accounts.create({ Name: 'Made up', ...complete });
    await switchGuard(org, 'Account.Synthetic_Complete', false);
    await accounts.create({ Name: 'Half', Is_Synthetic__c: true });

    const all = await findings(org, { records: true });

    expect(said(all, 'records-accepted')).toEqual([
      ['Records:Account', 'pass', '2 of 3 records are synthetic (66.7 %), from test 1.0 (1), no source (1)'],
      ['Records:Case', 'pass', '0 of 0 records are synthetic'],
    ]);
    expect(said(all, 'records-complete')).toEqual([
      [
        'Records:Account',
        'fail',
        '1 of its records have markers that the guard "complete" would refuse: 1 synthetic without a source, 1 synthetic without a time',
      ],
      ['Records:Case', 'pass', 'every record’s markers are whole'],
    ]);
  });
});

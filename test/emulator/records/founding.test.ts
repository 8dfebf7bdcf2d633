import { ensureAdmin, readRecord } from '../../../src/emulator/records/records.js';
import type { OrgKind } from '../../../src/emulator/org/embeddedOrg.js';
import { testOrg } from './orgBuilder.js';

describe('ensureAdmin', () => {
  it('Given a founded org, When it is asked again, Then it is the same admin', () => {
    const { org, admin } = testOrg();
    expect(ensureAdmin(org)).toEqual(admin);
    expect(readRecord(org, admin, 'User', admin.userId)).toMatchObject({
      Username: 'admin@prod.emulator.example',
      Name: 'Admin User',
      IsActive: true,
    });
  });

  it.each<[OrgKind, string, boolean, string | null]>([
    ['production', 'Enterprise Edition', false, null],
    ['sandbox', 'Enterprise Edition', true, null],
    ['scratch', 'Developer Edition', true, '2026-03-08T12:00:00.000+0000'],
    ['developer', 'Developer Edition', false, null],
  ])('Given a %s org, When its row is read, Then clients can tell its kind', (kind, edition, sandbox, expires) => {
    const { org, admin } = testOrg({ kind });
    expect(readRecord(org, admin, 'Organization', org.orgId)).toMatchObject({
      Id: org.orgId,
      Name: 'prod',
      OrganizationType: edition,
      IsSandbox: sandbox,
      TrialExpirationDate: expires,
      NamespacePrefix: null,
      InstanceName: 'EMULATOR',
    });
  });
});

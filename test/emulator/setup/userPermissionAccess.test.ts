import { aLiveOrg, type LiveOrg } from '../../builders/embeddedOrg.js';

let org: LiveOrg;
beforeAll(async () => {
  org = await aLiveOrg();
});
afterAll(() => org.stop());

describe('UserPermissionAccess', () => {
  it('Given an administrator, When asked, Then one row says what the user may do', async () => {
    const row = await org.connection.singleRecordQuery(
      'SELECT PermissionsModifyMetadata, PermissionsViewSetup, PermissionsPasswordNeverExpires FROM UserPermissionAccess LIMIT 1',
    );

    expect(row).toMatchObject({ PermissionsModifyMetadata: true, PermissionsViewSetup: true });
    expect(typeof row['PermissionsPasswordNeverExpires']).toBe('boolean');
  });
});

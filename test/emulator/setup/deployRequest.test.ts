import { aLiveOrg, type LiveOrg } from '../../builders/embeddedOrg.js';
import { unfinishedDeploys } from '../../../src/org/unfinishedDeploys.js';
import { deployTo } from '../../builders/deployment.js';
import { aSchema } from '../../builders/schema.js';

let org: LiveOrg;
beforeAll(async () => {
  org = await aLiveOrg();
});
afterAll(() => org.stop());

describe('DeployRequest', () => {
  it('Given deploys that ended, When asked for, Then each is a row of the Tooling API, and none counts as running', async () => {
    await deployTo(org, aSchema({ objects: ['Account'] }));

    const { records } = await org.connection.tooling.query(
      'SELECT Status, CheckOnly, NumberComponentErrors, CreatedBy.Username FROM DeployRequest ORDER BY CreatedDate',
    );

    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      Status: 'Succeeded',
      CheckOnly: false,
      NumberComponentErrors: 0,
      CreatedBy: { Username: org.connection.getUsername() },
    });
    expect(await unfinishedDeploys(org.connection, { since: new Date(0), checkOnly: false })).toEqual([]);
  });
});

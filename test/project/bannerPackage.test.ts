import { fileURLToPath } from 'node:url';
import { deploySource } from '../../src/org/deploySource.js';
import { aLiveOrg } from '../builders/embeddedOrg.js';

const components = fileURLToPath(new URL('../../force-app/main/default/lwc', import.meta.url));

describe('the Lightning web components of the reference package', () => {
  it('Given an embedded org, When the official library deploys them, Then the org has both', async () => {
    const org = await aLiveOrg();
    try {
      expect(await deploySource(org.connection, components)).toBe(2);

      const listed = await org.connection.metadata.list({ type: 'LightningComponentBundle' });
      expect(listed.map(({ fullName }) => fullName).sort()).toEqual(['syntheticBanner', 'syntheticMarkers']);
    } finally {
      await org.stop();
    }
  });
});

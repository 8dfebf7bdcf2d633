import { capabilitiesOf, otherUseOf } from '../../src/metadata/objectCapabilities.js';
import { objectGroupNames, objectGroups } from '../../src/schema/objectGroups.js';
import { aLiveOrg } from '../builders/embeddedOrg.js';
import { deployTo } from '../builders/deployment.js';
import { aSchema } from '../builders/schema.js';

const grouped = [...new Set<string>(Object.values(objectGroups).flat())].sort();

describe('the table of what objects take', () => {
  it('Given every group, When its objects are looked up, Then each has a row of its own', () => {
    for (const name of objectGroupNames) {
      expect({ name, unknown: objectGroups[name].filter((object) => capabilitiesOf(object) === undefined) }).toEqual({
        name,
        unknown: [],
      });
      expect(new Set(objectGroups[name]).size).toBe(objectGroups[name].length);
    }
  });

  it.each([...grouped, 'Invoice__c'])('Given %s, When its row is read, Then a public page says so', (object) => {
    const { source = '' } = capabilitiesOf(object) ?? {};
    const { protocol, hostname, pathname } = new URL(source);

    expect([protocol, hostname]).toEqual(['https:', 'developer.salesforce.com']);
    if (!object.endsWith('__c')) expect(pathname).toContain(`_${object.toLowerCase()}.htm`);
  });

  it.each([
    'Activity',
    'ContentVersion',
    'EmailMessage',
    'Group',
    'Organization',
    'PersonAccount',
    'Pricebook2',
    'Profile',
    'User',
    'UserRole',
  ])('Given %s, which is used otherwise, When it is looked up, Then it has a reason and no row', (object) => {
    expect(otherUseOf(object)).toBeTruthy();
    expect(capabilitiesOf(object)).toBeUndefined();
  });

  it.each(grouped)('Given %s, which has a row, When its other use is asked for, Then there is none', (object) => {
    expect(otherUseOf(object)).toBeUndefined();
  });

  it('Given names that every JavaScript object has, When they are looked up, Then they are no rows', () => {
    for (const name of ['constructor', 'toString', '__proto__'])
      expect([capabilitiesOf(name), otherUseOf(name)]).toEqual([undefined, undefined]);
  });
});

describe('the table, held against an org', () => {
  it('Given all groups at once with field history, When deployed, Then the org has every object and takes all of it', async () => {
    const org = await aLiveOrg('sandbox');
    const groups = objectGroupNames.map((group) => ({ group }));
    const others = ['AccountContactRelation'];

    const result = await deployTo(org, aSchema({ objects: [...groups, ...others], history: { enabled: true } }));

    expect(result.failures).toEqual([]);
    expect(result).toMatchObject({ outcome: 'deployed', remaining: [] });
    const { missing, targets } = result.plan.scope;
    expect(missing).toEqual([]);
    expect(targets.map(({ name }) => name).sort()).toEqual([...grouped, ...others].sort());
    const views = targets.filter(({ capabilities }) => capabilities.listView !== undefined).map(({ name }) => name);
    const deployed = await org.connection.metadata.list({ type: 'ListView' });
    expect([...new Set(deployed.map(({ fullName }) => fullName.split('.')[0]))].sort()).toEqual(views.sort());
    await org.stop();
  });
});

import type { Component } from '../../src/metadata/component.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import { makePlan, type Plan } from '../../src/plan/plan.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aSchema } from '../builders/schema.js';

let org: LiveOrg;
beforeEach(async () => {
  org = await aLiveOrg();
});
afterEach(() => org.stop());

const planOf = async (schema: ProvenanceSchema): Promise<Plan> =>
  makePlan(schema, await gatherSnapshot(org.connection, 'uat', schema));

/** What the org has of its own, apart from the schema. */
const give = async (...components: Component[]): Promise<void> => {
  const { failures } = await deployComponents(org.connection, 'uat', {
    components,
    checkOnly: false,
    waitMinutes: 1,
  });
  expect(failures).toEqual([]);
};
const customObject = (name: string): Component => ({
  type: 'CustomObject',
  fullName: name,
  body: {
    label: name,
    pluralLabel: name,
    nameField: { label: 'Name', type: 'Text' },
    deploymentStatus: 'Deployed',
    sharingModel: 'ReadWrite',
  } as never,
});

describe('the scope of a schema on a live org', () => {
  it('Given "*", When deployed, Then every object with records conforms, custom ones included, and the rest says why not', async () => {
    await give(customObject('Loyalty_Card__c'));
    const schema = aSchema({ objects: ['*'], exclude: [{ name: 'Campaign', reason: 'never generated' }] });

    const result = await deployTo(org, schema);

    expect(result).toMatchObject({ outcome: 'deployed', failures: [], remaining: [] });
    const names = result.plan.scope.targets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Account', 'Case', 'Task', 'Event', 'OrderItem', 'Loyalty_Card__c']));
    expect(names).not.toContain('Campaign');
    expect(names).not.toContain('User');
    expect(result.plan.scope.leftOut).toEqual(
      expect.arrayContaining([{ name: 'User', reason: 'its records are people who log in' }]),
    );
    expect((await planOf(schema)).changes).toEqual([]);
  });

  it('Given everything a schema can ask for, When deployed, Then the org conforms', async () => {
    const schema = aSchema({
      objects: ['Account', 'Contact', 'Opportunity', 'Task', 'Event', { name: 'Lead', badge: 'text' }],
      markers: { generation_batch: { enabled: true } },
      guards: { declared: true },
      translations: {
        de: {
          markers: { is_synthetic: { label: 'Synthetisch', helpText: 'Dieser Datensatz wurde erzeugt.' } },
          badge: { label: 'Herkunft' },
          guards: { contained: 'Diese Organisation nimmt keine synthetischen Daten an.' },
        },
      },
    });

    const result = await deployTo(org, schema);

    expect(result).toMatchObject({ outcome: 'deployed', failures: [], remaining: [] });
    expect((await planOf(schema)).changes).toEqual([]);
  });

  it('Given a mapping of lead fields, When deployed, Then the markers join it and nothing of it is lost', async () => {
    const field = (object: string): Component => ({
      type: 'CustomField',
      fullName: `${object}.Region__c`,
      body: { label: 'Region', type: 'Text', length: 80 },
    });
    await give(field('Lead'), field('Account'), {
      type: 'LeadConvertSettings',
      fullName: 'LeadConvertSettings',
      body: {
        allowOwnerChange: ['true'],
        objectMapping: [
          {
            inputObject: 'Lead',
            mappingFields: [{ inputField: 'Region__c', outputField: 'Region__c' }],
            outputObject: 'Account',
          },
        ],
      },
    });
    const schema = aSchema({ objects: ['Account', 'Contact', 'Lead'] });

    const result = await deployTo(org, schema);

    expect(result).toMatchObject({ outcome: 'deployed', remaining: [] });
    const { components } = await gatherSnapshot(org.connection, 'uat', schema);
    const reading = components.get('LeadConvertSettings:LeadConvertSettings');
    const text = JSON.stringify(reading);
    expect(text).toContain('"allowOwnerChange":["true"]');
    expect(text.match(/Region__c/g)).toHaveLength(2);
    expect(text.match(/"Is_Synthetic__c"/g)).toHaveLength(4);
    expect((await planOf(schema)).changes).toEqual([]);
  });

  it('Given shared list views, When the schema extends them, Then the badge is a column, and every other column stays', async () => {
    await give({
      type: 'ListView',
      fullName: 'Account.Big_Ones',
      body: { columns: ['ACCOUNT.NAME', 'ACCOUNT.PHONE1'], filterScope: 'Everything', label: 'Big ones' },
    });
    const schema = aSchema({ objects: ['Account'], badge: { listViews: { extendShared: true } } });

    expect(await deployTo(org, schema)).toMatchObject({ outcome: 'deployed', remaining: [] });

    const { components } = await gatherSnapshot(org.connection, 'uat', schema);
    const reading = components.get('ListView:Account.Big_Ones');
    expect(reading?.state === 'present' && reading.component.body['columns']).toEqual([
      'ACCOUNT.NAME',
      'ACCOUNT.PHONE1',
      'Provenance_Badge__c',
    ]);
    expect((await planOf(schema)).changes).toEqual([]);
  });

  it('Given objects with and without a field history, When it is asked for, Then it is kept where it is switched on and said where not', async () => {
    const tracked = customObject('Tracked__c');
    await give({ ...tracked, body: { ...tracked.body, enableHistory: true } as never }, customObject('Untracked__c'));
    const schema = aSchema({ objects: ['Tracked__c', 'Untracked__c', 'Task'], history: { enabled: true } });

    const result = await deployTo(org, schema);

    expect(result).toMatchObject({ outcome: 'deployed', failures: [], remaining: [] });
    expect(result.plan.gaps.filter(({ lacks }) => lacks === 'field history')).toEqual([
      expect.objectContaining({ object: 'Untracked__c', reason: 'its field history is switched off' }),
      expect.objectContaining({ object: 'Task', reason: 'it keeps no field history' }),
    ]);
    const { components } = await gatherSnapshot(org.connection, 'uat', schema);
    const tracking = (key: `CustomField:${string}`): unknown => {
      const reading = components.get(key);
      return reading?.state === 'present' ? reading.component.body['trackHistory'] : reading;
    };
    expect(tracking('CustomField:Tracked__c.Is_Synthetic__c')).toEqual(['true']);
    expect(tracking('CustomField:Untracked__c.Is_Synthetic__c')).not.toEqual(['true']);
  });
});

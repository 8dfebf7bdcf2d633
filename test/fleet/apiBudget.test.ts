import type { Component } from '../../src/metadata/component.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { readRecordCounts } from '../../src/org/readRecordCounts.js';
import { recordRequest } from '../../src/audit/observationRequest.js';
import { gatherAudited } from '../../src/fleet/audit/gatherAudited.js';
import { planFleet } from '../../src/fleet/planFleet.js';
import { parseAssignment } from '../../src/schema/assignment.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { jobsSentTo } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

/** How many API calls an org is asked for, by what it counts itself. */

const names = Array.from({ length: 1_000 }, (_, index) => `Thing_${index}__c`);
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
const plan = async ({ connection }: LiveOrg, schema: ProvenanceSchema): Promise<number | undefined> => {
  const [org] = await planFleet({
    schema,
    orgs: [{ name: 'uat', connect: () => Promise.resolve(connection) }],
    concurrency: 1,
    countRecords: false,
    now: new Date(),
    verifyIdentity: () => undefined,
    onOrgDone: () => undefined,
  });
  return org?.state === 'read' ? org.apiCalls : undefined;
};

/** What an audit asks, in its two parts, as the org counts it. */
async function callsOfAudit(org: LiveOrg, schema: ProvenanceSchema): Promise<{ whole: number; records: number }> {
  const faults = org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
  const now = new Date();
  // Making so many objects has left more in the setup audit trail than one answer holds.
  const settings = { now, since: now, records: false };
  const verifyIdentity = (): void => undefined;
  faults.clear();
  const { snapshot, plan } = await gatherAudited(org.connection, { name: 'uat', schema, settings, verifyIdentity });
  const whole = faults.report().calls.total;
  const { grants, changes, foreign } = snapshot.observations ?? {};
  expect([grants, changes, foreign].map((asked) => asked?.state)).toEqual(['read', 'read', 'read']);
  const counted = await readRecordCounts(org.connection, recordRequest(schema, snapshot, plan, settings));
  expect(counted.size).toBe(schema.objects.length);
  return { whole, records: faults.report().calls.total - whole };
}

describe('the API calls of a plan, a deploy and an audit', () => {
  let org: LiveOrg;
  beforeAll(async () => {
    org = await aLiveOrg();
    const components = names.map(customObject);
    expect(
      (await deployComponents(org.connection, 'uat', { components, checkOnly: false, waitMinutes: 5 })).failures,
    ).toEqual([]);
  });
  afterAll(() => org.stop());

  it.each([10, 150])(
    'Given %i objects, When planned, deployed and gated, Then 12 calls are enough for the plan and 16 for the rest, as the org counts them',
    async (count) => {
      const schema = aSchema({
        objects: names.slice(0, count),
        markers: { is_synthetic: { label: `Synthetic ${count}` } },
      });
      const faults = org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
      faults.clear();

      const planned = await plan(org, schema);

      expect(planned).toBe(faults.report().calls.total);
      expect(planned).toBeLessThanOrEqual(12);
      const before = faults.report().calls.total;
      const deployed = await deployTo(org, schema);
      expect(deployed.outcome).toBe('deployed');
      expect(deployed.apiCalls).toBe(faults.report().calls.total - before);
      expect(deployed.apiCalls).toBeLessThanOrEqual(16);
    },
    60_000,
  );

  it.each([
    [10, 9],
    [1_000, 210],
  ])(
    'Given %i objects and every marker, When audited, Then 12 calls are enough, and %i more for the records',
    async (count, most) => {
      const schema = aSchema({ objects: names.slice(0, count), markers: { generation_batch: { enabled: true } } });

      const { whole, records } = await callsOfAudit(org, schema);

      expect(whole).toBeLessThanOrEqual(12);
      expect(records).toBeLessThanOrEqual(most);
    },
    120_000,
  );

  /** Does something while the org says that it has so many calls left, which the client keeps from its answers. */
  const withCallsLeft = async <T>(left: number, work: () => Promise<T>): Promise<T> => {
    const others = org.connection.request.bind(org.connection);
    org.connection.request = (request, options) => {
      const answer = others<never>(request, options);
      void answer.then(() => (org.connection.limitInfo = { apiUsage: { used: 15_000 - left, limit: 15_000 } }));
      return answer;
    };
    try {
      return await work();
    } finally {
      org.connection.request = others;
    }
  };

  it('Given too few calls left, When deployed, Then it is refused before anything is written, with what it may take', async () => {
    const schema = aSchema({ objects: names.slice(0, 3), badge: { altText: 'Made up' } });

    await expect(withCallsLeft(21, () => deployTo(org, schema))).rejects.toMatchObject({
      name: 'ApiBudgetExceeded',
      message: expect.stringMatching(/^uat, API calls: 21 of 15000 left today, and a deploy may take 80\.$/) as string,
      actions: expect.arrayContaining(['See what is left: sf org list limits --target-org uat']) as string[],
    });
  });

  it('Given enough for the deploy and not for whom to assign after it, When deployed, Then it is refused before anything is written', async () => {
    const schema = aSchema({ objects: names.slice(0, 3), badge: { altText: 'Made up' } });
    const assignments = [parseAssignment('steward=me')];
    const sent = jobsSentTo(org);

    await expect(withCallsLeft(81, () => deployTo(org, schema, { assignments }))).rejects.toMatchObject({
      name: 'ApiBudgetExceeded',
      message: 'uat, API calls: 81 of 15000 left today, and a deploy may take 82.',
    });
    expect(jobsSentTo(org)).toBe(sent);

    const deployed = await withCallsLeft(82, () => deployTo(org, schema, { assignments }));
    expect(deployed.assignments).toMatchObject([{ role: 'steward', assigned: 1 }]);
  });

  it('Given nothing to deploy and too few calls to assign, When deployed, Then nobody is assigned anything', async () => {
    const schema = aSchema({ objects: names.slice(0, 3), badge: { altText: 'Made up' } });
    const assignments = [parseAssignment('reader=me')];

    await expect(withCallsLeft(1, () => deployTo(org, schema, { assignments }))).rejects.toMatchObject({
      name: 'ApiBudgetExceeded',
      message: 'uat, API calls: 1 of 15000 left today, and assigning permission sets may take 2.',
    });
    const deployed = await withCallsLeft(2, () => deployTo(org, schema, { assignments }));
    expect(deployed).toMatchObject({ outcome: 'unchanged', assignments: [{ role: 'reader', assigned: 1 }] });
  });
});

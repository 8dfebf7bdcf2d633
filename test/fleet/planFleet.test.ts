import { planResult, planExitCode, type SyntheticPlanResult } from '../../src/cli/plan/planResult.js';
import { verifyDeclaredRole } from '../../src/fleet/declaredRole.js';
import { parseFleet } from '../../src/fleet/fleetFile.js';
import { planFleet, type PlanFleetRequest, type PlannedOrg } from '../../src/fleet/planFleet.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import type { Component } from '../../src/metadata/component.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aSchema, TODAY } from '../builders/schema.js';

let org: LiveOrg;
beforeEach(async () => {
  org = await aLiveOrg();
});
afterEach(() => org.stop());

const live = (overrides: Partial<PlannedOrg> = {}): PlannedOrg => ({
  name: 'uat',
  connect: () => Promise.resolve(org.connection),
  ...overrides,
});
const planFor = async (
  schema: ProvenanceSchema,
  overrides: Partial<PlanFleetRequest> = {},
): Promise<SyntheticPlanResult> =>
  planResult(
    await planFleet({
      schema,
      orgs: [live()],
      concurrency: 2,
      countRecords: false,
      now: new Date(),
      verifyIdentity: () => undefined,
      onOrgDone: () => undefined,
      ...overrides,
    }),
  );
const give = async (...components: Component[]): Promise<void> => {
  const request = { components, checkOnly: false, waitMinutes: 1 };
  const { failures } = await deployComponents(org.connection, 'uat', request);
  expect(failures).toEqual([]);
};
const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
const schema = aSchema({ objects: ['Account', 'Order'] });

describe('planFleet on a live org', () => {
  it('Given an org that never saw the schema, When planned, Then nothing drifted, and a table says whether a deploy gets through', async () => {
    const result = await planFor(schema);
    const [uat] = result.orgs;

    expect(uat).toMatchObject({ state: 'pending', role: 'sandbox' });
    expect(new Set(uat?.changes.map(({ state }) => state))).toEqual(new Set(['neverDeployed']));
    expect(uat?.preflight.map(({ check, state }) => [check, state])).toEqual(
      expect.arrayContaining([
        ['apiCalls', 'ok'],
        ['names', 'ok'],
        ['objects', 'ok'],
        ['records', 'unknown'],
      ]),
    );
    expect(planExitCode(result, false)).toBe(0);
    expect(planExitCode(result, true)).toBe(3);
  });

  it('Given a deployed schema, When somebody weakens it, Then it says what that means, who did it and when', async () => {
    await deployTo(org, schema);
    expect(await planFor(schema)).toMatchObject({ pending: 0, orgs: [{ state: 'conforms', preflight: [] }] });
    await give(
      {
        type: 'ValidationRule',
        fullName: 'Order.Synthetic_Immutable',
        body: { active: false, errorConditionFormula: 'FALSE', errorMessage: 'no' },
      },
      {
        type: 'PermissionSet',
        fullName: 'Synthetic_Provenance_Reader',
        body: {
          label: 'Synthetic Provenance: Reader',
          fieldPermissions: [{ field: 'Order.Is_Synthetic__c', readable: false, editable: false }],
        },
      },
    );

    const [uat] = (await planFor(schema)).orgs;

    const rule = uat?.changes.find(({ type }) => type === 'ValidationRule');
    expect(rule).toMatchObject({
      object: 'Order',
      state: 'drifted',
      because: 'it differs',
      lastChange: { by: org.connection.getUsername(), what: expect.stringContaining('Orders') as string },
    });
    expect(rule?.meaning).toContain('the guard is switched off');
    expect(rule?.meaning).toContain('the guard was weakened: its condition never holds');
    const reader = uat?.changes.find(({ type }) => type === 'PermissionSet');
    expect(reader?.meaning).toContain(
      'grant lost on Account.Creation_Timestamp__c, Account.Generation_Source__c, Account.Is_Synthetic__c and 5 more',
    );
    expect(reader?.lastChange?.what).toContain('Changed permission set Synthetic Provenance: Reader');
  });

  it('Given no marker field, When records are counted, Then none can be rejected', async () => {
    expect((await planFor(schema, { countRecords: true })).orgs[0]?.preflight).toContainEqual(
      expect.objectContaining({ check: 'records', state: 'ok' }),
    );
  });

  it('Given an org that refuses a query and one that can’t be reached, When planned, Then each is a row of its own', async () => {
    faults().set({
      faults: [{ kind: 'malformed', body: 'html', on: { path: '*/query' } }],
    });
    const gone = live({ name: 'gone', connect: () => Promise.reject(new Error('gone: the org does not answer.')) });

    const result = await planFor(schema, { orgs: [gone, live()] });

    expect(result).toMatchObject({ pending: 1, notReadable: 1, total: 2 });
    expect(result.orgs[0]).toMatchObject({
      name: 'gone',
      state: 'notReadable',
      error: { message: 'gone: the org does not answer.' },
    });
    expect(result.orgs[1]).toMatchObject({ state: 'pending', auditTrailUnread: expect.any(String) as string });
    expect(result.orgs[1]?.preflight).toContainEqual(
      expect.objectContaining({ check: 'deployQueue', state: 'unknown' }),
    );
    expect(planExitCode(result, false)).toBe(4);
    expect(planExitCode(result, true)).toBe(3);
  });

  it('Given an org that is not what the fleet file declares, When planned, Then the run ends', async () => {
    const fleet = parseFleet('orgs: [{ org: uat, role: production }]', 'fleet.yaml', TODAY);

    await expect(
      planFor(schema, { verifyIdentity: (identity) => verifyDeclaredRole(fleet, identity) }),
    ).rejects.toMatchObject({ name: 'OrgRoleMismatch' });
  });

  it('Given overrides in the fleet file, When planned, Then they hold, and the reason is told', async () => {
    const [fleetOrg] = parseFleet(
      'orgs: [{ org: uat, role: sandbox, owner: Ada, exclude: [{ name: Order, reason: archived }] }]',
      'fleet.yaml',
      TODAY,
    ).orgs;

    const [uat] = (await planFor(schema, { orgs: [live({ fleetOrg })] })).orgs;

    expect(uat?.changes.some(({ object }) => object === 'Order')).toBe(false);
    expect(uat).toMatchObject({ owner: 'Ada', notes: ['Order is out of scope in this org: archived'] });
  });
});

import { auditOrg } from '../../src/audit/auditOrg.js';
import type { Finding } from '../../src/audit/finding.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import { describeChange } from '../../src/plan/describeChange.js';
import { makePlan, type Plan } from '../../src/plan/plan.js';
import { standings } from '../../src/plan/standing.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, outcomeOf } from '../builders/guardedOrg.js';
import { removeFrom } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';
import { aSuspension } from '../builders/suspension.js';

const base = { objects: ['Account', 'Case', 'Task', 'Event'], guards: { complete: { message: 'guard complete' } } };
const suspended = (overrides: Record<string, unknown> = {}): ProvenanceSchema =>
  aSchema({ ...base, enforcement: [aSuspension(overrides)] });
const active = aSchema(base);
const reporting = suspended();

let org: LiveOrg;
afterEach(() => org.stop());

const planned = async (schema: ProvenanceSchema): Promise<Plan> =>
  makePlan(schema, await gatherSnapshot(org.connection, 'uat', schema));
const audited = async (schema: ProvenanceSchema): Promise<readonly Finding[]> =>
  auditOrg(schema, await gatherSnapshot(org.connection, 'uat', schema)).findings.filter(
    ({ check }) => check === 'guards-active',
  );
const create = (object: string, fields: Record<string, unknown>): Promise<string> =>
  outcomeOf(org.connection.sobject(object).create(fields));
const problems = async (object: string): Promise<unknown[]> => {
  const { records } = await org.connection.query<{ Provenance_Problem__c: string }>(
    `SELECT Provenance_Problem__c FROM ${object} ORDER BY CreatedDate, Id`,
  );
  return records.map(({ Provenance_Problem__c: problem }) => problem);
};
const WHOLE = { Is_Synthetic__c: true, Generation_Source__c: 'x', Creation_Timestamp__c: '2026-01-15T09:30:00.000Z' };

describe('an org in which guards only report', () => {
  it('Given a declaration, When deployed, Then nothing is refused, and every record says which guard would refuse it', async () => {
    org = await aLiveOrg('production');

    expect(await deployTo(org, reporting)).toMatchObject({ outcome: 'deployed', verdict: 'conforming', remaining: [] });
    expect((await planned(reporting)).changes).toEqual([]);

    await assign(org.connection, 'Synthetic_Provenance_Writer');
    await assign(org.connection, 'Synthetic_Provenance_Reader');
    expect(await create('Account', { Name: 'genuine' })).toBe('accepted');
    expect(await create('Account', { Name: 'synthetic', ...WHOLE })).toBe('accepted');
    expect(await create('Account', { Name: 'half', Is_Synthetic__c: true })).toBe('accepted');
    expect(await create('Account', { Name: 'odd', Generation_Source__c: 'x' })).toBe('accepted');
    expect(await create('Task', { Subject: 'half', Generation_Source__c: 'x' })).toBe('accepted');
    expect(await problems('Account')).toEqual([
      null,
      'Synthetic_Contained',
      'Synthetic_Complete Synthetic_Contained',
      'Synthetic_Complete',
    ]);
    expect(await problems('Task')).toEqual(['Synthetic_Complete']);
  });

  it('Given it is enforced then, When planned and deployed, Then only the guards change, and what reported is left over', async () => {
    org = await aLiveOrg();
    await deployTo(org, reporting);

    await assign(org.connection, 'Synthetic_Provenance_Writer');
    expect(await create('Account', { Name: 'whole', ...WHOLE })).toBe('accepted');
    expect(await create('Account', { Name: 'half', Is_Synthetic__c: true })).toBe('accepted');
    expect(await problems('Account')).toEqual([null, 'Synthetic_Complete']);

    const plan = await planned(active);
    expect(new Set(plan.changes.map(({ component }) => component.type))).toEqual(new Set(['ValidationRule']));
    expect(new Set(plan.changes.map((change) => describeChange(change)))).toEqual(
      new Set(['the guard becomes active: it is switched off, or only reported so far']),
    );
    const snapshot = await gatherSnapshot(org.connection, 'uat', active);
    expect(new Set(standings(plan, snapshot, []).map(({ state, because }) => `${state}, ${because}`))).toEqual(
      new Set(['drifted, it differs']),
    );

    const over = aSchema({ ...base, enforcement: [aSuspension()] }, '2027-01-01');
    expect(new Set(standings(await planned(over), snapshot, []).map(({ because }) => because))).toEqual(
      new Set(['it was declared otherwise']),
    );

    expect(await deployTo(org, active)).toMatchObject({ outcome: 'deployed', verdict: 'conforming' });
    expect(await create('Account', { Name: 'half', Is_Synthetic__c: true })).toBe('guard complete');
    expect(await planned(active)).toMatchObject({
      changes: [],
      notes: [expect.stringContaining('sf synthetic remove --leftovers --target-org uat') as string],
    });
    expect(
      (await audited(active)).filter(({ status }) => status !== 'pass').map(({ status, subject }) => [status, subject]),
    ).toEqual([
      ['manual', 'CustomField:Account.Provenance_Problem__c'],
      ['manual', 'CustomField:Case.Provenance_Problem__c'],
      ['manual', 'CustomField:Activity.Provenance_Problem__c'],
      ['manual', 'ListView:Account.Provenance_Problems'],
      ['manual', 'ListView:Case.Provenance_Problems'],
      ['manual', 'ListView:Task.Provenance_Problems'],
      ['manual', 'ListView:Event.Provenance_Problems'],
    ]);

    expect(await removeFrom(org, active, { extent: 'leftovers' })).toMatchObject({ outcome: 'removed', remaining: [] });
    const after = await planned(active);
    expect([after.changes, after.left, after.notes]).toEqual([[], [], []]);
    expect(await removeFrom(org, active, { extent: 'leftovers' })).toMatchObject({ outcome: 'absent' });
  });

  it('Given fields of its own that only look like it, When planned or taken away, Then they are left', async () => {
    org = await aLiveOrg();
    await deployTo(org, active);
    const own = { label: 'Provenance Problem', type: 'Text', formula: '"mine"', description: 'Mine.' } as const;
    await deployComponents(org.connection, 'uat', {
      components: [{ type: 'CustomField', fullName: 'Account.Provenance_Problem__c', body: own }],
      checkOnly: false,
      waitMinutes: 1,
    });

    expect((await planned(active)).left).toEqual([]);
    const removed = await removeFrom(org, active, { extent: 'leftovers' });
    expect(removed.outcome).toBe('absent');
    expect(removed.survey.plan.left.map(({ reason }) => reason)).toEqual(['its description is not the schema’s']);
  });

  it('Given guards that are off by declaration, When deployed, Then nothing is refused and nothing shown', async () => {
    org = await aLiveOrg();
    const off = suspended({ mode: 'inactive', guards: ['complete', 'immutable'] });

    expect(await deployTo(org, off)).toMatchObject({ outcome: 'deployed', verdict: 'conforming' });
    const plan = await planned(off);
    expect([plan.changes, plan.left]).toEqual([[], []]);
    expect(plan.desired.filter(({ purpose }) => purpose === 'report')).toEqual([]);
    await assign(org.connection, 'Synthetic_Provenance_Writer');
    expect(await create('Account', { Name: 'half', Is_Synthetic__c: true })).toBe('accepted');

    // What is active although it is declared to be off differs, too.
    expect((await planned(suspended({ mode: 'inactive' }))).changes.map((change) => describeChange(change))).toEqual(
      ['Account', 'Case', 'Event', 'Task'].map(
        () => 'the guard refuses no longer: it is switched off by declaration until 2026-12-31',
      ),
    );
    expect((await planned(active)).changes.map((change) => describeChange(change))).toContain(
      'the guard is switched off',
    );
  });

  it('Given guards that report, When the product is removed, Then nothing of it is left', async () => {
    org = await aLiveOrg();
    await deployTo(org, reporting);

    await assign(org.connection, 'Synthetic_Provenance_Reader');
    const consent = { deleteData: false, unassign: true, exportTo: undefined };
    const { outcome, survey } = await removeFrom(org, reporting, { consent });

    expect(outcome).toBe('removed');
    expect(survey.plan.deletions.filter(({ purpose }) => purpose === 'report')).toHaveLength(7);
    expect(survey.plan.left).toEqual([]);
  });
});

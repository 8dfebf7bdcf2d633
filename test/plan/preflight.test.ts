import type { Circumstances, DeployPermission, OrgAccess } from '../../src/org/circumstances.js';
import type { OrgSnapshot } from '../../src/org/snapshot.js';
import { makePlan } from '../../src/plan/plan.js';
import { preflight, type PreflightRow, type RecordFacts } from '../../src/plan/preflight.js';
import { rejectedRecords } from '../../src/plan/rejectedRecords.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg, someAccess } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Task'] });
const read = <T>(value: T) => ({ state: 'read', value }) as const;
const unread = { state: 'unread', reason: 'no access' } as const;
const circumstances = (overrides: Partial<Circumstances> = {}): Circumstances => ({
  deployQueue: read(0),
  auditTrail: read([]),
  ...overrides,
});
const rowOf = (
  check: PreflightRow['check'],
  { access = {}, ...given }: Partial<Circumstances> & { access?: Partial<OrgAccess> } = {},
  snapshot: OrgSnapshot = anEmptyOrg(schema),
  records: RecordFacts = { state: 'notCounted' },
): PreflightRow | undefined =>
  preflight(
    makePlan(schema, snapshot),
    { ...snapshot, access: someAccess(access) },
    circumstances(given),
    records,
  ).find((row) => row.check === check);

describe('preflight', () => {
  it('Given nothing in the way, When judged, Then every row but the uncounted records is ok', () => {
    const snapshot = anEmptyOrg(schema);
    const rows = preflight(makePlan(schema, snapshot), snapshot, circumstances(), { state: 'notCounted' });

    expect(rows.filter(({ state }) => state !== 'ok').map(({ check, state }) => [check, state])).toEqual([
      ['records', 'unknown'],
    ]);
  });

  it.each<[PreflightRow['check'], Parameters<typeof rowOf>[1], PreflightRow['state'], string]>([
    ['apiVersion', { access: { apiVersion: '40.0' } }, 'blocked', '40.0 is too old'],
    [
      'apiCalls',
      { access: { apiCalls: read({ remaining: 3, limit: 15_000 }) } },
      'blocked',
      '3 of 15000 left today, and a deploy may take 80',
    ],
    ['apiCalls', { access: { apiCalls: unread } }, 'unknown', 'not known: no access'],
    [
      'permissions',
      {
        access: {
          permissions: read(new Set<DeployPermission>(['ModifyAllData', 'CustomizeApplication', 'ViewSetup'])),
        },
      },
      'ok',
      'the user may deploy',
    ],
    [
      'permissions',
      { access: { permissions: read(new Set<DeployPermission>(['ViewSetup'])) } },
      'blocked',
      'the user lacks "Modify Metadata Through Metadata API Functions", "Customize Application"',
    ],
    ['permissions', { access: { permissions: unread } }, 'unknown', 'not known: no access'],
    ['deployQueue', { deployQueue: read(2) }, 'warning', '2 waiting or running; a deploy waits for them'],
    ['deployQueue', { deployQueue: unread }, 'unknown', 'not known: no access'],
  ])('Given %s with %j, When judged, Then it is %s: %s', (check, given, state, finding) => {
    const row = rowOf(check, given);
    expect(row).toMatchObject({ state, finding });
    if (state === 'blocked') expect(row?.action).toBeTruthy();
  });

  it('Given a field of another kind, When judged, Then its name blocks, with what to do', () => {
    const snapshot = aConformingOrg(schema, {
      edit: { 'CustomField:Account.Is_Synthetic__c': (body) => ({ ...body, type: ['Text'] }) },
    });
    expect(rowOf('names', {}, snapshot)).toMatchObject({
      state: 'blocked',
      finding: expect.stringContaining('Account.Is_Synthetic__c of type Text') as string,
      action: expect.stringContaining('apiName') as string,
    });
  });

  it('Given an object that the org lacks, When judged, Then it blocks', () => {
    expect(rowOf('objects', {}, aConformingOrg(schema, { without: ['Task'] }))).toMatchObject({
      state: 'blocked',
      finding: 'the org has no Task, or the user can’t see it',
    });
  });

  it.each<[RecordFacts, PreflightRow['state'], string]>([
    [{ state: 'counted', counts: [{ object: 'Account', enforced: true, count: read(0) }] }, 'ok', 'rejects none'],
    [
      {
        state: 'counted',
        counts: [
          { object: 'Account', enforced: true, count: read(7) },
          { object: 'Task', enforced: true, count: unread },
        ],
      },
      'warning',
      'would reject edits of 7 of Account; not known of Task',
    ],
    [
      {
        state: 'counted',
        counts: [
          { object: 'Account', enforced: true, count: read(7) },
          { object: 'Task', enforced: false, count: read(2) },
        ],
      },
      'warning',
      'would reject edits of 7 of Account; the guard "complete" will reject edits of 2 of Task once it is enforced',
    ],
    [
      { state: 'counted', counts: [{ object: 'Task', enforced: true, count: unread }] },
      'unknown',
      'could not be counted on Task',
    ],
  ])('Given counts %j, When judged, Then it is %s: %s', (records, state, finding) => {
    expect(rowOf('records', {}, anEmptyOrg(schema), records)).toMatchObject({
      state,
      finding: expect.stringContaining(finding) as string,
    });
  });
});

describe('rejectedRecords', () => {
  const now = new Date('2026-05-01T10:00:00.123Z');
  const questions = (snapshot: OrgSnapshot) => rejectedRecords(schema, makePlan(schema, snapshot), snapshot, now);

  it('Given all markers, When asked, Then the question is the condition of the guard', () => {
    expect(questions(aConformingOrg(schema))[0]).toEqual({
      object: 'Account',
      enforced: true,
      condition:
        '(Is_Synthetic__c = TRUE AND (Generation_Source__c = NULL OR Creation_Timestamp__c = NULL OR Creation_Timestamp__c > 2026-05-01T10:00:00Z))' +
        ' OR (Is_Synthetic__c = FALSE AND (Generation_Source__c != NULL OR Creation_Timestamp__c != NULL))',
    });
  });

  it('Given no marker, When asked, Then nothing needs to be asked', () => {
    expect(questions(anEmptyOrg(schema))).toEqual([
      { object: 'Account', enforced: true },
      { object: 'Task', enforced: true },
    ]);
  });

  it('Given only the checkbox, When asked, Then every ticked record is incomplete', () => {
    const edit = {
      'CustomField:Activity.Generation_Source__c': { state: 'absent' },
      'CustomField:Activity.Creation_Timestamp__c': { state: 'absent' },
    } as const;
    expect(questions(aConformingOrg(schema, { edit }))[1]?.condition).toBe('(Is_Synthetic__c = TRUE)');
  });

  it('Given no checkbox, When asked, Then every record that names a source is taken for a genuine one', () => {
    const edit = { 'CustomField:Account.Is_Synthetic__c': { state: 'absent' } } as const;
    expect(questions(aConformingOrg(schema, { edit }))[0]?.condition).toBe(
      '(Generation_Source__c != NULL OR Creation_Timestamp__c != NULL)',
    );
  });
});

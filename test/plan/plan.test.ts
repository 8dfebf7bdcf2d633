import type { ComponentKey } from '../../src/metadata/component.js';
import type { RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import { makePlan } from '../../src/plan/plan.js';
import { changeLine, groupChanges } from '../../src/plan/describeChange.js';
import { nameObjects } from '../../src/plan/objectGroups.js';
import { deepFreeze } from '../builders/frozen.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anObject, anEmptyOrg, anOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const meanings = (edit: Parameters<typeof aConformingOrg>[1]): string[] =>
  makePlan(schema, aConformingOrg(schema, edit)).changes.map((change) => changeLine(change).meaning);

describe('makePlan', () => {
  it('Given an org as the schema wants it, When planned, Then nothing is to be done', () => {
    const plan = makePlan(schema, aConformingOrg(schema));

    expect(plan.changes).toEqual([]);
    expect(plan.unread).toEqual([]);
  });

  it('Given an org with nothing, When planned, Then everything is created, foundation first', () => {
    const { changes, desired } = makePlan(schema, anEmptyOrg(schema));

    expect(changes).toHaveLength(desired.length);
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(['create']));
    const stages = changes.map(({ stage }) => stage);
    expect(stages).toEqual([...stages].sort((a, b) => (a === b ? 0 : a === 'foundation' ? -1 : 1)));
  });

  it('Given schema and snapshot, When planned, Then neither is touched and the plan is the same again', () => {
    const snapshot = deepFreeze(anEmptyOrg(schema));

    expect(makePlan(deepFreeze(schema), snapshot)).toEqual(makePlan(schema, snapshot));
  });

  it.each([
    ['ValidationRule:Account.Synthetic_Complete', { active: ['false'] }, 'the guard is switched off'],
    [
      'ValidationRule:Account.Synthetic_Complete',
      { errorConditionFormula: ['false'] },
      'the guard was weakened: its condition never holds',
    ],
    [
      'ValidationRule:Account.Synthetic_Complete',
      { errorConditionFormula: ['TRUE'] },
      'the guard was tightened: it rejects more',
    ],
    ['ValidationRule:Account.Synthetic_Complete', { errorMessage: ['no'] }, 'errorMessage differs'],
    ['CustomField:Account.Generation_Source__c', { length: ['80'] }, 'field type differs: Text(80) → Text(255)'],
    ['CustomField:Account.Is_Synthetic__c', { defaultValue: ['true'] }, 'defaultValue differs: true → false'],
    ['CustomField:Account.Creation_Timestamp__c', { inlineHelpText: [] }, 'inlineHelpText is missing'],
    ['ListView:Case.Synthetic_Records', { columns: ['CASES.CASE_NUMBER'] }, 'the list view lost its columns '],
    ['ListView:Case.Synthetic_Records', { booleanFilter: ['1'] }, 'booleanFilter is not in the schema'],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      { fieldPermissions: [] },
      'grant on Account.Creation_Timestamp__c, Account.Generation_Source__c, Account.Is_Synthetic__c and 5 more is missing',
    ],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      { customPermissions: [{ enabled: ['true'], name: ['X'] }] },
      'permission X is not in the schema (enabled true)',
    ],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      { objectPermissions: [{ object: ['Account'], allowDelete: ['true'] }] },
      'objectPermissions is not in the schema',
    ],
  ] satisfies [ComponentKey, Body, string][])(
    'Given %s with %j, When planned, Then it says: %s',
    (key, body, expected) => {
      const [meaning] = meanings({ edit: { [key]: (present: Body) => ({ ...present, ...body }) } });

      expect(meaning).toContain(expected);
    },
  );

  it.each([
    [
      'ValidationRule:Account.Synthetic_Complete',
      (body: Body) => ({
        ...body,
        errorConditionFormula: [` ${String(body['errorConditionFormula']).replaceAll(',', ' ,\r\n')} `],
      }),
    ],
    [
      'CustomField:Account.Generation_Source__c',
      (body: Body) => ({ ...body, length: ['255'], trackHistory: ['true'], securityClassification: ['Internal'] }),
    ],
    [
      'CustomField:Account.Generation_Source__c',
      (body: Body) => ({ ...body, required: [], unique: [], externalId: [] }),
    ],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      (body: Body) => ({
        ...body,
        license: ['Salesforce'],
        fieldPermissions: [...(body['fieldPermissions'] ?? [])].reverse(),
      }),
    ],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      (body: Body) => ({
        ...body,
        fieldPermissions: [
          ...(body['fieldPermissions'] ?? []),
          { editable: ['false'], field: ['Account.Name'], readable: ['false'] },
        ],
      }),
    ],
    ['CustomObject:Synthetic_Data_Policy__mdt', (body: Body) => ({ ...body, enableHistory: ['false'] })],
  ] satisfies [ComponentKey, (body: Body) => Body][])(
    'Given a harmless variation of %s, When planned, Then nothing is to be done',
    (key, edit) => {
      expect(meanings({ edit: { [key]: edit } })).toEqual([]);
    },
  );

  it('Given grants on Task, When the org gives back the same on Event, Then nothing is to be done', () => {
    const activities = aSchema({ objects: ['Task'] });
    const mirror = (body: Body, editable: string) => ({
      ...body,
      fieldPermissions: [
        ...(body['fieldPermissions'] ?? []),
        { editable: [editable], field: ['Event.Is_Synthetic__c'], readable: ['true'] },
      ],
    });
    const changes = (editable: string) =>
      makePlan(
        activities,
        aConformingOrg(activities, {
          edit: { 'PermissionSet:Synthetic_Provenance_Reader': (body) => mirror(body, editable) },
        }),
      ).changes;

    expect(changes('false')).toEqual([]);
    expect(changes('true')).toHaveLength(1);
  });

  it('Given a longer text field than the schema asks for, When planned, Then it stays: shortening could lose data', () => {
    const short = aSchema({ objects: ['Account'], markers: { generation_source: { length: 100 } } });
    const plan = makePlan(
      short,
      aConformingOrg(short, {
        edit: { 'CustomField:Account.Generation_Source__c': (body) => ({ ...body, length: ['255'] }) },
      }),
    );

    expect(plan.changes).toEqual([]);
  });

  it.each([
    [
      [{ $: { 'xsi:type': 'xsd:string' }, _: '00D000000000002UAA' }],
      'the policy belongs to another org (00D000000000002UAA)',
    ],
    [[{ $: { 'xsi:nil': 'true' } }], 'the policy belongs to no org'],
  ])('Given a policy with organization %j, When planned, Then it says so', (value, expected) => {
    const edit = {
      'CustomMetadata:Synthetic_Data_Policy.This_Org': (body: Body) => ({
        ...body,
        values: [(body['values'] ?? [])[0] ?? {}, { field: ['Organization_Id__c'], value }],
      }),
    };

    expect(meanings({ edit })).toEqual([expected]);
  });

  it('Given the policy of a sandbox in production, When planned, Then it accepts what it should refuse', () => {
    const sandbox = aConformingOrg(schema, { org: anOrg({ role: 'sandbox' }) });

    const plan = makePlan(schema, { ...sandbox, org: anOrg({ role: 'production' }) });

    expect(plan.changes.map((change) => changeLine(change).meaning)).toEqual([
      'the policy accepts synthetic records; it should refuse them',
    ]);
  });

  it.each([
    [
      { type: ['Text'], defaultValue: [] },
      /already has a field Account\.Is_Synthetic__c of type Text; the schema wants type Checkbox/,
    ],
    [{ formula: ['TRUE'] }, /that is a formula; the schema wants one that stores values/],
  ])(
    'Given a field of that name of another kind (%j), When planned, Then a person must settle it',
    (body, expected) => {
      const plan = makePlan(
        schema,
        aConformingOrg(schema, {
          edit: { 'CustomField:Account.Is_Synthetic__c': (present) => ({ ...present, ...body }) },
        }),
      );

      expect(plan.blockers.map(({ problem }) => problem)).toEqual([expect.stringMatching(expected)]);
    },
  );

  it('Given a component that could not be read, When planned, Then it is neither missing nor right', () => {
    const plan = makePlan(
      schema,
      aConformingOrg(schema, {
        edit: { 'CustomPermission:Manage_Synthetic_Provenance': { state: 'unread', reason: 'no access' } },
      }),
    );

    expect(plan.changes).toEqual([]);
    expect(plan.unread.map(({ reason }) => reason)).toEqual(['no access']);
  });

  it('Given an object the org lacks, When planned, Then nothing is wanted for it and it is named', () => {
    const optional = aSchema({ objects: ['Account', { name: 'Loyalty_Membership__c', optional: true }] });

    const plan = makePlan(optional, aConformingOrg(optional, { without: ['Loyalty_Membership__c'] }));

    expect(plan.scope.missing).toEqual([{ name: 'Loyalty_Membership__c', optional: true }]);
    expect(plan.desired.filter(({ object }) => object === 'Loyalty_Membership__c')).toEqual([]);
    expect(plan.changes).toEqual([]);
  });

  it('Given an optional object written in another case than the org’s, When planned, Then it does not pass for missing', () => {
    const optional = aSchema({ objects: ['Case', { name: 'account', optional: true }] });
    const objects = new Map(['Case', 'Account'].map((name) => [name, anObject({ name })]));
    const snapshot = { ...aConformingOrg(optional, { without: ['account'] }), objects };

    expect(makePlan(optional, snapshot).scope.missing).toEqual([{ name: 'account', optional: false }]);
  });
});

describe('groupChanges', () => {
  it('Given the same change on several objects, When grouped, Then it is one line with the objects named', () => {
    const groups = groupChanges(makePlan(schema, anEmptyOrg(schema)).changes);

    const marker = groups.find(({ sample }) => sample.name === 'Is_Synthetic__c');
    expect(marker?.objects).toEqual(['Account', 'Case']);
    expect(groups.map(({ sample }) => sample.purpose)).toEqual(
      [...groups.map(({ sample }) => sample.purpose)].sort(byPurpose),
    );
  });

  it('Given many objects, When named, Then the rest is counted', () => {
    expect(nameObjects(['A', 'B', 'C', 'D'])).toBe('A, B, C, D');
    expect(nameObjects(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 more');
  });
});

type Body = RetrievedComponent['body'];

const byPurpose = (a: string, b: string): number =>
  ['marker', 'policy', 'access', 'guard', 'badge'].indexOf(a) -
  ['marker', 'policy', 'access', 'guard', 'badge'].indexOf(b);

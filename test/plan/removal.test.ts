import { compile } from '../../src/metadata/compile.js';
import type { ComponentKey } from '../../src/metadata/component.js';
import type { RemovalFacts } from '../../src/org/removalFacts.js';
import type { Reading } from '../../src/org/snapshot.js';
import { markerQuestions } from '../../src/plan/markerRecords.js';
import { planRemoval, type RemovalPlan } from '../../src/plan/removal.js';
import { callsOfRemoval } from '../../src/plan/removalCalls.js';
import { removalJobs } from '../../src/plan/removalJobs.js';
import { wholeSchema } from '../../src/plan/wholeSchema.js';
import type { RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Task'] });
const whole = wholeSchema(schema);
const POLICY = '2026-01-02T00:00:00.000Z';
const someFacts = (overrides: Partial<RemovalFacts> = {}): RemovalFacts => ({
  fields: new Map(),
  policy: {
    fields: new Map([['Synthetic_Data_Policy__mdt.Accepts_Synthetic__c', { id: '00N1', createdAt: POLICY }]]),
    records: ['This_Org'],
  },
  ...overrides,
});
type Body = RetrievedComponent['body'];
const planOf = (
  edit: Partial<Record<ComponentKey, Reading | ((body: Body) => Body)>> = {},
  facts: RemovalFacts = someFacts(),
): RemovalPlan => planRemoval(schema, aConformingOrg(whole, { edit }), facts);
const leftOf = ({ left }: RemovalPlan): [string, string][] =>
  left.map(({ component: { type, fullName }, reason }) => [`${type}:${fullName}`, reason]);
const created = (field: string, createdAt: string): RemovalFacts =>
  someFacts({ fields: new Map([[field, { id: '00N2', createdAt }]]) });

describe('what is removed', () => {
  it('Given an org that conforms, When planned, Then all goes but for what goes along, and fields are in no other place', () => {
    const plan = planOf();

    const parts = /^CustomObjectTranslation |^CustomField Synthetic_Data_Policy__mdt/;
    const names = compile(whole, { policy: 'unbound' }).map(({ type, fullName }) => `${type} ${fullName}`);
    expect(plan.deletions.map(({ type, fullName }) => `${type} ${fullName}`)).toEqual(
      names.filter((name) => !parts.test(name)),
    );
    expect(plan).toMatchObject({ left: [], unread: [], elsewhere: [] });
  });

  it('Given an org without any of it, When planned, Then nothing goes and nothing is left', () => {
    const conforming = aConformingOrg(whole);
    const empty = { ...conforming, components: new Map([...conforming.components.keys()].map((key) => [key, absent])) };

    expect(planRemoval(schema, empty, someFacts())).toMatchObject({ deletions: [], retractions: [], left: [] });
  });

  it('Given components that drifted, When planned, Then they still go', () => {
    const plan = planOf({
      'CustomField:Account.Is_Synthetic__c': (body) => ({ ...body, label: ['Other'], inlineHelpText: ['other'] }),
      'ValidationRule:Account.Synthetic_Complete': (body) => ({
        ...body,
        active: ['false'],
        errorConditionFormula: ['false'],
      }),
      'ValidationRule:Account.Synthetic_Immutable': (body) => ({ ...body, description: ['edited'] }),
      'ListView:Account.Synthetic_Records': (body) => ({ ...body, columns: ['ACCOUNT.NAME'], label: ['Mine'] }),
      'StaticResource:Synthetic_Badge': (body) => ({ ...body, description: ['edited'] }),
      'PermissionSet:Synthetic_Provenance_Reader': (body) => ({ ...body, fieldPermissions: [] }),
    });

    expect(plan.left).toEqual([]);
  });

  it.each<[ComponentKey, (body: Body) => Body, RegExp]>([
    ['CustomField:Account.Is_Synthetic__c', (body) => ({ ...body, type: ['Text'] }), /of type Text, not Checkbox/],
    ['CustomField:Account.Is_Synthetic__c', (body) => ({ ...body, formula: ['true'] }), /is a formula/],
    ['CustomField:Account.Is_Synthetic__c', (body) => ({ ...body, description: ['Ours'] }), /description/],
    [
      'ValidationRule:Account.Synthetic_Complete',
      (body) => ({ ...body, description: ['Ours'], errorConditionFormula: ['false'] }),
      /description/,
    ],
    ['ListView:Account.Synthetic_Records', (body) => ({ ...body, filters: [] }), /does not choose records/],
    ['CustomPermission:Manage_Synthetic_Provenance', (body) => ({ ...body, description: ['Ours'] }), /description/],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      (body) => ({ ...body, objectPermissions: [{ object: 'Account', allowRead: 'true' }] }),
      /also grants objectPermissions/,
    ],
    ['CustomObject:Synthetic_Data_Policy__mdt', (body) => ({ ...body, description: ['Ours'] }), /description/],
  ])('Given %s as somebody else made it, When planned, Then it alone is left and named', (key, edit, reason) => {
    expect(leftOf(planOf({ [key]: edit }))).toEqual([[key, expect.stringMatching(reason) as string]]);
  });

  it('Given a field that is older than the policy, When planned, Then it is left; one of the same deploy goes', () => {
    const field = 'Account.Is_Synthetic__c';
    expect(leftOf(planOf({}, created(field, '2025-06-01T00:00:00.000Z')))).toEqual([
      [`CustomField:${field}`, 'it was made on 2025-06-01, before the policy came to this org on 2026-01-02'],
    ]);
    expect(planOf({}, created(field, '2026-01-01T23:30:00.000Z')).left).toEqual([]);
    expect(planOf({}, created(field, '2026-03-01T00:00:00.000Z')).left).toEqual([]);
  });

  it('Given a policy type with a record of somebody else’s, When planned, Then the type stays and our record goes', () => {
    const facts = someFacts();
    const plan = planOf({}, { ...facts, policy: { ...facts.policy, records: ['This_Org', 'Theirs'] } });

    expect(leftOf(plan)).toEqual([['CustomObject:Synthetic_Data_Policy__mdt', 'it has other records: Theirs']]);
    expect(plan.deletions.map(({ type }) => type)).toContain('CustomMetadata');
  });

  it('Given a component that could not be read, When planned, Then that is said and it does not count as absent', () => {
    const plan = planOf({ 'CustomField:Account.Is_Synthetic__c': { state: 'unread', reason: 'no access' } });

    expect(plan.unread).toEqual([
      { component: expect.objectContaining({ fullName: 'Account.Is_Synthetic__c' }) as unknown, reason: 'no access' },
    ]);
  });

  it('Given a marker on an object that the schema does not reach, When planned, Then it is named', () => {
    expect(planOf({}, created('Quote.Is_Synthetic__c', POLICY)).elsewhere).toEqual(['Quote.Is_Synthetic__c']);
  });

  it('Given a field that stays, When planned, Then no lead mapping of it is touched', () => {
    const leads = aSchema({ objects: ['Lead', 'Account'] });
    const org = aConformingOrg(wholeSchema(leads));
    const all = planRemoval(leads, org, someFacts());
    const facts = someFacts({
      fields: new Map(
        ['Lead.Is_Synthetic__c', 'Account.Is_Synthetic__c'].map((name) => [
          name,
          { id: name, createdAt: '2020-01-01T00:00:00Z' },
        ]),
      ),
    });
    const some = planRemoval(leads, org, facts);

    expect(all.retractions[0]?.component.body).not.toHaveProperty('objectMapping');
    expect(some.retractions[0]?.component.body).toMatchObject({
      objectMapping: [{ mappingFields: [{ inputField: ['Is_Synthetic__c'] }], outputObject: ['Account'] }],
    });
  });
});

const absent: Reading = { state: 'absent' };

describe('the jobs of a removal', () => {
  it('Given a plan, When it is made into jobs, Then what names others goes before it, and access goes last', () => {
    const [objects, access, ...more] = removalJobs(planOf());

    expect(more).toEqual([]);
    expect([objects?.stage, access?.stage]).toEqual(['objects', 'access']);
    expect(new Set(objects?.before.map(({ type, purpose }) => `${purpose} ${type}`))).toEqual(
      new Set(['badge ListView', 'guard ValidationRule', 'badge CustomField']),
    );
    expect(new Set(objects?.after.map(({ type, purpose }) => `${purpose} ${type}`))).toEqual(
      new Set(['marker CustomField']),
    );
    expect(access?.before.map(({ type }) => type)).toEqual(expect.arrayContaining(['PermissionSet', 'CustomMetadata']));
    expect(access?.after.map(({ type }) => type)).toEqual(expect.arrayContaining(['CustomPermission', 'CustomObject']));
  });

  it('Given more than one job takes, When it is made into jobs, Then all of an object and its activities is in one', () => {
    const plan = planOf();
    const jobs = removalJobs(plan, 5).filter(({ stage }) => stage === 'objects');

    expect(
      jobs.map(({ before, after }) => [...new Set([...before, ...after].map(({ object }) => object))].sort()),
    ).toEqual([['Account'], ['Activity', 'Task']]);
    expect(jobs.flatMap(({ before, after }) => [...before, ...after])).toHaveLength(
      plan.deletions.filter(({ object }) => object !== undefined).length,
    );
  });
});

describe('the records that are asked about', () => {
  it('Given fields on activities, When asked, Then tasks and events are, whichever the schema names', () => {
    const questions = markerQuestions(schema, planOf());

    expect(questions.map(({ object }) => object)).toEqual(['Account', 'Task', 'Event']);
    expect(questions[0]).toMatchObject({
      count: expect.stringMatching(
        /^SELECT Is_Synthetic__c, COUNT\(Id\) total, COUNT\(Generation_Source__c\) n1, .* GROUP BY Is_Synthetic__c$/,
      ) as string,
      rows: expect.stringMatching(/^SELECT Id, Is_Synthetic__c, .* WHERE Is_Synthetic__c = TRUE OR /) as string,
    });
  });

  it('Given a field that stays, When asked, Then it is not looked at', () => {
    const plan = planOf({}, created('Account.Is_Synthetic__c', '2020-01-01T00:00:00Z'));

    expect(markerQuestions(schema, plan)[0]?.count).not.toContain('Is_Synthetic__c');
  });
});

describe('the API calls that a removal may take', () => {
  const plan = planOf();
  const work = { jobs: removalJobs(plan), questions: markerQuestions(schema, plan) };

  it('Given records to export, When estimated, Then each object and each page of it adds to what was known before the count', () => {
    const uncounted = callsOfRemoval(work);
    const without = callsOfRemoval({ ...work, populated: [] });
    const small = callsOfRemoval({ ...work, populated: [{ total: 1 }] });

    // Before the count, the count itself is still to come.
    expect(uncounted).toBeGreaterThan(without);
    expect(small).toBeGreaterThan(without);
    expect(callsOfRemoval({ ...work, populated: [{ total: 1_000_000 }] })).toBeGreaterThan(small + 20);
    expect(callsOfRemoval({ ...work, populated: [{ total: 1 }, { total: 1 }] }) - small).toBe(small - without);
  });

  it('Given more objects, When estimated, Then the calls grow by their counts alone', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ object: `Thing_${index}__c` }));

    expect(
      callsOfRemoval({ ...work, questions: many, populated: [] }) - callsOfRemoval({ ...work, populated: [] }),
    ).toBeLessThan(61);
  });
});

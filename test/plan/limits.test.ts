import { makePlan } from '../../src/plan/plan.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg, anOrg } from '../builders/snapshot.js';
import { aSuspension } from '../builders/suspension.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const planWith = (usage: { customFields: number; activeRules: number }, edition = 'Enterprise Edition') =>
  makePlan(schema, {
    ...anEmptyOrg(schema, anOrg({ edition })),
    usage: { state: 'read', objects: new Map([['Account', usage]]) },
  });

describe('the limits of an org', () => {
  it.each([
    [{ customFields: 496, activeRules: 97 }, []],
    [{ customFields: 497, activeRules: 0 }, [/^Account would have more than 500 custom fields/]],
    [{ customFields: 0, activeRules: 98 }, [/^Account would have more than 100 active validation rules/]],
  ])(
    'Given an object with %j, When four fields and three rules are to come, Then it is seen beforehand',
    (usage, expected) => {
      expect(planWith(usage).blockers.map(({ problem }) => problem)).toEqual(
        expected.map((text) => expect.stringMatching(text) as string),
      );
    },
  );

  it('Given rules that are off, When planned, Then they take no room, until they become active', () => {
    const usage = { state: 'read', objects: new Map([['Account', { customFields: 0, activeRules: 98 }]]) } as const;
    const reporting = aSchema({ objects: ['Account'], enforcement: [aSuspension()] });
    const enforcing = aSchema({ objects: ['Account'] });

    expect(makePlan(reporting, { ...anEmptyOrg(reporting), usage }).blockers).toEqual([]);
    expect(makePlan(enforcing, { ...aConformingOrg(reporting), usage }).blockers.map(({ problem }) => problem)).toEqual(
      [expect.stringMatching(/^Account would have more than 100 active validation rules/)],
    );
  });

  it('Given an edition of other limits, When planned, Then those hold', () => {
    expect(planWith({ customFields: 700, activeRules: 400 }, 'Unlimited Edition').blockers).toEqual([]);
  });

  it.each([
    [{ edition: 'Galaxy Edition' }, {}, /limits of the edition “Galaxy Edition” are not known/],
    [{}, { usage: { state: 'unread', reason: 'no access' } as const }, /could not be read: no access/],
  ])('Given %j %j, When planned, Then what was not checked is said', (org, facts, expected) => {
    const plan = makePlan(schema, { ...anEmptyOrg(schema, anOrg(org)), ...facts });

    expect(plan.blockers).toEqual([]);
    expect(plan.notes).toEqual([expect.stringMatching(expected)]);
  });

  it('Given a package’s field that looks like a marker, When planned, Then it is named, on objects in scope only', () => {
    const plan = makePlan(schema, {
      ...anEmptyOrg(schema),
      packagedMarkers: ['Account.acme__Is_Synthetic__c', 'Idea.acme__Is_Synthetic__c'],
    });

    expect(plan.notes).toEqual([
      expect.stringContaining('Account.acme__Is_Synthetic__c belongs to an installed package'),
    ]);
  });
});

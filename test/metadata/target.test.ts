import { scopeOf, type OrgObject } from '../../src/metadata/target.js';
import { aSchema } from '../builders/schema.js';
import { anObject } from '../builders/snapshot.js';

const orgWith = (...objects: OrgObject[]) => ({
  objects: new Map(objects.map((object) => [object.name, object])),
  personAccounts: false,
});
const named = (...names: string[]): OrgObject[] => names.map((name) => anObject({ name }));

describe('the scope in one org', () => {
  const everything = aSchema({ objects: ['*', 'Case'], exclude: [{ name: 'campaign', reason: 'never generated' }] });

  it('Given "*", When resolved, Then objects with records are in scope, listed ones first, and each of them once', () => {
    const { targets } = scopeOf(everything, orgWith(...named('Account', 'Case', 'Loyalty_Card__c', 'acme__Thing__c')));

    expect(targets.map(({ name }) => name)).toEqual(['Case', 'Account', 'Loyalty_Card__c', 'acme__Thing__c']);
  });

  it('Given what the platform keeps beside objects, When "*" is resolved, Then it is neither in scope nor mentioned', () => {
    const satellites = [
      'AccountShare',
      'Card__Share',
      'Card__History',
      'CaseHistory',
      'Card__ChangeEvent',
      'Rate__mdt',
    ];

    const { targets, leftOut, gaps } = scopeOf(everything, orgWith(...named('Case', ...satellites)));

    expect(targets.map(({ name }) => name)).toEqual(['Case']);
    expect([...leftOut, ...gaps]).toEqual([]);
  });

  it.each([
    ['User', 'its records are people who log in'],
    ['Offers__b', 'a big object takes no validation rules'],
    ['Stock__x', 'an external object shows records that another system holds'],
    ['Paid__e', 'a platform event is a message; the marker headers mark it'],
    ['Faq__kav', 'a knowledge article is content'],
  ])('Given %s, When "*" is resolved, Then it is left out: %s', (name, reason) => {
    expect(scopeOf(everything, orgWith(...named('Case', name))).leftOut).toEqual([{ name, reason }]);
  });

  it('Given custom settings and read-only objects, When "*" is resolved, Then they hold no records', () => {
    const org = orgWith(...named('Case'), anObject({ name: 'Rates__c', holdsRecords: false }));

    expect(scopeOf(everything, org).targets.map(({ name }) => name)).toEqual(['Case']);
  });

  it('Given an excluded object in another case, When "*" is resolved, Then it stays out', () => {
    expect(scopeOf(everything, orgWith(...named('Case', 'Campaign'))).targets.map(({ name }) => name)).toEqual([
      'Case',
    ]);
  });

  it('Given a standard object nobody knows, When "*" is resolved, Then a person has to decide, unless it takes no fields', () => {
    const org = orgWith(
      ...named('Case', 'ShinyNewThing'),
      anObject({ name: 'LoginEvent', customizable: false }),
      anObject({ name: 'Riddle', customizable: undefined }),
    );

    const { targets, gaps } = scopeOf(everything, org);

    expect(targets.map(({ name }) => name)).toEqual(['Case']);
    expect(gaps).toEqual([expect.objectContaining({ object: 'ShinyNewThing', lacks: 'coverage' })]);
    expect(gaps[0]).not.toHaveProperty('instead');
  });
});

describe('what objects take', () => {
  it('Given a listed object that takes no custom fields, When resolved, Then nothing is made for it and nothing protects it', () => {
    const org = orgWith(anObject({ name: 'Account', customizable: false }));

    const { targets, gaps } = scopeOf(aSchema({ objects: ['Account'] }), org);

    expect(targets).toEqual([]);
    expect(gaps).toEqual([expect.objectContaining({ object: 'Account', lacks: 'marker fields' })]);
    expect(gaps[0]?.instead).toBeUndefined();
  });

  it('Given a standard object without a row, When the org says that it takes no rules, Then the permission sets are named', () => {
    const org = orgWith(anObject({ name: 'ShinyNewThing', workflowEnabled: false }));

    const { gaps } = scopeOf(aSchema({ objects: ['ShinyNewThing'] }), org);

    expect(gaps.map(({ lacks }) => lacks)).toEqual(['validation rules', 'list views']);
    expect(gaps[0]?.instead).toContain('permission sets');
  });

  it('Given guards and list views that the schema switches off with a reason, When resolved, Then there is no gap', () => {
    const off = { complete: false, immutable: false, contained: false, declared: false, person: false };
    const schema = aSchema({
      objects: [{ name: 'ShinyNewThing', guards: off, listViews: false, reason: 'read only' }],
    });

    expect(scopeOf(schema, orgWith(anObject({ name: 'ShinyNewThing', workflowEnabled: false }))).gaps).toEqual([]);
  });

  it('Given a schema that wants no list views on any object, When resolved, Then none is missed', () => {
    const badge = { listViews: { synthetic: { enabled: false }, genuine: { enabled: false } } };

    const { gaps } = scopeOf(aSchema({ objects: ['ShinyNewThing'], badge }), orgWith(...named('ShinyNewThing')));

    expect(gaps).toEqual([]);
  });

  it.each([
    [true, true, undefined],
    [undefined, true, undefined],
    [false, false, 'its field history is switched off'],
  ])('Given a field history that is on: %s, When asked for, Then it is used: %s', (historyEnabled, used, reason) => {
    const schema = aSchema({ objects: ['Card__c'], history: { enabled: true } });

    const { targets, gaps } = scopeOf(schema, orgWith(anObject({ name: 'Card__c', historyEnabled })));

    expect(targets[0]?.history).toBe(used);
    expect(gaps[0]?.reason).toBe(reason);
  });

  it('Given person accounts, When contacts are in scope, Then accounts guard the contact’s markers too', () => {
    const both = aSchema({ objects: ['Account', 'Contact'] });
    const org = { ...orgWith(...named('Account', 'Contact')), personAccounts: true };

    expect(scopeOf(both, org).targets.map(({ personContact }) => personContact)).toEqual([true, false]);
    expect(scopeOf(aSchema({ objects: ['Account'] }), org).targets[0]?.personContact).toBe(false);
    expect(scopeOf(both).targets[0]?.personContact).toBe(false);
  });
});

import { stringify } from 'yaml';
import { type FleetOrg, parseFleet } from '../../src/fleet/fleetFile.js';
import { fleetOrgNamed, schemaFor } from '../../src/fleet/schemaFor.js';
import { makePlan } from '../../src/plan/plan.js';
import { aSchema, TODAY } from '../builders/schema.js';
import { aConformingOrg, anOrg } from '../builders/snapshot.js';

const anOrgOf = (overrides: Partial<FleetOrg> = {}): FleetOrg => {
  const [org] = parseFleet(
    stringify({ orgs: [{ org: 'prod', role: 'production', ...overrides }] }),
    'fleet.yaml',
    TODAY,
  ).orgs;
  if (org === undefined) throw new Error('no org');
  return org;
};
const schema = aSchema({ objects: ['Account', 'Case', { name: 'Lead', badge: 'text' }] });

describe('schemaFor', () => {
  it('Given an org without overrides, When asked, Then it is the schema', () => {
    expect(schemaFor(schema, anOrgOf())).toEqual(schema);
  });

  it('Given an excluded object, When planned, Then nothing of it is wanted and the reason is kept', () => {
    const own = schemaFor(schema, anOrgOf({ exclude: [{ name: 'case', reason: 'owned by another team' }] }));

    expect(own.objects.map(({ name }) => name)).toEqual(['Account', 'Lead']);
    expect(own.exclude).toEqual([{ name: 'case', reason: 'owned by another team' }]);
    expect(makePlan(own, aConformingOrg(own)).desired.some(({ object }) => object === 'Case')).toBe(false);
    expect(schema.objects).toHaveLength(3);
  });

  it('Given settings of an object, When asked, Then they are resolved upon the object’s own', () => {
    const reason = 'migration until May';
    const own = schemaFor(schema, anOrgOf({ objects: [{ name: 'Lead', guards: { complete: false }, reason }] }));

    const [account, , lead] = own.objects;
    expect(lead).toMatchObject({ settings: { badge: 'text', guards: { complete: false, immutable: true } }, reason });
    expect(account).toEqual(schema.objects[0]);
  });

  it('Given an org that accepts what its role does not, When compiled, Then the policy of its role says so', () => {
    const own = schemaFor(schema, anOrgOf({ acceptsSynthetic: { value: true, reason: 'demo org' } }));

    expect(own.policy.acceptsSynthetic).toEqual({ ...schema.policy.acceptsSynthetic, production: true });
    const { desired } = makePlan(own, aConformingOrg(own, { org: anOrg({ role: 'production' }) }));
    expect(JSON.stringify(desired.find(({ type }) => type === 'CustomMetadata'))).toContain('"value":true');
  });

  it('Given "*", When an object is named for one org, Then it is named in the scope, as one that an org may lack', () => {
    const every = aSchema({ objects: ['*'] });
    const own = schemaFor(every, anOrgOf({ objects: [{ name: 'Case', listViews: false, reason: 'no room' }] }));

    expect(own.objects).toEqual([expect.objectContaining({ name: 'Case', optional: true, reason: 'no room' })]);
  });

  it('Given an object that is not in scope, When asked, Then it is refused with the nearest name', () => {
    expect(() => schemaFor(schema, anOrgOf({ exclude: [{ name: 'Acount', reason: 'x' }] }))).toThrow(
      'did you mean Account?',
    );
  });

  it('Given exclusions that leave nothing, When asked, Then it is refused', () => {
    const exclude = schema.objects.map(({ name }) => ({ name, reason: 'x' }));
    expect(() => schemaFor(schema, anOrgOf({ exclude }))).toThrow('leaves no object in scope for prod');
  });
});

describe('fleetOrgNamed', () => {
  const fleet = parseFleet('orgs: [{ org: uat, role: sandbox }, { org: A@B.c, role: sandbox }]', 'fleet.yaml', TODAY);

  it.each([
    [['uat'], 'uat'],
    [['alias', 'a@b.C'], 'A@B.c'],
    [['UAT'], undefined],
  ])('Given %j, Then it is %s', (names, expected) => {
    expect(fleetOrgNamed(fleet, ...names)?.org).toBe(expected);
  });
});

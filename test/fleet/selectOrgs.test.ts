import fc from 'fast-check';
import { stringify } from 'yaml';
import { type Fleet, parseFleet } from '../../src/fleet/fleetFile.js';
import { parseShard, selectOrgs, type Selection } from '../../src/fleet/selectOrgs.js';
import { TODAY } from '../builders/schema.js';

const fleetOf = (settings: Record<string, unknown>): Fleet => parseFleet(stringify(settings), 'fleet.yaml', TODAY);
const fleet = fleetOf({
  rings: ['canary', 'early', 'last'],
  orgs: [
    { org: 'prod', role: 'production', ring: 'last', groups: ['emea'] },
    { org: 'uat', role: 'sandbox', ring: 'canary', groups: ['emea', 'apac'] },
    { org: 'Ops@Example.com', role: 'sandbox' },
    { org: 'qa', role: 'sandbox', ring: 'early', groups: ['apac'] },
  ],
});
const names = (selection: Selection, of: Fleet = fleet): string[] => selectOrgs(of, selection).map(({ org }) => org);

describe('selectOrgs', () => {
  it.each<[Selection, string[]]>([
    [{}, ['uat', 'qa', 'prod', 'Ops@Example.com']],
    [{ orgs: ['prod', 'ops@example.com'] }, ['prod', 'Ops@Example.com']],
    [{ rings: ['last', 'canary'] }, ['uat', 'prod']],
    [{ groups: ['apac'] }, ['uat', 'qa']],
    [{ groups: ['emea'], rings: ['last'] }, ['prod']],
  ])('Given %j, When selected, Then it is %j, in the order of the rings', (selection, expected) => {
    expect(names(selection)).toEqual(expected);
  });

  it('Given no order of rings, When selected, Then orgs keep the order of the file', () => {
    const unordered = fleetOf({ orgs: [...fleet.orgs] });
    expect(names({}, unordered)).toEqual(['prod', 'uat', 'Ops@Example.com', 'qa']);
  });

  it.each<[Selection, string, string]>([
    [{ orgs: ['prd'] }, 'The fleet has no org "prd".', 'Did you mean "prod"?'],
    [{ rings: ['erly'] }, 'The fleet has no ring "erly".', 'Did you mean "early"?'],
    [{ groups: ['nowhere'] }, 'The fleet has no group "nowhere".', 'It has: emea, apac'],
  ])('Given %j, When selected, Then %s %s', (selection, message, action) => {
    expect(() => names(selection)).toThrow(expect.objectContaining({ message, actions: [action] }) as Error);
  });

  it('Given names that no org is in together, When selected, Then it is an error and not an empty run', () => {
    expect(() => names({ orgs: ['prod'], rings: ['canary'] })).toThrow('No org of the fleet');
  });

  it('Given any fleet and number of shards, When selected shard by shard, Then every org is in exactly one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (orgs, count) => {
          const of = fleetOf({ orgs: orgs.map((org) => ({ org, role: 'sandbox' })) });
          const shards = Array.from({ length: count }, (_, index) => names({ shard: { index: index + 1, count } }, of));
          expect(shards.flat().sort()).toEqual([...orgs].sort());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('Given an org joins the fleet, When selected by shard, Then no other org moves', () => {
    const orgs = Array.from({ length: 50 }, (_, index) => ({ org: `org${index}`, role: 'sandbox' }));
    const shard = { index: 2, count: 4 };
    const before = names({ shard }, fleetOf({ orgs }));
    const after = names({ shard }, fleetOf({ orgs: [{ org: 'newcomer', role: 'sandbox' }, ...orgs] }));
    expect(after.filter((org) => org !== 'newcomer')).toEqual(before);
    expect(before.length).toBeGreaterThan(5);
  });
});

describe('parseShard', () => {
  it.each([
    ['1/1', { index: 1, count: 1 }],
    ['2/5', { index: 2, count: 5 }],
  ])('Given %s, Then it is %j', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it.each(['', '0/2', '3/2', '1', '1/0', 'a/b', '1/2/3', '-1/2'])('Given %j, Then it is refused', (text) => {
    expect(() => parseShard(text)).toThrow('is no shard');
  });
});

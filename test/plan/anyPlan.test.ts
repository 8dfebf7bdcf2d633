import fc from 'fast-check';
import { type ComponentKey, keyOf } from '../../src/metadata/component.js';
import type { RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import type { OrgSnapshot, Reading } from '../../src/org/snapshot.js';
import { makePlan } from '../../src/plan/plan.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { anySchema } from '../builders/anySchema.js';
import { deepFreeze } from '../builders/frozen.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anObject, retrieved } from '../builders/snapshot.js';

/** How many pairs of schema and org are tried; `ANY_PLAN_RUNS=1000` tries more. */
const RUNS = Number(process.env['ANY_PLAN_RUNS'] ?? 25);

/** What an org may answer for a component, besides the component as the schema wants it. */
type Fate = 'as wanted' | 'absent' | 'unread' | 'stripped' | 'changed';
const fates = fc.infiniteStream(
  fc.constantFrom<Fate>('as wanted', 'as wanted', 'as wanted', 'absent', 'unread', 'stripped', 'changed'),
);
const facts = fc.record({
  role: fc.constantFrom<OrgSnapshot['org']['role']>('production', 'sandbox', 'scratch'),
  personAccounts: fc.boolean(),
  others: fc.subarray(['Campaign', 'Asset', 'Quote', 'WorkOrder', 'Idea', 'Odd__x', 'Lead', 'Account']),
  sharedListViews: fc.uniqueArray(
    fc.record({ object: fc.constantFrom('Account', 'Lead', 'Case'), name: fc.constantFrom('All', 'Mine', 'Zoo') }),
    { maxLength: 4, selector: ({ object, name }) => `${object}.${name}` },
  ),
});

type Situation = { readonly schema: ProvenanceSchema; readonly snapshot: OrgSnapshot };

const situations = fc.record({ any: anySchema, facts, fates });
type Drawn = typeof situations extends fc.Arbitrary<infer T> ? T : never;

function situationOf({ any: { settings }, facts: known, fates: stream }: Drawn): Situation {
  const { role, personAccounts, others, sharedListViews } = known;
  const schema = aSchema({
    ...settings,
    badge: { ...(settings['badge'] as object), listViews: { extendShared: true } },
  });
  const names = [...new Set([...schema.objects.map(({ name }) => name), ...others])];
  const whole = aConformingOrg(schema, {
    facts: { objects: new Map(names.map((name) => [name, anObject({ name })])), personAccounts, sharedListViews },
  });
  const components = new Map([...whole.components].map(([key, reading]) => [key, befallen(reading, stream)]));
  return { schema, snapshot: { ...whole, org: { ...whole.org, role }, components } };
}

function befallen(reading: Reading, stream: fc.Stream<Fate>): Reading {
  const fate = stream.next().value ?? 'as wanted';
  if (reading.state !== 'present' || fate === 'as wanted') return reading;
  if (fate === 'absent') return { state: 'absent' };
  if (fate === 'unread') return { state: 'unread', reason: 'not this time' };
  const { component } = reading;
  const [first, ...rest] = Object.entries(component.body);
  const body = Object.fromEntries(
    first === undefined || fate === 'stripped' ? rest : [[first[0], ['changed']], ...rest],
  );
  return { state: 'present', component: { ...component, body } };
}

/** The same org, whose every list and map stands in another order. */
function reordered(snapshot: OrgSnapshot): OrgSnapshot {
  const reversed = <K, V>(map: ReadonlyMap<K, V>): Map<K, V> => new Map([...map].reverse());
  return {
    ...snapshot,
    objects: reversed(snapshot.objects),
    labels: reversed(snapshot.labels),
    components: reversed(snapshot.components),
    sharedListViews: snapshot.sharedListViews.toReversed(),
  };
}

describe('the plan of any schema and any org', () => {
  it('When made twice, from inputs that can’t be changed and in whatever order they stand, Then it is the same', () => {
    fc.assert(
      fc.property(situations, (drawn) => {
        const { schema, snapshot } = situationOf(drawn);
        const plan = makePlan(deepFreeze(schema), deepFreeze(snapshot));

        expect(makePlan(schema, snapshot)).toEqual(plan);
        expect(makePlan(schema, reordered(snapshot))).toEqual(plan);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('When the org then has what the plan says, Then its plan is empty', () => {
    fc.assert(
      fc.property(situations, (drawn) => {
        const { schema, snapshot } = situationOf(drawn);
        const { changes, unread } = makePlan(schema, snapshot);
        const applied = new Map<ComponentKey, RetrievedComponent>(
          changes.map(({ component }) => [keyOf(component), retrieved(component)]),
        );
        const components = new Map(
          [...snapshot.components].map(([key, reading]): [ComponentKey, Reading] => {
            const component = applied.get(key);
            return [key, component === undefined ? reading : { state: 'present', component }];
          }),
        );

        const after = makePlan(schema, { ...snapshot, components });

        expect(after.changes).toEqual([]);
        expect(after.blockers).toEqual([]);
        expect(after.unread).toEqual(unread);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

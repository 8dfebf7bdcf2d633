import fc from 'fast-check';
import { type ComponentKey, keyOf } from '../../src/metadata/component.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import { makePlan, type Plan } from '../../src/plan/plan.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { anyOrgEdits, type EditSteps, foreignIn, type OrgEdit, razing, stepsOf, takes } from '../builders/orgEdits.js';
import { aSchema } from '../builders/schema.js';
import { aSuspension } from '../builders/suspension.js';
import { file, manifest } from '../emulator/metadata/support.js';

/** How many states of an org are tried; `ANY_STATE_RUNS=300` tries more. */
const RUNS = Number(process.env['ANY_STATE_RUNS'] ?? 6);
const SLOW = 60_000 + RUNS * 10_000;

/** Everything that a schema can ask for, on objects of every kind. */
const everything = {
  objects: ['Account', 'Lead', 'Contact', 'Task', 'Event', 'Thing__c'],
  markers: { generation_batch: { enabled: true } },
  guards: { declared: { enabled: true } },
  history: { enabled: true },
  badge: { listViews: { extendShared: true } },
  translations: { de: { badge: { label: 'Herkunft' }, guards: { complete: 'Unvollständig.' } } },
};
/** What of it refuses nothing for a while. */
const suspensions = {
  nothing: 'active',
  reports: [aSuspension()],
  some: [
    aSuspension({ guards: ['complete', 'immutable'], objects: ['Account', 'Task', 'Thing__c'] }),
    aSuspension({ mode: 'inactive', guards: ['contained'], objects: ['Lead', 'Thing__c'] }),
  ],
};
type Suspended = keyof typeof suspensions;
const schemas = new Map(
  Object.entries(suspensions).map(([name, enforcement]) => [name, aSchema({ ...everything, enforcement })]),
);
const anySuspended = fc.constantFrom<Suspended>('nothing', 'reports', 'some');
let schema = aSchema(everything);
/** What the org is to have from now on, and has. */
async function turnTo(suspended: Suspended): Promise<void> {
  schema = schemas.get(suspended) ?? schema;
  expect(['deployed', 'unchanged']).toContain((await deployTo(org, schema)).outcome);
}

let org: LiveOrg;
beforeAll(async () => {
  org = await aLiveOrg('production');
  const thing =
    '<deploymentStatus>Deployed</deploymentStatus><enableHistory>true</enableHistory><label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>';
  const made = await takes(org.connection, {
    'package.xml': manifest({ CustomObject: ['Thing__c'] }),
    'objects/Thing__c.object': file('CustomObject', thing),
  });
  expect(made).toBe(true);
  expect((await deployTo(org, schema)).outcome).toBe('deployed');
}, SLOW);
afterAll(() => org.stop());

const planned = async (): Promise<Plan> => makePlan(schema, await gatherSnapshot(org.connection, 'uat', schema));
const keysOf = ({ changes }: Plan): ComponentKey[] => changes.map(({ component }) => keyOf(component));

let serial = 0;
/** Carries the edits out, as far as the org takes them; the components of the schema that they may have touched. */
async function spoil(edits: readonly OrgEdit[], { desired }: Plan): Promise<Set<ComponentKey>> {
  const touched = new Set<ComponentKey>();
  for (const edit of edits) {
    serial += 1;
    await carryOut(stepsOf(edit, desired, serial), touched);
  }
  return touched;
}

async function carryOut(steps: EditSteps, touched: Set<ComponentKey>): Promise<void> {
  for (const files of steps.packages) {
    if (!(await takes(org.connection, files))) return;
    steps.touched.forEach((key) => touched.add(key));
  }
}

/** A field of another type is for a person to settle: the deploy says so, writes nothing, and the person removes it. */
async function settleCollisions(plan: Plan, touched: Set<ComponentKey>): Promise<void> {
  await expect(deployTo(org, schema)).rejects.toMatchObject({ name: 'DeployBlocked' });
  expect(keysOf(await planned())).toEqual(keysOf(plan));
  const fields = plan.blockers.flatMap(({ component }) => component ?? []);
  const { packages } = razing(fields, plan.desired);
  for (const files of packages) expect(await takes(org.connection, files)).toBe(true);
  razing(fields, plan.desired).touched.forEach((key) => touched.add(key));
}

/** The rarest edits are tried in every run. */
const always: [Suspended, OrgEdit[]][] = (['retype', 'raze'] as const).map((kind) => [
  'nothing',
  [{ kind, which: 1, how: 0 }],
]);

describe('an org in any state', () => {
  it(
    'When what its plan says is deployed, Then nothing of the plan is left, and nothing else was sent or lost',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySuspended, anyOrgEdits, async (suspended, edits) => {
          await turnTo(suspended);
          const touched = await spoil(edits, await planned());
          const spoiltPlan = await planned();
          if (spoiltPlan.blockers.length > 0) await settleCollisions(spoiltPlan, touched);
          const theirs = await foreignIn(org.connection);

          const { outcome, plan, remaining } = await deployTo(org, schema);

          expect(outcome).toBe(plan.changes.length === 0 ? 'unchanged' : 'deployed');
          expect(remaining).toEqual([]);
          expect(keysOf(plan).filter((key) => !touched.has(key))).toEqual([]);
          expect(await planned()).toMatchObject({ changes: [], unread: [], blockers: [] });
          expect(await foreignIn(org.connection)).toEqual(theirs);
        }),
        { numRuns: RUNS, examples: always, endOnFailure: true },
      );
    },
    SLOW,
  );
});

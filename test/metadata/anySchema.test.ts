import fc from 'fast-check';
import { compile, extensionsOf } from '../../src/metadata/compile.js';
import { type DesiredComponent, keyOf, stageOf } from '../../src/metadata/component.js';
import { toXmlFile } from '../../src/metadata/componentXml.js';
import { guardsOn, reportedOn } from '../../src/metadata/guard.js';
import { scopeOf, type TargetObject } from '../../src/metadata/target.js';
import { differencesOf } from '../../src/plan/difference.js';
import { type GuardId, markersOf, type ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { parseXml, type XmlElement } from '../../src/emulator/metadata/xml/element.js';
import { createRecord, readRecord, RecordError, updateRecord } from '../../src/emulator/records/records.js';
import { type AnySchema, anySchema } from '../builders/anySchema.js';
import { type Markers, type ModelPolicy, refusing } from '../builders/guardModel.js';
import {
  assignInProcess,
  deployInProcess,
  orgScopeOf,
  prepareObjects,
  retrieveInProcess,
} from '../builders/rehearsal.js';
import { aSchema } from '../builders/schema.js';
import { type Bench, bench } from '../emulator/metadata/support.js';

/** How many schemas are tried; `ANY_SCHEMA_RUNS=300` tries more. */
/** A schema is not shrunk: each try is an org of its own, and the message names what is wrong. */
const RUNS = { numRuns: Number(process.env['ANY_SCHEMA_RUNS'] ?? 10), endOnFailure: true };

const policies = fc.record({
  accepts: fc.boolean(),
  org: fc.constantFrom<ModelPolicy['org']>('own', 'own', 'other', 'unset'),
});
const inFull = fc.boolean();

type Deployed = {
  on: Bench;
  schema: ProvenanceSchema;
  targets: readonly TargetObject[];
  components: readonly DesiredComponent[];
};

/** An org with the schema's objects, some of them with a field history, and everything that the schema wants there. */
async function deployed(
  { settings, customObjects }: AnySchema,
  policy: ModelPolicy,
  longId: boolean,
): Promise<Deployed> {
  const on = bench();
  const schema = aSchema(settings);
  prepareObjects(on, customObjects, [...customObjects.slice(1), 'Account']);
  const { targets } = scopeOf(schema, orgScopeOf(on));
  const id = policy.org === 'own' ? on.org.orgId : '00D000000000XYZAAA';
  const compiled = compile(schema, {
    targets,
    policy:
      policy.org === 'unset'
        ? 'unbound'
        : { organizationId: longId ? id : id.slice(0, 15), acceptsSynthetic: policy.accepts },
  });
  const extended = extensionsOf(schema, targets, []).map(
    ({ extend, retract: _r, createIfAbsent: _, ...own }): DesiredComponent => ({
      ...own,
      body: extend({}).body,
    }),
  );
  const components = [...compiled, ...extended];
  for (const stage of ['foundation', 'enforcement']) {
    expect(
      await deployInProcess(
        on,
        components.filter((each) => stageOf(each) === stage),
      ),
    ).toEqual([]);
  }
  return { on, schema, targets, components };
}

/** The names of an element and of all in it, in their order. */
type Shape = { name: string; inner: Shape[] };
const shapeOf = ({ name, children }: XmlElement): Shape => ({
  name,
  inner: children.filter((child) => !isMirror(child)).map(shapeOf),
});
/** The platform answers a grant on a task's field with the same on the event's. */
const isMirror = ({ name, children }: XmlElement): boolean =>
  name === 'fieldPermissions' && children.some((child) => child.name === 'field' && child.text.startsWith('Event.'));
const rootOf = (xml: string): XmlElement => {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(`${parsed.fault.message}\n${xml}`);
  return parsed.root;
};

/** The element of a retrieved package that is this component; `roots` are its files, by path. */
function elementOf(roots: ReadonlyMap<string, XmlElement>, { type, fullName }: DesiredComponent): XmlElement {
  const [object = '', name = ''] = fullName.split('.');
  const element = { CustomField: 'fields', ListView: 'listViews', ValidationRule: 'validationRules' }[type as string];
  const ending = `/${element === undefined ? fullName : object}.`;
  const folder = element === undefined ? '' : 'objects';
  const [, root] = [...roots].find(([path]) => path.includes(`${folder}${ending}`)) ?? [];
  const found =
    element === undefined
      ? root
      : root?.children.find(
          (child) =>
            child.name === element && child.children.some((each) => each.name === 'fullName' && each.text === name),
        );
  if (found === undefined) throw new Error(`${type} ${fullName} was not retrieved`);
  // An object's file holds its fields and rules too, which are components of their own.
  return type === 'CustomObject'
    ? { ...found, children: found.children.filter((each) => each.name !== 'fields') }
    : found;
}

describe('any schema', () => {
  it('When it is deployed and retrieved, Then nothing differs, and its elements stand in the order of our files', async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, policies, inFull, async (any, policy, longId) => {
        const { on, components } = await deployed(any, policy, longId);

        const { files, components: found } = retrieveInProcess(on, components);
        const roots = new Map(
          Object.entries(files)
            .filter(([path]) => !path.endsWith('.resource'))
            .map(([path, xml]) => [path, rootOf(xml)]),
        );

        for (const component of components) {
          const actual = found.get(keyOf(component));
          if (actual === undefined) throw new Error(`${keyOf(component)} was not retrieved`);
          expect({ key: keyOf(component), differences: differencesOf(component, actual) }).toEqual({
            key: keyOf(component),
            differences: [],
          });
          const ours = shapeOf(rootOf(toXmlFile(component)));
          const theirs = shapeOf(elementOf(roots, component));
          // The settings of lead conversion are the org's own, with defaults for what nobody has set.
          const own = new Set(ours.inner.map(({ name }) => name));
          const shown = theirs.inner.filter(({ name }) => component.type !== 'LeadConvertSettings' || own.has(name));
          expect({ key: keyOf(component), inner: shown }).toEqual({ key: keyOf(component), inner: ours.inner });
        }
      }),
      RUNS,
    );
  });
});

type Insert = Markers & { holder: 'writer' | 'steward' | 'generator'; change: Partial<Markers> };
const PAST = '2025-01-01T00:00:00.000Z';
const markerValues = {
  synthetic: fc.boolean(),
  source: fc.constantFrom(null, 'x', 'y'),
  time: fc.constantFrom(null, PAST, '2025-02-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'),
  batch: fc.constantFrom(null, '1', '2'),
};
const complete = { synthetic: true, source: 'x', time: PAST, batch: null };
const writes: fc.Arbitrary<Insert[]> = fc.array(
  fc
    .record({
      given: fc.oneof(fc.record(markerValues), fc.constant(complete), fc.constant({ ...complete, batch: '1' })),
      holder: fc.constantFrom<Insert['holder']>('writer', 'steward', 'generator'),
      change: fc.record(markerValues, { requiredKeys: [] }),
    })
    .map(({ given, ...rest }) => ({ ...given, ...rest })),
  { minLength: 4, maxLength: 8 },
);

/** The messages that refuse a write, in order; none when it was saved. */
function messagesOf(write: () => unknown): string[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof RecordError) return error.problems.map(({ message }) => message).sort();
    throw error;
  }
}

/** Of these guards, a record names those that report instead of refusing. */
function expectReport(
  { schema, targets }: Deployed,
  object: string,
  { record, refused }: { record: Record<string, unknown>; refused: readonly GuardId[] },
): void {
  const reported = targets.filter(({ name }) => name === object).flatMap(reportedOn);
  if (reported.length === 0) return;
  const names = reported.filter((guard) => refused.includes(guard)).map((guard) => schema.guards[guard].name);
  expect({ refused, shown: record[schema.report.field.apiName] ?? '' }).toEqual({ refused, shown: names.join(' ') });
}

describe('the guards of any schema', () => {
  it('When records are written, Then each is refused by the guards of the model, and by no other', async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, policies, writes, async (any, policy, inserts) => {
        const made = await deployed(any, policy, true);
        const { on, schema, targets } = made;
        const [object = ''] = any.customObjects;
        const target = targets.find(({ name }) => name === object);
        const guards = target === undefined ? [] : guardsOn(target).filter((id) => target.enforcement[id] === 'active');
        const generatorExists = targets.some((each) => guardsOn(each).includes('declared'));
        const names = new Map(markersOf(schema).map(({ id, field }) => [id, field.apiName]));
        const batched = names.has('generation_batch');
        const values = ({ synthetic, source, time, batch }: Partial<Markers>): Record<string, unknown> => ({
          ...(synthetic === undefined ? {} : { [names.get('is_synthetic') ?? '']: synthetic }),
          ...(source === undefined ? {} : { [names.get('generation_source') ?? '']: source }),
          ...(time === undefined ? {} : { [names.get('creation_timestamp') ?? '']: time }),
          ...(batch === undefined || !batched ? {} : { [names.get('generation_batch') ?? '']: batch }),
        });
        const refusedBy = (write: { before?: Markers; after: Markers }, holder: Insert['holder']): GuardId[] =>
          refusing({
            ...write,
            policy: policy.org === 'unset' ? { ...policy, accepts: false } : policy,
            mayCorrect: holder === 'steward',
            mustDeclare: holder === 'generator',
            now: on.org.now(),
          });
        const expected = (write: { before?: Markers; after: Markers }, holder: Insert['holder']): string[] =>
          refusedBy(write, holder)
            .filter((guard) => guards.includes(guard))
            .map((guard) => schema.guards[guard].message)
            .sort();
        for (const { holder, change, ...given } of inserts) {
          if (holder === 'generator' && !generatorExists) continue;
          const release = assignInProcess(on, schema.access[holder].name);
          const first: Markers = batched ? given : { ...given, batch: null };
          let id = '';
          const inserted = messagesOf(() => {
            id = createRecord(on.org, on.caller, object, { Name: 'x', ...values(first) }).id;
          });
          expect({ holder, first, messages: inserted }).toEqual({
            holder,
            first,
            messages: expected({ after: first }, holder),
          });
          if (id !== '') {
            const after: Markers = { ...first, ...change, ...(batched ? {} : { batch: null }) };
            const updated = messagesOf(() => updateRecord(on.org, on.caller, object, id, values(change)));
            expect({ holder, first, change, messages: updated }).toEqual({
              holder,
              first,
              change,
              messages: expected({ before: first, after }, holder),
            });
            if (updated.length === 0 && schema.badge.enabled && target?.settings.badge !== 'none') {
              const badge = readRecord(on.org, on.caller, object, id)[schema.badge.field.apiName];
              expect(badge === null || badge === '').toBe(!after.synthetic);
              if (target?.settings.badge === 'text' && after.synthetic) expect(badge).toBe(schema.badge.altText);
            }
            if (updated.length === 0) {
              const record = readRecord(on.org, on.caller, object, id);
              expectReport(made, object, { record, refused: refusedBy({ after }, holder) });
            }
          }
          release();
        }
      }),
      RUNS,
    );
  });
});

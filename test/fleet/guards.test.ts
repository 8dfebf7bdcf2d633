import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { type Markers, type ModelPolicy, refusing } from '../builders/guardModel.js';
import { aGuardedServer, type GuardedServer } from '../builders/guardedServer.js';
import { aSchema } from '../builders/schema.js';
import { insertPaths, type Row, updatePaths, type WritePath } from '../builders/writePaths.js';

/** Every combination of markers, permission and policy, on every way to write a record, against a model of the guards. */

const schema: ProvenanceSchema = aSchema({
  objects: ['Account', 'Contact', 'Lead', 'Opportunity'],
  markers: { generation_batch: { enabled: true } },
  badge: { enabled: false },
  guards: {
    complete: { message: 'guard complete' },
    immutable: { message: 'guard immutable' },
    contained: { message: 'guard contained' },
    declared: { enabled: true, message: 'guard declared' },
  },
});

const holders = ['nobody', 'writer', 'steward', 'generator'] as const;
type Holder = (typeof holders)[number];
type State = { readonly holder: Holder; readonly policy: ModelPolicy };
const setOf = (holder: Holder): string | undefined => (holder === 'nobody' ? undefined : schema.access[holder].name);

const PAST = '2026-01-15T09:30:00.000Z';
const OTHER_TIME = '2026-01-16T00:00:00.000Z';
const FUTURE = '2999-01-01T00:00:00.000Z';
const BLANK: Markers = { synthetic: false, source: null, time: null, batch: null };
const SYNTHETIC: Markers = { synthetic: true, source: 'gan 1.0', time: PAST, batch: 'run 1' };
/** A record from before the guards. */
const UNEXPLAINED: Markers = { ...BLANK, synthetic: true };

/** What is left out of a write is undefined; null empties. */
type Given = { readonly [Key in keyof Markers]?: Markers[Key] | undefined };
const FIELDS = {
  synthetic: 'Is_Synthetic__c',
  source: 'Generation_Source__c',
  time: 'Creation_Timestamp__c',
  batch: 'Generation_Batch__c',
};
const fieldsOf = (given: Given): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(FIELDS).flatMap(([key, field]) => {
      const value = given[key as keyof Markers];
      return value === undefined ? [] : [[field, value]];
    }),
  );
const over = (before: Markers, given: Given): Markers => ({
  synthetic: given.synthetic ?? before.synthetic,
  // An empty text is blank.
  source: given.source === undefined ? before.source : given.source || null,
  time: given.time === undefined ? before.time : given.time,
  batch: given.batch === undefined ? before.batch : given.batch,
});

function product<A, B, C, D>(as: readonly A[], bs: readonly B[], cs: readonly C[], ds: readonly D[]): [A, B, C, D][] {
  return as.flatMap((a) => bs.flatMap((b) => cs.flatMap((c) => ds.map((d): [A, B, C, D] => [a, b, c, d]))));
}
const given = ([synthetic, source, time, batch]: [boolean | undefined, ...(string | null | undefined)[]]): Given => ({
  synthetic,
  source,
  time,
  batch,
});

const inserts: readonly Given[] = product(
  [undefined, false, true],
  [undefined, null, '', 'gan 1.0'],
  [undefined, PAST, FUTURE],
  [undefined, 'run 1'],
).map(given);
const updates: readonly { before: Markers; change: Given }[] = [BLANK, SYNTHETIC, UNEXPLAINED].flatMap((before) =>
  product(
    [undefined, !before.synthetic],
    [undefined, null, 'gan 1.0', 'gan 2.0'],
    [undefined, null, OTHER_TIME, FUTURE],
    [undefined, 'run 2'],
  ).map((row) => ({ before, change: given(row) })),
);

const expected = ({ holder, policy }: State, written: Given, before?: Markers): string[] => {
  if (holder === 'nobody' && Object.keys(fieldsOf(written)).length > 0) return ['no such field'];
  const guards = refusing({
    after: over(before ?? BLANK, written),
    ...(before === undefined ? {} : { before }),
    policy: policy.org === 'unset' ? { ...policy, accepts: false } : policy,
    mayCorrect: holder === 'steward',
    mustDeclare: holder === 'generator',
    now: new Date(),
  });
  return guards.map((guard) => schema.guards[guard].message).sort();
};
const GUARDS = ['complete', 'contained', 'declared', 'immutable'] as const;
/** What an answer says: the guards that it names, or itself when it is another error. */
const said = (answer: string): string[] => {
  if (answer === '') return [];
  if (/INVALID_FIELD|No such column/.test(answer)) return ['no such field'];
  const named = GUARDS.map((guard) => schema.guards[guard].message).filter((message) => answer.includes(message));
  return named.length > 0 ? named : [answer];
};

const policies: readonly ModelPolicy[] = [
  { accepts: true, org: 'own' },
  { accepts: false, org: 'own' },
  { accepts: true, org: 'other' },
  { accepts: false, org: 'other' },
  { accepts: false, org: 'unset' },
];
/** Who sees no markers writes none, whatever the policy. */
const everyState: readonly State[] = policies.flatMap((policy, index) =>
  holders.filter((holder) => index === 0 || holder !== 'nobody').map((holder) => ({ holder, policy })),
);
const accepting = { accepts: true, org: 'own' } as const;
const refusingOrg = { accepts: false, org: 'own' } as const;
/** The ways to write all go through one set of states; the fast one goes through all there are. */
const statesOf = (path: string): readonly State[] =>
  path === 'composite/sobjects'
    ? everyState
    : [
        { holder: 'writer', policy: refusingOrg },
        ...(path.startsWith('REST') ? [] : [{ holder: 'generator', policy: accepting } as const]),
      ];

let server: GuardedServer;
/** Records of before the guards, by what they say. */
let stock: Map<Markers, string[]>;

beforeAll(async () => {
  server = await aGuardedServer(schema);
  await server.deploy('foundation');
  const runs = Object.keys(updatePaths).reduce((sum, path) => sum + statesOf(path).length, 0);
  stock = new Map();
  await server.holding(setOf('writer'), async () => {
    for (const markers of [BLANK, SYNTHETIC, UNEXPLAINED]) {
      const { length } = updates.filter(({ before }) => before === markers);
      const name = `stock ${stock.size}`;
      const rows = Array.from({ length: length * runs }, (): Row => ({ Name: name, ...fieldsOf(markers) }));
      await insertPaths['Bulk API 2.0 insert']?.(server, rows);
      stock.set(markers, await idsOf(`SELECT Id FROM Account WHERE Name = '${name}'`));
    }
  });
  await server.deploy('enforcement');
}, 60_000);
afterAll(() => server.stop());

async function idsOf(soql: string): Promise<string[]> {
  let { body } = await server.client.query(soql);
  const ids = body.records.map((record) => String(record['Id']));
  while (body.nextRecordsUrl) {
    ({ body } = await server.client.get(body.nextRecordsUrl));
    ids.push(...body.records.map((record) => String(record['Id'])));
  }
  return ids;
}

let serial = 0;
type Write = { readonly row: Row; readonly given: Given; readonly before?: Markers };
const anInsert = (written: Given): Write => ({
  row: { Name: `new ${serial++}`, ...fieldsOf(written) },
  given: written,
});
const anUpdate = ({ before, change }: (typeof updates)[number]): Write => {
  const Id = stock.get(before)?.pop();
  if (Id === undefined) throw new Error('The stock is used up.');
  return { row: { Id, Name: `changed ${serial++}`, ...fieldsOf(change) }, given: change, before };
};

/** The rows of the table where the org and the model differ. */
async function differing(path: WritePath, state: State, writes: readonly Write[]): Promise<unknown[]> {
  const answers = await server.holding(setOf(state.holder), () =>
    path(
      server,
      writes.map(({ row }) => row),
    ),
  );
  expect(answers).toHaveLength(writes.length);
  return writes.flatMap(({ given: written, before }, index) => {
    const [want, have] = [expected(state, written, before), said(answers[index] ?? 'no answer')];
    return want.join() === have.join() ? [] : [{ ...state, before, written, want, have }];
  });
}

async function differences(path: WritePath, states: readonly State[], writes: () => Write[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const policy of policies) {
    const here = states.filter((state) => JSON.stringify(state.policy) === JSON.stringify(policy));
    if (here.length === 0) continue;
    await server.accept(policy);
    for (const state of here) found.push(...(await differing(path, state, writes())));
  }
  return found.slice(0, 10);
}

describe('the truth table of the guards', () => {
  it.each(Object.entries(insertPaths))(
    'Given every new record, When written by %s, Then the guards decide as promised',
    async (name, path) => {
      expect(await differences(path, statesOf(name), () => inserts.map(anInsert))).toEqual([]);
    },
  );

  it.each(Object.entries(updatePaths))(
    'Given every change, When written by %s, Then the guards decide as promised',
    async (name, path) => {
      expect(await differences(path, statesOf(name), () => updates.map(anUpdate))).toEqual([]);
    },
  );
});

it('Given the table, Then each guard refuses some rows, and some rows are taken', () => {
  const outcomes = new Set(
    everyState.flatMap((state) => [
      ...inserts.flatMap((written) => [expected(state, written).join()]),
      ...updates.flatMap(({ change, before }) => [expected(state, change, before).join()]),
    ]),
  );

  expect([...outcomes].sort()).toEqual(
    expect.arrayContaining([
      '',
      'guard complete',
      'guard contained',
      'guard declared',
      'guard immutable',
      'no such field',
    ]),
  );
});

describe('the conversion of a lead', () => {
  const marked = fieldsOf(SYNTHETIC);
  const aLead = async (fields: Record<string, unknown>): Promise<string> => {
    const [made] = await server.connection.soap.create([
      { type: 'Lead', LastName: 'Fry', Company: 'Fry Ltd', ...fields },
    ]);
    if (made?.success !== true) throw new Error(JSON.stringify(made));
    return made.id ?? '';
  };
  const convert = (leadId: string, accountId?: string | null) =>
    server.connection.soap.convertLead({
      leadId,
      ...(typeof accountId === 'string' ? { accountId } : {}),
      convertedStatus: 'Closed - Converted',
      doNotCreateOpportunity: false,
      overwriteLeadSource: false,
      sendNotificationEmail: false,
    });
  const markersOf = async (object: string, id: string | null | undefined): Promise<unknown> => {
    const { body } = await server.client.query(
      `SELECT ${Object.values(FIELDS).join(', ')} FROM ${object} WHERE Id = '${id ?? ''}'`,
    );
    const { attributes: _, ...fields } = body.records[0] ?? { attributes: {} };
    return fields;
  };
  const stored = { ...marked, [FIELDS.time]: PAST.replace('Z', '+0000') };
  const unmarked = fieldsOf(BLANK);
  const asWriter = <T>(work: () => Promise<T>): Promise<T> => server.holding(setOf('writer'), work);

  it.each([
    ['synthetic', marked, stored],
    ['genuine', {}, unmarked],
  ])(
    'Given a %s lead, When converted, Then account, contact and opportunity carry its markers',
    async (_, fields, want) => {
      await server.accept(accepting);
      await asWriter(async () => {
        const { accountId, contactId, opportunityId } = await convert(await aLead(fields));

        expect(await markersOf('Account', accountId)).toEqual(want);
        expect(await markersOf('Contact', contactId)).toEqual(want);
        expect(await markersOf('Opportunity', opportunityId)).toEqual(want);
      });
    },
  );

  it('Given a synthetic lead, When the org has come to refuse them, Then the conversion is refused whole', async () => {
    await server.accept(accepting);
    await asWriter(async () => {
      const leadId = await aLead({ ...marked, Company: 'Refused Ltd' });
      await server.accept(refusingOrg);

      const { success, errors } = await convert(leadId);

      expect(success).toBe(false);
      expect(JSON.stringify(errors)).toContain('guard contained');
      expect((await server.client.query("SELECT Id FROM Account WHERE Name = 'Refused Ltd'")).body.totalSize).toBe(0);
      const { body } = await server.client.query(`SELECT IsConverted FROM Lead WHERE Id = '${leadId}'`);
      expect(body.records[0]?.['IsConverted']).toBe(false);
    });
  });

  it.each([
    ['synthetic', 'genuine', 'guard complete', marked, {}],
    ['genuine', 'synthetic', 'taken', {}, marked],
    ['synthetic', 'synthetic', 'taken', marked, marked],
  ])(
    'Given a %s lead, When converted into a %s account, Then: %s, and the account says what it said',
    async (_lead, _account, want, lead, account) => {
      await server.accept(accepting);
      await asWriter(async () => {
        const [made] = await server.connection.soap.create([{ type: 'Account', Name: 'There already', ...account }]);
        const id = made?.success === true ? made.id : undefined;
        const before = await markersOf('Account', id);

        const { success, errors, contactId } = await convert(await aLead(lead), id);

        expect(success ? 'taken' : JSON.stringify(errors)).toContain(want);
        expect(await markersOf('Account', id)).toEqual(before);
        if (success) expect(await markersOf('Contact', contactId)).toEqual(lead === marked ? stored : unmarked);
      });
    },
  );
});

import { recordRequest } from '../../src/audit/observationRequest.js';
import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import type { RecordCounts, RecordRequest } from '../../src/org/observations.js';
import { readRecordCounts } from '../../src/org/readRecordCounts.js';
import { makePlan } from '../../src/plan/plan.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign, deploy } from '../builders/guardedOrg.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({
  objects: [
    'Account',
    'Contact',
    'Lead',
    'Case',
    'Opportunity',
    'Campaign',
    'Contract',
    'Order',
    'Product2',
    'Asset',
    'OrderItem',
    'Task',
  ],
});
const markers = {
  Is_Synthetic__c: true,
  Generation_Source__c: 'test 1.0',
  Creation_Timestamp__c: '2026-01-15T09:30:00.000Z',
};

let org: LiveOrg;
let request: RecordRequest;
beforeAll(async () => {
  org = await aLiveOrg('sandbox');
  await deploy(org, schema);
  await assign(org.connection, schema.access.reader.name);
  await assign(org.connection, schema.access.writer.name);
  const accounts = org.connection.sobject('Account');
  await accounts.create([
    { Name: 'Genuine' },
    { Name: 'Genuine too' },
    { Name: 'Made up', ...markers },
    { Name: 'Made up too', ...markers },
  ]);
  const name = 'Account.Synthetic_Complete';
  const rule: object = await org.connection.metadata.read('ValidationRule', name);
  await org.connection.metadata.update('ValidationRule', { ...rule, fullName: name, active: false } as never);
  await accounts.create({ Name: 'Half', Is_Synthetic__c: true });
  const now = new Date();
  const snapshot = await gatherSnapshot(org.connection, 'uat', schema);
  const settings = { now, since: new Date(now.getTime() - 86_400_000) };
  request = recordRequest(schema, snapshot, makePlan(schema, snapshot), settings);
});
afterEach(() => faults().clear());
afterAll(() => org.stop());

const faults = (): ReturnType<LiveOrg['emulator']['faults']> => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
const given = (...some: NonNullable<WrittenFaultPlan['faults']>): void => faults().set({ faults: some });
const read = (value: unknown): object => ({ state: 'read', value });
const unread = (reason: unknown): object => ({ state: 'unread', reason });

async function counted({
  largeFrom = request.largeFrom,
  objects = ['Account', 'Contact'],
}: { largeFrom?: number; objects?: string[] } = {}): Promise<Map<string, RecordCounts>> {
  const some = request.objects.filter(({ object }) => objects.includes(object));
  return readRecordCounts(org.connection, { objects: some, largeFrom });
}

/** The bulk jobs that are left in the org. */
async function jobsLeft(): Promise<number> {
  const { records } = await org.connection.requestGet<{ records: unknown[] }>(`${org.connection.baseUrl()}/jobs/query`);
  return records.length;
}

describe('the records of a live org', () => {
  it('Given a small object, When counted, Then queries say how many of which kind', async () => {
    expect((await counted()).get('Account')).toEqual({
      all: read(5),
      synthetic: read(3),
      broken: read(1),
      gaps: read({ withoutSource: 1, withoutTime: 1, genuineWithSource: 0, genuineWithTime: 0 }),
      sources: read({
        named: [
          { source: 'test 1.0', records: 2 },
          { source: '', records: 1 },
        ],
        more: false,
      }),
      unlabelled: read(2),
      large: false,
    });
  });

  it('Given a large object beside a small one, When counted, Then bulk jobs count the large one alike, and none is left', async () => {
    const counts = await counted({ largeFrom: 5 });

    expect(counts.get('Account')).toEqual({
      all: read(5),
      synthetic: read(3),
      broken: read(1),
      gaps: undefined,
      sources: unread('the object is too large to group its records by source'),
      unlabelled: read(2),
      large: true,
    });
    expect(counts.get('Contact')?.large).toBe(false);
    expect(await jobsLeft()).toBe(0);
  });

  it('Given queries that come to no end, When counted, Then that object is counted in bulk, and the others are as ever', async () => {
    given({ kind: 'queryTimeout', objects: 'Account' });

    const counts = await counted();

    expect(counts.get('Account')).toMatchObject({ synthetic: read(3), broken: read(1), large: true });
    expect(counts.get('Contact')).toMatchObject({ all: read(0), synthetic: read(0), large: false });
  });

  it.each([
    ['are refused', { kind: 'requestLimit', on: { call: 'bulk', method: 'POST' } } as const, /TotalRequests Limit/],
    ['break off', { kind: 'requestLimit', on: { call: 'bulk', method: 'GET' } } as const, /TotalRequests Limit/],
  ])(
    'Given queries that come to no end and bulk jobs that %s, When counted, Then that is the reason, and none is left',
    async (_, fault, why) => {
      given({ kind: 'queryTimeout', objects: 'Account' }, fault);

      const counts = await counted();

      expect(counts.get('Account')).toMatchObject({
        synthetic: unread(expect.stringMatching(why)),
        broken: unread(expect.stringMatching(why)),
        unlabelled: unread(expect.stringMatching(why)),
        large: true,
      });
      faults().clear();
      expect(await jobsLeft()).toBe(0);
    },
  );

  it('Given more large objects than are counted in bulk, When counted, Then the others are not, with that as reason', async () => {
    const counts = await counted({ largeFrom: 0, objects: request.objects.map(({ object }) => object) });

    const uncounted = [...counts].filter(([, { synthetic }]) => synthetic.state === 'unread');
    expect(uncounted.map(([object]) => object)).toEqual(['OrderItem', 'Task']);
    expect(uncounted.map(([, { synthetic }]) => synthetic)).toEqual(
      uncounted.map(() => unread('more than 10 objects are too large for queries')),
    );
  });

  describe('with few API calls left', () => {
    /** The org's own word, which the client keeps from its answers. */
    const left = (remaining: number): void => {
      const send = org.connection.request.bind(org.connection);
      org.connection.request = (call, options) => {
        const answer = send<never>(call, options);
        void answer.then(() => (org.connection.limitInfo = { apiUsage: { used: 15_000 - remaining, limit: 15_000 } }));
        return answer;
      };
    };
    afterEach(() => {
      // The one of its own, behind which the connection's usual one is.
      Reflect.deleteProperty(org.connection, 'request');
    });

    it('Given a tenth that is one call, When counted, Then five queries are asked, and what is left out says so', async () => {
      left(10);

      const counts = await counted();

      expect(counts.get('Account')).toMatchObject({ synthetic: read(3), broken: read(1) });
      expect(counts.get('Contact')).toMatchObject({
        synthetic: read(0),
        unlabelled: unread('the API calls that records may take were used up'),
        broken: unread('the API calls that records may take were used up'),
      });
    });

    it('Given a tenth that no bulk job fits in, When a large object is counted, Then it is not, and no job is sent', async () => {
      left(100);
      faults().clear();

      const counts = await counted({ largeFrom: 5, objects: ['Account'] });

      expect(counts.get('Account')).toMatchObject({
        synthetic: unread('the API calls that records may take were used up'),
      });
      expect(faults().report().calls.byKind.bulk).toBeUndefined();
    });
  });
});

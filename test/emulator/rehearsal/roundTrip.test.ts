import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { readSnapshot, orgIdTokens, writeSnapshot } from '../../../src/emulator/rehearsal/snapshotFile.js';
import { deployOrg } from '../../../src/fleet/deploy/deployOrg.js';
import { startEmulator } from '../../../src/emulator/http/server.js';
import { gatherSchema, type GatheredSchema } from '../../../src/org/gatherSchema.js';
import { gatherSnapshot } from '../../../src/org/gatherSnapshot.js';
import { makePlan } from '../../../src/plan/plan.js';
import type { ProvenanceSchema } from '../../../src/schema/provenanceSchema.js';
import { connectionTo, type LiveOrg, aLiveOrg } from '../../builders/embeddedOrg.js';
import { aSchema } from '../../builders/schema.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
let source: LiveOrg;
let taken: GatheredSchema;
let replaced: number;
let file: Uint8Array;
let steps: string[];

const policy = { type: 'CustomMetadata', fullName: 'Synthetic_Data_Policy.This_Org' };
const badge = { type: 'StaticResource', fullName: 'Synthetic_Badge' };

const deploy = (connection: LiveOrg['connection'], wanted: ProvenanceSchema = schema): ReturnType<typeof deployOrg> =>
  deployOrg({
    connection,
    name: 'org',
    schema: wanted,
    dryRun: false,
    waitMinutes: 1,
    verifyIdentity: () => undefined,
    signal: new AbortController().signal,
    listener: {
      onStep: () => undefined,
      onPlan: () => undefined,
      onProgress: () => undefined,
      confirm: () => Promise.resolve(true),
    },
  });

const gather = (): ReturnType<typeof gatherSchema> => {
  steps = [];
  return gatherSchema(source.connection, 'source', {
    alsoWanted: [policy, badge],
    idTokens: orgIdTokens,
    now: new Date('2026-03-01T12:00:00.000Z'),
    onProgress: ({ step, done, total }) => steps.push(`${step} ${done}/${total}`),
  });
};

beforeAll(async () => {
  source = await aLiveOrg('production');
  expect((await deploy(source.connection)).outcome).toBe('deployed');
  await source.connection.metadata.read('CustomObject', ['Account']);
  await source.connection.sobject('Contact').create({ LastName: 'Recognizable', Email: 'someone@shop.example.com' });
  const gathered = await gather();
  taken = gathered.schema;
  replaced = gathered.replaced;
  file = writeSnapshot(taken);
}, 60_000);
afterAll(() => source.stop());

describe('the snapshot of an org with the product deployed', () => {
  it('Then it says what the org is and shows its progress', () => {
    expect(taken).toMatchObject({ role: 'production', edition: 'Enterprise Edition', apiVersion: '67.0', leftOut: [] });
    expect(steps[0]).toBe('list 0/4');
    expect(steps.some((step) => step.startsWith('retrieve 0/'))).toBe(true);
    expect(steps.some((step) => step.startsWith('describe 0/'))).toBe(true);
    expect([...taken.files.keys()]).toEqual(
      expect.arrayContaining(['objects/Account.object', 'customMetadata/Synthetic_Data_Policy.This_Org.md']),
    );
    expect(replaced).toBe(0);
  });

  it('Then no record, person, username or id of the org is in the file, and reading it gives the same back', () => {
    const texts = Object.values(unzipSync(file)).map((bytes) => strFromU8(bytes));
    for (const text of texts) {
      expect(text).not.toMatch(/Recognizable|[\w.]+@[\w-]+\.\w|\.emulator\.example/);
      expect(text).not.toContain(source.organizationId.slice(0, 15));
      expect(text).not.toContain(source.connection.accessToken);
    }
    expect(Buffer.from(writeSnapshot(readSnapshot(file))).equals(Buffer.from(file))).toBe(true);
  });

  it('Given more records, When it is taken again, Then it takes the same calls and gives the same file', async () => {
    const before = [...steps];
    await source.connection.sobject('Contact').create(Array.from({ length: 50 }, (_, n) => ({ LastName: `R${n}` })));
    const again = await gather();
    expect(steps).toEqual(before);
    expect(Buffer.from(writeSnapshot(again.schema)).equals(Buffer.from(file))).toBe(true);
  });
});

describe('an org that was made from the snapshot', () => {
  it('Then its plan is that of the other org, its rules are those of production, and a deploy can be rehearsed', async () => {
    const name = `rehearsal-${randomUUID().slice(0, 8)}`;
    const emulator = await startEmulator({ orgs: [{ name, kind: 'production', schema: readSnapshot(file) }] });
    try {
      const [org] = emulator.orgs;
      expect(org?.rehearsal).toMatchObject({ takenAt: taken.takenAt, leftOut: [] });
      expect(org?.orgId).not.toBe(source.organizationId);
      const connection = await connectionTo(emulator);
      const plan = async (from: LiveOrg['connection'], wanted: ProvenanceSchema): Promise<unknown> => {
        const made = makePlan(wanted, await gatherSnapshot(from, 'org', wanted));
        return made.changes.map(({ action, component }) => `${action} ${component.type}:${component.fullName}`);
      };
      expect(await plan(connection, schema)).toEqual([]);
      const wider = aSchema({ objects: ['Account', 'Case', 'Lead'] });
      expect(await plan(connection, wider)).toEqual(await plan(source.connection, wider));
      expect(await plan(connection, wider)).not.toEqual([]);
      const rehearsed = await deploy(connection, wider);
      expect(rehearsed).toMatchObject({ outcome: 'deployed', org: { role: 'production' } });
      expect(await plan(connection, wider)).toEqual([]);
    } finally {
      await emulator.stop();
    }
  }, 60_000);
});

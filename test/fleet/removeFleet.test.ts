import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removalExitCode, type RemovalFate } from '../../src/fleet/remove/removalFate.js';
import type { RemovalLook, RemovalMember, RemovedOrg } from '../../src/fleet/remove/removeFleet.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { jobsSentTo } from '../builders/fleetRun.js';
import { assign } from '../builders/guardedOrg.js';
import { aRemovalMember, type FleetRemoval, removeFromAll } from '../builders/removal.js';
import { aSchema } from '../builders/schema.js';
import { deployTo } from '../builders/deployment.js';

/** Four sandboxes in two rings; only the first has records with markers, and a user who may see them. */
const schema = aSchema({ objects: ['Account'] });
const names = ['one', 'two', 'three', 'four'] as const;
type Name = (typeof names)[number];
const SLOW = 60_000;

let orgs: Record<Name, LiveOrg>;
let folder: string;
beforeAll(async () => {
  const started = await Promise.all(names.map(async (name) => [name, await aLiveOrg()] as const));
  orgs = Object.fromEntries(started) as Record<Name, LiveOrg>;
}, SLOW);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-removal-'));
  for (const name of names) {
    if ((await deployTo(orgs[name], schema)).outcome === 'unchanged') continue;
    await assign(orgs[name].connection, 'Synthetic_Provenance_Writer');
  }
  await orgs.one.connection.sobject('Account').create([marked('a'), marked('b,"c')]);
}, SLOW);
afterEach(() => {
  for (const name of names) faults(name).clear();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => Promise.all(names.map((name) => orgs[name].stop())));

const marked = (name: string): Record<string, unknown> => ({
  Name: name,
  Is_Synthetic__c: true,
  Generation_Source__c: 'gen',
  Creation_Timestamp__c: '2026-01-01T00:00:00Z',
});
const faults = (name: Name) => orgs[name].emulator.faults(orgs[name].emulator.orgs[0]?.name ?? '');
const rings = { one: 'canary', two: 'canary', three: 'rest', four: 'rest' } as const;
const members = (overrides: Partial<Record<Name, Partial<RemovalMember>>> = {}): RemovalMember[] =>
  names.map((name) => aRemovalMember(name, orgs[name], { schema, ring: rings[name], ...overrides[name] }));
const remove = (given: FleetRemoval = {}): Promise<RemovedOrg[]> =>
  removeFromAll(given.members ?? members(), { consent: all(), ...given });
const all = () => ({ deleteData: true, unassign: true, exportTo: folder });
const fates = (ended: readonly RemovedOrg[]): RemovalFate[] => ended.map(({ fate }) => fate);
const codeOf = (ended: readonly RemovedOrg[]): number => removalExitCode(fates(ended));
const jobs = (): number[] => names.map((name) => jobsSentTo(orgs[name]));

describe('a removal from a fleet', () => {
  it(
    'Given an org that would lose data nobody said may be lost, When removed, Then it alone is refused, its ring goes on, and the next is left alone',
    async () => {
      const before = jobs();
      const shown: (readonly RemovalLook[])[] = [];
      const asked: string[] = [];
      const atTable: number[][] = [];

      const ended = await remove({
        consent: { ...all(), deleteData: false },
        confirm: (survey) => Promise.resolve(asked.push(survey.org.name) > 0),
        listener: {
          onLooks: (looks) => {
            shown.push(looks);
            atTable.push(
              jobs(),
              asked.map(() => 0),
            );
          },
        },
      });

      expect(fates(ended)).toEqual(['error', 'removed', 'skipped', 'skipped']);
      expect(ended[0]?.error).toMatchObject({ name: 'DataWouldBeLost' });
      expect(codeOf(ended)).toBe(68);
      // One table of the whole ring, before anybody was asked and any job was sent.
      expect(
        shown.map((looks) =>
          looks.map(({ name, survey, objection }) => [name, survey?.populated.length, objection?.name]),
        ),
      ).toEqual([
        [
          ['one', 1, 'DataWouldBeLost'],
          ['two', 0, undefined],
        ],
      ]);
      expect(atTable).toEqual([before, []]);
      expect(asked).toEqual(['two']);
      expect(readdirSync(folder)).toEqual([]);

      // Nothing is remembered: the same again, with consent, does what is left.
      const again = await remove();
      expect(fates(again)).toEqual(['removed', 'absent', 'removed', 'removed']);
      expect(codeOf(again)).toBe(0);
      const [own = ''] = readdirSync(folder);
      expect(own).toMatch(new RegExp(`^${orgs.one.organizationId.slice(0, 15)}-`));
      expect(
        readFileSync(join(folder, own, 'Account.csv'), 'utf8')
          .trimEnd()
          .split('\n').length,
      ).toBeGreaterThan(2);
      expect(again.every(({ apiCalls }) => apiCalls >= 5)).toBe(true);
    },
    SLOW,
  );

  it(
    'Given orgs that can’t be reached, are another than declared, or answer no job, When told to go on, Then the others are rid of it',
    async () => {
      faults('four').set({ faults: [{ kind: 'deployFails', on: { operation: 'deploy' }, when: { nth: 1 } }] });

      const ended = await remove({
        continueOnError: true,
        members: members({
          one: { connect: () => Promise.reject(new Error('no route to host')) },
          two: {
            verifyIdentity: () => {
              throw new Error('declared a sandbox');
            },
          },
        }),
      });

      expect(ended.map(({ fate, error }) => error?.message ?? fate)).toEqual([
        'no route to host',
        'declared a sandbox',
        'removed',
        'refused',
      ]);
      expect(codeOf(ended)).toBe(68);
      expect(codeOf(ended.slice(0, 2))).toBe(1);
    },
    SLOW,
  );

  it(
    'Given a dry run, When removed, Then the servers of all rings have looked at it, nobody was asked, and nothing is changed',
    async () => {
      const ended = await remove({
        dryRun: true,
        consent: { deleteData: false, unassign: false, exportTo: undefined },
        confirm: () => Promise.reject(new Error('asked')),
      });

      expect(fates(ended)).toEqual(['validated', 'validated', 'validated', 'validated']);
      expect(codeOf(ended)).toBe(0);
      expect((await deployTo(orgs.one, schema)).outcome).toBe('unchanged');
    },
    SLOW,
  );

  it(
    'Given someone who says no to one org, When removed, Then that one keeps all, and the next ring is left alone',
    async () => {
      const ended = await remove({ confirm: ({ org }) => Promise.resolve(org.name !== 'two') });

      expect(fates(ended)).toEqual(['removed', 'declined', 'skipped', 'skipped']);
      expect((await deployTo(orgs.two, schema)).outcome).toBe('unchanged');
    },
    SLOW,
  );

  it(
    'Given an interruption in the middle of a ring, When removed, Then what was not begun is left alone, and the same again ends it',
    async () => {
      const interruption = new AbortController();

      const ended = await remove({
        concurrency: 1,
        signal: interruption.signal,
        listener: { onOrg: () => interruption.abort(new Error('Ctrl-C')) },
      });

      expect(fates(ended)).toEqual(['removed', 'interrupted', 'interrupted', 'interrupted']);
      expect(fates(await remove())).toEqual(['absent', 'removed', 'removed', 'removed']);
    },
    SLOW,
  );

  it(
    'Given a job that outlasts the wait, When removed, Then the org is named as unfinished, and the same again finds it done',
    async () => {
      faults('one').set({ faults: [{ kind: 'deployHangs', on: { operation: 'deploy' }, when: { nth: 2 } }] });

      const ended = await remove({ waitMinutes: 0.02 });
      expect(fates(ended)).toEqual(['unfinished', 'removed', 'skipped', 'skipped']);
      expect(codeOf(ended)).toBe(69);
      faults('one').clear();

      expect(fates(await remove())).toEqual(['removed', 'absent', 'removed', 'removed']);
    },
    SLOW,
  );

  it(
    'Given too few calls left for validation, jobs and exports, When removed, Then the org is refused before any is spent on them',
    async () => {
      const before = jobs();
      const request = orgs.one.connection.request.bind(orgs.one.connection);
      // The org's own word, which the client keeps from its answers.
      orgs.one.connection.request = (info, options) => {
        const answer = request<never>(info, options);
        void answer.then(() => (orgs.one.connection.limitInfo = { apiUsage: { used: 14_950, limit: 15_000 } }));
        return answer;
      };

      const [one] = await remove();
      orgs.one.connection.request = request;

      expect(one).toMatchObject({ fate: 'error', error: { name: 'ApiBudgetExceeded' } });
      expect(one?.error?.message).toMatch(/^one, API calls: 50 of 15000 left today, and a removal may take \d+\.$/);
      expect(jobs()[0]).toBe(before[0]);
    },
    SLOW,
  );
});

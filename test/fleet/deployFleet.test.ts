import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployRun, deployExitCode, reopened } from '../../src/fleet/deploy/deployRun.js';
import type { FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aDeployRun, aFleetMember, aRunStore, carryOutRun, jobsSentTo } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

let orgs: LiveOrg[];
let folder: string;
beforeEach(async () => {
  orgs = await Promise.all([aLiveOrg(), aLiveOrg(), aLiveOrg()]);
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
});
afterEach(async () => {
  await Promise.all(orgs.map((org) => org.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const names = ['one', 'two', 'three'];
const run = (options: Partial<DeployRun['options']> = {}, rings = ['canary', 'canary', 'rest']): DeployRun =>
  aDeployRun(names, { options, rings });
const org = (index: number): LiveOrg => {
  const found = orgs[index];
  if (found === undefined) throw new Error('no such org');
  return found;
};
const members = (overrides: Partial<Record<string, Partial<FleetMember>>> = {}): FleetMember[] =>
  names.map((name, index) => aFleetMember(name, org(index), overrides[name]));
type Carried = Parameters<typeof carryOutRun>[3] & { readonly members?: FleetMember[] };
const carryOut = (given: DeployRun, { members: own = members(), ...rest }: Carried = {}): Promise<DeployRun> =>
  carryOutRun(given, own, folder, rest);
const outcomes = ({ orgs: ended }: DeployRun): (string | undefined)[] => ended.map(({ outcome }) => outcome);
const jobsOf = (index: number): number => jobsSentTo(org(index));

describe('deployFleet', () => {
  it('Given a fleet, When deployed, Then ring follows ring, all conform, and the state on disk says so', async () => {
    const rings: string[] = [];

    const ended = await carryOut(run(), {
      listener: { onRing: (ring) => rings.push(ring ?? '') },
    });

    expect(rings).toEqual(['canary', 'rest']);
    expect(outcomes(ended)).toEqual(['deployed', 'deployed', 'deployed']);
    expect(ended.orgs.map(({ verdict }) => verdict)).toEqual(['conforming', 'conforming', 'conforming']);
    expect(deployExitCode(ended)).toBe(0);
    expect(await aRunStore(folder).load(ended.id)).toEqual(ended);
    expect(readdirSync(folder)).toEqual([ended.id, `${ended.id}.json`]);
    expect(readFileSync(join(folder, `${ended.id}.json`), 'utf8')).not.toMatch(/token|00D[0-9A-Za-z]{12,15}!/i);
  });

  it('Given an org that can’t be reached, When deployed, Then its ring goes on, the next is skipped, and a resume finishes it', async () => {
    const unreachable = { two: { connect: () => Promise.reject(new Error('no route to host')) } };

    const first = await carryOut(run(), { members: members(unreachable) });
    expect(outcomes(first)).toEqual(['deployed', 'error', 'skipped']);
    expect(first.orgs[1]?.message).toBe('no route to host');
    expect(deployExitCode(first)).toBe(68);
    const sent = jobsOf(0);

    const second = await carryOut(reopened(first));
    expect(outcomes(second)).toEqual(['deployed', 'deployed', 'deployed']);
    expect(deployExitCode(second)).toBe(0);
    expect(jobsOf(0)).toBe(sent);
  });

  it('Given an org that fails, When told to go on, Then the next ring is deployed to', async () => {
    const failing = {
      one: {
        verifyIdentity: () => {
          throw new Error('declared a sandbox');
        },
      },
    };

    const ended = await carryOut(run({ continueOnError: true }), { members: members(failing) });

    expect(outcomes(ended)).toEqual(['error', 'deployed', 'deployed']);
  });

  it.each([
    [true, ['deployed', 'skipped', 'skipped']],
    [false, ['deployed', 'deployed', 'deployed']],
  ])(
    'Given an org that does not conform after the deploy, When gated: %s, Then the rings end as %j',
    async (gate, expected) => {
      // Nothing protects the markers from unseen changes: neither a history, which the org does not keep, nor a guard.
      const unprotected = aSchema({ objects: ['Account'], history: { enabled: true }, guards: { immutable: false } });

      const ended = await carryOut(run({ gate }, ['canary', 'rest', 'rest']), {
        members: members({ one: { schema: unprotected } }),
      });

      expect(ended.orgs[0]).toMatchObject({ outcome: 'deployed', verdict: 'nonconforming' });
      expect(outcomes(ended)).toEqual(expected);
    },
  );

  it('Given the markers alone, When deployed, Then each ring passes on them, and no org is taken for whole', async () => {
    const ended = await carryOut(run({ stage: 'markers' }));

    expect(outcomes(ended)).toEqual(['deployed', 'deployed', 'deployed']);
    expect(ended.orgs.map(({ verdict, gate }) => [verdict, gate])).toEqual(
      names.map(() => ['nonconforming', 'conforming']),
    );
    expect(ended.orgs.every(({ apiCalls = 0, jobs }) => apiCalls > 5 && jobs[0]?.url?.includes(jobs[0].id))).toBe(true);
  });

  it('Given an org whose job outlived the wait for it, When taken up again, Then its end is awaited and the run converges', async () => {
    const [first] = orgs;
    const emulator = first?.emulator;
    const name = emulator?.orgs[0]?.name ?? '';
    // The org takes the job and then answers no question about it.
    emulator?.faults(name).set({
      seed: 1,
      faults: [{ kind: 'unavailable', on: { operation: 'checkDeployStatus' }, when: { nth: 1 } }],
    });
    const broken = await carryOut(run({ continueOnError: true }));
    emulator?.faults(name).clear();
    const again = await carryOut(reopened(broken));

    expect(outcomes(again).every((outcome) => outcome === 'deployed' || outcome === 'unchanged')).toBe(true);
    expect(deployExitCode(again)).toBe(0);
  });

  it('Given a run that was cut short at any step, When taken up again, Then it converges and no org is sent a thing twice', async () => {
    // Every step that is kept of one org: read, sent and waited for twice, ended.
    const cuts = 6;
    for (let cut = 1; cut <= cuts; cut += 1) {
      const changed = aSchema({
        objects: ['Account'],
        markers: { is_synthetic: { label: `Synthetic ${cut}` } },
        guards: { complete: { message: `Incomplete ${cut}` } },
      });
      const fleet = members().map((member) => ({ ...member, schema: changed }));
      const kept: DeployRun[] = [];
      const save = (state: DeployRun): Promise<void> => {
        // What was not kept did not happen: the process is gone.
        if (kept.length === cut) return Promise.reject(new Error('killed'));
        kept.push(state);
        return Promise.resolve();
      };
      const whole = run({ concurrency: 1 });
      const cutShort = { ...whole, orgs: whole.orgs.slice(0, 1) };
      await carryOut(cutShort, { save, members: fleet }).catch(() => undefined);

      const ended = await carryOut(reopened(kept.at(-1) ?? cutShort), { members: fleet });

      expect(ended.orgs.map(({ outcome, message }) => message ?? outcome)).toEqual(
        ended.orgs.map(() => expect.stringMatching(/^(deployed|unchanged)$/) as string),
      );
    }
    // Foundation and enforcement, once for each change of the schema: what an earlier attempt sent was not sent again.
    expect(jobsOf(0)).toBe(2 * cuts);
  });
});

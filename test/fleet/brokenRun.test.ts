import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelRun, type CancelRunRequest } from '../../src/fleet/deploy/cancelRun.js';
import { type DeployRun, deployExitCode, reopened } from '../../src/fleet/deploy/deployRun.js';
import { RunCanceled } from '../../src/fleet/deploy/fleetRequest.js';
import { deployEnd, type UnfinishedDeploy, unfinishedDeploys } from '../../src/org/unfinishedDeploys.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aDeployRun, aFleetMember, aRunStore, carryOutRun, jobsSentTo } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

let org: LiveOrg;
let folder: string;
let version = 0;
beforeAll(async () => {
  org = await aLiveOrg();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  // Each test has something to deploy in both stages.
  version += 1;
});
afterEach(async () => {
  faults().clear();
  for (const { id } of await unfinishedDeploys(org.connection, { since: new Date(0), checkOnly: false })) {
    await deployEnd(org.connection, id, 1, new AbortController().signal);
  }
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => org.stop());

const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
const schema = () =>
  aSchema({
    objects: ['Account'],
    markers: { is_synthetic: { label: `Synthetic ${version}` } },
    guards: { complete: { message: `Incomplete ${version}` } },
  });
const member = (name = 'one') => aFleetMember(name, org, { schema: schema() });
/** The `nth` job that the org gets neither ends nor fails until the faults are cleared. */
const hang = (nth = 1): void =>
  faults().set({ seed: 1, faults: [{ kind: 'deployHangs', on: { operation: 'deploy' }, when: { nth } }] });
/** Neither time nor patience: what hangs is not waited for. */
const impatient = (names = ['one']): DeployRun => aDeployRun(names, { options: { waitMinutes: 0.02 } });
const patient = (run: DeployRun): DeployRun => ({ ...run, options: { ...run.options, waitMinutes: 1 } });
const cancel = (run: DeployRun, overrides: Partial<CancelRunRequest> = {}): Promise<DeployRun> => {
  const store = aRunStore(folder);
  return cancelRun({
    run,
    members: run.orgs.map(({ name }) => member(name)),
    save: (state) => store.save(state),
    saveDetail: (name, detail) => store.savePart(run.id, name, detail),
    signal: new AbortController().signal,
    onOrg: () => undefined,
    ...overrides,
  });
};
/** The run as it stood when its process was killed right before it could write down the job's id. */
const killedWhileSending = async (): Promise<DeployRun> => {
  hang();
  let kept = impatient();
  await carryOutRun(kept, [member()], folder, {
    save: (state) => {
      if (state.orgs[0]?.phase === 'waiting') return Promise.reject(new Error('killed'));
      if (state.orgs[0]?.phase !== 'ended') kept = state;
      return Promise.resolve();
    },
  });
  expect(kept.orgs[0]).toMatchObject({ phase: 'sending', jobs: [] });
  return kept;
};

describe('a run that broke off', () => {
  it.each([
    ['first', 1],
    ['second', 2],
  ])(
    'Given the %s job outlasts the wait, When taken up again, Then it is awaited, and nothing is sent twice',
    async (_, nth) => {
      hang(nth);

      const waiting = await carryOutRun(impatient(), [member()], folder);

      expect(waiting.endedAt).toBeUndefined();
      expect(waiting.orgs[0]).toMatchObject({
        phase: 'waiting',
        message: expect.stringMatching(/^The deploy job 0Af\w+ has not ended after/) as string,
      });
      expect(waiting.orgs[0]?.jobs).toHaveLength(nth);
      expect(deployExitCode(waiting)).toBe(69);

      faults().clear();
      const sent = jobsSentTo(org);
      const done = await carryOutRun(reopened(patient(waiting)), [member()], folder);

      expect(done.orgs[0]?.outcome).toMatch(/deployed|unchanged/);
      expect(done.orgs[0]?.jobs.every(({ status }) => status === 'Succeeded')).toBe(true);
      expect(jobsSentTo(org) - sent).toBe(2 - nth);
    },
  );

  it('Given it was killed while it sent a job, When taken up again, Then the job that may be its own is named and awaited', async () => {
    const kept = await killedWhileSending();
    const awaited: UnfinishedDeploy[] = [];

    const done = await carryOutRun(reopened(patient(kept)), [member()], folder, {
      listener: {
        onAwaited: (_, job) => {
          awaited.push(job);
          faults().clear();
        },
      },
    });

    expect(awaited).toEqual([{ id: expect.stringMatching(/^0Af/) as string, createdAt: expect.any(String) as string }]);
    expect(done.orgs[0]?.outcome).toBe('deployed');
    // The foundation was the lost job's.
    expect(done.orgs[0]?.jobs.map(({ stages }) => stages)).toEqual([['enforcement']]);
  });

  it('Given jobs of the user that can’t be the run’s, When asked for, Then they are told apart by kind and time', async () => {
    await killedWhileSending();
    const now = Date.now();

    const of = async (since: number, checkOnly: boolean): Promise<number> =>
      (await unfinishedDeploys(org.connection, { since: new Date(since), checkOnly })).length;

    expect(await of(now, false)).toBe(1);
    expect(await of(now, true)).toBe(0);
    expect(await of(now + 3_600_000, false)).toBe(0);
  });

  it('Given the name stands for another org now, When taken up again, Then nothing is sent there', async () => {
    const run = impatient();
    const orgs = run.orgs.map((each) => ({ ...each, organizationId: '00D000000000000AAA' }));
    const sent = jobsSentTo(org);

    const done = await carryOutRun({ ...run, orgs }, [member()], folder);

    expect(done.orgs[0]).toMatchObject({
      outcome: 'error',
      message: expect.stringContaining('is another org than when') as string,
    });
    expect(jobsSentTo(org)).toBe(sent);
  });

  it('Given an org that did not conform for the gate, When the run is taken up, Then it is read anew', () => {
    const run = aDeployRun(['one', 'two']);
    const ended = (outcome: 'deployed', gate: 'conforming' | 'nonconforming') => ({
      phase: 'ended' as const,
      outcome,
      verdict: 'nonconforming' as const,
      gate,
    });
    const orgs = run.orgs.map((each, index) => ({
      ...each,
      ...ended('deployed', index === 0 ? 'conforming' : 'nonconforming'),
    }));

    expect(reopened({ ...run, orgs }).orgs.map(({ phase }) => phase)).toEqual(['ended', 'pending']);
    expect(reopened({ ...run, orgs, options: { ...run.options, gate: false } }).orgs.map(({ phase }) => phase)).toEqual(
      ['ended', 'ended'],
    );
  });
});

describe('canceling', () => {
  it('Given a run that is being carried out, When canceled, Then its job is, and no further org is begun', async () => {
    hang();
    const told = new AbortController();
    const names = ['one', 'two'];

    const ended = await carryOutRun(aDeployRun(names, { rings: ['canary', 'rest'] }), names.map(member), folder, {
      signal: told.signal,
      listener: {
        onOrg: ({ phase }) => {
          if (phase === 'waiting') told.abort(new RunCanceled());
        },
      },
    });

    expect(ended.endedAt).toBeDefined();
    expect(ended.orgs.map(({ phase, outcome }) => `${phase} ${outcome ?? ''}`)).toEqual([
      'ended canceled',
      'ended canceled',
    ]);
    expect(ended.orgs[0]?.jobs.map(({ status }) => status)).toEqual(['Canceled']);
    expect(ended.orgs[1]?.jobs).toEqual([]);
    expect(deployExitCode(ended)).toBe(1);
    expect(await unfinishedDeploys(org.connection, { since: new Date(0), checkOnly: false })).toEqual([]);
  });

  it('Given a run whose process is gone in the second stage, When canceled, Then what is in the org is named; again changes nothing', async () => {
    hang(2);
    const waiting = await carryOutRun(impatient(), [member()], folder);

    const ended = await cancel(patient(waiting));

    expect(ended.orgs[0]).toMatchObject({
      phase: 'ended',
      outcome: 'canceled',
      message: expect.stringMatching(
        /^In the org already: foundation \(job 0Af\w+\)\. The rest was not deployed\.$/,
      ) as string,
    });
    expect(ended.orgs[0]?.jobs.map(({ status }) => status)).toEqual(['Succeeded', 'Canceled']);
    expect((await cancel(ended)).orgs).toEqual(ended.orgs);
    faults().clear();
    expect((await carryOutRun(reopened(patient(ended)), [member()], folder)).orgs[0]?.outcome).toBe('deployed');
  });

  it('Given a job that ended before it could be canceled, When canceled, Then its end is kept', async () => {
    hang();
    const waiting = await carryOutRun(impatient(), [member()], folder);
    faults().clear();
    await deployEnd(org.connection, waiting.orgs[0]?.jobs[0]?.id ?? '', 1, new AbortController().signal);

    const ended = await cancel(waiting);

    expect(ended.orgs[0]).toMatchObject({ outcome: 'canceled', jobs: [{ status: 'Succeeded' }] });
  });

  it('Given a job that may be the run’s or another’s, When canceled, Then it is named and left alone, and the org is not ended', async () => {
    const kept = await killedWhileSending();

    const left = await cancel(kept);

    expect(left.endedAt).toBeUndefined();
    expect(left.orgs[0]?.message).toMatch(
      /may be 0Af\w+ of .*sf project deploy cancel --job-id 0Af\w+ --target-org one/,
    );
    expect(deployExitCode(left)).toBe(69);
  });

  it('Given an org that can’t be reached, When canceled, Then it says so, and the others are canceled', async () => {
    hang();
    const waiting = await carryOutRun(impatient(['one', 'two']), [member('one'), member('two')], folder);
    const [first] = waiting.orgs.filter(({ phase }) => phase === 'waiting');

    const left = await cancel(waiting, {
      members: waiting.orgs.map(({ name }) =>
        name === first?.name ? { ...member(name), connect: () => Promise.reject(new Error('no route')) } : member(name),
      ),
    });

    expect(left.endedAt).toBeUndefined();
    expect(left.orgs.find(({ name }) => name === first?.name)).toMatchObject({
      phase: 'waiting',
      message: 'What the run sent could not be canceled: no route',
    });
  });
});

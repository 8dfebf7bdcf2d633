import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiStageOutputOptions } from '@oclif/multi-stage-output';
import { type OrgData, stagesOfOrg } from '../../src/cli/deploy/progress/orgStages.js';
import { linesOfOrg, linesOfRings } from '../../src/cli/deploy/progress/progressLines.js';
import { stagesOfRings } from '../../src/cli/deploy/progress/ringStages.js';
import { RingActivity } from '../../src/cli/deploy/progress/ringActivity.js';
import { orgProgress, type RunProgress, shown } from '../../src/cli/deploy/progress/runProgress.js';
import type { DeployRun } from '../../src/fleet/deploy/deployRun.js';
import type { FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aDeployRun, aFleetMember, carryOutRun } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

let org: LiveOrg;
let folder: string;
let version = 0;
beforeAll(async () => {
  org = await aLiveOrg();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  version += 1;
});
afterEach(() => {
  faults().clear();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => org.stop());

const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
/** Each test has something to deploy in both stages. */
const member = (name: string, overrides: Partial<FleetMember> = {}): FleetMember =>
  aFleetMember(name, org, {
    schema: aSchema({
      objects: ['Account'],
      markers: { is_synthetic: { label: `Made up ${version}` } },
      guards: { complete: { message: `Incomplete ${version}` } },
    }),
    ...overrides,
  });
const unreachable = (name: string): FleetMember =>
  member(name, { connect: () => Promise.reject(new Error('no route to host')) });
/** Carries a run out in sight of a progress, as the commands do. */
const carryOut = (
  run: DeployRun,
  members: FleetMember[],
  progress: RunProgress,
  signal = new AbortController().signal,
) => shown(progress, () => carryOutRun(run, members, folder, { listener: progress, signal }), signal);

/** Stands for what moves at the terminal, and keeps what would be seen. */
class Screen<Data extends Record<string, unknown>> {
  public readonly events: string[] = [];
  public options: MultiStageOutputOptions<Data> | undefined;
  public data: Partial<Data> = {};
  public readonly open = (options: MultiStageOutputOptions<Data>): this => {
    this.options = options;
    return this;
  };
  public goto(stage: string): void {
    this.events.push(stage);
  }
  public updateData(data: Partial<Data>): void {
    this.data = { ...this.data, ...data };
    const shownNow = [...(this.options?.stageSpecificBlock ?? []), ...(this.options?.postStagesBlock ?? [])];
    for (const { get } of shownNow) this.seen.add(get(this.data as Data) ?? '');
  }
  public stop(end = 'completed'): void {
    this.events.push(`(${end})`);
  }
  public readonly seen = new Set<string>();
}

const FOUNDATION = 'Deploying fields, permissions and policy';
const ENFORCEMENT = 'Deploying guards and list views';
const AGAIN = 'Reading the org again';

describe('the progress of a deploy to one org, at a terminal', () => {
  it('Given something to deploy, When deployed, Then stage follows stage, with components, job and status', async () => {
    faults().set({ faults: [{ kind: 'deployHangs', polls: 1 }] });
    const screen = new Screen<OrgData>();
    const run = aDeployRun(['one']);

    const ended = await carryOut(run, [member('one')], stagesOfOrg(run, screen.open));

    expect(screen.options).toMatchObject({
      title: 'Deploying to one',
      stages: [FOUNDATION, ENFORCEMENT, AGAIN, 'Done'],
    });
    expect(screen.events).toEqual([FOUNDATION, ENFORCEMENT, AGAIN, 'Done', '(completed)']);
    const seen = [...screen.seen];
    for (const { id } of ended.orgs[0]?.jobs ?? []) expect(seen).toContain(id);
    expect(seen).toEqual(expect.arrayContaining(['one', 'InProgress', 'Succeeded']));
    expect(seen.filter((text) => /^\d+\/\d+ \(100%\)$/.test(text))).not.toEqual([]);
  });

  it('Given a dry run and nothing to deploy, When carried out, Then nothing moves; with something, the validation does', async () => {
    const run = aDeployRun(['one'], { options: { dryRun: true } });
    const screen = new Screen<OrgData>();
    await carryOut(run, [member('one')], stagesOfOrg(run, screen.open));
    expect(screen.options?.title).toBe('Validating on one');
    expect(screen.events).toEqual(['Validating on the server', 'Done', '(completed)']);

    const still = new Screen<OrgData>();
    const real = aDeployRun(['one']);
    await carryOutRun(real, [member('one')], folder);
    await carryOut(real, [member('one')], stagesOfOrg(real, still.open));
    expect(still.events).toEqual([]);
  });

  it('Given an interruption while a job runs, When it ends, Then what moved is stopped as aborted', async () => {
    faults().set({ faults: [{ kind: 'deployHangs' }] });
    const interruption = new AbortController();
    const screen = new Screen<OrgData>();
    const run = aDeployRun(['one']);
    const stages = stagesOfOrg(run, screen.open);
    const progress: RunProgress = {
      ...stages,
      onProgress: (...given) => {
        stages.onProgress(...given);
        interruption.abort(new Error('Interrupted.'));
      },
    };

    await carryOut(run, [member('one')], progress, interruption.signal);

    expect(screen.events).toEqual([FOUNDATION, '(aborted)']);
  });

  it('Given an error that ends the run, When it is thrown, Then what moved is stopped all the same', async () => {
    const ends: string[] = [];
    const progress = { ...linesOfOrg(() => undefined), stop: (end: string) => ends.push(end) };
    const fails = (): Promise<DeployRun> => Promise.reject(new Error('taken over'));
    await expect(shown(progress, fails, new AbortController().signal)).rejects.toThrow('taken over');
    expect(ends).toEqual(['failed']);
  });
});

describe('the progress of a deploy across a fleet, at a terminal', () => {
  it('Given rings, When deployed, Then each is a stage, and a line tells what each org in work is doing', async () => {
    const screen = new Screen<Record<string, string>>();
    const run = aDeployRun(['one', 'away', 'never'], { rings: ['canary', 'rest', 'last'] });

    await carryOut(run, [member('one'), unreachable('away'), member('never')], stagesOfRings(run, screen.open));

    expect(screen.options).toMatchObject({
      title: 'Deploying to 3 org(s)',
      stages: ['Ring canary', 'Ring rest', 'Ring last'],
    });
    expect(screen.events).toEqual(['Ring canary', 'Ring rest', '(failed)']);
    const seen = [...screen.seen].join('\n');
    expect(seen).toMatch(new RegExp(`one: ${ENFORCEMENT}, \\d+ of \\d+ components, 0Af\\w+`));
    expect(screen.data).toMatchObject({
      'Ring canary': '1 of 1 done',
      'Ring rest': '1 of 1 done, 1 not as wanted\naway: error',
    });
  });

  it('Given more orgs in work than a person can follow, When shown, Then the others are a number', () => {
    const names = Array.from({ length: 40 }, (_, index) => `org-${index}`);
    const activity = new RingActivity(
      aDeployRun(names).orgs.map((one, index) => (index < 5 ? { ...one, phase: 'ended', outcome: 'deployed' } : one)),
    );
    activity.begin(names);
    for (const name of names.slice(5))
      activity.step(name, { kind: 'deploying', stage: 'foundation', part: 2, parts: 3 });

    const lines = activity.lines();

    expect(lines[0]).toBe('5 of 40 done');
    expect(lines).toHaveLength(12);
    expect(lines).toContain(`org-39: ${FOUNDATION}, part 2 of 3`);
    expect(lines.at(-1)).toBe('and 25 more');
  });
});

describe('the progress of a deploy, in a log', () => {
  it('Given one org, When deployed, Then there is a line for each step and job, and none for a poll', async () => {
    faults().set({ faults: [{ kind: 'deployHangs', polls: 1 }] });
    const lines: string[] = [];
    const ended = await carryOut(
      aDeployRun(['one']),
      [member('one')],
      linesOfOrg((line) => lines.push(line)),
    );

    const [first, second] = (ended.orgs[0]?.jobs ?? []).map(({ id }) => id);
    // Whoever shows the plan says that the org is being read.
    expect(lines.slice(1)).toEqual([
      `one: ${FOUNDATION}`,
      `  Job ${first ?? ''}`,
      `one: ${ENFORCEMENT}`,
      `  Job ${second ?? ''}`,
      `one: ${AGAIN}`,
    ]);
  });

  it('Given a fleet, When deployed, Then there is a line for each ring, and one for each of its orgs that has ended', async () => {
    const lines: string[] = [];
    const run = aDeployRun(['one', 'away', 'never'], {
      rings: ['canary', 'canary', 'rest'],
      options: { concurrency: 1 },
    });
    await carryOut(
      run,
      [member('one'), unreachable('away'), member('never')],
      linesOfRings(run, (line) => lines.push(line)),
    );

    expect(lines).toEqual(['Ring canary: 2 org(s)', '  one: deployed (1 of 2)', '  away: error (2 of 2)']);
  });

  it('Given --json, When a run is carried out, Then nothing is said', async () => {
    const lines: string[] = [];
    const command = { jsonEnabled: () => true, log: (line = '') => void lines.push(line) };
    const run = aDeployRun(['one']);
    await carryOut(run, [member('one')], await orgProgress({ command, run }));
    expect(lines).toEqual([]);
  });
});

describe('a long silence', () => {
  it('Given a run that says nothing, When time passes, Then there is a sign of life, with what is being done', async () => {
    process.env['SF_CI_HEARTBEAT_FREQUENCY_MS'] = '1';
    let progress: RunProgress | undefined;
    try {
      const sign = await new Promise<string>((resolve) => {
        progress = linesOfOrg((line) => {
          if (line.startsWith('Still')) resolve(line);
        });
        progress.onStep('one', { kind: 'validating' });
      });
      expect(sign).toBe('Still at work: Validating on the server');
    } finally {
      progress?.stop('completed');
      delete process.env['SF_CI_HEARTBEAT_FREQUENCY_MS'];
    }
  });
});

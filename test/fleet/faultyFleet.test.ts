import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DeployRun,
  deployExitCode,
  type OrgRun,
  reopened,
  type RunOutcome,
  succeeded,
} from '../../src/fleet/deploy/deployRun.js';
import { aFaultyFleet, type FaultyFleet, type WrittenFault } from '../builders/faultyFleet.js';
import { aDeployRun, aRunStore, carryOutRun } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({ objects: ['Account'] });
const SLOW = 300_000;
/** Foundation and enforcement. */
const JOBS = 2;

type Moment = NonNullable<WrittenFault['on']> & { readonly nth: number; readonly after?: WrittenFault };
type Kind = WrittenFault extends infer F ? (F extends WrittenFault ? Omit<F, 'on' | 'when' | 'name'> : never) : never;

const kinds = {
  latency: { kind: 'latency', ms: 100 },
  slow: { kind: 'slowBody', bytesPerSecond: 200_000 },
  unavailable: { kind: 'unavailable' },
  limit: { kind: 'requestLimit' },
  expired: { kind: 'sessionExpired' },
  lost: { kind: 'reset' },
  lostAfter: { kind: 'reset', at: 'after' },
  lostHalfway: { kind: 'reset', at: 'halfway' },
  silent: { kind: 'noAnswer' },
  silentAfter: { kind: 'noAnswer', at: 'after' },
  cut: { kind: 'malformed' },
  page: { kind: 'malformed', body: 'html' },
  writeFails: { kind: 'writeFails' },
  refused: { kind: 'deployFails' },
  gack: { kind: 'deployFails', as: 'unexpectedError' },
  cancelled: { kind: 'deployCancelled' },
  hangs: { kind: 'deployHangs', polls: 1 },
  hangsForEver: { kind: 'deployHangs' },
  zipCut: { kind: 'retrieveTruncated' },
  partial: { kind: 'retrievePartial', members: 'Account.*' },
} satisfies Record<string, Kind>;

/** The calls by which the steps of a deploy are known, and which of those it is: each step comes once. */
const steps = {
  /** The session ends at the first call, so that a new one is asked for. */
  login: { call: 'login', nth: 1, after: { kind: 'sessionExpired', when: { nth: 1 } } },
  loginAtSending: {
    call: 'login',
    nth: 1,
    after: { kind: 'sessionExpired', on: { operation: 'deploy' }, when: { nth: 1 } },
  },
  /** A call that is repeated, since it only reads. */
  readingFacts: { call: 'tooling', nth: 1 },
  retrieving: { operation: 'retrieve', nth: 1 },
  retrieved: { operation: 'checkRetrieveStatus', nth: 1 },
  sending: { operation: 'deploy', nth: 1 },
  sendingTheRest: { operation: 'deploy', nth: 2 },
  polling: { operation: 'checkDeployStatus', nth: 1 },
  retrievingAgain: { operation: 'retrieve', nth: 2 },
  retrievedAgain: { operation: 'checkRetrieveStatus', nth: 2 },
} satisfies Record<string, Moment>;

type Step = keyof typeof steps;
type Trouble = { readonly name: string; readonly faults: readonly WrittenFault[] };
type Case = Trouble & { readonly outcome: RunOutcome; readonly message?: RegExp };

/** Trouble of those kinds at that step, an org each. */
function trouble(step: Step, names: readonly (keyof typeof kinds)[]): Trouble[] {
  const { nth, after, ...on }: Moment = steps[step];
  return names.map((name) => ({
    name: `${step}-${name}`,
    faults: [...(after === undefined ? [] : [after]), { ...kinds[name], on, when: { nth } }],
  }));
}

/** Orgs that meet such trouble, and end like that. */
function at(step: Step, names: readonly (keyof typeof kinds)[], outcome: RunOutcome, message?: RegExp): Case[] {
  return trouble(step, names).map((each) => ({ ...each, outcome, ...(message === undefined ? {} : { message }) }));
}

const UNREACHABLE = /does not answer/;
const UNREADABLE = /answer could not be read/;
const LIMIT = /API calls of the last 24 hours are used up/;
const BUSY = /Too many requests waiting/;

const cases: readonly Case[] = [
  ...at('login', ['unavailable', 'limit', 'cut', 'page'], 'error', /session has ended, and the org gave no new one/),
  ...at('login', ['lost', 'lostHalfway'], 'error', UNREACHABLE),
  ...at('loginAtSending', ['unavailable'], 'error', /session has ended/),
  ...at('retrieving', ['lost', 'lostAfter', 'lostHalfway'], 'error', UNREACHABLE),
  ...at('retrieving', ['unavailable'], 'error', BUSY),
  ...at('retrieving', ['limit'], 'error', LIMIT),
  ...at('retrieving', ['cut'], 'error', UNREADABLE),
  ...at('retrieving', ['expired', 'latency', 'slow', 'writeFails'], 'deployed'),
  ...at('readingFacts', ['unavailable', 'lost', 'lostHalfway'], 'deployed'),
  ...at('retrieving', ['page'], 'error', UNREADABLE),
  ...at('retrieving', ['partial'], 'error', /could not be read whole/),
  ...at('retrieved', ['zipCut', 'cut'], 'error', UNREADABLE),
  ...at('sending', ['lost', 'lostAfter', 'lostHalfway'], 'error', UNREACHABLE),
  ...at('sending', ['unavailable'], 'error', BUSY),
  ...at('sending', ['limit'], 'error', LIMIT),
  ...at('sending', ['cut', 'page'], 'error', UNREADABLE),
  ...at('sending', ['refused', 'gack'], 'failed', /./),
  ...at('sending', ['cancelled'], 'failed', /job 0Af\w+ was canceled/),
  ...at('sending', ['expired', 'hangs', 'latency', 'slow'], 'deployed'),
  ...at('sendingTheRest', ['lostAfter'], 'failed', UNREACHABLE),
  ...at('sendingTheRest', ['page'], 'failed', UNREADABLE),
  ...at('sendingTheRest', ['refused'], 'failed', /./),
  ...at('polling', ['lost', 'lostHalfway'], 'error', UNREACHABLE),
  ...at('polling', ['unavailable'], 'error', BUSY),
  ...at('polling', ['cut'], 'error', UNREADABLE),
  ...at('polling', ['expired', 'page'], 'deployed'),
  ...at('retrievingAgain', ['lostHalfway'], 'incomplete', UNREACHABLE),
  ...at('retrievingAgain', ['partial'], 'incomplete', /neither returned it/),
  ...at('retrievedAgain', ['zipCut'], 'incomplete', UNREADABLE),
];

/** Orgs that keep a run waiting until it is interrupted, and where it leaves them: the job that hung is canceled. */
const stuck: readonly (Trouble & { readonly phase: OrgRun['phase'] })[] = [
  ...trouble('retrieving', ['silent']).map((each) => ({ ...each, phase: 'reading' as const })),
  ...trouble('sending', ['silentAfter']).map((each) => ({ ...each, phase: 'sending' as const })),
  ...trouble('sending', ['hangsForEver']).map((each) => ({ ...each, phase: 'pending' as const })),
];

const orgs = [...cases, ...stuck];
/** A small ring, one in between, and the rest, with all that would hold a next ring up. */
const rings = orgs.map((_, index) => (index < 5 ? 'canary' : index < 20 ? 'early' : 'rest'));

let fleet: FaultyFleet;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  fleet = await aFaultyFleet(schema, orgs);
}, SLOW);
afterAll(async () => {
  await fleet.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The orgs of that kind, as a run left them. */
const among = ({ orgs: all }: DeployRun, kind: readonly Trouble[]): OrgRun[] =>
  all.filter(({ name }) => kind.some((each) => each.name === name));

describe('a fleet of fifty orgs and more in three rings, of which each has trouble of its own', () => {
  let run = aDeployRun(
    orgs.map(({ name }) => name),
    { rings, options: { continueOnError: true, concurrency: 20 } },
  );

  it(
    'When deployed to, Then each org ends as its own trouble wants it, and those that keep waiting are named',
    async () => {
      const interruption = new AbortController();
      const reached: (string | undefined)[] = [];
      const ended = new Set<string>();
      const onOrg = ({ name, phase }: OrgRun): void => {
        if (phase === 'ended') ended.add(name);
        if (ended.size === cases.length) interruption.abort(new Error('Ctrl-C'));
      };

      run = await carryOutRun(run, fleet.members, folder, {
        signal: interruption.signal,
        listener: { onOrg, onRing: (ring) => reached.push(ring) },
      });

      const shown = among(run, cases).map(({ name, phase, outcome, message }) => ({ name, phase, outcome, message }));
      expect(shown).toEqual(
        cases.map(({ name, outcome, message }) => ({
          name,
          phase: 'ended',
          outcome,
          message: message === undefined ? undefined : (expect.stringMatching(message) as string),
        })),
      );
      expect(among(run, cases).filter((org) => succeeded(org) && org.verdict !== 'conforming')).toEqual([]);
      expect(among(run, stuck).map(({ name, phase, outcome }) => ({ name, phase, outcome }))).toEqual(
        stuck.map(({ name, phase }) => ({ name, phase, outcome: undefined })),
      );
      expect(reached).toEqual(['canary', 'early', 'rest']);
      expect(deployExitCode(run)).toBe(69);
      expect(await aRunStore(folder).load(run.id)).toEqual(run);
    },
    SLOW,
  );

  it(
    'When taken up again without the trouble, Then all conform, and no stage was carried out twice on any org',
    async () => {
      // Nothing in a deploy writes records.
      expect(fleet.heal()).toEqual(['retrieving-writeFails']);

      const again = await carryOutRun(reopened(await aRunStore(folder).load(run.id)), fleet.members, folder);

      expect(again.orgs.filter((org) => !succeeded(org) || org.verdict !== 'conforming')).toEqual([]);
      expect(deployExitCode(again)).toBe(0);
      expect(await aRunStore(folder).load(run.id)).toEqual(again);
      expect([...(await fleet.succeededJobs())].filter(([, jobs]) => jobs !== JOBS)).toEqual([]);
    },
    SLOW,
  );
});

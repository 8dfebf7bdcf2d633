import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployRun, deployExitCode, type OrgRun, reopened, succeeded } from '../../src/fleet/deploy/deployRun.js';
import { assignableRoles } from '../../src/schema/assignment.js';
import { type Cell, cellsOf, faultsOf, plain, plainSteps, tableOf, troubles, wordsOf } from '../builders/faultTable.js';
import { aFaultyFleet, type FaultyFleet, type WrittenFault } from '../builders/faultyFleet.js';
import { aDeployRun, aRunStore, carryOutRun } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

/**
 * What becomes of an org, by the step of a deploy at which something goes wrong, and by what does. `deployed`: the client
 * tries again, or nobody notices. What is not an outcome is the phase in which an org stays that keeps a run waiting until
 * it is interrupted. An org that is silent at a login is no part of it: the library locks the login for other attempts of
 * the same process.
 */
const TABLE = `
step            unavailable limit      expired  lost       lostAfter  lostHalf   cut        page       silent  silentAfter refused gack   cancelled hangs    forever writeFails zipCut     partial
reading         deployed    error      deployed deployed   .          deployed   error      error      reading .           .       .      .         .        .       .          .          .
readingSetup    deployed    error      deployed deployed   .          .          error      .          reading .           .       .      .         .        .       .          .          .
retrieving      error       error      deployed error      error      .          error      error      reading .           .       .      .         .        .       .          .          error
retrieved       error       error      deployed error      .          error      error      .          reading .           .       .      .         .        .       .          error      .
grantees        deployed    error      deployed deployed   .          .          error      .          reading .           .       .      .         .        .       .          .          .
sending         error       error      deployed error      error      .          error      error      sending sending     failed  failed failed    deployed pending .          .          .
polling         error       error      deployed error      error      error      error      deployed   waiting .           .       .      .         .        .       .          .          .
sendingRest     failed      failed     deployed failed     failed     .          failed     failed     sending sending     failed  failed failed    deployed pending .          .          .
pollingRest     failed      failed     deployed failed     .          .          failed     .          waiting .           .       .      .         .        .       .          .          .
retrievingAgain incomplete  incomplete deployed incomplete .          .          incomplete .          waiting .           .       .      .         .        .       .          .          incomplete
retrievedAgain  incomplete  incomplete deployed incomplete .          incomplete incomplete .          waiting .           .       .      .         .        .       .          incomplete .
findingSets     deployed    incomplete deployed deployed   .          .          incomplete .          waiting .           .       .      .         .        .       .          .          .
assigning       incomplete  incomplete deployed incomplete incomplete .          incomplete incomplete waiting waiting     .       .      .         .        .       incomplete .          .
login           error       error      .        error      .          error      error      error      .       .           .       .      .         .        .       .          .          .
loginLater      error       .          .        error      .          .          .          .          .       .           .       .      .         .        .       .          .          .
`;

const SLOW = 300_000;
const ORGS = 50;
/** Foundation and enforcement. */
const JOBS = 2;

const keepsWaiting = ({ trouble }: Cell): boolean => ['silent', 'silentAfter', 'forever'].includes(trouble);
const named = ({ step, trouble }: Cell): string => `${step}-${trouble}`;
const cells = cellsOf(TABLE).sort((one, other) => Number(keepsWaiting(one)) - Number(keepsWaiting(other)));

type Case = {
  readonly name: string;
  readonly cell?: Cell;
  readonly faults: readonly WrittenFault[];
  readonly idle?: true;
};
const everywhere = (fault: Parameters<typeof faultsOf>[1]): WrittenFault[] =>
  plainSteps.flatMap((step) => faultsOf(step, fault));
/** Nothing fails where calls only take longer, or where there is nothing that could go wrong so. */
const cases: readonly Case[] = [
  { name: 'latency at every step', faults: everywhere({ kind: 'latency', ms: 20 }) },
  { name: 'a slow body at every step', faults: everywhere({ kind: 'slowBody', bytesPerSecond: 200_000 }) },
  {
    name: 'what befalls other calls only',
    idle: true,
    faults: plainSteps
      .filter((step) => !step.startsWith('sending'))
      .flatMap((step) => [...faultsOf(step, { kind: 'deployFails' }), ...faultsOf(step, { kind: 'deployHangs' })]),
  },
  ...cells.map((cell) => ({ name: named(cell), cell, faults: faultsOf(cell.step, troubles[cell.trouble].fault) })),
];

const names = Array.from({ length: ORGS }, (_, index) => `org-${index + 1}`);
/** What keeps a run waiting would keep a further ring from being begun. */
const ringOf = (index: number, cell: Cell | undefined): string =>
  cell !== undefined && keepsWaiting(cell) ? 'rest' : index < 2 ? 'canary' : index < 15 ? 'early' : 'rest';
const rounds = Array.from({ length: Math.ceil(cases.length / ORGS) }, (_, round) =>
  cases.slice(round * ORGS, (round + 1) * ORGS).map((each, index) => ({ ...each, org: names[index] ?? '' })),
);
/** Each round has something to deploy in both stages, and somebody to give another permission set. */
const schemaOf = (round: number) =>
  aSchema({
    objects: ['Account'],
    markers: { is_synthetic: { label: `Synthetic ${round}` } },
    guards: { complete: { message: `Incomplete ${round}` }, declared: true },
  });

let fleet: FaultyFleet;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  fleet = await aFaultyFleet(names);
}, SLOW);
afterAll(async () => {
  await fleet.stop();
  rmSync(folder, { recursive: true, force: true });
});

const endings = new Map<string, string>();
const endingOf = ({ outcome, phase }: OrgRun): string => outcome ?? phase;
const orgOf = ({ orgs }: DeployRun, name: string): OrgRun | undefined => orgs.find((org) => org.name === name);

describe('a fleet of fifty orgs in three rings, of which each has trouble of its own', () => {
  it.each(rounds.map((round, index) => [index + 1, round] as const))(
    'In round %i, When deployed to, Then each org says what is wrong, and a resume without the trouble converges',
    async (number, round) => {
      const role = assignableRoles[number - 1] ?? 'reader';
      const members = fleet.members(schemaOf(number));
      for (const { org, faults } of round) fleet.trouble(org, faults);
      const waiting = round.filter(({ cell }) => cell !== undefined && keepsWaiting(cell)).map(({ org }) => org);
      const run = aDeployRun(
        round.map(({ org }) => org),
        {
          rings: round.map(({ cell }, index) => ringOf(index, cell)),
          random: `round${number}`,
          options: { continueOnError: true, concurrency: ORGS, assign: [{ role, grantee: { kind: 'me' } }] },
        },
      );

      const interruption = new AbortController();
      const left = new Set(round.map(({ org }) => org).filter((org) => !waiting.includes(org)));
      const watch = setInterval(() => {
        if (left.size === 0 && waiting.every((org) => fleet.hasBefallen(org))) interruption.abort(new Error('Ctrl-C'));
      }, 20);
      const ended = await carryOutRun(run, members, folder, {
        signal: interruption.signal,
        listener: { onOrg: ({ name, phase }) => phase === 'ended' && left.delete(name) },
      });
      clearInterval(watch);

      for (const { name, org } of round) endings.set(name, endingOf(orgOf(ended, org) ?? fail(org)));
      const unexplained = round.filter(({ cell, org }) => {
        const { outcome = 'deployed', message } = orgOf(ended, org) ?? {};
        if (outcome === 'deployed') return false;
        return cell === undefined || !wordsOf(cell).test(message ?? '');
      });
      expect(unexplained.map(({ name, org }) => [name, orgOf(ended, org)?.message])).toEqual([]);
      expect(deployExitCode(ended)).toBe(waiting.length > 0 ? 69 : 68);
      expect(await aRunStore(folder).load(run.id)).toEqual(ended);
      expect(
        round.filter(({ org, idle }) => fleet.hasBefallen(org) === (idle === true)).map(({ name }) => name),
      ).toEqual([]);

      for (const { org } of round) fleet.heal(org);
      const again = await carryOutRun(reopened(await aRunStore(folder).load(run.id)), members, folder, {});

      expect(again.orgs.filter((org) => !succeeded(org) || org.verdict !== 'conforming')).toEqual([]);
      expect(again.orgs.filter(({ assignments = [] }) => assignments[0]?.role !== role)).toEqual([]);
      expect(deployExitCode(again)).toBe(0);
      const jobs = await fleet.succeededJobs(round.map(({ org }) => org));
      expect([...jobs].filter(([, count]) => count !== JOBS * number)).toEqual([]);
    },
    SLOW,
  );

  it('Then what became of each org is what the table says', () => {
    expect(tableOf(TABLE, (cell) => endings.get(named(cell)) ?? 'not tried')).toBe(plain(TABLE));
    expect(cases.slice(0, 3).map(({ name }) => endings.get(name))).toEqual(['deployed', 'deployed', 'deployed']);
  });
});

function fail(org: string): never {
  throw new Error(`The run has no org ${org}.`);
}

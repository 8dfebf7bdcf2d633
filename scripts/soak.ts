/**
 * `npm run soak [-- --runs 200] [--orgs 3] [--seed 1]`: deploys to a fleet of embedded orgs, again and again, every other
 * time what was validated before, and ends each deploy at a moment that chance decides, most by kill -9, some by Ctrl-C, and some of those that take it up again
 * too. Each has to converge in the end, with every stage applied once on every org: the orgs themselves are asked. The
 * same seed draws the same moments, counted in calls to the orgs.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DeployRun } from '../lib/fleet/deploy/deployRun.js';
import { sessionEnvironment } from './cliSession.ts';
import type { Ending, Interruption, JobCounts } from './interruptedFleet.ts';

const DEPLOY = ['synthetic', 'deploy', '--fleet', 'fleet.yaml', '--schema', 'provenance.yaml'];
const VALIDATE = [...DEPLOY, '--dry-run', '--test-level', 'RunLocalTests'];

/** How a deploy is begun, and the jobs that it takes on each org. */
type Kind = { readonly begin: readonly string[]; readonly jobs: number };
/** Foundation and enforcement. */
const STAGED: Kind = { begin: [...DEPLOY, '--no-prompt'], jobs: 2 };
const quick = (id: string): Kind => ({
  begin: ['synthetic', 'deploy', 'quick', '--run-id', id, '--no-prompt'],
  jobs: 1,
});

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    orgs: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 2 ** 31)) },
  },
});
const runs = wholeNumber(values.runs);
const orgs = wholeNumber(values.orgs);
const seed = wholeNumber(values.seed);

/** What became of the processes, and how far the orgs were when one ended. */
const tally = { killed: 0, interrupted: 0, tooLate: 0, canceledJobs: 0, phases: new Map<string, number>() };

const folder = await mkdtemp(join(tmpdir(), 'synthetic-soak-'));
await mkdir(join(folder, 'home'));
const environment = sessionEnvironment(join(folder, 'home'));
Object.assign(process.env, environment);
// The Salesforce libraries look for the home directory once.
const { openInterruptedFleet } = await import('./interruptedFleet.ts');
const fleet = await openInterruptedFleet(orgs, folder, environment);
try {
  await soak();
} finally {
  await fleet.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function soak(): Promise<void> {
  console.log(`${runs} deploys to ${orgs} orgs, each of them ended at random; seed ${seed}`);
  await fleet.want('at first');
  const { calls } = await finish(0, STAGED.begin);
  const random = randomOf(seed);
  let last = await fleet.runAfter(undefined);
  for (let index = 1; index <= runs; index += 1) {
    const before = await fleet.jobs();
    await fleet.want(String(index));
    const kind = index % 2 === 0 ? STAGED : quick(await validated(index, last?.id));
    if (kind !== STAGED) last = await fleet.runAfter(last?.id);
    const { run, mayCancel } = await interruptedDeploy(index, kind, last?.id, () => momentIn(calls, random));
    requireConverged(index, run);
    requireOnce(index, kind, { before, after: await fleet.jobs() }, mayCancel);
    last = run;
    if (index % 10 === 0) console.log(`${index} of ${runs}`);
  }
  const phases = [...tally.phases].map(([phase, count]) => `${phase} ${count}`).sort();
  console.log(
    [
      `${runs} of ${runs} converged, and every job was applied once on every org.`,
      `Processes: ${tally.killed} by kill -9, ${tally.interrupted} by Ctrl-C, ${tally.tooLate} had ended before.`,
      `Orgs at these moments: ${phases.join(', ')}. Jobs that were canceled: ${tally.canceledJobs}.`,
    ].join('\n'),
  );
}

function momentIn(calls: number, random: () => number): Interruption {
  return {
    signal: random() < 0.8 ? 'SIGKILL' : 'SIGINT',
    atCall: 1 + Math.floor(random() * calls),
    afterMs: Math.floor(random() * 25),
  };
}

type Taken = { readonly run: DeployRun | undefined; readonly mayCancel: boolean };

/** The id of a dry run that all orgs took. */
async function validated(index: number, last: string | undefined): Promise<string> {
  const ending = await finish(index, VALIDATE);
  return (await fleet.runAfter(last))?.id ?? fail(index, ending.output);
}

/** One deploy: ended, taken up, in one case of three ended once more, taken up until it is done. */
async function interruptedDeploy(
  index: number,
  { begin }: Kind,
  last: string | undefined,
  draw: () => Interruption,
): Promise<Taken> {
  const moments = [draw(), draw()].slice(0, index % 3 === 0 ? 2 : 1);
  let run: DeployRun | undefined;
  for (const moment of moments) {
    const ending = await fleet.sf(argumentsFor(run, begin), moment);
    run = await fleet.runAfter(last);
    if (ending.exitCode === 0) {
      tally.tooLate += 1;
      return { run, mayCancel: false };
    }
    // 130: it was interrupted, and ended by itself.
    if (!ending.interrupted || ![undefined, 130].includes(ending.exitCode)) throw failure(index, ending.output);
    tally[moment.signal === 'SIGKILL' ? 'killed' : 'interrupted'] += 1;
    for (const { phase } of run?.orgs ?? []) tally.phases.set(phase, (tally.phases.get(phase) ?? 0) + 1);
  }
  await finish(index, argumentsFor(run, begin));
  return { run: await fleet.runAfter(last), mayCancel: moments.some(({ signal }) => signal === 'SIGINT') };
}

/** A run that was cut short before anything of it was kept is started anew. */
function argumentsFor(run: DeployRun | undefined, begin: readonly string[]): readonly string[] {
  return run === undefined ? begin : ['synthetic', 'deploy', 'resume', '--run-id', run.id, '--no-prompt'];
}

async function finish(index: number, args: readonly string[]): Promise<Ending> {
  const ending = await fleet.sf(args);
  if (ending.exitCode !== 0) throw failure(index, ending.output);
  return ending;
}

function requireConverged(index: number, run: DeployRun | undefined): void {
  const converged = run?.orgs.every(({ outcome, verdict }) => {
    return (outcome === 'deployed' || outcome === 'unchanged') && verdict === 'conforming';
  });
  if (converged !== true || run?.endedAt === undefined) throw failure(index, JSON.stringify(run, null, 2));
}

/** Only who presses Ctrl-C cancels a job, which then has to be sent again. */
function requireOnce(index: number, kind: Kind, { before, after }: Counted, mayCancel: boolean): void {
  for (const [org, counts] of after) {
    const ended = (status: string): number => (counts[status] ?? 0) - (before.get(org)?.[status] ?? 0);
    const all = Object.keys(counts).reduce((sum, status) => sum + ended(status), 0);
    const canceled = ended('Canceled');
    if (ended('Succeeded') !== kind.jobs || all !== kind.jobs + canceled || (canceled > 0 && !mayCancel))
      throw failure(index, `${org}: ${JSON.stringify({ before: before.get(org), after: counts })}`);
    tally.canceledJobs += canceled;
  }
}

type Jobs = ReadonlyMap<string, JobCounts>;
type Counted = { readonly before: Jobs; readonly after: Jobs };

function fail(index: number, what: string): never {
  throw failure(index, what);
}

function failure(index: number, what: string): Error {
  return new Error(`Deploy ${index} of seed ${seed} did not converge as it should:\n${what}`);
}

/** Numbers from 0 up to 1. Source of the mixing constants: https://github.com/skeeto/hash-prospector */
function randomOf(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is not a whole number of at least 1.`);
  return value;
}

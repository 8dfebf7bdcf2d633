import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { auditOrg } from '../audit/auditOrg.js';
import { componentChecks } from '../audit/checks/index.js';
import type { Verdict } from '../audit/finding.js';
import type { DeployProgress } from '../org/deployComponents.js';
import { gatherSnapshot } from '../org/gatherSnapshot.js';
import type { OrgIdentity } from '../org/snapshot.js';
import { deployEnd, unfinishedDeploys } from '../org/unfinishedDeploys.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { deployOrg, type DeployOrgResult } from './deployOrg.js';
import { type DeployRun, type OrgRun, succeeded, withOrg } from './deployRun.js';

/** One org of the run, and how to reach it. */
export type FleetMember = {
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly connect: () => Promise<Connection>;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
};

/** What the caller sees of a run. */
export type FleetListener = {
  readonly onRing: (ring: string | undefined, orgs: readonly string[]) => void;
  readonly onOrg: (org: OrgRun) => void;
  readonly onResult: (name: string, result: DeployOrgResult) => void;
  readonly onProgress: (name: string, progress: DeployProgress) => void;
  readonly onSoak: (ring: string | undefined, minutes: number) => void;
};

export type DeployFleetRequest = {
  /** Where the run stands: a new one, or one that is taken up again. */
  readonly run: DeployRun;
  /** The orgs of the run, by the same names. */
  readonly members: readonly FleetMember[];
  /** Called with every step, and awaited: what is not kept did not happen. */
  readonly save: (run: DeployRun) => Promise<void>;
  readonly signal: AbortSignal;
  readonly listener: FleetListener;
};

/**
 * Deploys to a fleet, ring after ring, the orgs of a ring side by side and none held up by another. After a ring its
 * audit is the gate for the next: unless every org of it was deployed to and conforms, the others are skipped. Resolves
 * with the run as it ended; what went wrong with an org is in it, never thrown.
 */
export async function deployFleet(request: DeployFleetRequest): Promise<DeployRun> {
  const keeper = new RunKeeper(request);
  const { options } = request.run;
  let open = true;
  for (const ring of ringsOf(request.run.orgs)) {
    if (interrupted(request)) break;
    if (!open) {
      await Promise.all(ring.orgs.map((name) => keeper.change(name, { phase: 'ended', outcome: 'skipped' })));
      continue;
    }
    request.listener.onRing(ring.name, ring.orgs);
    const todo = ring.orgs.filter((name) => !succeeded(keeper.org(name)));
    await pMap(todo, (name) => deployMember(request, keeper, name), { concurrency: options.concurrency });
    if (interrupted(request)) break;
    if (options.gate && options.soakMinutes > 0 && !options.dryRun) await soak(request, keeper, ring);
    open = options.continueOnError || ring.orgs.every((name) => passes(keeper.org(name), options));
  }
  return keeper.end();
}

/** A function, since the compiler takes what it saw of a signal for what it stays. */
function interrupted({ signal }: Pick<DeployFleetRequest, 'signal'>): boolean {
  return signal.aborted;
}

type Ring = { readonly name: string | undefined; readonly orgs: string[] };

/** The rings in the order of their first orgs. */
function ringsOf(orgs: readonly OrgRun[]): Ring[] {
  const rings = new Map<string | undefined, Ring>();
  for (const { name, ring } of orgs) {
    const known = rings.get(ring) ?? { name: ring, orgs: [] };
    known.orgs.push(name);
    rings.set(ring, known);
  }
  return [...rings.values()];
}

/** Whether the next ring may follow, as far as this org goes. */
function passes(org: OrgRun, { gate, dryRun }: DeployRun['options']): boolean {
  return succeeded(org) && (!gate || dryRun || org.verdict === 'conforming');
}

/** The run as it is now; every change of it is kept before the run goes on. */
class RunKeeper {
  private run: DeployRun;

  public constructor(private readonly request: Pick<DeployFleetRequest, 'run' | 'save' | 'listener'>) {
    this.run = request.run;
  }

  public org(name: string): OrgRun {
    const found = this.run.orgs.find((org) => org.name === name);
    if (found === undefined) throw new Error(`The run has no org ${name}.`);
    return found;
  }

  public async change(name: string, change: Partial<OrgRun>): Promise<void> {
    this.run = withOrg(this.run, name, change);
    await this.request.save(this.run);
    this.request.listener.onOrg(this.org(name));
  }

  public async end(): Promise<DeployRun> {
    if (this.run.orgs.every(({ phase }) => phase === 'ended')) {
      this.run = { ...this.run, endedAt: new Date().toISOString() };
      await this.request.save(this.run);
    }
    return this.run;
  }
}

async function deployMember(request: DeployFleetRequest, keeper: RunKeeper, name: string): Promise<void> {
  if (request.signal.aborted) return;
  const member = request.members.find((candidate) => candidate.name === name);
  if (member === undefined) throw new Error(`The run names ${name}, and nobody knows how to reach it.`);
  const before = keeper.org(name);
  const started = Date.now();
  try {
    const connection = await member.connect();
    await settleEarlier(request, before, connection);
    await keeper.change(name, { phase: 'reading' });
    const result = await deployOrg({
      connection,
      name,
      schema: member.schema,
      dryRun: request.run.options.dryRun,
      waitMinutes: request.run.options.waitMinutes,
      verifyIdentity: member.verifyIdentity,
      signal: request.signal,
      listener: {
        onStep: () => undefined,
        onPlan: () => undefined,
        onProgress: (_, progress) => request.listener.onProgress(name, progress),
        onJob: ({ id, stages }) =>
          keeper.change(
            name,
            id === undefined
              ? { phase: 'sending' }
              : { phase: 'waiting', jobs: [...keeper.org(name).jobs, { id, stages: [...stages] }] },
          ),
        // Whoever may be asked was asked before the run began.
        confirm: () => Promise.resolve(true),
      },
    });
    const ends = new Map(result.jobs.map(({ id, status }) => [id, status]));
    await keeper.change(name, {
      phase: 'ended',
      jobs: keeper.org(name).jobs.map((job) => ({ ...job, status: ends.get(job.id) ?? job.status })),
      outcome: result.outcome,
      ...(result.verdict === undefined ? {} : { verdict: result.verdict }),
      ...(reasonOf(result) === undefined ? {} : { message: reasonOf(result) }),
      seconds: secondsSince(started),
    });
    request.listener.onResult(name, result);
  } catch (error) {
    // An interrupted org stays where it is, to be taken up again.
    if (interrupted(request)) return;
    const message = error instanceof Error ? error.message : String(error);
    await keeper.change(name, { phase: 'ended', outcome: 'error', message, seconds: secondsSince(started) });
  }
}

function reasonOf({ errorMessage, failures, remaining }: DeployOrgResult): string | undefined {
  if (errorMessage !== undefined) return errorMessage;
  const [first] = failures;
  if (first !== undefined) return `${first.type} ${first.fullName}: ${first.problem}`;
  return remaining.length === 0 ? undefined : `${remaining.length} components still differ`;
}

function secondsSince(started: number): number {
  return Math.round((Date.now() - started) / 100) / 10;
}

/** What an earlier attempt sent may still run: only when it has ended does the org say what is left to do. */
async function settleEarlier({ run, signal }: DeployFleetRequest, org: OrgRun, connection: Connection): Promise<void> {
  const known = org.jobs.filter(({ status }) => status === undefined).map(({ id }) => id);
  if (known.length === 0 && org.phase !== 'sending') return;
  // A run that ended between sending a job and learning its id left a job that nobody wrote down.
  const ids = new Set([...known, ...(await unfinishedDeploys(connection))]);
  for (const id of ids) await deployEnd(connection, id, run.options.waitMinutes, signal);
}

/** Waits, then asks the ring's orgs again: what users and automations do to them in between counts. */
async function soak(request: DeployFleetRequest, keeper: RunKeeper, ring: Ring): Promise<void> {
  const { soakMinutes, concurrency } = request.run.options;
  request.listener.onSoak(ring.name, soakMinutes);
  await waitOrAbort(soakMinutes * 60_000, request.signal);
  if (request.signal.aborted) return;
  const members = request.members.filter(({ name }) => ring.orgs.includes(name) && succeeded(keeper.org(name)));
  await pMap(members, async (member) => keeper.change(member.name, { verdict: await verdictOf(member) }), {
    concurrency,
  });
}

async function verdictOf({ name, schema, connect }: FleetMember): Promise<Verdict> {
  try {
    return auditOrg(schema, await gatherSnapshot(await connect(), name, schema), componentChecks).verdict;
  } catch {
    // What can't be read has not passed the gate, whatever the reason.
    return 'notEvaluated';
  }
}

function waitOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

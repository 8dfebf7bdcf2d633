import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { countCalls } from '../../org/apiCalls.js';
import { orAborted } from '../../org/orAborted.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import { isDeployWaitOver } from '../../org/unfinishedDeploys.js';
import { deployOrg, type DeployOrgResult, secondsSince } from './deployOrg.js';
import type { OrgRun } from './deployRun.js';
import { type DeployFleetRequest, type FleetMember, interrupted, memberNamed } from './fleetRequest.js';
import { orgDetail } from './orgDetail.js';
import type { RunKeeper } from './runKeeper.js';
import { lostJobs, openJobs, settleEarlier } from './settleEarlier.js';

/** A job of an earlier attempt that showed only after the org had been read: what was read is of no use then. */
class EarlierJobShowed extends Error {
  public constructor() {
    super('Other deploys of this user keep running in the org, so what it has is not settled.');
  }
}

/** How often a job of an earlier attempt may show late before the org is given up: there is one such job at most. */
const ATTEMPTS = 3;

/** Deploys to one org of a run. What goes wrong is kept in the run, never thrown; whatever ends it can be taken up. */
export async function deployMember(request: DeployFleetRequest, keeper: RunKeeper, name: string): Promise<void> {
  if (interrupted(request)) return;
  const member = memberNamed(request.members, name);
  const started = Date.now();
  const earlier = keeper.org(name).apiCalls ?? 0;
  let calls = (): number => 0;
  const cost = (): Pick<OrgRun, 'apiCalls'> => ({ apiCalls: earlier + calls() });
  try {
    const connection = await orAborted(request.signal, member.connect());
    calls = countCalls(connection);
    const result = await attempt(request, keeper, member, connection);
    await keepResult(request, keeper, result, { seconds: secondsSince(started), ...cost() });
    request.listener.onResult(name, result);
  } catch (thrown) {
    // An interrupted org stays where it is, to be taken up again.
    if (interrupted(request)) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { message } = error;
    if (isDeployWaitOver(error)) {
      await keeper.change(name, { message, ...cost() });
      return;
    }
    const seconds = secondsSince(started);
    await keeper.change(name, { phase: 'ended', outcome: 'error', message, seconds, ...cost() });
    request.listener.onError(name, error);
  }
}

async function attempt(
  request: DeployFleetRequest,
  keeper: RunKeeper,
  member: FleetMember,
  connection: Connection,
): Promise<DeployOrgResult> {
  const { name } = member;
  const { dryRun, waitMinutes } = request.run.options;
  for (let count = 1; ; count += 1) {
    const before = keeper.org(name);
    const ends = await settleEarlier(connection, before, {
      dryRun,
      waitMinutes,
      signal: request.signal,
      onAwaited: (job) => request.listener.onAwaited(name, job),
    });
    await keeper.jobsEnded(name, ends, { phase: 'reading' });
    try {
      return await deployOnce(request, keeper, member, connection, before);
    } catch (error) {
      if (!(error instanceof EarlierJobShowed) || count === ATTEMPTS) throw error;
      await keeper.change(name, { phase: before.phase });
    }
  }
}

async function deployOnce(
  request: DeployFleetRequest,
  keeper: RunKeeper,
  member: FleetMember,
  connection: Connection,
  before: OrgRun,
): Promise<DeployOrgResult> {
  const { name } = member;
  const { run, listener, signal } = request;
  let first = true;
  return deployOrg({
    connection,
    name,
    schema: member.schema,
    dryRun: run.options.dryRun,
    portion: run.options.stage,
    assignments: run.options.assign ?? [],
    tests: run.options.tests,
    validated: await request.validated?.(name),
    waitMinutes: run.options.waitMinutes,
    verifyIdentity: (org) => {
      member.verifyIdentity(org);
      assertSameOrg(before, org);
    },
    signal,
    listener: {
      onStep: (step) => listener.onStep(name, step),
      onPlan: (...plan) => listener.onPlan(...plan),
      onProgress: (_, progress) => listener.onProgress(name, progress),
      onJob: async ({ id, url, stages }) => {
        if (id !== undefined) {
          const jobs = [...keeper.org(name).jobs, { id, stages: [...stages], url }];
          await keeper.change(name, { phase: 'waiting', jobs, sendingAt: undefined });
          return;
        }
        // What an earlier attempt sent in its last moment shows by now, if it arrived at all.
        const lost = first ? await orAborted(signal, lostJobs(connection, before, run.options)) : [];
        if (lost.length > 0) throw new EarlierJobShowed();
        first = false;
        await keeper.change(name, { phase: 'sending', sendingAt: new Date().toISOString() });
      },
      confirm: (...plan) => request.confirm(...plan),
    },
  });
}

async function keepResult(
  request: DeployFleetRequest,
  keeper: RunKeeper,
  result: DeployOrgResult,
  cost: Pick<OrgRun, 'seconds' | 'apiCalls'>,
): Promise<void> {
  const { name } = result.org;
  const ends = new Map<string, string>(result.jobs.map(({ id, status }) => [id, status]));
  const message = reasonOf(result);
  const known = { organizationId: result.org.organizationId, ...(message === undefined ? {} : { message }) };
  await keeper.detail(name, orgDetail(result));
  if (interrupted(request) && result.outcome === 'failed') {
    // What is left to do is as the run's end decides; a job whose end nobody saw is awaited then.
    await keeper.jobsEnded(name, ends, { ...known, apiCalls: cost.apiCalls, phase: phaseLeft(keeper.org(name), ends) });
    return;
  }
  await keeper.jobsEnded(name, ends, {
    ...known,
    phase: 'ended',
    outcome: result.outcome,
    ...(result.verdict === undefined ? {} : { verdict: result.verdict }),
    ...(result.gate === undefined ? {} : { gate: result.gate }),
    ...(result.assignments.length === 0 ? {} : { assignments: [...result.assignments] }),
    ...cost,
  });
}

/** How far an org is whose deploy was interrupted: a job may be on its way, or known and not seen to its end. */
function phaseLeft(org: OrgRun, ends: ReadonlyMap<string, string>): OrgRun['phase'] {
  if (org.sendingAt !== undefined) return 'sending';
  return openJobs(org).some((id) => !ends.has(id)) ? 'waiting' : 'pending';
}

/** An alias may have been given to another org, or a sandbox refreshed, since the run began. */
function assertSameOrg({ name, organizationId }: OrgRun, org: OrgIdentity): void {
  if (organizationId === undefined || organizationId === org.organizationId) return;
  throw new SfError(
    `${name} is another org than when the run began: ${org.organizationId}, and it was ${organizationId}.`,
    'OrgChanged',
    ['Deploy to it anew: sf synthetic deploy'],
  );
}

function reasonOf({ errorMessage, failures, jobs, remaining }: DeployOrgResult): string | undefined {
  if (errorMessage !== undefined) return errorMessage;
  const [first] = failures;
  if (first !== undefined) return `${first.type} ${first.fullName}: ${first.problem}`;
  const stopped = jobs.find(({ status }) => status === 'Canceled');
  if (stopped !== undefined) return `The job ${stopped.id} was canceled.`;
  return remaining.length === 0 ? undefined : `${remaining.length} components still differ`;
}

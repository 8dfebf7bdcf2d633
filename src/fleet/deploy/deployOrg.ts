import type { Connection } from '@salesforce/core';
import type { Verdict } from '../../audit/finding.js';
import { type Component, keyOf } from '../../metadata/component.js';
import type { PackageLimits } from '../../metadata/packageParts.js';
import type { ApexTests } from '../../org/apexTests.js';
import { countCalls } from '../../org/apiCalls.js';
import type { ComponentFailure } from '../../org/deployJob.js';
import { gatherComponents, gatherSnapshot } from '../../org/gatherSnapshot.js';
import { orAborted } from '../../org/orAborted.js';
import type { OrgIdentity, OrgSnapshot } from '../../org/snapshot.js';
import { type Grant, lackingIn } from '../../plan/grants.js';
import { type Change, makePlan, type Plan } from '../../plan/plan.js';
import { divide, type Divided, type Portion } from '../../plan/portion.js';
import type { Assignment } from '../../schema/assignment.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { assertAffordable, assertDeployable } from './assertDeployable.js';
import { type AssignedSet, asPlanned, carryOutGrants, planGrants } from './assignSets.js';
import { type DeployJob, deployStages, deployValidated, type JobListener, validate } from './deployJobs.js';
import { judge } from './judge.js';
import { requireValidation } from './requireValidation.js';
import { type ValidatedOrg, type Validation, validationBasis } from './validation.js';

/** What the caller sees and decides while an org is deployed to. */
export type DeployListener = JobListener & {
  readonly onPlan: (org: OrgIdentity, plan: Plan, divided: Divided) => void;
  /**
   * Asked once, before anything is written; false ends the run with nothing changed. `assignments`: how many permission
   * sets would be given to users.
   */
  readonly confirm: (org: OrgIdentity, divided: Divided, assignments: number) => Promise<boolean>;
};

export type DeployOrgRequest = {
  readonly connection: Connection;
  /** The org's alias or username, for messages. */
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly dryRun: boolean;
  /** What of the schema is deployed; all of it unless said otherwise. */
  readonly portion?: Portion;
  /** Who gets which permission set once all is deployed; nobody unless said otherwise. */
  readonly assignments?: readonly Assignment[];
  /** Dry run only: the Apex tests that the org runs, so that what is validated can be quick-deployed. */
  readonly tests?: ApexTests | undefined;
  /** What an earlier run validated: just that is deployed, or nothing. Unless said otherwise, what the org lacks is sent. */
  readonly validated?: ValidatedOrg | undefined;
  readonly waitMinutes: number;
  readonly listener: DeployListener;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
  readonly signal: AbortSignal;
  /** What one job takes; the platform's own limits unless said otherwise. */
  readonly limits?: PackageLimits;
};

/**
 * `unchanged`: nothing differed. `validated`: the server accepts it, nothing was written. `deployed`: written, and the
 * org read again has it. `declined`: the person said no. `failed`: the server refused; what earlier stages wrote stays.
 * `incomplete`: written, but the org still differs or could not be read again, or it would not give a user a permission
 * set. All of it of the portion that was asked for.
 */
export type DeployOrgOutcome = 'unchanged' | 'validated' | 'deployed' | 'declined' | 'failed' | 'incomplete';

export type DeployOrgResult = {
  readonly org: OrgIdentity;
  readonly plan: Plan;
  readonly portion: Portion;
  readonly outcome: DeployOrgOutcome;
  readonly jobs: readonly DeployJob[];
  readonly failures: readonly ComponentFailure[];
  readonly errorMessage?: string;
  /** What the org took, or in a dry run would take. */
  readonly accepted: readonly Component[];
  /** Dry run only: what the server can't judge before the policy record is in the org. */
  readonly notValidated: readonly Change[];
  /** Dry run only: what can be quick-deployed; absent where no one job validated all of it, or none ran tests. */
  readonly validation?: Validation;
  /** What still differs after the deploy. */
  readonly remaining: readonly Change[];
  /** What differs and another stage would deploy. */
  readonly later: readonly Change[];
  /** Permission sets that users were given, or would be; none where the deploy did not come to that. */
  readonly assignments: readonly AssignedSet[];
  /** Whether all is deployed and the org would not give users the permission sets; `errorMessage` says why. */
  readonly unassigned?: boolean;
  /** What an audit says of the org as it was read last; absent where nothing was written or could be read. */
  readonly verdict?: Verdict;
  /** The same of what was asked for alone: whether the next ring may follow. */
  readonly gate?: Verdict;
  /** API calls that it took. */
  readonly apiCalls: number;
  readonly seconds: number;
};

/**
 * Takes one org to what the schema wants: gather, plan, deploy what differs stage by stage, and read the org again to
 * see that it has it. Throws an SfError as `assertDeployable` and `requireValidation` do, or when the org can't be read;
 * nothing is written then.
 */
export async function deployOrg(request: DeployOrgRequest): Promise<DeployOrgResult> {
  const started = Date.now();
  const calls = countCalls(request.connection);
  const result = await carryOut(request);
  return { ...result, apiCalls: calls(), seconds: secondsSince(started) };
}

type Carried = Omit<DeployOrgResult, 'apiCalls' | 'seconds'>;

async function carryOut(request: DeployOrgRequest): Promise<Carried> {
  const { listener, schema, portion = 'all' } = request;
  listener.onStep({ kind: 'reading' });
  // Reading changes nothing, so an interruption need not wait for it.
  const snapshot = await orAborted(request.signal, gatherSnapshot(request.connection, request.name, schema));
  request.verifyIdentity(snapshot.org);
  const plan = makePlan(schema, snapshot);
  const divided = divide(plan.changes, portion);
  assertDeployable(plan, snapshot, divided);
  const grants = await orAborted(request.signal, planGrants({ assignments: [], ...request }, snapshot.org, plan));
  listener.onPlan(snapshot.org, plan, divided);
  const result: Carried = {
    org: snapshot.org,
    plan,
    portion,
    outcome: 'unchanged',
    jobs: [],
    failures: [],
    accepted: [],
    notValidated: [],
    remaining: [],
    later: divided.later,
    assignments: [],
  };
  const unchanged = (): Carried => ({ ...result, ...judge(schema, snapshot, portion, plan) });
  if (request.dryRun) {
    if (divided.now.length === 0) return { ...unchanged(), assignments: asPlanned(grants) };
    return { ...result, ...(await validated(request, snapshot, divided.now, grants)) };
  }
  const validation = await validationToDeploy(request, snapshot, plan, divided.now);
  const lacking = lackingIn(grants);
  assertAffordable(request.connection, snapshot, divided, lacking);
  if (divided.now.length + lacking > 0 && !(await listener.confirm(snapshot.org, divided, lacking))) {
    return { ...result, outcome: 'declined' };
  }
  if (divided.now.length === 0) return granted(request, unchanged(), grants);
  const { failed, ...deployed } =
    validation === undefined
      ? await deployStages(request, divided.now)
      : await deployValidated(request, validation.jobId, divided.now);
  if (failed) return { ...result, ...deployed, outcome: 'failed' };
  return granted(request, { ...result, ...deployed, ...(await confirmed(request, snapshot)) }, grants);
}

/** What the server says of the changes, and what of it can be deployed later as it is. */
async function validated(
  request: DeployOrgRequest,
  snapshot: OrgSnapshot,
  changes: readonly Change[],
  grants: readonly Grant[],
): Promise<Partial<Carried> & Pick<Carried, 'outcome'>> {
  const validatedAt = new Date().toISOString();
  const { failed, ...ended } = await validate(request, changes);
  if (failed) return { ...ended, outcome: 'failed' };
  const valid = { ...ended, outcome: 'validated', assignments: asPlanned(grants) } as const;
  const [job, ...others] = ended.jobs;
  const isWhole = job !== undefined && others.length === 0 && ended.notValidated.length === 0;
  if (request.tests === undefined || !isWhole) return valid;
  const basis = validationBasis(request.schema, snapshot, changes);
  return { ...valid, validation: { jobId: job.id, validatedAt, ...basis } };
}

/** Which validation is deployed; undefined where there is nothing to deploy, or no validation was asked for. */
async function validationToDeploy(
  { connection, schema, signal, validated: earlier }: DeployOrgRequest,
  snapshot: OrgSnapshot,
  plan: Plan,
  changes: readonly Change[],
): Promise<Validation | undefined> {
  if (earlier === undefined || changes.length === 0) return undefined;
  return requireValidation(earlier, { connection, schema, signal, snapshot, plan, changes, now: new Date() });
}

/** Gives users the permission sets, in an org that has all that was asked for. */
async function granted(request: DeployOrgRequest, result: Carried, grants: readonly Grant[]): Promise<Carried> {
  if (result.outcome === 'incomplete' || grants.length === 0) return result;
  request.signal.throwIfAborted();
  if (lackingIn(grants) > 0) request.listener.onStep({ kind: 'assigning' });
  // What of it is made although nobody waited for the answer is found when the run is taken up.
  const { assignments, refused } = await orAborted(
    request.signal,
    carryOutGrants(request.connection, result.org, grants),
  );
  if (refused === undefined) return { ...result, assignments };
  return { ...result, assignments, outcome: 'incomplete', unassigned: true, errorMessage: refused };
}

type Confirmed = Partial<Carried> & Pick<Carried, 'outcome'>;

/** Whether the org, read again, has what was deployed. What can't be read is not confirmed, but it is deployed. */
async function confirmed(request: DeployOrgRequest, before: OrgSnapshot): Promise<Confirmed> {
  const { connection, schema, portion = 'all' } = request;
  request.listener.onStep({ kind: 'confirming' });
  try {
    const snapshot = await orAborted(request.signal, gatherComponents(connection, before, schema));
    const plan = makePlan(schema, snapshot);
    const { changes, unread } = plan;
    const { now: remaining, later } = divide(changes, portion);
    const known = { remaining, later, ...judge(schema, snapshot, portion, plan) };
    if (unread.length > 0) {
      const list = unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
      return { ...known, outcome: 'incomplete', errorMessage: list.join('\n') };
    }
    return { ...known, outcome: remaining.length === 0 ? 'deployed' : 'incomplete' };
  } catch (error) {
    // Who interrupts does not wait for the confirmation; whoever takes the run up reads the org again.
    request.signal.throwIfAborted();
    return { outcome: 'incomplete', errorMessage: error instanceof Error ? error.message : String(error) };
  }
}

/** To a tenth. */
export function secondsSince(started: number): number {
  return Math.round((Date.now() - started) / 100) / 10;
}

import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { keyOf, type Stage, stages } from '../metadata/component.js';
import {
  type ComponentFailure,
  deployComponents,
  type DeployOutcome,
  type DeployProgress,
} from '../org/deployComponents.js';
import { auditOrg } from '../audit/auditOrg.js';
import { componentChecks } from '../audit/checks/index.js';
import type { Verdict } from '../audit/finding.js';
import { gatherSnapshot } from '../org/gatherSnapshot.js';
import { orAborted } from '../org/orAborted.js';
import type { OrgIdentity, OrgSnapshot } from '../org/snapshot.js';
import { isDeployWaitOver } from '../org/unfinishedDeploys.js';
import { type Change, makePlan, type Plan } from '../plan/plan.js';
import { type PackageLimits, type PackagePart, packageParts } from '../metadata/packageParts.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';

/** What the caller sees and decides while an org is deployed to. */
export type DeployListener = {
  readonly onStep: (step: string) => void;
  readonly onPlan: (org: OrgIdentity, plan: Plan) => void;
  /** Before a job is sent, and once it has an id: what a run that is cut short has to find again. */
  readonly onJob?: (job: { readonly id?: string; readonly stages: readonly Stage[] }) => Promise<void>;
  readonly onProgress: (stage: Stage | 'all', progress: DeployProgress) => void;
  /** Asked once, before anything is written; false ends the run with nothing changed. */
  readonly confirm: (org: OrgIdentity, plan: Plan) => Promise<boolean>;
};

export type DeployOrgRequest = {
  readonly connection: Connection;
  /** The org's alias or username, for messages. */
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly dryRun: boolean;
  readonly waitMinutes: number;
  readonly listener: DeployListener;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
  readonly signal: AbortSignal;
  /** What one job takes; the platform's own limits unless said otherwise. */
  readonly limits?: PackageLimits;
};

export type DeployJob = {
  readonly id: string;
  readonly stages: readonly Stage[];
  readonly status: DeployOutcome['status'];
};

export type DeployOrgResult = {
  readonly org: OrgIdentity;
  readonly plan: Plan;
  /**
   * `unchanged`: nothing differed. `validated`: the server accepts it, nothing was written. `deployed`: written, and
   * the org read again conforms. `declined`: the person said no. `failed`: the server refused; what earlier stages wrote
   * stays. `incomplete`: written, but the org still differs or could not be read again.
   */
  readonly outcome: 'unchanged' | 'validated' | 'deployed' | 'declined' | 'failed' | 'incomplete';
  readonly jobs: readonly DeployJob[];
  readonly failures: readonly ComponentFailure[];
  readonly errorMessage?: string;
  /** Dry run only: what the server can't judge before the policy record is in the org. */
  readonly notValidated: readonly Change[];
  /** What still differs after the deploy. */
  readonly remaining: readonly Change[];
  /** What an audit says of the org as it was read last; absent where nothing was written or could be read. */
  readonly verdict?: Verdict;
};

/**
 * Takes one org to what the schema wants: gather, plan, deploy what differs stage by stage, and read the org again to
 * see that it conforms. Throws an SfError when the org can't be read whole, lacks an object or has a colliding field;
 * nothing is written then.
 */
export async function deployOrg(request: DeployOrgRequest): Promise<DeployOrgResult> {
  const { listener, schema, dryRun } = request;
  listener.onStep('Reading the org');
  // Reading changes nothing, so an interruption need not wait for it.
  const snapshot = await orAborted(request.signal, gatherSnapshot(request.connection, request.name, schema));
  request.verifyIdentity(snapshot.org);
  const plan = makePlan(schema, snapshot);
  assertDeployable(plan, snapshot);
  listener.onPlan(snapshot.org, plan);
  const result = { org: snapshot.org, plan, jobs: [], failures: [], notValidated: [], remaining: [] };
  if (plan.changes.length === 0)
    return {
      ...result,
      outcome: 'unchanged',
      verdict: auditOrg(schema, snapshot, { registry: componentChecks }).verdict,
    };
  if (dryRun) return { ...result, ...(await validate(request, plan)) };
  if (!(await listener.confirm(snapshot.org, plan))) return { ...result, outcome: 'declined' };
  return { ...result, ...(await deployStages(request, plan)) };
}

type Run = Partial<DeployOrgResult> & Pick<DeployOrgResult, 'outcome'>;

async function deployStages(request: DeployOrgRequest, plan: Plan): Promise<Run> {
  const jobs: DeployJob[] = [];
  for (const stage of stages) {
    const changed = plan.changes.filter((change) => change.stage === stage).map(({ component }) => component);
    const parts = changed.length === 0 ? [] : packageParts(changed, request.limits);
    for (const [index, { components }] of parts.entries()) {
      try {
        request.signal.throwIfAborted();
        const part = parts.length === 1 ? '' : `, part ${index + 1} of ${parts.length}`;
        request.listener.onStep(`Deploying ${stage} (${stages.indexOf(stage) + 1} of ${stages.length}${part})`);
        const outcome = await send(request, components, stage);
        jobs.push({ id: outcome.id, stages: [stage], status: outcome.status });
        if (outcome.status !== 'Succeeded') return { outcome: 'failed', jobs, ...reasons(outcome) };
      } catch (error) {
        // What earlier jobs wrote is in the org and has to be named; without any, the error says it all.
        if (jobs.length === 0 || isDeployWaitOver(error)) throw error;
        return { outcome: 'failed', jobs, errorMessage: error instanceof Error ? error.message : String(error) };
      }
    }
  }
  request.listener.onStep('Reading the org again');
  return { jobs, ...(await confirmed(request)) };
}

/** Whether the org, read again, is what the schema wants. What can't be read is not confirmed, but it is deployed. */
async function confirmed({ connection, name, schema }: DeployOrgRequest): Promise<Run> {
  try {
    const snapshot = await gatherSnapshot(connection, name, schema);
    const { changes, unread } = makePlan(schema, snapshot);
    const { verdict } = auditOrg(schema, snapshot, { registry: componentChecks });
    if (unread.length > 0) {
      const list = unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
      return { outcome: 'incomplete', remaining: changes, verdict, errorMessage: list.join('\n') };
    }
    return { outcome: changes.length === 0 ? 'deployed' : 'incomplete', remaining: changes, verdict };
  } catch (error) {
    return { outcome: 'incomplete', errorMessage: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Validates all changes in one job. Whether the server can compile a rule that names a policy record of the same
 * package is not documented; where just those rules are refused, the rest is validated and they are named.
 */
async function validate(request: DeployOrgRequest, plan: Plan): Promise<Run> {
  request.listener.onStep('Validating on the server');
  const components = plan.changes.map(({ component }) => component);
  const parts = packageParts(components, request.limits);
  if (parts.length > 1) return validateParts(request, plan, parts);
  const outcome = await send(request, components, 'all');
  const job: DeployJob = { id: outcome.id, stages, status: outcome.status };
  if (outcome.status === 'Succeeded') return { outcome: 'validated', jobs: [job] };
  const failed = { outcome: 'failed', jobs: [job], ...reasons(outcome) } as const;
  const foundation = plan.changes.filter(({ stage }) => stage === 'foundation');
  const policyPending = foundation.some(({ component }) => component.type === 'CustomMetadata');
  if (!policyPending || outcome.failures.length === 0 || !outcome.failures.every(namesPolicy)) return failed;
  const retry = await send(
    request,
    foundation.map(({ component }) => component),
    'foundation',
  );
  const jobs: DeployJob[] = [job, { id: retry.id, stages: ['foundation'], status: retry.status }];
  if (retry.status !== 'Succeeded') return { outcome: 'failed', jobs, ...reasons(retry) };
  return { outcome: 'validated', jobs, notValidated: plan.changes.filter(({ stage }) => stage === 'enforcement') };
}

/** Of a package that one job can't take, only the parts that refer to no other can be validated before those are there. */
async function validateParts(
  request: DeployOrgRequest,
  plan: Plan,
  parts: readonly PackagePart<Change['component']>[],
): Promise<Run> {
  const jobs: DeployJob[] = [];
  const alone = parts.filter(({ standsAlone }) => standsAlone);
  for (const { components } of alone) {
    const outcome = await send(request, components, 'foundation');
    jobs.push({ id: outcome.id, stages: ['foundation'], status: outcome.status });
    if (outcome.status !== 'Succeeded') return { outcome: 'failed', jobs, ...reasons(outcome) };
  }
  const validated = new Set(alone.flatMap(({ components }) => components));
  return {
    outcome: 'validated',
    jobs,
    notValidated: plan.changes.filter(({ component }) => !validated.has(component)),
  };
}

function namesPolicy({ type, problem }: ComponentFailure): boolean {
  return type === 'ValidationRule' && /\$CustomMetadata\b/i.test(problem);
}

async function send(
  request: DeployOrgRequest,
  components: readonly Change['component'][],
  stage: Stage | 'all',
): Promise<DeployOutcome> {
  const sent = stage === 'all' ? stages : [stage];
  await request.listener.onJob?.({ stages: sent });
  return deployComponents(request.connection, request.name, {
    components,
    checkOnly: request.dryRun,
    waitMinutes: request.waitMinutes,
    signal: request.signal,
    onStarted: async (id) => request.listener.onJob?.({ id, stages: sent }),
    onProgress: (progress) => request.listener.onProgress(stage, progress),
  });
}

function reasons({
  failures,
  errorMessage,
}: DeployOutcome): Pick<DeployOrgResult, 'failures'> & { errorMessage?: string } {
  return { failures, ...(errorMessage === undefined ? {} : { errorMessage }) };
}

function assertDeployable(plan: Plan, { org }: OrgSnapshot): void {
  const missing = plan.scope.missing.filter(({ optional }) => !optional).map(({ name }) => name);
  if (missing.length > 0) {
    throw new SfError(
      `${org.name} has no object ${missing.join(', ')}, which the provenance schema lists, or the user can’t see it.`,
      'ObjectNotInOrg',
      [
        'Correct the name under "objects" in the provenance schema; upper and lower case count.',
        'If not every org has it, mark it optional: { name: …, optional: true }.',
      ],
    );
  }
  if (plan.blockers.length > 0) {
    throw new SfError(plan.blockers.map(({ problem }) => problem).join('\n'), 'DeployBlocked', [
      ...new Set(plan.blockers.map(({ action }) => action)),
    ]);
  }
  if (plan.unread.length > 0) {
    const list = plan.unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
    throw new SfError(
      `${org.name} could not be read whole, so what differs is not known:\n${list.join('\n')}`,
      'OrgNotReadable',
      [
        'Use a user who may read this metadata ("View Setup and Configuration", "Modify Metadata Through Metadata API Functions").',
      ],
    );
  }
}

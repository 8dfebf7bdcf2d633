import type { Connection } from '@salesforce/core';
import { type Component, type Stage, stages } from '../../metadata/component.js';
import { type PackageLimits, type PackagePart, packageParts } from '../../metadata/packageParts.js';
import type { ApexTests } from '../../org/apexTests.js';
import { deployComponents } from '../../org/deployComponents.js';
import type { ComponentFailure, DeployOutcome, DeployProgress, JobRequest } from '../../org/deployJob.js';
import { deployUrl } from '../../org/deployUrl.js';
import { quickDeploy } from '../../org/quickDeploy.js';
import { isDeployWaitOver } from '../../org/unfinishedDeploys.js';
import type { Change } from '../../plan/plan.js';
import type { DeployStep } from './deployStep.js';

export type DeployJob = {
  readonly id: string;
  readonly stages: readonly Stage[];
  readonly status: DeployOutcome['status'];
  /** Its page in Setup. */
  readonly url: string;
};

/** What the jobs of one org need to know, and whom they tell. */
export type JobSettings = {
  readonly connection: Connection;
  readonly name: string;
  readonly dryRun: boolean;
  /** Dry run only: the Apex tests that the org runs. */
  readonly tests?: ApexTests | undefined;
  readonly waitMinutes: number;
  readonly signal: AbortSignal;
  /** What one job takes; the platform's own limits unless said otherwise. */
  readonly limits?: PackageLimits;
  readonly listener: JobListener;
};

export type JobListener = {
  readonly onStep: (step: DeployStep) => void;
  /** Before a job is sent, and once it has an id: what a run that is cut short has to find again. */
  readonly onJob?: (job: {
    readonly id?: string;
    readonly url?: string;
    readonly stages: readonly Stage[];
  }) => Promise<void>;
  readonly onProgress: (stage: Stage | 'all', progress: DeployProgress) => void;
};

/** How the jobs ended; without failure, all of them succeeded. */
export type JobsOutcome = {
  readonly jobs: readonly DeployJob[];
  readonly failed: boolean;
  readonly failures: readonly ComponentFailure[];
  readonly errorMessage?: string;
  /** Components of the jobs that succeeded. */
  readonly accepted: readonly Component[];
};

/** Deploys changes stage by stage, and each stage in as many parts as it takes; ends with the first job that fails. */
export async function deployStages(settings: JobSettings, changes: readonly Change[]): Promise<JobsOutcome> {
  const jobs: DeployJob[] = [];
  const accepted: Component[] = [];
  for (const stage of stages) {
    const changed = changes.filter((change) => change.stage === stage).map(({ component }) => component);
    const parts = changed.length === 0 ? [] : packageParts(changed, settings.limits);
    for (const [index, { components }] of parts.entries()) {
      try {
        settings.signal.throwIfAborted();
        settings.listener.onStep({ kind: 'deploying', stage, part: index + 1, parts: parts.length });
        const outcome = await send(settings, components, stage);
        jobs.push(jobOf(settings, outcome, [stage]));
        if (outcome.status !== 'Succeeded') return { jobs, failed: true, ...reasons(outcome), accepted };
        accepted.push(...components);
      } catch (error) {
        // What earlier jobs wrote is in the org and has to be named; without any, the error says it all.
        if (jobs.length === 0 || isDeployWaitOver(error)) throw error;
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { jobs, failed: true, failures: [], errorMessage, accepted };
      }
    }
  }
  return { jobs, failed: false, failures: [], accepted };
}

/** Deploys what a job validated, these changes, in one job as that one was. */
export async function deployValidated(
  settings: JobSettings,
  validationId: string,
  changes: readonly Change[],
): Promise<JobsOutcome> {
  settings.signal.throwIfAborted();
  settings.listener.onStep({ kind: 'deployingValidated' });
  const outcome = await announced(settings, 'all', (job) =>
    quickDeploy(settings.connection, settings.name, { validationId, ...job }),
  );
  const jobs = [jobOf(settings, outcome, stages)];
  if (outcome.status !== 'Succeeded') return { jobs, failed: true, ...reasons(outcome), accepted: [] };
  return { jobs, failed: false, failures: [], accepted: changes.map(({ component }) => component) };
}

export type Validated = JobsOutcome & {
  /** What the server could not judge before something else is in the org. */
  readonly notValidated: readonly Change[];
};

/**
 * Validates all changes in one job. Whether the server can compile a rule that names a policy record of the same
 * package is not documented; where just those rules are refused, the rest is validated and they are named.
 */
export async function validate(settings: JobSettings, changes: readonly Change[]): Promise<Validated> {
  settings.listener.onStep({ kind: 'validating' });
  const components = changes.map(({ component }) => component);
  const parts = packageParts(components, settings.limits);
  if (parts.length > 1) return validateParts(settings, changes, parts);
  const outcome = await send(settings, components, 'all');
  const job = jobOf(settings, outcome, stages);
  if (outcome.status === 'Succeeded') return validated([job], components, []);
  const foundation = changes.filter(({ stage }) => stage === 'foundation');
  const policyPending = foundation.some(({ component }) => component.type === 'CustomMetadata');
  if (!policyPending || outcome.failures.length === 0 || !outcome.failures.every(namesPolicy)) {
    return refused([job], outcome);
  }
  const alone = foundation.map(({ component }) => component);
  const retry = await send(settings, alone, 'foundation');
  const jobs = [job, jobOf(settings, retry, ['foundation'])];
  if (retry.status !== 'Succeeded') return refused(jobs, retry);
  return validated(
    jobs,
    alone,
    changes.filter(({ stage }) => stage === 'enforcement'),
  );
}

/** Of a package that one job can't take, only the parts that refer to no other can be validated before those are there. */
async function validateParts(
  settings: JobSettings,
  changes: readonly Change[],
  parts: readonly PackagePart<Component>[],
): Promise<Validated> {
  const jobs: DeployJob[] = [];
  const alone = parts.filter(({ standsAlone }) => standsAlone);
  for (const { components } of alone) {
    const outcome = await send(settings, components, 'foundation');
    jobs.push(jobOf(settings, outcome, ['foundation']));
    if (outcome.status !== 'Succeeded') return refused(jobs, outcome);
  }
  const accepted = new Set(alone.flatMap(({ components }) => components));
  return validated(
    jobs,
    [...accepted],
    changes.filter(({ component }) => !accepted.has(component)),
  );
}

function validated(jobs: DeployJob[], accepted: readonly Component[], notValidated: readonly Change[]): Validated {
  return { jobs, failed: false, failures: [], accepted, notValidated };
}

/** Of a validation that failed in part, nothing counts: it is all of it or none. */
function refused(jobs: DeployJob[], outcome: DeployOutcome): Validated {
  return { jobs, failed: true, ...reasons(outcome), accepted: [], notValidated: [] };
}

function namesPolicy({ type, problem }: ComponentFailure): boolean {
  return type === 'ValidationRule' && /\$CustomMetadata\b/i.test(problem);
}

function send(settings: JobSettings, components: readonly Component[], stage: Stage | 'all'): Promise<DeployOutcome> {
  const { connection, name, dryRun, tests } = settings;
  return announced(settings, stage, (job) =>
    deployComponents(connection, name, {
      components,
      checkOnly: dryRun,
      ...(tests === undefined ? {} : { tests }),
      ...job,
    }),
  );
}

/** Whatever a job deploys, it is said before it is sent, and once it has an id. */
async function announced(
  { connection, listener, signal, waitMinutes }: JobSettings,
  stage: Stage | 'all',
  job: (request: JobRequest) => Promise<DeployOutcome>,
): Promise<DeployOutcome> {
  const sent = stage === 'all' ? stages : [stage];
  await listener.onJob?.({ stages: sent });
  return job({
    waitMinutes,
    signal,
    onStarted: async (id) => listener.onJob?.({ id, url: deployUrl(connection.instanceUrl, id), stages: sent }),
    onProgress: (progress) => listener.onProgress(stage, progress),
  });
}

function jobOf({ connection }: JobSettings, { id, status }: DeployOutcome, sent: readonly Stage[]): DeployJob {
  return { id, stages: sent, status, url: deployUrl(connection.instanceUrl, id) };
}

function reasons({ failures, errorMessage }: DeployOutcome): Pick<JobsOutcome, 'failures' | 'errorMessage'> {
  return { failures, ...(errorMessage === undefined ? {} : { errorMessage }) };
}

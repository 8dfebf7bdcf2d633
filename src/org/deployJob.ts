import type { Connection } from '@salesforce/core';
import type { DeployMessage, MetadataApiDeploy, MetadataApiDeployStatus } from '@salesforce/source-deploy-retrieve';
import { orAborted } from './orAborted.js';
import { orgError, unreadableAnswer } from './orgError.js';
import { deployWaitOver } from './unfinishedDeploys.js';

/** What one deploy job did. */
export type DeployOutcome = {
  readonly id: string;
  readonly status: 'Succeeded' | 'Failed' | 'Canceled';
  /** Components that the org refused, and Apex tests that failed. */
  readonly failures: readonly ComponentFailure[];
  /** The platform's word on a job that failed as a whole. */
  readonly errorMessage?: string;
};

export type ComponentFailure = {
  readonly type: string;
  readonly fullName: string;
  readonly problem: string;
  readonly line?: number;
  readonly column?: number;
};

export type DeployProgress = {
  readonly id: string;
  readonly status: string;
  readonly deployed: number;
  readonly total: number;
};

/** How a job is awaited, whatever it deploys. */
export type JobRequest = {
  /** How long to wait for the job, in minutes. */
  readonly waitMinutes: number;
  /** Told the job's id before anything waits for it, so that a later run can find the job again. */
  readonly onStarted?: (jobId: string) => Promise<void>;
  readonly onProgress?: (progress: DeployProgress) => void;
  /** Cancels the job on the server. */
  readonly signal?: AbortSignal;
};

/**
 * How long an interruption waits for an answer, in milliseconds: for the id of a job that is being sent, so that it can be
 * canceled, and for each look at one until it has been.
 */
const ANSWER_GRACE = 5_000;

/**
 * Sends a job and waits for its end. Throws an SfError when the org can't be reached, refuses the request, or the job
 * outlasts the wait, naming the job where there is one; a job that failed is an outcome, not an error.
 */
export async function carryOutJob(
  connection: Connection,
  name: string,
  request: JobRequest,
  send: () => Promise<MetadataApiDeploy>,
): Promise<DeployOutcome> {
  let jobId: string | undefined;
  let cancel: (() => void) | undefined;
  try {
    // An org that does not answer does not hold an interruption up: the job that it may have taken is found again.
    const deploy = await orAborted(request.signal, send(), ANSWER_GRACE);
    // The library hands on whatever came, if need be nothing.
    if (!deploy.id) throw unreadableAnswer('job id');
    jobId = deploy.id;
    await request.onStarted?.(jobId);
    // When cancelling fails, the job goes on and its own end is what gets reported.
    cancel = () => void deploy.cancel().catch(() => undefined);
    request.signal?.addEventListener('abort', cancel, { once: true });
    if (request.signal?.aborted === true) cancel();
    deploy.onUpdate((status) => request.onProgress?.(progressOf(status)));
    // Nor does it later: the library asks on and on, and ends with the first look that fails like this.
    const look = deploy.checkStatus.bind(deploy);
    deploy.checkStatus = () => orAborted(request.signal, look(), ANSWER_GRACE);
    const { response } = await deploy.pollStatus(undefined, request.waitMinutes * 60);
    // The end is no update to the library.
    request.onProgress?.(progressOf(response));
    return outcomeOf(response);
  } catch (error) {
    // The polling client says it in words alone, as the core CLI's own deploy takes it.
    if (jobId !== undefined && error instanceof Error && error.message.includes('The client has timed out')) {
      throw deployWaitOver(jobId, request.waitMinutes);
    }
    const explained = orgError(error, { name, instanceUrl: connection.instanceUrl });
    // The job goes on in the org, whatever became of this side of it.
    if (jobId !== undefined) {
      explained.actions = [
        `See how the job ended: sf project deploy report --job-id ${jobId} --target-org ${name}`,
        ...(explained.actions ?? []),
      ];
    }
    throw explained;
  } finally {
    if (cancel !== undefined) request.signal?.removeEventListener('abort', cancel);
  }
}

function progressOf(job: MetadataApiDeployStatus): DeployProgress {
  const { id, status, numberComponentsDeployed: deployed, numberComponentsTotal: total } = job;
  return { id, status, deployed, total };
}

function outcomeOf(response: MetadataApiDeployStatus): DeployOutcome {
  const status = response.status.toString();
  const known = {
    id: response.id,
    ...(response.errorMessage === undefined ? {} : { errorMessage: response.errorMessage }),
  };
  // Of a job that succeeded, the org may still warn that its Apex has little coverage.
  if (status === 'Succeeded') return { ...known, status, failures: [] };
  return { ...known, status: status === 'Canceled' ? status : 'Failed', failures: failuresIn(response.details) };
}

type Details = MetadataApiDeployStatus['details'];
type Tests = NonNullable<Details['runTestResult']>;
type Each<T> = NonNullable<T> extends infer U ? (U extends readonly (infer Item)[] ? Item : U) : never;

/**
 * What stood in a job's way: components, tests, and coverage that is too low.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployresult.htm (RunTestsResult)
 */
export function failuresIn({ componentFailures, runTestResult }: Details): ComponentFailure[] {
  return [
    ...listOf(componentFailures).map(toFailure),
    ...listOf(runTestResult?.failures).map(testFailure),
    ...listOf(runTestResult?.codeCoverageWarnings).map(coverageFailure),
  ];
}

function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function toFailure(message: DeployMessage): ComponentFailure {
  const { componentType, fullName, problem, lineNumber, columnNumber } = message;
  return {
    type: componentType ?? '',
    fullName,
    problem: problem ?? 'the org gave no reason',
    ...(lineNumber === undefined ? {} : { line: Number(lineNumber) }),
    ...(columnNumber === undefined ? {} : { column: Number(columnNumber) }),
  };
}

function testFailure({ name, methodName, message }: Each<Tests['failures']>): ComponentFailure {
  return { type: 'ApexClass', fullName: `${name}.${methodName}`, problem: `The test failed: ${message}` };
}

/** The platform names a class or trigger only where the coverage is that of one. */
function coverageFailure({ message }: Each<Tests['codeCoverageWarnings']>): ComponentFailure {
  return { type: 'ApexClass', fullName: 'test coverage', problem: message };
}

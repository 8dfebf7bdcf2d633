import type { Connection } from '@salesforce/core';
import type { ComponentSet, DeployMessage, DestructiveChangesType } from '@salesforce/source-deploy-retrieve';
import type { Component } from '../metadata/component.js';
import { orAborted } from './orAborted.js';
import { orgError, unreadableAnswer } from './orgError.js';
import { deployWaitOver } from './unfinishedDeploys.js';

/** What one deploy job did. */
export type DeployOutcome = {
  readonly id: string;
  readonly status: 'Succeeded' | 'Failed' | 'Canceled';
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

type Name = { readonly type: string; readonly fullName: string };

export type DeployRequest = {
  readonly components: readonly Component[];
  /** What the org loses, before and after it takes the components. */
  readonly deletions?: { readonly before: readonly Name[]; readonly after: readonly Name[] };
  /** Deletes for good, where the org allows it. */
  readonly purgeOnDelete?: boolean;
  /** Validate on the server and change nothing. */
  readonly checkOnly: boolean;
  /** How long to wait for the job, in minutes. */
  readonly waitMinutes: number;
  /** Told the job's id before anything waits for it, so that a later run can find the job again. */
  readonly onStarted?: (jobId: string) => Promise<void>;
  readonly onProgress?: (progress: DeployProgress) => void;
  /** Cancels the job on the server. */
  readonly signal?: AbortSignal;
};

/** How long an interruption waits for the id of a job that is being sent, in milliseconds: so it can be canceled. */
const SENDING_GRACE = 5_000;

/**
 * Deploys components to an org, all or nothing, and waits for the end. Throws an SfError when the org can't be reached,
 * refuses the request, or the job outlasts the wait, naming the job where there is one; a job that failed is an outcome,
 * not an error.
 */
export async function deployComponents(
  connection: Connection,
  name: string,
  request: DeployRequest,
): Promise<DeployOutcome> {
  // The deploy library is slow to load; who does not deploy must not wait for it.
  const [{ ComponentSet }, { ComponentTree, PACKAGE_ROOT }] = await Promise.all([
    import('@salesforce/source-deploy-retrieve'),
    import('./componentTree.js'),
  ]);
  let jobId: string | undefined;
  let cancel: (() => void) | undefined;
  try {
    const set = ComponentSet.fromSource({ fsPaths: [PACKAGE_ROOT], tree: new ComponentTree(request.components) });
    set.sourceApiVersion = connection.getApiVersion();
    await addDeletions(set, request.deletions);
    const sending = set.deploy({
      usernameOrConnection: connection,
      apiOptions: {
        checkOnly: request.checkOnly,
        rollbackOnError: true,
        singlePackage: true,
        ...(request.purgeOnDelete === true ? { purgeOnDelete: true } : {}),
      },
    });
    // An org that does not answer does not hold an interruption up: the job that it may have taken is found again.
    const deploy = await orAborted(request.signal, sending, SENDING_GRACE);
    // The library hands on whatever came, if need be nothing.
    if (!deploy.id) throw unreadableAnswer('job id');
    jobId = deploy.id;
    await request.onStarted?.(jobId);
    // When cancelling fails, the job goes on and its own end is what gets reported.
    cancel = () => void deploy.cancel().catch(() => undefined);
    request.signal?.addEventListener('abort', cancel, { once: true });
    if (request.signal?.aborted === true) cancel();
    deploy.onUpdate((status) =>
      request.onProgress?.({
        id: status.id,
        status: status.status,
        deployed: status.numberComponentsDeployed,
        total: status.numberComponentsTotal,
      }),
    );
    const { response } = await deploy.pollStatus(undefined, request.waitMinutes * 60);
    const status = response.status.toString();
    return {
      id: response.id,
      status: status === 'Succeeded' || status === 'Canceled' ? status : 'Failed',
      failures: listOf(response.details.componentFailures).map(toFailure),
      ...(response.errorMessage === undefined ? {} : { errorMessage: response.errorMessage }),
    };
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

async function addDeletions(set: ComponentSet, deletions: DeployRequest['deletions']): Promise<void> {
  if (deletions === undefined) return;
  const library = await import('@salesforce/source-deploy-retrieve');
  const types = new library.RegistryAccess();
  const add = (names: readonly Name[], time: DestructiveChangesType): void => {
    for (const { type, fullName } of names) {
      set.add(new library.SourceComponent({ name: fullName, type: types.getTypeByName(type) }), time);
    }
  };
  add(deletions.before, library.DestructiveChangesType.PRE);
  add(deletions.after, library.DestructiveChangesType.POST);
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

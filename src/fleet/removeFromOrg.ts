import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { keyOf } from '../metadata/component.js';
import {
  type ComponentFailure,
  deployComponents,
  type DeployOutcome,
  type DeployProgress,
} from '../org/deployComponents.js';
import { unassign } from '../org/permissionSetHolders.js';
import type { OrgIdentity } from '../org/snapshot.js';
import type { RemovalPlan } from '../plan/removal.js';
import { type RemovalJob, removalJobs, type RemovalStage, removalStages } from '../plan/removalJobs.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type ExportedFile, exportValues } from './exportValues.js';
import { readRemovalPlan, type RemovalSurvey, surveyRemoval } from './removalSurvey.js';

/** What a person has to say before something is lost that can't be made again. */
export type RemovalConsent = {
  /** Values of markers go with their fields. */
  readonly deleteData: boolean;
  /** Permission sets are taken from whoever has them. */
  readonly unassign: boolean;
  /** The folder that the values are exported to first; undefined where nobody named one. */
  readonly exportTo: string | undefined;
};

export type RemovalListener = {
  readonly onStep: (step: string) => void;
  readonly onSurvey: (survey: RemovalSurvey) => void;
  readonly onProgress: (progress: DeployProgress) => void;
  /** Asked once, before anything is written; false ends the run with nothing changed. */
  readonly confirm: (survey: RemovalSurvey) => Promise<boolean>;
};

export type RemoveRequest = {
  readonly connection: Connection;
  /** The org's alias or username, for messages. */
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly dryRun: boolean;
  readonly consent: RemovalConsent;
  readonly purgeOnDelete: boolean;
  readonly waitMinutes: number;
  readonly listener: RemovalListener;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
  readonly signal: AbortSignal;
  readonly now: Date;
};

export type RemoveResult = {
  readonly survey: RemovalSurvey;
  /**
   * `absent`: nothing of the product is there. `validated`: the server would take it, nothing was written. `removed`:
   * gone, and the org read again says so. `declined`: the person said no. `failed`: the server refused; what earlier jobs
   * took is gone. `incomplete`: carried out, but the org still has some of it or could not be read again.
   */
  readonly outcome: 'absent' | 'validated' | 'removed' | 'declined' | 'failed' | 'incomplete';
  readonly exported: readonly ExportedFile[];
  /** How many assignments of permission sets were taken away. */
  readonly unassigned: number;
  readonly jobs: readonly { readonly id: string; readonly stages: readonly RemovalStage[]; readonly status: string }[];
  readonly failures: readonly ComponentFailure[];
  readonly errorMessage?: string;
  /** Dry run only: permission sets that users still have, which the server can't be asked about. */
  readonly notValidated: readonly string[];
  /** What is still there afterward. */
  readonly remaining: RemovalPlan['deletions'];
};

type Run = Partial<RemoveResult> & Pick<RemoveResult, 'outcome'>;

/**
 * Takes the product's components out of one org: look, have the server validate it, export the values, delete, look
 * again. What is to be done is worked out from the org itself each time, so a run that was cut short is simply started
 * again. Throws an SfError, with nothing deleted, when something would be lost that nobody consented to, the org could
 * not be read whole, or the export is not whole.
 */
export async function removeFromOrg(request: RemoveRequest): Promise<RemoveResult> {
  const { connection, name, schema, listener } = request;
  listener.onStep('Reading the org');
  const survey = await surveyRemoval(connection, name, schema);
  request.verifyIdentity(survey.org);
  listener.onSurvey(survey);
  const result = { survey, exported: [], unassigned: 0, jobs: [], failures: [], notValidated: [], remaining: [] };
  const jobs = removalJobs(survey.plan);
  if (jobs.length === 0) return { ...result, outcome: 'absent' };
  request.signal.throwIfAborted();
  if (!request.dryRun) {
    assertConsent(request, survey);
    if (!(await listener.confirm(survey))) return { ...result, outcome: 'declined' };
  }
  const validated = await validate(request, survey, jobs);
  if (request.dryRun || validated.outcome === 'failed') return { ...result, ...validated };
  listener.onStep('Exporting the values of the markers');
  const exported = await exportValues(request, survey);
  return { ...result, exported, ...(await carryOut(request, survey, jobs)) };
}

/** Throws where the run would lose what nobody said may be lost. */
function assertConsent({ name, consent }: RemoveRequest, { populated, holders }: RemovalSurvey): void {
  const grouped = holders.filter(({ groups }) => groups.length > 0);
  if (grouped.length > 0) {
    const list = grouped.map(({ name: set, groups }) => `${set}: ${groups.join(', ')}`);
    throw new SfError(
      `Permission set groups of ${name} have permission sets of the product in them. Nothing was changed.\n${list.join('\n')}`,
      'PermissionSetInGroup',
      ['Take them out of the groups in Setup, Permission Set Groups, then run the command again.'],
    );
  }
  if (populated.length > 0 && (!consent.deleteData || consent.exportTo === undefined)) {
    const list = populated.map(({ object, total }) => `${object}: ${total}`);
    throw new SfError(
      `Records of ${name} have values in the markers, which go with the fields. Nothing was changed.\n${list.join('\n')}`,
      'DataWouldBeLost',
      ['Export the values and delete them: --export-dir <folder> --delete-data'],
    );
  }
  const assigned = holders.filter(({ assignments }) => assignments > 0);
  if (assigned.length > 0 && !consent.unassign) {
    const list = assigned.map(({ name: set, assignments }) => `${set}: ${assignments}`);
    throw new SfError(
      `Users of ${name} have the permission sets, and a set that is assigned can’t be deleted. Nothing was changed.\n${list.join('\n')}`,
      'PermissionSetsAssigned',
      ['Take them away from everybody: --unassign'],
    );
  }
}

/** Asks the server about everything in one job, but for sets that are still assigned, which it would refuse. */
async function validate(request: RemoveRequest, { holders }: RemovalSurvey, jobs: readonly RemovalJob[]): Promise<Run> {
  request.listener.onStep('Validating on the server');
  const assigned = new Set(
    holders.filter(({ assignments, groups }) => assignments > 0 || groups.length > 0).map(({ name }) => name),
  );
  const askable = ({ type, fullName }: RemovalJob['before'][number]): boolean =>
    type !== 'PermissionSet' || !assigned.has(fullName);
  const outcome = await send(request, {
    before: jobs.flatMap(({ before }) => before).filter(askable),
    changed: jobs.flatMap(({ changed }) => changed),
    after: jobs.flatMap(({ after }) => after),
    checkOnly: true,
  });
  const job = { id: outcome.id, stages: removalStages, status: outcome.status };
  if (outcome.status !== 'Succeeded') return { outcome: 'failed', jobs: [job], ...reasons(outcome) };
  return { outcome: 'validated', jobs: [job], notValidated: [...assigned] };
}

async function carryOut(request: RemoveRequest, { holders }: RemovalSurvey, jobs: readonly RemovalJob[]): Promise<Run> {
  const done: RemoveResult['jobs'][number][] = [];
  let unassigned = 0;
  for (const [index, job] of jobs.entries()) {
    try {
      request.signal.throwIfAborted();
      const { stage } = job;
      if (stage === 'access') {
        request.listener.onStep('Taking the permission sets away');
        unassigned = await unassign(
          request.connection,
          holders.filter(({ assignments }) => assignments > 0).map(({ name }) => name),
        );
      }
      request.listener.onStep(`Deleting (job ${index + 1} of ${jobs.length}: ${stage})`);
      const outcome = await send(request, { ...job, checkOnly: false });
      done.push({ id: outcome.id, stages: [stage], status: outcome.status });
      if (outcome.status !== 'Succeeded') return { outcome: 'failed', unassigned, jobs: done, ...reasons(outcome) };
    } catch (error) {
      // What earlier jobs took is gone and has to be named; without any, the error says it all.
      if (done.length === 0 && unassigned === 0) throw error;
      return { outcome: 'failed', unassigned, jobs: done, errorMessage: messageOf(error) };
    }
  }
  request.listener.onStep('Reading the org again');
  return { unassigned, jobs: done, ...(await confirmed(request)) };
}

/** Whether the org, read again, has nothing left of it. What can't be read is not confirmed. */
async function confirmed({ connection, name, schema }: RemoveRequest): Promise<Run> {
  try {
    const { deletions, retractions, unread } = (await readRemovalPlan(connection, name, schema)).plan;
    if (unread.length > 0) {
      const list = unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
      return { outcome: 'incomplete', remaining: deletions, errorMessage: list.join('\n') };
    }
    return { outcome: deletions.length + retractions.length === 0 ? 'removed' : 'incomplete', remaining: deletions };
  } catch (error) {
    return { outcome: 'incomplete', errorMessage: messageOf(error) };
  }
}

async function send(
  request: RemoveRequest,
  { before, changed, after, checkOnly }: Pick<RemovalJob, 'before' | 'changed' | 'after'> & { checkOnly: boolean },
): Promise<DeployOutcome> {
  return deployComponents(request.connection, request.name, {
    components: changed,
    deletions: { before, after },
    purgeOnDelete: request.purgeOnDelete,
    checkOnly,
    waitMinutes: request.waitMinutes,
    signal: request.signal,
    onProgress: request.listener.onProgress,
  });
}

function reasons({
  failures,
  errorMessage,
}: DeployOutcome): Pick<RemoveResult, 'failures'> & { errorMessage?: string } {
  return { failures, ...(errorMessage === undefined ? {} : { errorMessage }) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

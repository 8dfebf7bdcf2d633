import type { Connection } from '@salesforce/core';
import { keyOf } from '../../metadata/component.js';
import { deployComponents } from '../../org/deployComponents.js';
import type { ComponentFailure, DeployOutcome, DeployProgress } from '../../org/deployJob.js';
import { unassign } from '../../org/permissionSetHolders.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import { isDeployWaitOver } from '../../org/unfinishedDeploys.js';
import type { RemovalPlan } from '../../plan/removal.js';
import { type RemovalJob, removalJobs, type RemovalStage, removalStages } from '../../plan/removalJobs.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { type ExportedFile, exportValues } from './exportValues.js';
import { assertConsent, assertPurgeable, type RemovalConsent } from './removalConsent.js';
import { readRemovalPlan, type RemovalExtent, type RemovalSurvey, surveyRemoval } from './removalSurvey.js';

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
  readonly extent: RemovalExtent;
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

/** How a job ended; `deleted` is how many components it was to delete. */
export type RemovalJobEnd = {
  readonly id: string;
  readonly stages: readonly RemovalStage[];
  readonly status: DeployOutcome['status'];
  readonly deleted: number;
};

export type RemoveResult = {
  readonly survey: RemovalSurvey;
  /**
   * `absent`: nothing of the product is there. `validated`: the server would take it, nothing was written. `refused`: the
   * server would not, nothing was written. `declined`: the person said no. `removed`: gone, and the org read again says
   * so. `failed`: it ended on the way; what earlier jobs took is gone. `incomplete`: carried out, but the org still has some
   * of it or could not be read again. `unfinished`: a job outlasted the wait and goes on in the org.
   */
  readonly outcome:
    'absent' | 'validated' | 'refused' | 'declined' | 'removed' | 'failed' | 'incomplete' | 'unfinished';
  /** The job in which the server looked at it all; absent where it was not asked. */
  readonly validation?: RemovalJobEnd;
  readonly exported: readonly ExportedFile[];
  /** How many assignments of permission sets were taken away. */
  readonly unassigned: number;
  /** The jobs that deleted. */
  readonly jobs: readonly RemovalJobEnd[];
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
  const survey = await surveyOrg(request);
  request.listener.onSurvey(survey);
  return removeSurveyed(request, survey);
}

/** Looks at the org, and writes nothing. Throws an SfError where nothing may be removed from it, whatever anybody says. */
export async function surveyOrg(request: RemoveRequest): Promise<RemovalSurvey> {
  request.listener.onStep('Reading the org');
  const survey = await surveyRemoval(request.connection, request.name, request);
  request.verifyIdentity(survey.org);
  if (request.purgeOnDelete) assertPurgeable(survey.org);
  return survey;
}

/** The same for an org that has been looked at. */
export async function removeSurveyed(request: RemoveRequest, survey: RemovalSurvey): Promise<RemoveResult> {
  const { listener } = request;
  const result = { survey, exported: [], unassigned: 0, jobs: [], failures: [], notValidated: [], remaining: [] };
  const jobs = removalJobs(survey.plan);
  if (jobs.length === 0) return { ...result, outcome: 'absent' };
  request.signal.throwIfAborted();
  if (!request.dryRun) {
    assertConsent(request.name, request.consent, survey);
    if (!(await listener.confirm(survey))) return { ...result, outcome: 'declined' };
  }
  const validated = await validate(request, survey, jobs);
  if (request.dryRun || validated.outcome === 'refused') return { ...result, ...validated };
  listener.onStep('Exporting the values of the markers');
  const exported = await exportValues(request, survey);
  return { ...result, ...validated, notValidated: [], exported, ...(await carryOut(request, survey, jobs)) };
}

/** Asks the server about everything in one job, but for sets that are still assigned, which it would refuse. */
async function validate(request: RemoveRequest, { holders }: RemovalSurvey, jobs: readonly RemovalJob[]): Promise<Run> {
  request.listener.onStep('Validating on the server');
  const assigned = new Set(
    holders.filter(({ assignments, groups }) => assignments > 0 || groups.length > 0).map(({ name }) => name),
  );
  const askable = ({ type, fullName }: RemovalJob['before'][number]): boolean =>
    type !== 'PermissionSet' || !assigned.has(fullName);
  const deleted = {
    before: jobs.flatMap(({ before }) => before).filter(askable),
    after: jobs.flatMap(({ after }) => after),
  };
  const changed = jobs.flatMap((job) => job.changed);
  const outcome = await send(request, { ...deleted, changed, checkOnly: true });
  const validation = endOf(outcome, removalStages, deleted);
  if (outcome.status !== 'Succeeded') return { outcome: 'refused', validation, ...reasons(outcome) };
  return { outcome: 'validated', validation, notValidated: [...assigned] };
}

function endOf(
  { id, status }: DeployOutcome,
  stages: readonly RemovalStage[],
  { before, after }: Pick<RemovalJob, 'before' | 'after'>,
): RemovalJobEnd {
  return { id, stages, status, deleted: before.length + after.length };
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
      done.push(endOf(outcome, [stage], job));
      if (outcome.status !== 'Succeeded') return { outcome: 'failed', unassigned, jobs: done, ...reasons(outcome) };
    } catch (error) {
      if (isDeployWaitOver(error)) {
        return { outcome: 'unfinished', unassigned, jobs: done, errorMessage: messageOf(error) };
      }
      // What earlier jobs took is gone and has to be named; without any, the error says it all.
      if (done.length === 0 && unassigned === 0) throw error;
      return { outcome: 'failed', unassigned, jobs: done, errorMessage: messageOf(error) };
    }
  }
  request.listener.onStep('Reading the org again');
  return { unassigned, jobs: done, ...(await confirmed(request)) };
}

/** Whether the org, read again, has nothing left of it. What can't be read is not confirmed. */
async function confirmed(request: RemoveRequest): Promise<Run> {
  try {
    const { deletions, retractions, unread } = (await readRemovalPlan(request.connection, request.name, request)).plan;
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

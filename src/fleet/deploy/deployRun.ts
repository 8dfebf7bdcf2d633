import * as z from 'zod';
import { verdicts } from '../../audit/finding.js';
import { stages } from '../../metadata/component.js';
import { apexTestsShape } from '../../org/apexTests.js';
import { portions } from '../../plan/portion.js';
import { assignableRoles, assignmentShape } from '../../schema/assignment.js';
import { type OrgDetail, orgDetailShape } from './orgDetail.js';
import { RUN_ID, runId } from '../runId.js';
import type { RunKind } from '../runStore.js';

/** How far a run has come with one org. `sending`: a job may be on its way; `waiting`: it has an id. */
const phases = ['pending', 'reading', 'sending', 'waiting', 'ended'] as const;

/**
 * How a run ended for one org; `error` is what kept it from being deployed to, `skipped` what an earlier ring did,
 * `canceled` what somebody decided.
 */
export const runOutcomes = [
  'unchanged',
  'deployed',
  'validated',
  'declined',
  'failed',
  'incomplete',
  'error',
  'skipped',
  'canceled',
] as const;
export type RunOutcome = (typeof runOutcomes)[number];

const job = z.strictObject({
  id: z.string(),
  stages: z.array(z.enum(stages)),
  status: z.string().optional(),
  /** Its page in Setup. */
  url: z.string().optional(),
});

const orgRun = z.strictObject({
  name: z.string(),
  ring: z.string().optional(),
  /** Which org the name stood for when it was read first: a run does not go on in another. */
  organizationId: z.string().optional(),
  phase: z.enum(phases),
  /** When a job was about to be sent whose id is not known, or not yet. */
  sendingAt: z.iso.datetime().optional(),
  /** Every job that the run sent to the org. */
  jobs: z.array(job),
  outcome: z.enum(runOutcomes).optional(),
  verdict: z.enum(verdicts).optional(),
  /** The verdict on what was deployed alone, where a stage of the schema was. */
  gate: z.enum(verdicts).optional(),
  message: z.string().optional(),
  /** Permission sets that users were given, in numbers of users. */
  assignments: z
    .array(
      z.strictObject({
        role: z.enum(assignableRoles),
        permissionSet: z.string(),
        assigned: z.int().nonnegative(),
        alreadyHeld: z.int().nonnegative(),
      }),
    )
    .optional(),
  seconds: z.number().nonnegative().optional(),
  /** API calls that all attempts took together. */
  apiCalls: z.int().nonnegative().optional(),
});

/** What is kept of a deploy across a fleet, so that it can be taken up again, whatever ended it. */
const deployRunShape = z.strictObject({
  id: z.string().regex(RUN_ID),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** Absent where one org was named and there is no fleet file. */
  fleetFile: z.string().optional(),
  schemaFile: z.string(),
  /** SHA-256 of what was to be deployed: a run goes on with the same schema and fleet, or not at all. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where what became of the orgs is written for others to read. */
  resultsDir: z.string().optional(),
  /** Which part of the fleet it is, where runners share one. */
  shard: z.strictObject({ index: z.int(), count: z.int() }).optional(),
  options: z.strictObject({
    dryRun: z.boolean(),
    /** Which stage of the schema. */
    stage: z.enum(portions),
    gate: z.boolean(),
    soakMinutes: z.number().nonnegative(),
    continueOnError: z.boolean(),
    concurrency: z.int().positive(),
    waitMinutes: z.number().positive(),
    apiVersion: z.string().optional(),
    /** Who gets which permission set; absent where nobody does. */
    assign: z.array(assignmentShape).optional(),
    /** Dry run only: the Apex tests that its jobs run, so that they can be quick-deployed. */
    tests: apexTestsShape.optional(),
  }),
  /** The run whose validations are deployed, as they are; absent where the org is sent what it lacks. */
  validatedBy: z.string().regex(RUN_ID).optional(),
  orgs: z.array(orgRun),
});

export type DeployRun = Readonly<z.infer<typeof deployRunShape>>;
export type OrgRun = DeployRun['orgs'][number];

export const deployRunKind: RunKind<DeployRun, OrgDetail> = {
  format: 5,
  run: deployRunShape,
  part: orgDetailShape,
  reportCommand: 'sf synthetic deploy report',
  anew: 'Deploy again: only what still differs is sent.',
};

const FINE: ReadonlySet<RunOutcome> = new Set(['unchanged', 'deployed', 'validated']);

export function succeeded({ outcome }: Pick<OrgRun, 'outcome'>): boolean {
  return outcome !== undefined && FINE.has(outcome);
}

const DETAILED: ReadonlySet<RunOutcome> = new Set([...FINE, 'declined', 'failed', 'incomplete']);

/** Whether the detail that is kept of an org is of this attempt; an earlier one's is none any more. */
export function hasDetail({ outcome }: Pick<OrgRun, 'outcome'>): boolean {
  return outcome !== undefined && DETAILED.has(outcome);
}

/** Whether the run is done with an org, so that the next ring may follow as far as this one goes. */
export function passes(org: OrgRun, { gate, dryRun }: DeployRun['options']): boolean {
  return succeeded(org) && (!gate || dryRun || org.gate === 'conforming');
}

/** The run with what changed of one org. */
export function withOrg(run: DeployRun, name: string, change: Partial<OrgRun>): DeployRun {
  return { ...run, orgs: run.orgs.map((org) => (org.name === name ? { ...org, ...change } : org)) };
}

export type NewRun = Pick<
  DeployRun,
  'fleetFile' | 'schemaFile' | 'digest' | 'options' | 'shard' | 'resultsDir' | 'validatedBy'
> & {
  readonly orgs: readonly { readonly name: string; readonly ring?: string }[];
};

/** A run that nothing has been done of yet. */
export function newRun({ orgs, ...rest }: NewRun, now: Date, random: string): DeployRun {
  return {
    id: runId(now, random),
    startedAt: now.toISOString(),
    ...rest,
    orgs: orgs.map((org) => ({ ...org, phase: 'pending', jobs: [] })),
  };
}

/**
 * What an earlier attempt did not finish, or what does not conform, is to be done again, from the start: it only sends
 * what still differs.
 */
export function reopened(run: DeployRun): DeployRun {
  const { endedAt: _, ...rest } = run;
  return {
    ...rest,
    orgs: run.orgs.map((org): OrgRun => {
      if (passes(org, run.options)) return org;
      const { outcome: _outcome, verdict: _verdict, gate: _gate, message: _message, seconds: _seconds, ...kept } = org;
      const { assignments: _assignments, ...again } = kept;
      return { ...again, phase: 'pending' };
    }),
  };
}

/**
 * Exit codes of a deploy, as the core CLI has them; the one table that the command, its help and the tests share.
 * Source: https://github.com/salesforcecli/plugin-deploy-retrieve, `DEPLOY_STATUS_CODES`.
 */
export const deployExitCodes = { done: 0, failed: 1, partial: 68, unfinished: 69, interrupted: 130 } as const;

export function deployExitCode({ orgs }: Pick<DeployRun, 'orgs'>): number {
  if (orgs.some(({ phase }) => phase !== 'ended')) return deployExitCodes.unfinished;
  const fine = orgs.filter(succeeded).length;
  if (fine === orgs.length) return deployExitCodes.done;
  return fine === 0 ? deployExitCodes.failed : deployExitCodes.partial;
}

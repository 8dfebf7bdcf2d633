import * as z from 'zod';
import { verdicts } from '../audit/finding.js';
import { stages } from '../metadata/component.js';
import { RUN_ID, runId } from './runId.js';
import type { RunKind } from './runStore.js';

/** How far a run has come with one org. `sending`: a job may be on its way; `waiting`: it has an id. */
const phases = ['pending', 'reading', 'sending', 'waiting', 'ended'] as const;

/** How a run ended for one org; `error` is what kept it from being deployed to, `skipped` what an earlier ring did. */
export const runOutcomes = [
  'unchanged',
  'deployed',
  'validated',
  'declined',
  'failed',
  'incomplete',
  'error',
  'skipped',
] as const;
export type RunOutcome = (typeof runOutcomes)[number];

const job = z.strictObject({ id: z.string(), stages: z.array(z.enum(stages)), status: z.string().optional() });

const orgRun = z.strictObject({
  name: z.string(),
  ring: z.string().optional(),
  phase: z.enum(phases),
  /** Every job that the run sent to the org. */
  jobs: z.array(job),
  outcome: z.enum(runOutcomes).optional(),
  verdict: z.enum(verdicts).optional(),
  message: z.string().optional(),
  seconds: z.number().nonnegative().optional(),
});

/** What is kept of a deploy across a fleet, so that it can be taken up again, whatever ended it. */
const deployRunShape = z.strictObject({
  id: z.string().regex(RUN_ID),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** The process that carries the run out; one that is gone left it to be taken up again. */
  pid: z.int().positive(),
  fleetFile: z.string(),
  schemaFile: z.string(),
  /** SHA-256 of what was to be deployed: a run goes on with the same schema and fleet, or not at all. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  options: z.strictObject({
    dryRun: z.boolean(),
    gate: z.boolean(),
    soakMinutes: z.number().nonnegative(),
    continueOnError: z.boolean(),
    concurrency: z.int().positive(),
    waitMinutes: z.int().positive(),
  }),
  orgs: z.array(orgRun),
});

export type DeployRun = Readonly<z.infer<typeof deployRunShape>>;

export const deployRunKind: RunKind<DeployRun, never> = {
  format: 2,
  run: deployRunShape,
  part: z.never(),
  reportCommand: 'sf synthetic deploy report',
  anew: 'Deploy again: only what still differs is sent.',
};
export type OrgRun = DeployRun['orgs'][number];

const FINE: ReadonlySet<RunOutcome> = new Set(['unchanged', 'deployed', 'validated']);

export function succeeded({ outcome }: Pick<OrgRun, 'outcome'>): boolean {
  return outcome !== undefined && FINE.has(outcome);
}

/** The run with what changed of one org. */
export function withOrg(run: DeployRun, name: string, change: Partial<OrgRun>): DeployRun {
  return { ...run, orgs: run.orgs.map((org) => (org.name === name ? { ...org, ...change } : org)) };
}

export type NewRun = Pick<DeployRun, 'fleetFile' | 'schemaFile' | 'digest' | 'options'> & {
  readonly orgs: readonly { readonly name: string; readonly ring?: string }[];
};

/** A run that nothing has been done of yet. */
export function newRun({ orgs, ...rest }: NewRun, now: Date, random: string, pid: number): DeployRun {
  return {
    id: runId(now, random),
    startedAt: now.toISOString(),
    pid,
    ...rest,
    orgs: orgs.map((org) => ({ ...org, phase: 'pending', jobs: [] })),
  };
}

/** What an earlier attempt did not finish is to be done again, from the start: it only sends what still differs. */
export function reopened(run: DeployRun, pid: number): DeployRun {
  const { endedAt: _, ...rest } = run;
  return {
    ...rest,
    pid,
    orgs: run.orgs.map((org): OrgRun => {
      if (succeeded(org)) return org;
      const { name, ring, jobs, phase, outcome } = org;
      // Whatever broke off may have left a job behind that nobody saw the end of.
      const next = phase !== 'ended' ? phase : outcome === 'error' ? 'sending' : 'pending';
      return { name, ...(ring === undefined ? {} : { ring }), jobs, phase: next };
    }),
  };
}

/**
 * Exit codes of a deploy, as the core CLI has them; the one table that the command, its help and the tests share.
 * Source: https://github.com/salesforcecli/plugin-deploy-retrieve, `DEPLOY_STATUS_CODES`.
 */
export const deployExitCodes = { done: 0, failed: 1, partial: 68, unfinished: 69 } as const;

export function deployExitCode({ orgs }: Pick<DeployRun, 'orgs'>): number {
  if (orgs.some(({ phase }) => phase !== 'ended')) return deployExitCodes.unfinished;
  const fine = orgs.filter(succeeded).length;
  if (fine === orgs.length) return deployExitCodes.done;
  return fine === 0 ? deployExitCodes.failed : deployExitCodes.partial;
}

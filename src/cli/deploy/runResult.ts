import type { Verdict } from '../../audit/finding.js';
import { type DeployRun, hasDetail, type OrgRun, type RunOutcome } from '../../fleet/deploy/deployRun.js';
import type { OrgDetail } from '../../fleet/deploy/orgDetail.js';
import { carrierOf } from '../../fleet/deploy/runClaim.js';
import type { Stage } from '../../metadata/component.js';
import type { Portion } from '../../plan/portion.js';
import type { AssignableRole } from '../../schema/assignment.js';
import type { DeployRunStore } from './deployRuns.js';

/** Written out, since the published JSON Schema is made from it. */
export type SyntheticFleetDeployOrg = {
  name: string;
  ring?: string | undefined;
  organizationId?: string | undefined;
  /** How far the run has come with the org. */
  phase: 'pending' | 'reading' | 'sending' | 'waiting' | 'ended';
  /** `url`: its page in Setup. */
  jobs: { id: string; stages: Stage[]; status?: string | undefined; url?: string | undefined }[];
  outcome?: RunOutcome | undefined;
  /** What an audit said of the org afterward. */
  verdict?: Verdict | undefined;
  /** The same of the stage that was deployed alone: whether the next ring may follow. */
  gate?: Verdict | undefined;
  message?: string | undefined;
  /** Permission sets that users were given, or in a dry run would be, in numbers of users. */
  assignments?: { role: AssignableRole; permissionSet: string; assigned: number; alreadyHeld: number }[] | undefined;
  seconds?: number | undefined;
  /** API calls that all attempts took together. */
  apiCalls?: number | undefined;
  /** Dry run only: the job that "deploy quick" can deploy as it is; absent where it can't. */
  validation?: { jobId: string; validatedAt: string };
  /** What the org refused, where it did. */
  failures: { type: string; fullName: string; problem: string; line?: number; column?: number }[];
};

export type SyntheticFleetDeployResult = {
  runId: string;
  /** Which part of how many this is, where runners share a fleet. */
  shard?: { index: number; count: number };
  dryRun: boolean;
  /** Whether a dry run ran Apex tests, so that what it validated can be quick-deployed. */
  tested?: boolean;
  /** The run whose validations were quick-deployed, where that was done. */
  validatedBy?: string;
  /** Which stage of the schema was deployed. */
  stage: Portion;
  startedAt: string;
  /** Absent while something is left to do. */
  endedAt?: string;
  /** The process that carries the run out now. */
  carriedOutBy?: number;
  orgs: SyntheticFleetDeployOrg[];
};

/** A run as `--json` gives it, with what its orgs refused. */
export async function runResult(run: DeployRun, store: DeployRunStore): Promise<SyntheticFleetDeployResult> {
  const { id, shard, startedAt, endedAt, options, validatedBy } = run;
  const carrier = await carrierOf(store.claimPath(id));
  const orgs: SyntheticFleetDeployOrg[] = [];
  for (const org of run.orgs) orgs.push(orgResult(org, saysMore(org) ? await detailOf(store, id, org) : undefined));
  return {
    runId: id,
    ...(shard === undefined ? {} : { shard }),
    dryRun: options.dryRun,
    ...(options.dryRun ? { tested: options.tests !== undefined } : {}),
    ...(validatedBy === undefined ? {} : { validatedBy }),
    stage: options.stage,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(carrier === undefined || carrier.pid === process.pid ? {} : { carriedOutBy: carrier.pid }),
    orgs,
  };
}

/** Whether a result says more of the org than the run itself: of a fleet of thousands, few files are read. */
function saysMore({ outcome }: OrgRun): boolean {
  return outcome === 'failed' || outcome === 'validated';
}

/** What was to be deployed to an org and came of it, where this attempt is done with it. */
export async function detailOf(store: DeployRunStore, id: string, org: OrgRun): Promise<OrgDetail | undefined> {
  return hasDetail(org) ? store.loadPart(id, org.name) : undefined;
}

export function orgResult({ sendingAt: _, ...org }: OrgRun, detail: OrgDetail | undefined): SyntheticFleetDeployOrg {
  const { failures = [], validation } = detail ?? {};
  const known = validation && { validation: { jobId: validation.jobId, validatedAt: validation.validatedAt } };
  return { ...org, ...known, failures };
}

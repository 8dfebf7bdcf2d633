import { Messages } from '@salesforce/core/messages';
import type { Verdict } from '../../audit/finding.js';
import type { DeployListener, DeployOrgOutcome, DeployOrgResult } from '../../fleet/deploy/deployOrg.js';
import { deployExitCode, deployExitCodes } from '../../fleet/deploy/deployRun.js';
import type { Gap } from '../../metadata/target.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import { type ChangeLine, changeLine } from '../../plan/describeChange.js';
import type { Portion } from '../../plan/portion.js';
import type { AssignableRole } from '../../schema/assignment.js';
import { DeployDisplay } from './deployDisplay.js';
import { deployRunStore, type NewRunInputs, startRun } from './deployRuns.js';
import { FleetDeployDisplay } from './fleetDeployDisplay.js';
import type { DeploySettings } from './fleetRunner.js';
import { orgProgress, shown } from './progress/runProgress.js';
import { OrgDeployView } from './orgDeployView.js';
import { ProductionConsent } from '../productionConsent.js';
import { carryOut } from './runCarrier.js';
import { tidyDeployRuns } from './tidyDeployRuns.js';
import { runResult, type SyntheticFleetDeployResult } from './runResult.js';
import { writeRunResults } from './runResultFiles.js';
import type { SyntheticCommand } from '../syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

export type SyntheticOrgDeployResult = {
  runId: string;
  org: OrgIdentity;
  dryRun: boolean;
  /** Which stage of the schema was deployed. */
  stage: Portion;
  outcome: DeployOrgOutcome;
  /** How many components the schema wants in this org. */
  components: number;
  changes: ChangeLine[];
  /** What of the schema some objects can't take; without `instead`, nothing protects their records in its place. */
  gaps: Gap[];
  /** What else a person should know of this org. */
  notes: string[];
  /** `url`: its page in Setup. */
  jobs: { id: string; stages: string[]; status: string; url: string }[];
  failures: { type: string; fullName: string; problem: string; line?: number; column?: number }[];
  errorMessage?: string;
  /** Dry run only: what the server can't judge before the policy is in the org. */
  notValidated: ChangeLine[];
  /** What still differs after the deploy. */
  remaining: ChangeLine[];
  /** What differs and another stage would deploy. */
  later: ChangeLine[];
  /** Permission sets that users were given, or in a dry run would be, in numbers of users. */
  assignments: { role: AssignableRole; permissionSet: string; assigned: number; alreadyHeld: number }[];
  /** Dry run only: the job that "deploy quick" can deploy as it is; absent where it can't. */
  validation?: { jobId: string; validatedAt: string };
  /** Whether all is deployed and the org would not give users the permission sets; `errorMessage` says why. */
  unassigned?: boolean;
  /** What an audit says of the whole org as it was read last; absent where nothing was written or could be read. */
  verdict?: Verdict;
  /** The same of the stage that was deployed alone. */
  gate?: Verdict;
  /** API calls that it took. */
  apiCalls: number;
  seconds: number;
};

/** Deploys to one org for a command: a run like any other, of which a person sees the plan and the progress too. */
export class OrgRunner {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: DeploySettings,
  ) {}

  /** What became of the org; what became of the run, where the org is not done with. */
  public async start(inputs: NewRunInputs): Promise<SyntheticOrgDeployResult | SyntheticFleetDeployResult> {
    const { noPrompt, signal, detail } = this.settings;
    const consent = new ProductionConsent(this.command, noPrompt);
    const store = deployRunStore();
    await tidyDeployRuns(this.command, store);
    const started = startRun(inputs);
    const progress = await orgProgress({ command: this.command, run: started });
    const view = new OrgDeployView(
      new DeployDisplay(this.command, messages, {
        detail,
        dryRun: inputs.options.dryRun,
        readerPermissionSet: inputs.schema.access.reader.name,
      }),
      progress,
    );
    const confirm: DeployListener['confirm'] = async ({ name, role }, { now }, assignments) =>
      role !== 'production' || consent.toChanges(name, now.length, assignments);
    try {
      const run = await shown(
        progress,
        () => carryOut({ run: started, inputs, store, signal, listener: view, confirm }),
        signal,
      );
      process.exitCode = signal.aborted ? deployExitCodes.interrupted : deployExitCode(run);
      const results = { run, store, folder: run.resultsDir, say: (line: string) => this.command.log(line) };
      if (view.result !== undefined) {
        view.display.result(view.result, run.id);
        const result = { runId: run.id, ...toJson(view.result, inputs.options.dryRun) };
        await writeRunResults(results, result);
        return result;
      }
      const result = await runResult(run, store);
      if (view.error !== undefined) {
        await writeRunResults(results, result).catch((error: unknown) => this.warnOf(error));
        throw view.error;
      }
      await writeRunResults(results, result);
      signal.throwIfAborted();
      new FleetDeployDisplay(this.command, fleetMessages, detail).run(result, [result.runId]);
      return result;
    } finally {
      this.command.spinner.stop();
    }
  }

  /** What ended the deploy is worse than results that could not be written, and is what the command ends with. */
  private warnOf(error: unknown): void {
    this.command.warn(error instanceof Error ? error.message : String(error));
  }
}

function toJson(
  {
    plan,
    portion,
    jobs,
    failures,
    accepted: _,
    notValidated,
    remaining,
    later,
    assignments,
    validation,
    ...rest
  }: DeployOrgResult,
  dryRun: boolean,
): Omit<SyntheticOrgDeployResult, 'runId'> {
  return {
    ...rest,
    dryRun,
    stage: portion,
    components: plan.desired.length,
    changes: plan.changes.map(changeLine),
    gaps: [...plan.gaps],
    notes: [...plan.notes],
    jobs: jobs.map((job) => ({ ...job, stages: [...job.stages] })),
    failures: [...failures],
    notValidated: notValidated.map(changeLine),
    remaining: remaining.map(changeLine),
    later: later.map(changeLine),
    assignments: [...assignments],
    ...(validation === undefined
      ? {}
      : { validation: { jobId: validation.jobId, validatedAt: validation.validatedAt } }),
  };
}

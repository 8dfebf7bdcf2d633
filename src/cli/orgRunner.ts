import type { Org } from '@salesforce/core';
import { Messages } from '@salesforce/core/messages';
import { deployOrg, type DeployOrgResult } from '../fleet/deployOrg.js';
import { deployExitCodes } from '../fleet/deployRun.js';
import { verifyDeclaredRole } from '../fleet/declaredRole.js';
import { schemaFor } from '../fleet/schemaFor.js';
import type { Gap } from '../metadata/target.js';
import type { OrgIdentity } from '../org/snapshot.js';
import { type ChangeLine, changeLine } from '../plan/describeChange.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { targetOrg } from './chosenOrgs.js';
import { DeployDisplay } from './deployDisplay.js';
import type { RunSettings } from './fleetRunner.js';
import { readFleetIfThere } from './projectFiles.js';
import { INTERRUPTED, type SyntheticCommand } from './syntheticCommand.js';
import { typedConfirmation } from './typedConfirmation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

export type SyntheticOrgDeployResult = {
  org: OrgIdentity;
  dryRun: boolean;
  outcome: DeployOrgResult['outcome'];
  /** How many components the schema wants in this org. */
  components: number;
  changes: ChangeLine[];
  /** What of the schema some objects can't take; without `instead`, nothing protects their records in its place. */
  gaps: Gap[];
  /** What else a person should know of this org. */
  notes: string[];
  jobs: { id: string; stages: string[]; status: string }[];
  failures: { type: string; fullName: string; problem: string; line?: number; column?: number }[];
  errorMessage?: string;
  /** Dry run only: what the server can't judge before the policy is in the org. */
  notValidated: ChangeLine[];
  /** What still differs after the deploy. */
  remaining: ChangeLine[];
};

type OrgSettings = RunSettings & { readonly dryRun: boolean; readonly waitMinutes: number };

/** Deploys to one org for a command: asks, shows the plan and the progress, and says how it ended. */
export class OrgRunner {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: OrgSettings,
  ) {}

  public async deploy(
    org: Org | undefined,
    schema: ProvenanceSchema,
    { verbose }: { readonly verbose: boolean },
  ): Promise<SyntheticOrgDeployResult> {
    const { apiVersion, dryRun, signal, waitMinutes } = this.settings;
    const fleet = await readFleetIfThere();
    const { name, connect, fleetOrg } = await targetOrg(org, { command: 'synthetic deploy', fleet, apiVersion });
    const display = new DeployDisplay(this.command, messages, {
      verbose,
      readerPermissionSet: schema.access.reader.name,
    });
    try {
      const result = await deployOrg({
        connection: await connect(),
        name,
        schema: fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg),
        dryRun,
        waitMinutes,
        signal,
        verifyIdentity: (identity) => fleet && verifyDeclaredRole(fleet, identity),
        listener: {
          onStep: (step) => display.step(step),
          onPlan: (identity, plan) => display.plan(identity, plan),
          onProgress: (_, progress) => display.progress(progress),
          confirm: (identity, plan) => this.mayWrite(identity, plan.changes.length),
        },
      });
      display.result(result);
      if (!['unchanged', 'validated', 'deployed'].includes(result.outcome)) {
        process.exitCode = signal.aborted ? INTERRUPTED : deployExitCodes.failed;
      }
      return toJson(result, dryRun);
    } finally {
      this.command.spinner.stop();
    }
  }

  /** Production is written to only by someone who says so: at the terminal, or by flag where there is none. */
  private async mayWrite({ name, role }: OrgIdentity, changes: number): Promise<boolean> {
    if (role !== 'production' || this.settings.noPrompt) return true;
    if (this.command.jsonEnabled() || !process.stdin.isTTY || !process.stdout.isTTY) {
      throw messages.createError('error.ConfirmationRequired', [name], [name]);
    }
    return typedConfirmation(messages.getMessage('confirm.production', [changes, name, name]), name);
  }
}

function toJson(
  { plan, jobs, failures, notValidated, remaining, ...rest }: DeployOrgResult,
  dryRun: boolean,
): SyntheticOrgDeployResult {
  return {
    ...rest,
    dryRun,
    components: plan.desired.length,
    changes: plan.changes.map(changeLine),
    gaps: [...plan.gaps],
    notes: [...plan.notes],
    jobs: jobs.map((job) => ({ ...job, stages: [...job.stages] })),
    failures: [...failures],
    notValidated: notValidated.map(changeLine),
    remaining: remaining.map(changeLine),
  };
}

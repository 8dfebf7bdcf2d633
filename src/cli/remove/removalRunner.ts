import type { Org } from '@salesforce/core';
import { Messages } from '@salesforce/core/messages';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { deployExitCodes } from '../../fleet/deploy/deployRun.js';
import type { RemovalConsent } from '../../fleet/remove/removalConsent.js';
import { removeFromOrg } from '../../fleet/remove/removeFromOrg.js';
import type { RemovalSurvey } from '../../fleet/remove/removalSurvey.js';
import { schemaFor } from '../../fleet/schemaFor.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { targetOrg } from '../chosenOrgs.js';
import type { RunSettings } from '../deploy/fleetRunner.js';
import { readFleetIfThere } from '../projectFiles.js';
import { RemovalDisplay } from './removalDisplay.js';
import { removalResult, type SyntheticRemoveResult } from './removalResult.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import { typedConfirmation } from '../typedConfirmation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

type RemovalSettings = RunSettings & {
  readonly apiVersion: string | undefined;
  readonly dryRun: boolean;
  readonly waitMinutes: number;
  readonly purgeOnDelete: boolean;
  readonly consent: RemovalConsent;
  readonly verbose: boolean;
};

/** Carries a removal out on one org for a command: asks, shows what goes and the progress, and says how it ended. */
export class RemovalRunner {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: RemovalSettings,
  ) {}

  public async remove(org: Org | undefined, schema: ProvenanceSchema): Promise<SyntheticRemoveResult> {
    const { apiVersion, dryRun, signal, waitMinutes, purgeOnDelete, consent, verbose } = this.settings;
    const fleet = await readFleetIfThere();
    const { name, connect, fleetOrg } = await targetOrg(org, { command: 'synthetic remove', fleet, apiVersion });
    const display = new RemovalDisplay(this.command, messages, { verbose });
    try {
      const result = await removeFromOrg({
        connection: await connect(),
        name,
        schema: fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg),
        dryRun,
        consent,
        purgeOnDelete,
        waitMinutes,
        signal,
        now: new Date(),
        verifyIdentity: (identity) => fleet && verifyDeclaredRole(fleet, identity),
        listener: {
          onStep: (step) => display.step(step),
          onSurvey: (survey) => display.survey(survey),
          onProgress: (progress) => display.progress(progress),
          confirm: (survey) => this.mayDelete(survey),
        },
      });
      display.result(result);
      if (!['absent', 'validated', 'removed'].includes(result.outcome)) {
        process.exitCode = signal.aborted ? deployExitCodes.interrupted : deployExitCodes.failed;
      }
      return removalResult(result, dryRun);
    } finally {
      this.command.spinner.stop();
    }
  }

  /** Production loses nothing unless someone says so: at the terminal, or by flag where there is none. */
  private async mayDelete({ org, plan, populated }: RemovalSurvey): Promise<boolean> {
    if (org.role !== 'production' || this.settings.noPrompt) return true;
    if (this.command.jsonEnabled() || !process.stdin.isTTY || !process.stdout.isTTY) {
      throw messages.createError('error.ConfirmationRequired', [org.name], [org.name]);
    }
    const records = populated.reduce((sum, { total }) => sum + total, 0);
    this.command.spinner.stop();
    const question = messages.getMessage('confirm.production', [plan.deletions.length, records, org.name, org.name]);
    return typedConfirmation(question, org.name);
  }
}

import { Messages } from '@salesforce/core/messages';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { deployExitCodes } from '../../fleet/deploy/deployRun.js';
import { secondsSince } from '../../fleet/deploy/deployOrg.js';
import type { Fleet } from '../../fleet/fleetFile.js';
import type { RemovalConsent } from '../../fleet/remove/removalConsent.js';
import { removalExitCode } from '../../fleet/remove/removalFate.js';
import { removeFromOrg } from '../../fleet/remove/removeFromOrg.js';
import type { RemovalExtent } from '../../fleet/remove/removalSurvey.js';
import { schemaFor } from '../../fleet/schemaFor.js';
import { countCalls } from '../../org/apiCalls.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import type { ChosenOrg } from '../chosenOrgs.js';
import type { RunSettings } from '../deploy/fleetRunner.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import { RemovalDisplay } from './removalDisplay.js';
import { RemovalPermission } from './removalPermission.js';
import { removalResult, type SyntheticOrgRemoveResult } from './removalResult.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

export type RemovalSettings = RunSettings & {
  readonly extent: RemovalExtent;
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

  public async remove(
    { name, connect, fleetOrg }: ChosenOrg,
    schema: ProvenanceSchema,
    fleet: Fleet | undefined,
  ): Promise<SyntheticOrgRemoveResult> {
    const { extent, dryRun, signal, waitMinutes, purgeOnDelete, consent, verbose } = this.settings;
    const permission = new RemovalPermission(this.command, this.settings.noPrompt);
    const display = new RemovalDisplay(this.command, messages, { verbose });
    const started = Date.now();
    try {
      const connection = await connect();
      const apiCalls = countCalls(connection);
      const result = await removeFromOrg({
        connection,
        name,
        schema: fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg),
        extent,
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
          confirm: (survey) => permission.toDelete(survey),
        },
      });
      display.result(result);
      const code = removalExitCode([result.outcome]);
      process.exitCode = code !== deployExitCodes.done && signal.aborted ? deployExitCodes.interrupted : code;
      return { ...removalResult(result, dryRun), apiCalls: apiCalls(), seconds: secondsSince(started) };
    } finally {
      this.command.spinner.stop();
    }
  }
}

import { Messages } from '@salesforce/core/messages';
import { chosenRun, deployRunStore } from '../../../cli/deploy/deployRuns.js';
import { FleetDeployDisplay } from '../../../cli/deploy/fleetDeployDisplay.js';
import { chosenRunFlags, runErrorCodes } from '../../../cli/deploy/runFlags.js';
import { runResult, type SyntheticFleetDeployResult } from '../../../cli/deploy/runResult.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { deployExitCode } from '../../../fleet/deploy/deployRun.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.report');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

export default class SyntheticDeployReport extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = { ...chosenRunFlags };

  public static override readonly errorCodes = runErrorCodes();

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployReport);
    const run = await chosenRun(flags['run-id']);
    const result = await runResult(run, deployRunStore());
    new FleetDeployDisplay(this, fleetMessages).run(result, [result.runId]);
    process.exitCode = deployExitCode(run);
    return result;
  }
}

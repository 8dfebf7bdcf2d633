import { Messages } from '@salesforce/core/messages';
import { chosenRun, deployRunStore } from '../../../cli/deploy/deployRuns.js';
import { detailFlags, displayDetail } from '../../../cli/deploy/detailFlags.js';
import { FleetDeployDisplay } from '../../../cli/deploy/fleetDeployDisplay.js';
import { chosenRunFlags, resultsFlag, runErrorCodes } from '../../../cli/deploy/runFlags.js';
import { runResult, type SyntheticFleetDeployResult } from '../../../cli/deploy/runResult.js';
import { writeRunResults } from '../../../cli/deploy/runResultFiles.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { deployExitCode } from '../../../fleet/deploy/deployRun.js';
import { assertResultsFolder } from '../../../report/resultsFolder.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.report');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

export default class SyntheticDeployReport extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = { ...chosenRunFlags, ...resultsFlag, ...detailFlags };

  public static override readonly errorCodes = runErrorCodes();

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployReport);
    const folder = flags['results-dir'];
    if (folder !== undefined) await assertResultsFolder(folder);
    const run = await chosenRun(flags['run-id']);
    const store = deployRunStore();
    const result = await runResult(run, store);
    new FleetDeployDisplay(this, fleetMessages, displayDetail(flags)).run(result, [result.runId]);
    process.exitCode = deployExitCode(run);
    await writeRunResults({ run, store, folder, say: (line) => this.log(line) }, result);
    return result;
  }
}

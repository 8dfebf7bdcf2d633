import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { FleetDeployDisplay } from '../../../cli/fleetDeployDisplay.js';
import { chosenRun } from '../../../cli/fleetRuns.js';
import { fleetResult, type SyntheticFleetDeployResult } from '../../../cli/fleetRunner.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { deployExitCode, deployExitCodes } from '../../../fleet/deployRun.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.report');
const deployMessages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

export default class SyntheticDeployReport extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'run-id': Flags.string({ char: 'i', summary: messages.getMessage('flags.run-id.summary') }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(deployExitCodes.done)]: deployMessages.getMessage('exitCode.done'),
    [String(deployExitCodes.failed)]: deployMessages.getMessage('exitCode.failed'),
    [String(deployExitCodes.partial)]: deployMessages.getMessage('exitCode.partial'),
    [String(deployExitCodes.unfinished)]: deployMessages.getMessage('exitCode.unfinished'),
  });

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployReport);
    const run = await chosenRun(flags['run-id']);
    new FleetDeployDisplay(this, fleetMessages).run(run);
    process.exitCode = deployExitCode(run);
    return fleetResult(run);
  }
}

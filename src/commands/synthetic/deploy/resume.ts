import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { chosenRun } from '../../../cli/fleetRuns.js';
import { FleetRunner, type SyntheticFleetDeployResult } from '../../../cli/fleetRunner.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { deployExitCodes } from '../../../fleet/deployRun.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.resume');
const deployMessages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

export default class SyntheticDeployResume extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'run-id': Flags.string({ char: 'i', summary: messages.getMessage('flags.run-id.summary') }),
    'no-prompt': Flags.boolean({ default: false, summary: deployMessages.getMessage('flags.no-prompt.summary') }),
    'api-version': Flags.orgApiVersion(),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(deployExitCodes.done)]: deployMessages.getMessage('exitCode.done'),
    [String(deployExitCodes.failed)]: deployMessages.getMessage('exitCode.failed'),
    [String(deployExitCodes.partial)]: deployMessages.getMessage('exitCode.partial'),
    [String(deployExitCodes.unfinished)]: deployMessages.getMessage('exitCode.unfinished'),
    [String(INTERRUPTED)]: deployMessages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployResume);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(deployMessages.createError('error.Interrupted', [], [], INTERRUPTED));
    const runner = new FleetRunner(this, {
      noPrompt: flags['no-prompt'],
      apiVersion: flags['api-version'],
      signal: interruption.signal,
    });
    try {
      return await runner.resume(await chosenRun(flags['run-id']));
    } finally {
      this.spinner.stop();
    }
  }
}

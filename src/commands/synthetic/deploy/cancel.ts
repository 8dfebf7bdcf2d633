import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { RunCanceler } from '../../../cli/deploy/runCanceler.js';
import { chosenRun } from '../../../cli/deploy/deployRuns.js';
import { requiredRunFlags, runErrorCodes } from '../../../cli/deploy/runFlags.js';
import type { SyntheticFleetDeployResult } from '../../../cli/deploy/runResult.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.cancel');

export default class SyntheticDeployCancel extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...requiredRunFlags,
    wait: Flags.integer({
      char: 'w',
      min: 1,
      default: 33,
      helpValue: '<minutes>',
      summary: messages.getMessage('flags.wait.summary'),
    }),
  };

  public static override readonly errorCodes = runErrorCodes(messages, ['done', 'failed', 'unfinished', 'interrupted']);

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployCancel);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    const run = await chosenRun(flags['run-id']);
    return new RunCanceler(this, { waitMinutes: flags.wait, signal: interruption.signal }).cancel(run);
  }
}

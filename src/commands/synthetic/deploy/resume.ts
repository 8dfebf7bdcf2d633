import { resolve } from 'node:path';
import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { chosenRun } from '../../../cli/deploy/deployRuns.js';
import { detailFlags, displayDetail } from '../../../cli/deploy/detailFlags.js';
import { FleetRunner } from '../../../cli/deploy/fleetRunner.js';
import { chosenRunFlags, resultsFlag, runErrorCodes } from '../../../cli/deploy/runFlags.js';
import type { SyntheticFleetDeployResult } from '../../../cli/deploy/runResult.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { assertResultsFolder } from '../../../report/resultsFolder.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.resume');
const deployMessages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

export default class SyntheticDeployResume extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...chosenRunFlags,
    ...resultsFlag,
    ...detailFlags,
    'no-prompt': Flags.boolean({ default: false, summary: deployMessages.getMessage('flags.no-prompt.summary') }),
    wait: Flags.integer({
      char: 'w',
      min: 1,
      helpValue: '<minutes>',
      summary: messages.getMessage('flags.wait.summary'),
    }),
    'api-version': Flags.orgApiVersion(),
  };

  public static override readonly errorCodes = runErrorCodes();

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployResume);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(deployMessages.createError('error.Interrupted', [], [], INTERRUPTED));
    const run = await chosenRun(flags['run-id']);
    const given = flags['results-dir'];
    const resultsDir = given === undefined ? run.resultsDir : resolve(given);
    if (resultsDir !== undefined) await assertResultsFolder(resultsDir);
    const options = {
      ...run.options,
      apiVersion: flags['api-version'] ?? run.options.apiVersion,
      waitMinutes: flags.wait ?? run.options.waitMinutes,
    };
    const runner = new FleetRunner(this, {
      noPrompt: flags['no-prompt'],
      detail: displayDetail(flags),
      signal: interruption.signal,
    });
    try {
      return await runner.resume({ ...run, options, resultsDir });
    } finally {
      this.spinner.stop();
    }
  }
}

import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { inputsOf } from '../../../cli/deploy/deployRuns.js';
import { detailFlags, displayDetail } from '../../../cli/deploy/detailFlags.js';
import { FleetRunner } from '../../../cli/deploy/fleetRunner.js';
import { carryingFlags, carryingOptions, dryRunFlags, runErrorCodes } from '../../../cli/deploy/runFlags.js';
import type { SyntheticFleetDeployResult } from '../../../cli/deploy/runResult.js';
import { chosenValidation } from '../../../cli/deploy/validatedRun.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { assertResultsFolder } from '../../../report/resultsFolder.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.quick');
const deployMessages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

export default class SyntheticDeployQuick extends SyntheticCommand<SyntheticFleetDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...dryRunFlags,
    ...carryingFlags,
    ...detailFlags,
    'no-prompt': Flags.boolean({ default: false, summary: deployMessages.getMessage('flags.no-prompt.summary') }),
    'api-version': Flags.orgApiVersion(),
  };

  public static override readonly errorCodes = runErrorCodes();

  public async run(): Promise<SyntheticFleetDeployResult> {
    const { flags } = await this.parse(SyntheticDeployQuick);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(deployMessages.createError('error.Interrupted', [], [], INTERRUPTED));
    const resultsDir = flags['results-dir'];
    if (resultsDir !== undefined) await assertResultsFolder(resultsDir);
    const validation = await chosenValidation(flags['run-id']);
    const { id, schemaFile, fleetFile, shard, options } = validation;
    const inputs = {
      ...(await inputsOf(validation)),
      schemaFile,
      fleetFile,
      shard,
      validatedBy: id,
      resultsDir,
      options: {
        ...carryingOptions({ ...flags, 'api-version': flags['api-version'] ?? options.apiVersion }),
        dryRun: false,
        stage: options.stage,
        ...(options.assign === undefined ? {} : { assign: options.assign }),
      },
    };
    const runner = new FleetRunner(this, {
      noPrompt: flags['no-prompt'],
      detail: displayDetail(flags),
      signal: interruption.signal,
    });
    return flags.async ? runner.startInBackground(inputs) : runner.start(inputs);
  }
}

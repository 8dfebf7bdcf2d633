import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { orgFlags, orgsOf } from '../../cli/chosenOrgs.js';
import { detailFlags, displayDetail } from '../../cli/deploy/detailFlags.js';
import { FleetRunner } from '../../cli/deploy/fleetRunner.js';
import { OrgRunner, type SyntheticOrgDeployResult } from '../../cli/deploy/orgRunner.js';
import { locateFleetFile, locateSchemaFile, readFleetIfThere } from '../../cli/projectFiles.js';
import { runErrorCodes, runFlags, runOptions } from '../../cli/deploy/runFlags.js';
import { apexTests, testFlags } from '../../cli/deploy/testFlags.js';
import type { SyntheticFleetDeployResult } from '../../cli/deploy/runResult.js';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { readFleet } from '../../fleet/fleetFile.js';
import { portions } from '../../plan/portion.js';
import { parseShard } from '../../fleet/selectOrgs.js';
import { assertResultsFolder } from '../../report/resultsFolder.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

/** Of one org, or with `--fleet` of many; of a run that is not done with its org yet, how far it is. */
export type SyntheticDeployResult = SyntheticOrgDeployResult | SyntheticFleetDeployResult;

export default class SyntheticDeploy extends SyntheticCommand<SyntheticDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags(messages),
    ...runFlags,
    ...testFlags,
    stage: Flags.option({
      options: portions,
      default: 'all' as const,
      summary: messages.getMessage('flags.stage.summary'),
      description: messages.getMessage('flags.stage.description'),
    })(),
    'dry-run': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.dry-run.summary'),
      description: messages.getMessage('flags.dry-run.description'),
    }),
    'no-prompt': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.no-prompt.summary'),
      description: messages.getMessage('flags.no-prompt.description'),
    }),
    ...detailFlags,
  };

  public static override readonly errorCodes = runErrorCodes();

  public async run(): Promise<SyntheticDeployResult> {
    const { flags } = await this.parse(SyntheticDeploy);
    const resultsDir = flags['results-dir'];
    if (resultsDir !== undefined) await assertResultsFolder(resultsDir);
    const schemaFile = await locateSchemaFile(flags.schema);
    const today = dayOf(new Date());
    const schema = await readProvenanceSchema(schemaFile, today);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    const settings = { noPrompt: flags['no-prompt'], detail: displayDetail(flags), signal: interruption.signal };
    const fleetFile = flags.fleet ?? (await locateFleetFile());
    const fleet = flags.fleet === undefined ? await readFleetIfThere(today) : await readFleet(fleetFile, today);
    const orgs = await orgsOf('synthetic deploy', fleet, flags);
    const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
    const options = runOptions(flags, apexTests(flags));
    const inputs = { schemaFile, schema, fleetFile, fleet, orgs, shard, resultsDir, options };
    if (flags.async) return new FleetRunner(this, settings).startInBackground(inputs);
    const runner = flags.fleet === undefined ? new OrgRunner(this, settings) : new FleetRunner(this, settings);
    return runner.start(inputs);
  }
}

import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { chosenOrgs, orgFlags, targetOrg } from '../../cli/chosenOrgs.js';
import { runErrorCodes } from '../../cli/deploy/runFlags.js';
import { locateSchemaFile, readFleetIfThere } from '../../cli/projectFiles.js';
import type { SyntheticFleetRemoveResult } from '../../cli/remove/fleetRemovalResult.js';
import { FleetRemovalRunner } from '../../cli/remove/fleetRemovalRunner.js';
import type { SyntheticOrgRemoveResult } from '../../cli/remove/removalResult.js';
import { RemovalRunner } from '../../cli/remove/removalRunner.js';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { readFleet } from '../../fleet/fleetFile.js';
import type { RemovalExtent } from '../../fleet/remove/removalSurvey.js';
import { parseShard } from '../../fleet/selectOrgs.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

/** Of one org, or with `--fleet` of many. */
export type SyntheticRemoveResult = SyntheticOrgRemoveResult | SyntheticFleetRemoveResult;

export default class SyntheticRemove extends SyntheticCommand<SyntheticRemoveResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags(messages),
    concurrency: Flags.integer({
      min: 1,
      max: 50,
      default: 5,
      summary: messages.getMessage('flags.concurrency.summary'),
    }),
    'continue-on-error': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.continue-on-error.summary'),
    }),
    // Without a default, which would count as given.
    leftovers: Flags.boolean({
      exclusive: ['export-dir', 'delete-data'],
      summary: messages.getMessage('flags.leftovers.summary'),
      description: messages.getMessage('flags.leftovers.description'),
    }),
    'export-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.export-dir.summary'),
      description: messages.getMessage('flags.export-dir.description'),
    }),
    'delete-data': Flags.boolean({
      dependsOn: ['export-dir'],
      summary: messages.getMessage('flags.delete-data.summary'),
      description: messages.getMessage('flags.delete-data.description'),
    }),
    unassign: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.unassign.summary'),
      description: messages.getMessage('flags.unassign.description'),
    }),
    'purge-on-delete': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.purge-on-delete.summary'),
      description: messages.getMessage('flags.purge-on-delete.description'),
    }),
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
    wait: Flags.integer({
      char: 'w',
      min: 1,
      default: 33,
      helpValue: '<minutes>',
      summary: messages.getMessage('flags.wait.summary'),
    }),
    verbose: Flags.boolean({ default: false, summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly errorCodes = runErrorCodes(messages);

  public async run(): Promise<SyntheticRemoveResult> {
    const { flags } = await this.parse(SyntheticRemove);
    const given: Partial<typeof flags> = flags;
    const today = dayOf(new Date());
    const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema), today);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    const extent: RemovalExtent = flags.leftovers ? 'leftovers' : 'everything';
    const settings = {
      noPrompt: flags['no-prompt'],
      signal: interruption.signal,
      extent,
      dryRun: flags['dry-run'],
      waitMinutes: flags.wait,
      purgeOnDelete: flags['purge-on-delete'],
      consent: { deleteData: given['delete-data'] ?? false, unassign: flags.unassign, exportTo: flags['export-dir'] },
    };
    const apiVersion = flags['api-version'];
    if (flags.fleet === undefined) {
      const fleet = await readFleetIfThere(today);
      const org = await targetOrg(flags['target-org'], { command: 'synthetic remove', fleet, apiVersion });
      return new RemovalRunner(this, { ...settings, verbose: flags.verbose }).remove(org, schema, fleet);
    }
    const fleet = await readFleet(flags.fleet, today);
    const orgs = chosenOrgs(fleet, { ...flags, fleet: flags.fleet }, apiVersion);
    const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
    const { concurrency, 'continue-on-error': continueOnError } = flags;
    const runner = new FleetRemovalRunner(this, { ...settings, concurrency, continueOnError });
    return runner.remove({ schema, fleet, orgs, shard });
  }
}

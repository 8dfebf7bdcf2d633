import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { locateSchemaFile } from '../../cli/projectFiles.js';
import type { SyntheticRemoveResult } from '../../cli/remove/removalResult.js';
import { RemovalRunner } from '../../cli/remove/removalRunner.js';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { deployExitCodes } from '../../fleet/deploy/deployRun.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

export default class SyntheticRemove extends SyntheticCommand<SyntheticRemoveResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'target-org': Flags.optionalOrg({ summary: messages.getMessage('flags.target-org.summary') }),
    'api-version': Flags.orgApiVersion(),
    schema: Flags.file({
      char: 's',
      summary: messages.getMessage('flags.schema.summary'),
      description: messages.getMessage('flags.schema.description'),
    }),
    'export-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.export-dir.summary'),
      description: messages.getMessage('flags.export-dir.description'),
    }),
    // Without a default, which would count as given.
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

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(deployExitCodes.done)]: messages.getMessage('exitCode.done'),
    [String(deployExitCodes.failed)]: messages.getMessage('exitCode.failed'),
    [String(deployExitCodes.interrupted)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticRemoveResult> {
    const { flags } = await this.parse(SyntheticRemove);
    const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema));
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    return new RemovalRunner(this, {
      noPrompt: flags['no-prompt'],
      apiVersion: flags['api-version'],
      signal: interruption.signal,
      dryRun: flags['dry-run'],
      waitMinutes: flags.wait,
      purgeOnDelete: flags['purge-on-delete'],
      consent: { deleteData: flags['delete-data'], unassign: flags.unassign, exportTo: flags['export-dir'] },
      verbose: flags.verbose,
    }).remove(flags['target-org'], schema);
  }
}

import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { chosenOrgs, selectionFlags } from '../../cli/chosenOrgs.js';
import { FleetRunner, type SyntheticFleetDeployResult } from '../../cli/fleetRunner.js';
import { OrgRunner, type SyntheticOrgDeployResult } from '../../cli/orgRunner.js';
import { locateSchemaFile } from '../../cli/projectFiles.js';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { deployExitCodes } from '../../fleet/deployRun.js';
import { readFleet } from '../../fleet/fleetFile.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

/** Of one org, or with `--fleet` of many. */
export type SyntheticDeployResult = SyntheticOrgDeployResult | SyntheticFleetDeployResult;

export default class SyntheticDeploy extends SyntheticCommand<SyntheticDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'target-org': Flags.optionalOrg({
      exclusive: ['fleet'],
      summary: messages.getMessage('flags.target-org.summary'),
    }),
    fleet: Flags.file({
      char: 'f',
      exists: true,
      summary: messages.getMessage('flags.fleet.summary'),
      description: messages.getMessage('flags.fleet.description'),
    }),
    ...selectionFlags,
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
    'no-gate': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.no-gate.summary'),
      description: messages.getMessage('flags.no-gate.description'),
    }),
    soak: Flags.integer({
      min: 0,
      default: 0,
      helpValue: '<minutes>',
      summary: messages.getMessage('flags.soak.summary'),
    }),
    'api-version': Flags.orgApiVersion(),
    schema: Flags.file({
      char: 's',
      summary: messages.getMessage('flags.schema.summary'),
      description: messages.getMessage('flags.schema.description'),
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
    verbose: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.verbose.summary'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(deployExitCodes.done)]: messages.getMessage('exitCode.done'),
    [String(deployExitCodes.failed)]: messages.getMessage('exitCode.failed'),
    [String(deployExitCodes.partial)]: messages.getMessage('exitCode.partial'),
    [String(deployExitCodes.unfinished)]: messages.getMessage('exitCode.unfinished'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticDeployResult> {
    const { flags } = await this.parse(SyntheticDeploy);
    const schemaFile = await locateSchemaFile(flags.schema);
    const schema = await readProvenanceSchema(schemaFile);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    const settings = {
      dryRun: flags['dry-run'],
      noPrompt: flags['no-prompt'],
      waitMinutes: flags.wait,
      apiVersion: flags['api-version'],
      signal: interruption.signal,
    };
    if (flags.fleet === undefined) {
      return new OrgRunner(this, settings).deploy(flags['target-org'], schema, { verbose: flags.verbose });
    }
    const fleet = await readFleet(flags.fleet);
    const chosen = chosenOrgs(fleet, { ...flags, fleet: flags.fleet }, flags['api-version']);
    return new FleetRunner(this, settings).start({
      schemaFile,
      schema,
      fleetFile: flags.fleet,
      fleet,
      orgs: chosen.map(({ fleetOrg }) => fleetOrg),
      options: {
        dryRun: flags['dry-run'],
        gate: !flags['no-gate'],
        soakMinutes: flags.soak,
        continueOnError: flags['continue-on-error'],
        concurrency: flags.concurrency,
        waitMinutes: flags.wait,
      },
    });
  }
}

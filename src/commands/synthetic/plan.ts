import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { orgFlags, orgsOf } from '../../cli/chosenOrgs.js';
import { PlanDisplay } from '../../cli/plan/planDisplay.js';
import { planExitCode, planExitCodes, planResult, type SyntheticPlanResult } from '../../cli/plan/planResult.js';
import { locateSchemaFile, readFleetIfThere } from '../../cli/projectFiles.js';
import { SyntheticCommand } from '../../cli/syntheticCommand.js';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { readFleet } from '../../fleet/fleetFile.js';
import { planFleet } from '../../fleet/planFleet.js';
import { parseShard } from '../../fleet/selectOrgs.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'plan');

export default class SyntheticPlan extends SyntheticCommand<SyntheticPlanResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags(messages),
    'count-records': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.count-records.summary'),
      description: messages.getMessage('flags.count-records.description'),
    }),
    'exit-code': Flags.boolean({ default: false, summary: messages.getMessage('flags.exit-code.summary') }),
    concurrency: Flags.integer({
      min: 1,
      max: 50,
      default: 8,
      summary: messages.getMessage('flags.concurrency.summary'),
    }),
    verbose: Flags.boolean({ default: false, summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(planExitCodes.done)]: messages.getMessage('exitCode.done'),
    '1': messages.getMessage('exitCode.failed'),
    [String(planExitCodes.pending)]: messages.getMessage('exitCode.pending'),
    [String(planExitCodes.notReadable)]: messages.getMessage('exitCode.notReadable'),
  });

  public async run(): Promise<SyntheticPlanResult> {
    const { flags } = await this.parse(SyntheticPlan);
    const now = new Date();
    const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema), dayOf(now));
    const fleet =
      flags.fleet === undefined ? await readFleetIfThere(dayOf(now)) : await readFleet(flags.fleet, dayOf(now));
    const orgs = await orgsOf('synthetic plan', fleet, flags);
    const display = new PlanDisplay(this, messages, { verbose: flags.verbose });
    display.start(orgs.length);
    const result = planResult(
      await planFleet({
        schema,
        orgs,
        concurrency: flags.concurrency,
        countRecords: flags['count-records'],
        now,
        verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
        onOrgDone: (done, total) => display.progress(done, total),
      }).finally(() => this.spinner.stop()),
      flags.shard === undefined ? undefined : parseShard(flags.shard),
    );
    display.result(result);
    process.exitCode = planExitCode(result, flags['exit-code']);
    return result;
  }
}

import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { auditErrorCodes } from '../../../cli/audit/auditErrorCodes.js';
import { AuditRunner } from '../../../cli/audit/auditRunner.js';
import { chosenAuditRun } from '../../../cli/audit/auditRuns.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import type { AuditReport } from '../../../report/auditReport.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit.resume');

export type SyntheticAuditResumeResult = AuditReport;

export default class SyntheticAuditResume extends SyntheticCommand<SyntheticAuditResumeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'run-id': Flags.string({ char: 'i', summary: messages.getMessage('flags.run-id.summary') }),
    'max-age': Flags.integer({
      min: 1,
      default: 24,
      helpValue: '<hours>',
      summary: messages.getMessage('flags.max-age.summary'),
    }),
  };

  public static override readonly errorCodes = auditErrorCodes();

  public async run(): Promise<SyntheticAuditResumeResult> {
    const { flags } = await this.parse(SyntheticAuditResume);
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort();
    const run = await chosenAuditRun(flags['run-id']);
    return new AuditRunner(this, interruption.signal).resume(run, { maxAgeHours: flags['max-age'] });
  }
}

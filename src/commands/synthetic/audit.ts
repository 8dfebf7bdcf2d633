import { Messages } from '@salesforce/core/messages';
import { toHelpSection } from '@salesforce/sf-plugins-core';
import { auditErrorCodes } from '../../cli/audit/auditErrorCodes.js';
import { auditFlags } from '../../cli/audit/auditFlags.js';
import { auditInputs } from '../../cli/audit/auditInputs.js';
import { newAuditRun } from '../../cli/audit/auditRuns.js';
import { AuditRunner } from '../../cli/audit/auditRunner.js';
import { SIGNING_KEY, SIGNING_PASSPHRASE } from '../../cli/audit/evidencePlace.js';
import { SyntheticCommand } from '../../cli/syntheticCommand.js';
import type { AuditReport } from '../../report/auditReport.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

export type SyntheticAuditResult = AuditReport;

export default class SyntheticAudit extends SyntheticCommand<SyntheticAuditResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = auditFlags;

  public static override readonly errorCodes = auditErrorCodes();

  public static override readonly envVariablesSection = toHelpSection('ENVIRONMENT VARIABLES', {
    [SIGNING_KEY]: messages.getMessage('env.signingKey'),
    [SIGNING_PASSPHRASE]: messages.getMessage('env.signingPassphrase'),
  });

  public async run(): Promise<SyntheticAuditResult> {
    const { flags } = await this.parse(SyntheticAudit);
    const interruption = new AbortController();
    const now = new Date();
    const inputs = await auditInputs(flags, now);
    const runner = new AuditRunner(this, interruption.signal);
    const { fleet } = flags;
    if (fleet === undefined) return runner.once(inputs);
    this.onInterrupt = () => interruption.abort();
    return runner.start(newAuditRun({ ...flags, fleet }, inputs, now), inputs);
  }
}

import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { EvidenceRunDisplay } from '../../../cli/audit/evidenceRunDisplay.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { readRun, type RunContent } from '../../../evidence/readRun.js';
import { evidenceExitCodes } from '../../../evidence/verification.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'evidence.show');

export type SyntheticEvidenceShowResult = RunContent;

export default class SyntheticEvidenceShow extends SyntheticCommand<SyntheticEvidenceShowResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    evidence: Flags.directory({
      required: true,
      helpValue: '<folder>',
      summary: messages.getMessage('flags.evidence.summary'),
    }),
    run: Flags.integer({ min: 1, summary: messages.getMessage('flags.run.summary') }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.shown'),
    '1': messages.getMessage('exitCode.failed'),
    [String(evidenceExitCodes.notVerified)]: messages.getMessage('exitCode.unreadable'),
  });

  public async run(): Promise<SyntheticEvidenceShowResult> {
    const { flags } = await this.parse(SyntheticEvidenceShow);
    const content = readRun(flags.evidence, flags.run);
    if (!this.jsonEnabled()) new EvidenceRunDisplay(this, messages).run(flags.evidence, content);
    return content;
  }
}

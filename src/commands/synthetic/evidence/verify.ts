import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { EvidenceDisplay } from '../../../cli/audit/evidenceDisplay.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { readPublicKey } from '../../../evidence/keys.js';
import { evidenceExitCodes, type Verification } from '../../../evidence/verification.js';
import { verifyLedger } from '../../../evidence/verifyLedger.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'evidence.verify');

export type SyntheticEvidenceVerifyResult = Verification;

export default class SyntheticEvidenceVerify extends SyntheticCommand<SyntheticEvidenceVerifyResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    evidence: Flags.directory({
      required: true,
      helpValue: '<folder>',
      summary: messages.getMessage('flags.evidence.summary'),
    }),
    'public-key': Flags.file({
      exists: true,
      multiple: true,
      summary: messages.getMessage('flags.public-key.summary'),
      description: messages.getMessage('flags.public-key.description'),
    }),
    run: Flags.integer({ min: 1, summary: messages.getMessage('flags.run.summary') }),
    'expect-head': Flags.string({
      helpValue: '<digest>',
      summary: messages.getMessage('flags.expect-head.summary'),
      description: messages.getMessage('flags.expect-head.description'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(evidenceExitCodes.verified)]: messages.getMessage('exitCode.verified'),
    '1': messages.getMessage('exitCode.failed'),
    [String(evidenceExitCodes.tampered)]: messages.getMessage('exitCode.tampered'),
    [String(evidenceExitCodes.notVerified)]: messages.getMessage('exitCode.notVerified'),
  });

  public async run(): Promise<SyntheticEvidenceVerifyResult> {
    const { flags } = await this.parse(SyntheticEvidenceVerify);
    const keys = await Promise.all(
      (flags['public-key'] ?? []).map(async (file) =>
        readPublicKey({ text: await readFile(file, 'utf8'), from: `in ${file}` }),
      ),
    );
    const expectedHead = digest(flags['expect-head']);
    const display = new EvidenceDisplay(this, messages);
    display.start(flags.evidence);
    const verification = await verifyLedger(flags.evidence, {
      keys,
      expectedHead,
      run: flags.run,
      onProgress: (done, total) => display.progress(done, total),
    });
    display.verification(verification, keys.length);
    process.exitCode = evidenceExitCodes[verification.verdict];
    return verification;
  }
}

function digest(given: string | undefined): string | undefined {
  const text = given?.trim().toLowerCase();
  if (text === undefined || /^[0-9a-f]{64}$/u.test(text)) return text;
  throw messages.createError('error.Head', [given ?? '']);
}

import { Args } from '@oclif/core';
import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { AuditDisplay } from '../../cli/audit/auditDisplay.js';
import { SIGNING_KEY, SIGNING_PASSPHRASE } from '../../cli/audit/evidencePlace.js';
import { leaveReport } from '../../cli/audit/leaveReport.js';
import { mergeEvidence } from '../../cli/audit/mergeEvidence.js';
import { displayDetail } from '../../cli/deploy/detailFlags.js';
import { FleetDeployDisplay } from '../../cli/deploy/fleetDeployDisplay.js';
import { mergedExitCode, mergeResults, type SyntheticMergeResult } from '../../cli/mergeResults.js';
import { PlanDisplay } from '../../cli/plan/planDisplay.js';
import { FleetRemovalDisplay } from '../../cli/remove/fleetRemovalDisplay.js';
import { readResult } from '../../cli/resultFile.js';
import { SyntheticCommand } from '../../cli/syntheticCommand.js';
import { assertReportFiles } from '../../report/reportFile.js';
import { reportExtensions } from '../../report/reportFormat.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'merge');
const texts = {
  plan: Messages.loadMessages('sf-plugin-synthetic', 'plan'),
  audit: Messages.loadMessages('sf-plugin-synthetic', 'audit'),
  deploy: Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy'),
  removal: Messages.loadMessages('sf-plugin-synthetic', 'remove'),
};

export type { SyntheticMergeResult } from '../../cli/mergeResults.js';

export default class SyntheticMerge extends SyntheticCommand<SyntheticMergeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly strict = false;
  public static override readonly args = {
    file: Args.string({ required: true, description: messages.getMessage('args.file.description') }),
  };

  public static override readonly flags = {
    'output-file': Flags.file({
      multiple: true,
      summary: messages.getMessage('flags.output-file.summary'),
      description: messages.getMessage('flags.output-file.description', [reportExtensions.join(', ')]),
    }),
    evidence: Flags.directory({
      helpValue: '<folder>',
      summary: messages.getMessage('flags.evidence.summary'),
      description: messages.getMessage('flags.evidence.description'),
    }),
    'signing-key': Flags.file({
      exists: true,
      dependsOn: ['evidence'],
      summary: texts.audit.getMessage('flags.signing-key.summary'),
      description: texts.audit.getMessage('flags.signing-key.description', [SIGNING_KEY, SIGNING_PASSPHRASE]),
    }),
    schema: Flags.file({ char: 's', dependsOn: ['evidence'], summary: messages.getMessage('flags.schema.summary') }),
    fleet: Flags.file({
      char: 'f',
      exists: true,
      dependsOn: ['evidence'],
      summary: messages.getMessage('flags.fleet.summary'),
    }),
    'exit-code': Flags.boolean({ default: false, summary: messages.getMessage('flags.exit-code.summary') }),
    verbose: Flags.boolean({ default: false, summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.done'),
    '1': messages.getMessage('exitCode.failed'),
    '3, 4': messages.getMessage('exitCode.judged'),
    '68, 69': messages.getMessage('exitCode.deployed'),
  });

  public async run(): Promise<SyntheticMergeResult> {
    const { argv, flags } = await this.parse(SyntheticMerge);
    const outputFiles = flags['output-file'] ?? [];
    assertReportFiles(outputFiles);
    const parts = await Promise.all(argv.map((file) => readResult(String(file))));
    const merged = mergeResults(parts);
    const { evidence } = flags;
    if (merged.kind === 'audit') {
      const keep =
        evidence === undefined
          ? undefined
          : await mergeEvidence(
              parts.filter((part) => part.kind === 'audit'),
              { ...flags, evidence },
            );
      this.show(merged, flags.verbose);
      const result = await leaveReport(this, merged.result, { outputFiles, keep });
      process.exitCode = mergedExitCode(merged, flags['exit-code']);
      return { kind: 'audit', result };
    }
    if (outputFiles.length > 0) throw messages.createError('error.NoReport', [merged.kind]);
    if (evidence !== undefined) throw messages.createError('error.NoEvidence', [merged.kind]);
    this.show(merged, flags.verbose);
    process.exitCode = mergedExitCode(merged, flags['exit-code']);
    return merged;
  }

  private show({ kind, result }: SyntheticMergeResult, verbose: boolean): void {
    if (kind === 'plan') new PlanDisplay(this, texts.plan, { verbose }).result(result);
    else if (kind === 'audit') new AuditDisplay(this, texts.audit, { verbose }).report(result);
    else if (kind === 'removal') new FleetRemovalDisplay(this, texts.removal).result(result);
    else new FleetDeployDisplay(this, texts.deploy, displayDetail({ verbose })).run(result, result.runIds);
  }
}

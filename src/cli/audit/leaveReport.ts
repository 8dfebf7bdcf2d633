import { Messages } from '@salesforce/core/messages';
import type { AuditReport, KeptEvidence } from '../../report/auditReport.js';
import { writeReports } from '../../report/reportFile.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import { AuditDisplay } from './auditDisplay.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

type Leaving = {
  readonly outputFiles: readonly string[];
  /** Undefined where no evidence is asked for. */
  readonly keep: ((report: AuditReport) => Promise<KeptEvidence>) | undefined;
};

/**
 * Keeps the evidence of an audit and writes its reports; the report says where the evidence is. Evidence that can't be kept
 * fails the command, but not before the reports are written.
 */
export async function leaveReport(
  command: SyntheticCommand<unknown>,
  judgement: AuditReport,
  { outputFiles, keep }: Leaving,
): Promise<AuditReport> {
  const { report, failure } = await withEvidence(judgement, keep);
  if (failure !== undefined && outputFiles.length > 0) command.warn(failure.message);
  if (report.evidence !== undefined) {
    new AuditDisplay(command, messages, { verbose: false }).evidence(report.evidence);
  }
  await writeReports(report, outputFiles, (file) => command.log(messages.getMessage('info.written', [file])));
  if (failure !== undefined) throw failure;
  return report;
}

async function withEvidence(
  report: AuditReport,
  keep: Leaving['keep'],
): Promise<{ readonly report: AuditReport; readonly failure?: Error }> {
  if (keep === undefined) return { report };
  try {
    return { report: { ...report, evidence: await keep(report) } };
  } catch (error) {
    return { report, failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

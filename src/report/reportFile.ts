import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import type { AuditReport } from './auditReport.js';
import { htmlReport } from './htmlReport.js';
import { textReport } from './textReport.js';

/** The formats a report can be written in, by the file's extension. */
const writers: Readonly<Record<string, (report: AuditReport) => string>> = {
  '.html': htmlReport,
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  '.txt': textReport,
};

export const reportExtensions: readonly string[] = Object.keys(writers);

/** Fails early, before any org is asked, on an extension no writer serves. */
export function assertReportFormat(file: string): void {
  if (extname(file).toLowerCase() in writers) return;
  throw new SfError(`No report format goes with the file name ${file}.`, 'UnknownReportFormat', [
    `Use one of these extensions: ${reportExtensions.join(', ')}`,
  ]);
}

/** Writes the report in the format of the file's extension; a reader never sees half a file. */
export async function writeReport(report: AuditReport, file: string): Promise<void> {
  assertReportFormat(file);
  const text = writers[extname(file).toLowerCase()]?.(report) ?? '';
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    throw new SfError(
      `The report could not be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
      'ReportNotWritten',
      ['Choose a file in a folder that you may write to: --output-file <file>'],
    );
  }
}

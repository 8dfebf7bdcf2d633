import { resolve } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import type { AuditReport } from './auditReport.js';
import { reportWriter } from './reportFormat.js';
import { writeWhole } from './wholeFile.js';

/**
 * Fails early, before any org is asked: `UnknownReportFormat` for a name that no format goes with, `SameReportFile` for
 * a file that is named twice.
 */
export function assertReportFiles(files: readonly string[]): void {
  files.forEach(reportWriter);
  const named = new Set<string>();
  for (const file of files) {
    const path = resolve(file);
    if (named.has(path)) {
      throw new SfError(`The report file ${file} is named twice.`, 'SameReportFile', ['Name each file once.']);
    }
    named.add(path);
  }
}

/**
 * Writes the report to each file, in the format of its extension. One that can't be written does not keep the others
 * from it: `ReportNotWritten` names all that failed, after every file was tried.
 */
export async function writeReports(
  report: AuditReport,
  files: readonly string[],
  onWritten: (file: string) => void,
): Promise<void> {
  const failures: string[] = [];
  for (const file of files) {
    try {
      await writeWhole(file, reportWriter(file)(report));
      onWritten(file);
    } catch (error) {
      failures.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures.length === 0) return;
  throw new SfError(
    failures.length === 1
      ? `The report could not be written to ${failures.join('')}`
      : `The report could not be written to:\n${failures.map((failure) => `- ${failure}`).join('\n')}`,
    'ReportNotWritten',
    ['Choose a file in a folder that you may write to: --output-file <file>'],
  );
}

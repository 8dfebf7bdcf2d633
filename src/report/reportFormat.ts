import { basename } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import type { AuditReport } from './auditReport.js';
import { csvReport } from './csvReport.js';
import { htmlReport } from './html/htmlReport.js';
import { jsonReport } from './jsonReport.js';
import { junitReport } from './junitReport.js';
import { markdownReport } from './markdownReport.js';
import { oscalReport } from './oscalReport.js';
import { sarifReport } from './sarifReport.js';
import { textReport } from './textReport.js';

/** Gives a report piece by piece, so that a large fleet's needs little memory. Pure. */
export type ReportWriter = (report: AuditReport) => Iterable<string>;

/** The formats by the end of the file's name; one that ends in another's comes before it. */
const writers: ReadonlyMap<string, ReportWriter> = new Map([
  ['.sarif.json', sarifReport],
  ['.oscal.json', oscalReport],
  ['.json', jsonReport],
  ['.html', htmlReport],
  ['.txt', textReport],
  ['.sarif', sarifReport],
  ['.xml', junitReport],
  ['.csv', csvReport],
  ['.md', markdownReport],
]);

export const reportExtensions: readonly string[] = [...writers.keys()];

/** What writes the file's format. Throws `UnknownReportFormat` where none goes with its name. */
export function reportWriter(file: string): ReportWriter {
  const name = basename(file).toLowerCase();
  for (const [extension, writer] of writers) {
    // A file called nothing but ".json" has no extension.
    if (name.endsWith(extension) && name !== extension) return writer;
  }
  throw new SfError(`No report format goes with the file name ${file}.`, 'UnknownReportFormat', [
    `Use one of these extensions: ${reportExtensions.join(', ')}`,
  ]);
}

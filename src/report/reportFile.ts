import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SfError } from '@salesforce/core/sfError';
import type { AuditReport } from './auditReport.js';
import { reportWriter } from './reportFormat.js';

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
      await writeReport(report, file);
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

/** A reader never sees half a file, and no half file is left. */
async function writeReport(report: AuditReport, file: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const text = Readable.from(inBlocks(reportWriter(file)(report)), { objectMode: false });
    await pipeline(text, createWriteStream(temporary));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const BLOCK = 256 * 1024;

/** Few large writes instead of many small ones. */
function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    block.push(piece);
    length += piece.length;
    if (length < BLOCK) continue;
    yield block.join('');
    block = [];
    length = 0;
  }
  if (length > 0) yield block.join('');
}

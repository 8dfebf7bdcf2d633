import type { Sha256 } from '../digest/sha256.js';
import type { FoundEntry } from './chainJudge.js';
import { ATTESTATION_FILE, ENTRY_FILE, parseEntry, runFolder } from './entry.js';
import { isAttestation } from './envelope.js';
import { type FileSums, parseSums, SUMS_FILE } from './fileSums.js';
import { type FileReading, type Listing, listFolder, readEvidenceFile } from './readFiles.js';
import { MOST_ENTRY } from './signatures.js';
import type { EvidenceProblem } from './verification.js';

/** The largest list of files that is read; what a ledger writes is far smaller. */
const MOST_SUMS = 64 * 1024 * 1024;

/** A run's entry as found, with its folder, SHA256SUMS and signature, each read once. */
export type FoundRun = FoundEntry & {
  readonly path: string;
  readonly listing: Listing;
  readonly sumsFile: FileReading;
  readonly attestation: FileReading;
};

/** Compares the files of runs with what the runs say of themselves. */
export class RunVerifier {
  private count = { files: 0, bytes: 0 };

  public constructor(private readonly report: (problem: EvidenceProblem) => void) {}

  public get compared(): { readonly files: number; readonly bytes: number } {
    return { ...this.count };
  }

  public entryOf(run: number, path: string): FoundRun {
    const listing = listFolder(path);
    const entry = this.read(run, path, ENTRY_FILE, MOST_ENTRY);
    const sums = this.read(run, path, SUMS_FILE, MOST_SUMS);
    // Most ledgers have none, and to try is dearer than to look.
    const isSigned = listing.state !== 'read' || listing.files.includes(ATTESTATION_FILE);
    const attestation = isSigned ? this.read(run, path, ATTESTATION_FILE, MOST_ENTRY) : ({ state: 'missing' } as const);
    return {
      run,
      path,
      listing,
      entry: entry.state === 'read' && entry.text !== undefined ? parseEntry(entry.text) : undefined,
      digest: digestOf(entry),
      unreadable: entry.state === 'unreadable',
      sums: digestOf(sums),
      sumsFile: sums,
      attestation,
    };
  }

  /** `filesHold`: whether what the entry says of its files can be taken for what was written. */
  public files(found: FoundRun, filesHold: boolean): void {
    const { run, path, entry, sumsFile, attestation } = found;
    if (entry !== undefined) this.compare(run, ATTESTATION_FILE, entry.attestation, attestation);
    else if (attestation.state === 'read' && !isAttestation(attestation.text ?? '')) {
      this.problem(run, ATTESTATION_FILE, { kind: 'changed', actual: attestation.digest });
    }
    const listed = sumsFile.state === 'read' ? parseSums(sumsFile.text ?? '') : undefined;
    if (entry !== undefined && filesHold) this.compare(run, SUMS_FILE, entry.files, sumsFile);
    else if (sumsFile.state === 'missing') this.problem(run, SUMS_FILE, { kind: 'missing' });
    else if (sumsFile.state === 'read' && listed === undefined) {
      this.problem(run, SUMS_FILE, { kind: 'changed', actual: sumsFile.digest });
    }
    // Without the list nothing tells what belongs to the run; that the list is not what was written is said.
    if (listed === undefined) return;
    for (const [file, digest] of listed) this.compare(run, file, digest, this.read(run, path, file, 0));
    this.strangers(found, listed);
  }

  /** Files that nothing says belong there; the folders of those that do are at most one deep. */
  private strangers({ run, path, listing: top }: FoundRun, listed: FileSums): void {
    const known = new Set([ENTRY_FILE, SUMS_FILE, ATTESTATION_FILE, ...listed.keys()]);
    const folders = new Set([...listed.keys()].flatMap((file) => file.split('/').slice(0, -1)));
    for (const below of ['', ...folders]) {
      const listing = below === '' ? top : listFolder(`${path}/${below}`);
      if (listing.state === 'unreadable') this.problem(run, below, { kind: 'unreadable', actual: listing.reason });
      if (listing.state !== 'read') continue;
      const named = (name: string): string => (below === '' ? name : `${below}/${name}`);
      const strange = [
        ...listing.files.map(named).filter((file) => !known.has(file)),
        ...listing.folders.map(named).filter((folder) => !folders.has(folder)),
        // A link in the place of a file is missing as a file already.
        ...listing.others.map(named),
      ];
      for (const file of strange) this.problem(run, file, { kind: 'inserted' });
    }
  }

  private read(run: number, path: string, file: string, textUpTo: number): FileReading {
    const reading = readEvidenceFile(`${path}/${file}`, textUpTo);
    if (reading.state === 'unreadable') this.problem(run, file, { kind: 'unreadable', actual: reading.reason });
    if (reading.state === 'read') {
      this.count.files += 1;
      this.count.bytes += reading.bytes;
    }
    return reading;
  }

  private compare(run: number, file: string, expected: Sha256 | undefined, reading: FileReading): void {
    const actual = digestOf(reading);
    // What can't be read was said when it was tried.
    if (reading.state === 'unreadable' || expected === actual) return;
    if (expected === undefined)
      this.problem(run, file, { kind: 'inserted', ...(actual === undefined ? {} : { actual }) });
    else if (actual === undefined) this.problem(run, file, { kind: 'missing', expected });
    else this.problem(run, file, { kind: 'changed', expected, actual });
  }

  private problem(run: number, file: string, problem: Omit<EvidenceProblem, 'file' | 'run'>): void {
    this.report({ ...problem, run, file: `runs/${runFolder(run)}/${file}` });
  }
}

function digestOf(reading: FileReading): Sha256 | undefined {
  return reading.state === 'read' ? reading.digest : undefined;
}

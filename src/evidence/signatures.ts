import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { judgeAttestation, type SignatureState } from './attestation.js';
import { ATTESTATION_FILE, ENTRY_FILE, parseEntry, runFolder } from './entry.js';
import { RUNS_FOLDER } from './ledgerFolder.js';
import { readEvidenceFile } from './readFiles.js';
import type { EvidenceProblem } from './verification.js';

/** The largest files that are read whole; what a ledger writes is far smaller. */
export const MOST_ENTRY = 64 * 1024;

/** Checks signatures of a ledger by some keys. */
export class SignatureVerifier {
  public constructor(
    private readonly directory: string,
    private readonly keys: readonly KeyObject[],
    private readonly report: (problem: EvidenceProblem) => void,
  ) {}

  /**
   * The last of the signed runs whose signature is valid, or 0. It answers for all before it, through the chain, so
   * signatures are checked from the end up to there.
   */
  public async through(signed: readonly number[]): Promise<number> {
    if (this.keys.length === 0) return 0;
    for (const run of signed.toReversed()) {
      if (this.check(run) === 'valid') return run;
      await setImmediate();
    }
    return 0;
  }

  /** What a run's signature is worth; a broken one is reported. */
  public check(run: number): SignatureState | undefined {
    const entry = parseEntry(this.text(run, ENTRY_FILE));
    if (this.keys.length === 0 || entry === undefined) return undefined;
    const state = judgeAttestation(this.text(run, ATTESTATION_FILE), entry, this.keys);
    if (state === 'broken') {
      this.report({ kind: 'signature', run, file: `${RUNS_FOLDER}/${runFolder(run)}/${ATTESTATION_FILE}` });
    }
    return state;
  }

  private text(run: number, file: string): string {
    const reading = readEvidenceFile(join(this.directory, RUNS_FOLDER, runFolder(run), file), MOST_ENTRY);
    return (reading.state === 'read' ? reading.text : undefined) ?? '';
  }
}

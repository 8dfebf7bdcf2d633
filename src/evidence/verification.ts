import type { Sha256 } from '../digest/sha256.js';

/** What is wrong with one file or folder of a ledger. */
export type EvidenceProblem = {
  /**
   * `changed`, `missing`, `inserted`: since it was written. `misplaced`: the entry is that of another run. `link`: the
   * last run is chained to another entry than the one before it, so one of the two was changed. `signature`: it does not
   * sign this run, or not with the key that it names. `head`: the known head is nowhere in the ledger, so that runs were
   * cut off or replaced. `unreadable`: nothing is known of it.
   */
  readonly kind: 'changed' | 'missing' | 'inserted' | 'misplaced' | 'link' | 'signature' | 'head' | 'unreadable';
  /** The run concerned, where it is one. */
  readonly run?: number;
  /** Path below the evidence folder. */
  readonly file: string;
  /** SHA-256, or the run, that belongs there. */
  readonly expected?: string;
  /** SHA-256, or the run, that is there; or why it could not be read. */
  readonly actual?: string;
};

export const evidenceVerdicts = ['verified', 'tampered', 'notVerified'] as const;
export type EvidenceVerdict = (typeof evidenceVerdicts)[number];

/** The exit code of a verification; the one table that the command, its help and the tests share. */
export const evidenceExitCodes: Readonly<Record<EvidenceVerdict, number>> = {
  verified: 0,
  tampered: 3,
  notVerified: 4,
};

/**
 * Who answers for the runs by a signature. A valid one answers for every run before it too, through the chain, so
 * signatures are checked from the last run back to the first valid one.
 */
export type SignatureCount = {
  /** Runs with a signature. */
  readonly signed: number;
  /** The last run whose signature one of the given keys made, 0 when there is none; up to there signatures were checked. */
  readonly through: number;
};

export type Verification = {
  readonly verdict: EvidenceVerdict;
  /** Runs in the ledger. */
  readonly runs: number;
  /** Files whose digest was compared, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of the last entry: keep it elsewhere. */
  readonly head?: Sha256;
  /** Root of the Merkle tree over all runs. */
  readonly root?: Sha256;
  readonly signatures: SignatureCount;
  /** The run whose entry the known head is. */
  readonly knownHead?: { readonly digest: Sha256; readonly run: number };
  /** Folders of runs that were not finished when their process ended; no part of the evidence. */
  readonly unfinished: readonly string[];
  readonly problems: readonly EvidenceProblem[];
  /** Problems beyond those listed. */
  readonly moreProblems: number;
};

/** What could not be read is neither verified nor tampered with; signatures count only when a key tells what they are worth. */
export function evidenceVerdict(
  problems: readonly EvidenceProblem[],
  { signed, through }: SignatureCount,
  { runs, keys }: { readonly runs: number; readonly keys: number },
): EvidenceVerdict {
  if (problems.some(({ kind }) => kind !== 'unreadable')) return 'tampered';
  if (problems.length > 0 || runs === 0) return 'notVerified';
  if (keys > 0) return through === runs ? 'verified' : 'notVerified';
  return signed === 0 ? 'verified' : 'notVerified';
}

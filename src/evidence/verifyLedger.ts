import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Sha256 } from '../digest/sha256.js';
import { ChainJudge } from './chainJudge.js';
import { runFolder } from './entry.js';
import { noEvidence, readLedgerFolder, runNotFound, RUNS_FOLDER } from './ledgerFolder.js';
import { SignatureVerifier } from './signatures.js';
import { RunVerifier } from './verifyRun.js';
import { type EvidenceProblem, evidenceVerdict, type Verification } from './verification.js';

export type VerifyOptions = {
  readonly keys: readonly KeyObject[];
  /** A head that was seen earlier: that of the last run then. */
  readonly expectedHead?: Sha256 | undefined;
  /** The only run whose files are looked at; the chain is followed through all runs. */
  readonly run?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

/** Problems that are listed; the rest is counted. */
const MOST_PROBLEMS = 1000;
/** Runs after which others get their turn: Ctrl-C, the spinner. */
const TURN = 64;

/**
 * Compares every byte of the evidence in a folder with what it says of itself, file by file: memory does not grow with
 * it. Asks no org and no network.
 * @throws SfError `EvidenceNotFound`, `EvidenceUnreadable`, `EvidenceRunNotFound`
 */
export async function verifyLedger(directory: string, options: VerifyOptions): Promise<Verification> {
  const folder = readLedgerFolder(directory);
  if (folder.runs.length === 0) throw noEvidence(directory);
  if (options.run !== undefined && !folder.runs.includes(options.run)) throw runNotFound(directory, options.run);
  const problems: EvidenceProblem[] = [];
  let moreProblems = 0;
  const report = (problem: EvidenceProblem): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
    else moreProblems += 1;
  };
  for (const file of folder.strange) report({ kind: 'inserted', file });

  const chain = new ChainJudge(report);
  const verifier = new RunVerifier(report);
  const signed: number[] = [];
  let knownHead: Verification['knownHead'];
  for (const [index, run] of folder.runs.entries()) {
    const path = join(directory, RUNS_FOLDER, runFolder(run));
    const whole = options.run === undefined || options.run === run;
    const found = verifier.entryOf(run, path);
    const filesHold = chain.add(found);
    if (whole) verifier.files(found, filesHold);
    if (found.attestation.state === 'read') signed.push(run);
    if (found.digest !== undefined && found.digest === options.expectedHead) knownHead = { digest: found.digest, run };
    if ((index + 1) % TURN !== 0) continue;
    options.onProgress?.(index + 1, folder.runs.length);
    await setImmediate();
  }
  chain.finish();
  const signer = new SignatureVerifier(directory, options.keys, report);
  const signatures = { signed: signed.length, through: await signer.through(signed) };
  if (options.run !== undefined && options.run < signatures.through && signed.includes(options.run))
    signer.check(options.run);
  if (options.expectedHead !== undefined && knownHead === undefined) {
    report({ kind: 'head', file: RUNS_FOLDER, expected: options.expectedHead, actual: chain.end.head ?? 'none' });
  }
  const counted = { runs: folder.runs.length, keys: options.keys.length };
  return {
    verdict: evidenceVerdict(problems, signatures, counted),
    runs: folder.runs.length,
    ...verifier.compared,
    ...chain.end,
    signatures,
    ...(knownHead === undefined ? {} : { knownHead }),
    unfinished: folder.unfinished,
    problems,
    moreProblems,
  };
}

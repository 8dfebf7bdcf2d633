import { join } from 'node:path';
import type { Verdict } from '../audit/finding.js';
import type { Sha256 } from '../digest/sha256.js';
import { RUN_FILE } from './bundle.js';
import { ATTESTATION_FILE, ENTRY_FILE, runFolder } from './entry.js';
import { noEvidence, readLedgerFolder, RUNS_FOLDER } from './ledgerFolder.js';
import { readEvidenceFile } from './readFiles.js';
import { runShape } from './runText.js';

/** What a run says of itself; without the optional parts where its files can't be read. */
export type ListedRun = {
  readonly run: number;
  /** ISO 8601, UTC. */
  readonly evaluatedAt?: string;
  readonly tool?: string;
  readonly verdict?: Verdict;
  /** Orgs in which nothing stayed unevaluated, of all. */
  readonly coverage?: { readonly evaluated: number; readonly total: number };
  /** SHA-256 of the results that it was merged from; absent where one process audited. */
  readonly mergedFrom?: readonly string[];
  readonly signed: boolean;
  /** SHA-256 of the run's entry: the head of the ledger when the run was its last. */
  readonly head?: Sha256;
};

/** What is shown of run.json. */
const shown = runShape.pick({ evaluatedAt: true, tool: true, verdict: true, coverage: true, parts: true });
const MOST = 64 * 1024 * 1024;

/** The runs in an evidence folder, in their order, unverified. @throws SfError `EvidenceNotFound`, `EvidenceUnreadable` */
export function listRuns(directory: string): ListedRun[] {
  const runs = runsIn(directory);
  if (runs.length === 0) throw noEvidence(directory);
  return runs;
}

/** The same, where there may be none. */
export function runsIn(directory: string): ListedRun[] {
  return readLedgerFolder(directory).runs.map((run): ListedRun => {
    const file = (name: string): string => join(directory, RUNS_FOLDER, runFolder(run), name);
    const entry = readEvidenceFile(file(ENTRY_FILE));
    return {
      run,
      ...ownWords(file(RUN_FILE)),
      signed: readEvidenceFile(file(ATTESTATION_FILE)).state === 'read',
      ...(entry.state === 'read' ? { head: entry.digest } : {}),
    };
  });
}

function ownWords(path: string): Partial<ListedRun> {
  const reading = readEvidenceFile(path, MOST);
  if (reading.state !== 'read') return {};
  try {
    const { data } = shown.safeParse(JSON.parse(reading.text ?? ''));
    if (data === undefined) return {};
    const { parts, ...own } = data;
    return { ...own, ...(parts === undefined ? {} : { mergedFrom: parts.map(({ result }) => result) }) };
  } catch {
    return {};
  }
}

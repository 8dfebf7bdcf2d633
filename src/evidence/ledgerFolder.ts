import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { shellWord } from '../audit/remediation.js';
import { runOfFolder } from './entry.js';
import { type Listing, listFolder } from './readFiles.js';
import { evidenceExitCodes } from './verification.js';

export const RUNS_FOLDER = 'runs';
/** Runs are written here first. */
export const STAGING_PREFIX = '.staging-';

/** What an evidence folder holds, by names. */
export type LedgerFolder = {
  /** In their order. */
  readonly runs: readonly number[];
  readonly unfinished: readonly string[];
  /** Paths of what is no part of a ledger. */
  readonly strange: readonly string[];
};

/** @throws SfError `EvidenceUnreadable` when the folder is there and can't be listed. */
export function readLedgerFolder(directory: string): LedgerFolder {
  const top = readable(directory, listFolder(directory));
  const below = readable(join(directory, RUNS_FOLDER), listFolder(join(directory, RUNS_FOLDER)));
  const unfinished = top.folders.filter((name) => name.startsWith(STAGING_PREFIX));
  const runs = below.folders.flatMap((name) => runOfFolder(name) ?? []);
  return {
    runs,
    unfinished,
    strange: [
      ...[...top.files, ...top.others, ...top.folders].filter(
        (name) => !unfinished.includes(name) && !(name === RUNS_FOLDER && top.folders.includes(name)),
      ),
      ...[...below.files, ...below.others, ...below.folders.filter((name) => runOfFolder(name) === undefined)].map(
        (name) => `${RUNS_FOLDER}/${name}`,
      ),
    ],
  };
}

/** Nothing to verify is not verified. */
export function noEvidence(directory: string): SfError {
  return new SfError(
    `There is no evidence in ${directory}.`,
    'EvidenceNotFound',
    ['Name the folder that an audit was given: sf synthetic audit --evidence <folder>'],
    evidenceExitCodes.notVerified,
  );
}

export function runNotFound(directory: string, run: number): SfError {
  return new SfError(
    `There is no run ${run} in ${directory}.`,
    'EvidenceRunNotFound',
    [`See the runs there are: sf synthetic evidence list --evidence ${shellWord(directory)}`],
    evidenceExitCodes.notVerified,
  );
}

function readable(path: string, listing: Listing): Omit<Extract<Listing, { state: 'read' }>, 'state'> {
  if (listing.state === 'read') return listing;
  if (listing.state === 'missing') return { files: [], folders: [], others: [] };
  throw new SfError(`The evidence folder ${path} can't be read (${listing.reason}).`, 'EvidenceUnreadable', [
    'Give yourself permission to read it, or name another folder.',
  ]);
}

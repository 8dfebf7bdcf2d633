import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import type * as z from 'zod';
import { shellWord } from '../audit/remediation.js';
import type { Finding, Verdict } from '../audit/finding.js';
import type { Sha256 } from '../digest/sha256.js';
import { RUN_FILE, WAIVERS_FILE } from './bundle.js';
import { ATTESTATION_FILE, ENTRY_FILE, parseEntry, runFolder } from './entry.js';
import { claimedKeys } from './envelope.js';
import { noEvidence, readLedgerFolder, runNotFound, RUNS_FOLDER } from './ledgerFolder.js';
import { readEvidenceFile } from './readFiles.js';
import { orgShape, type RunPart, runShape, type RunWaiver, waiversShape } from './runText.js';
import { evidenceExitCodes } from './verification.js';

/** One org of a run. */
export type RunOrg = {
  readonly name: string;
  readonly organizationId?: string;
  readonly role?: string;
  readonly edition?: string;
  readonly verdict: Verdict;
  /** ISO 8601, UTC: when it was audited, where that was not with the others. */
  readonly evaluatedAt?: string;
  readonly findings: readonly Finding[];
};

/** A run as it says of itself. Nothing of it is verified. */
export type RunContent = {
  readonly run: number;
  /** Runs in the ledger. */
  readonly runs: number;
  /** ISO 8601, UTC. */
  readonly evaluatedAt: string;
  readonly tool: string;
  readonly verdict: Verdict;
  readonly coverage: { readonly evaluated: number; readonly total: number };
  /** The results that it was merged from; absent where one process audited. */
  readonly parts?: readonly RunPart[];
  readonly orgs: readonly RunOrg[];
  readonly waivers: readonly RunWaiver[];
  /** SHA-256 of the list of the run's files. */
  readonly files: Sha256;
  /** SHA-256 of the run's entry: the head of the ledger when the run was its last. */
  readonly head: Sha256;
  /** SHA-256 of the entry before; null in the first run. */
  readonly previous: Sha256 | null;
  readonly root: Sha256;
  /** `unchecked`: there is one, and nothing is known of its worth. `noEnvelope`: what is in its place is no signature. */
  readonly signature: 'none' | 'unchecked' | 'noEnvelope';
  /** SHA-256 of the public keys that the signature says it is by. */
  readonly keyIds: readonly string[];
};

/** The largest file that is read whole: the findings of one org. */
const MOST = 256 * 1024 * 1024;

/**
 * What a run says of itself, the last one by default. That it is as it was written is for a verification to tell.
 * @throws SfError `EvidenceNotFound`, `EvidenceRunNotFound`, `EvidenceUnreadable`, which names the file
 */
export function readRun(directory: string, wanted?: number): RunContent {
  const { runs } = readLedgerFolder(directory);
  const last = runs.at(-1);
  if (last === undefined) throw noEvidence(directory);
  const run = wanted ?? last;
  if (!runs.includes(run)) throw runNotFound(directory, run);
  const files = new RunFiles(directory, run);
  const { orgs, ...own } = files.parsed(RUN_FILE, runShape);
  const entry = files.text(ENTRY_FILE);
  const link = parseEntry(entry.text) ?? files.fail(ENTRY_FILE, 'it is no entry of a ledger');
  return {
    ...{ run, runs: runs.length },
    ...own,
    orgs: orgs.map(({ file }) => files.parsed(file, orgShape)),
    waivers: files.parsed(WAIVERS_FILE, waiversShape),
    ...{ files: link.files, head: entry.digest, previous: link.previous, root: link.root },
    ...signatureOf(files),
  };
}

function signatureOf(files: RunFiles): Pick<RunContent, 'signature' | 'keyIds'> {
  const attestation = files.textIfThere(ATTESTATION_FILE);
  if (attestation === undefined) return { signature: 'none', keyIds: [] };
  const keyIds = claimedKeys(attestation.text);
  return keyIds === undefined ? { signature: 'noEnvelope', keyIds: [] } : { signature: 'unchecked', keyIds };
}

type Text = { readonly text: string; readonly digest: Sha256 };

/** The files of one run. */
class RunFiles {
  public constructor(
    private readonly directory: string,
    private readonly run: number,
  ) {}

  public parsed<T>(file: string, shape: z.ZodType<T>): T {
    const { text } = this.text(file);
    try {
      const { success, data, error } = shape.safeParse(JSON.parse(text));
      if (success) return data;
      const [first] = error.issues;
      return this.fail(file, `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
    } catch (error) {
      if (error instanceof SyntaxError) return this.fail(file, 'it is no JSON');
      throw error;
    }
  }

  public text(file: string): Text {
    return this.textIfThere(file) ?? this.fail(file, 'it is missing');
  }

  public textIfThere(file: string): Text | undefined {
    const reading = readEvidenceFile(join(this.directory, RUNS_FOLDER, runFolder(this.run), file), MOST);
    if (reading.state === 'missing') return undefined;
    if (reading.state === 'unreadable') return this.fail(file, reading.reason);
    return { text: reading.text ?? this.fail(file, 'it is too large'), digest: reading.digest };
  }

  public fail(file: string, reason: string): never {
    throw new SfError(
      `Run ${this.run} in ${this.directory} can't be shown. ${RUNS_FOLDER}/${runFolder(this.run)}/${file}: ${reason}.`,
      'EvidenceUnreadable',
      [`See what was changed: sf synthetic evidence verify --evidence ${shellWord(this.directory)}`],
      evidenceExitCodes.notVerified,
    );
  }
}

import { sha256, type Sha256 } from '../digest/sha256.js';
import type { Bundle } from './bundle.js';
import { ATTESTATION_FILE, type Entry, ENTRY_FILE, entryText, runFolder } from './entry.js';
import { SUMS_FILE, sumsText } from './fileSums.js';
import { emptyTree, grown, type MerkleTree, rootOf } from './merkleTree.js';

/** As much of a ledger as the next run has to know. */
export type Chain = { readonly runs: number; readonly head: Sha256 | null; readonly tree: MerkleTree };

export const emptyChain: Chain = { runs: 0, head: null, tree: emptyTree };

/** Who signs runs: by which key, and the text of attestation.json for a run. */
export type Signer = { readonly keyId: Sha256; readonly attest: (run: Unsigned) => string };

/** All of an entry but its signature. */
export type Unsigned = Omit<Entry, 'attestation'>;

/** A run as it is to lie in the ledger. */
export type SealedRun = {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly entry: Entry;
  /** The ledger with it. */
  readonly chain: Chain & { readonly head: Sha256 };
};

/** The next run of a ledger. Pure. */
export function sealRun(chain: Chain, files: Bundle, signer: Signer | undefined): SealedRun {
  const sums = sumsText(new Map([...files].map(([path, text]) => [path, sha256(text)])));
  const run = chain.runs + 1;
  const tree = grown(chain.tree, sha256(sums));
  const unsigned: Unsigned = { version: 1, run, files: sha256(sums), previous: chain.head, root: rootOf(tree) };
  const attestation = signer?.attest(unsigned);
  const entry: Entry = attestation === undefined ? unsigned : { ...unsigned, attestation: sha256(attestation) };
  const text = entryText(entry);
  return {
    folder: runFolder(run),
    files: new Map([
      ...files,
      [SUMS_FILE, sums],
      ...(attestation === undefined ? [] : [[ATTESTATION_FILE, attestation] as const]),
      [ENTRY_FILE, text],
    ]),
    entry,
    chain: { runs: run, head: sha256(text), tree },
  };
}

/** Why an entry can't be the next of a ledger, or undefined when it is. */
export function breakOf(chain: Chain, entry: Entry): 'run' | 'previous' | 'root' | undefined {
  if (entry.run !== chain.runs + 1) return 'run';
  if (entry.previous !== chain.head) return 'previous';
  return entry.root === rootOf(grown(chain.tree, entry.files)) ? undefined : 'root';
}

/** The ledger with an entry more, whose file has this text. */
export function extended(chain: Chain, { run, files }: Entry, text: string): Chain {
  return { runs: run, head: sha256(text), tree: grown(chain.tree, files) };
}

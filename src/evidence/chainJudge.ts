import type { Sha256 } from '../digest/sha256.js';
import { ENTRY_FILE, type Entry, runFolder } from './entry.js';
import { emptyTree, grown, type MerkleTree, rootOf } from './merkleTree.js';
import type { EvidenceProblem } from './verification.js';

/** What was found of a run's entry. */
export type FoundEntry = {
  readonly run: number;
  /** Undefined when it is no entry that a ledger writes. */
  readonly entry: Entry | undefined;
  /** Of the file as it is; undefined when there is none, or it could not be read. */
  readonly digest: Sha256 | undefined;
  /** Whether it is there and could not be read, which is no change. */
  readonly unreadable: boolean;
  /** Of the run's SHA256SUMS as it is. */
  readonly sums: Sha256 | undefined;
};

/** A run that is not chained to the one before it, until the run after it tells which of the two was changed. */
type OpenBreak = { readonly before: number; readonly expected: Sha256 | null; readonly actual: Sha256 };

/**
 * Follows the chain run by run, in their order, and says which entries are not as they were written. A change shows in
 * the links and in the roots of all runs after it; only the entry that was changed is named, or both where nothing tells.
 */
export class ChainJudge {
  /** Undefined while a run before is not known. */
  private tree: MerkleTree | undefined = emptyTree;
  private head: Sha256 | null | undefined = null;
  private next = 1;
  private rootHeld = true;
  private open: OpenBreak | undefined;
  /** The last run whose entry was named. */
  private blamed = 0;

  public constructor(private readonly report: (problem: EvidenceProblem) => void) {}

  /** The head and the root as far as the chain was followed. */
  public get end(): { readonly head?: Sha256; readonly root?: Sha256 } {
    return {
      ...(this.head ? { head: this.head } : {}),
      ...(this.tree === undefined || this.tree.length === 0 ? {} : { root: rootOf(this.tree) }),
    };
  }

  /** True where what the entry says of the run's files can be taken for what was written. */
  public add({ run, entry, digest, unreadable, sums }: FoundEntry): boolean {
    if (run > this.next) this.gap(run);
    this.next = run + 1;
    if (entry?.run === run && digest !== undefined) {
      this.settle(entry);
      return this.follow(entry, digest, sums);
    }
    this.settle(undefined);
    if (digest === undefined && !unreadable) this.blame(run, { kind: 'missing' });
    else if (digest === undefined) this.blamed = run;
    else if (entry === undefined) this.blame(run, { kind: 'changed', actual: digest });
    else this.blame(run, { kind: 'misplaced', expected: String(run), actual: String(entry.run) });
    // Without the entry, the file that it spoke of tells how the tree goes on.
    const tree = entry === undefined && this.tree && sums !== undefined ? grown(this.tree, sums) : undefined;
    this.unknown();
    this.tree = tree;
    // That is a guess, for which the next entry is not to answer.
    this.rootHeld = false;
    return entry !== undefined;
  }

  /** After the last run: nothing tells which of the last two was changed. */
  public finish(): void {
    const { open } = this;
    if (open === undefined) return;
    const { before, expected, actual } = open;
    for (const run of [before, before + 1]) this.blame(run, { kind: 'link', expected: expected ?? 'none', actual });
    this.open = undefined;
  }

  private follow(entry: Entry, digest: Sha256, sums: Sha256 | undefined): boolean {
    const linked = this.head === undefined || entry.previous === this.head;
    if (!linked && this.head === null) this.blame(entry.run, { kind: 'changed', actual: digest });
    else if (!linked && this.head && this.blamed !== entry.run - 1) {
      this.open = { before: entry.run - 1, expected: entry.previous, actual: this.head };
    }
    this.head = digest;
    if (this.tree === undefined) return true;
    const tree = grown(this.tree, entry.files);
    const held = rootOf(tree) === entry.root;
    const other = held || sums === undefined ? tree : grown(this.tree, sums);
    const mended = !held && rootOf(other) === entry.root;
    // What a broken link or an earlier root explains is not this entry's doing.
    if (!held && (mended || (linked && this.rootHeld))) this.blame(entry.run, { kind: 'changed', actual: digest });
    this.rootHeld = held || mended;
    this.tree = mended ? other : tree;
    return !mended;
  }

  /** Who broke the link before the last run: that run itself, when the one after it knows it otherwise. */
  private settle(after: Entry | undefined): void {
    const { open } = this;
    this.open = undefined;
    if (open === undefined || !this.head) return;
    const { before, expected, actual } = open;
    if (after === undefined || after.previous === this.head) {
      this.blame(before, { kind: 'changed', expected: expected ?? 'none', actual });
    } else {
      this.blame(before + 1, { kind: 'changed', expected: after.previous ?? 'none', actual: this.head });
    }
  }

  private gap(run: number): void {
    this.settle(undefined);
    const last = run - 1;
    const through = last === this.next ? '' : ` to runs/${runFolder(last)}`;
    this.report({ kind: 'missing', run: this.next, file: `runs/${runFolder(this.next)}${through}` });
    this.unknown();
  }

  private unknown(): void {
    this.tree = undefined;
    this.head = undefined;
    this.rootHeld = true;
  }

  private blame(run: number, problem: Omit<EvidenceProblem, 'file' | 'run'>): void {
    if (run === this.blamed) return;
    this.blamed = run;
    this.report({ ...problem, run, file: `runs/${runFolder(run)}/${ENTRY_FILE}` });
  }
}

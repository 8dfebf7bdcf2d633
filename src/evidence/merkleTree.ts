import { hash } from 'node:crypto';
import type { Sha256 } from '../digest/sha256.js';

/**
 * The Merkle tree over all runs of a ledger, as far as growing it needs it: the roots of its whole subtrees, largest
 * first. Source: https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1
 */
export type MerkleTree = readonly { readonly leaves: number; readonly hash: Buffer }[];

export const emptyTree: MerkleTree = [];

/** The tree with one leaf more, whose data are the 32 bytes of `digest`. Takes as many steps as the tree is high, at most. */
export function grown(tree: MerkleTree, digest: Sha256): MerkleTree {
  const subtrees = [...tree];
  let last = { leaves: 1, hash: hashOf(LEAF, Buffer.from(digest, 'hex')) };
  while (subtrees.at(-1)?.leaves === last.leaves) {
    const left = subtrees.pop() ?? last;
    last = { leaves: left.leaves * 2, hash: hashOf(NODE, left.hash, last.hash) };
  }
  return [...subtrees, last];
}

/** The root of a tree that has leaves; that of none is the hash of nothing. */
export function rootOf(tree: MerkleTree): Sha256 {
  const hashes = tree.map(({ hash }) => hash);
  if (hashes.length === 0) return hashOf().toString('hex');
  return hashes.reduceRight((right, left) => hashOf(NODE, left, right)).toString('hex');
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

function hashOf(...parts: readonly Buffer[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

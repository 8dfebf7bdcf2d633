import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { emptyTree, grown, rootOf } from '../../src/evidence/merkleTree.js';

const hash = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((all, part) => all.update(part), createHash('sha256')).digest();

/** The definition of https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1, as it stands there. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hash(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

describe('the Merkle tree', () => {
  it('Given any number of runs, When grown one by one, Then each root is what RFC 9162 defines', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 40 }), (leaves) => {
        const digests = leaves.map((leaf) => Buffer.from(leaf));
        let tree = emptyTree;
        digests.forEach((digest, index) => {
          tree = grown(tree, digest.toString('hex'));
          expect(rootOf(tree)).toBe(treeHash(digests.slice(0, index + 1)).toString('hex'));
        });
        expect(rootOf(emptyTree)).toBe(treeHash([]).toString('hex'));
      }),
      { numRuns: 30 },
    );
  });
});

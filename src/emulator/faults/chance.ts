/** Draws numbers from 0 up to, not including, 1. */
export type Chance = () => number;

/**
 * The same numbers for the same seed and stream, in the same order. Each fault has streams of its own, so that one more
 * fault in a plan does not change what befalls the others. The generator counts and mixes 32 bits.
 * Source of the mixing constants: https://github.com/skeeto/hash-prospector
 */
export function chanceOf(seed: number, stream: number): Chance {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}

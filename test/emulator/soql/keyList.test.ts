import fc from 'fast-check';
import { KeyList } from '../../../src/emulator/soql/keyList.js';

describe('KeyList', () => {
  it('Given any number of keys, When a range of them is read, Then it is that of an array', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(4500), fc.nat(2500), (count, from, size) => {
        const keys = Array.from({ length: count }, (_, index) => `key "${index}"`);
        const list = new KeyList(keys);
        expect(list.length).toBe(count);
        expect(list.slice(from, from + size)).toEqual(keys.slice(from, from + size));
      }),
      { numRuns: 50 },
    );
  });
});

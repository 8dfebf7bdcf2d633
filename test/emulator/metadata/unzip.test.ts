import { zipSync } from 'fflate';
import fc from 'fast-check';
import { readZip } from '../../../src/emulator/metadata/deploy/zip.js';
import { unzip } from '../../../src/emulator/metadata/unzip.js';

const CENTRAL = 0x02014b50;
const LIMITS = { files: 10, compressed: 1_000_000, uncompressed: 100_000 };

/** The zip with a number of every entry in its directory replaced. */
function lying(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = 0; place + 46 <= bytes.length; place++) {
    if (view.getUint32(place, true) === CENTRAL) view.setUint32(place + at, value, true);
  }
  return bytes;
}

const text = new TextEncoder().encode('<CustomObject/>'.repeat(100));

describe('Given a zip', () => {
  it('When it is read, then every file has its bytes', () => {
    const level = fc.constantFrom<0 | 6>(0, 6);
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((each) => !/\/$|^__proto__$/.test(each));
    fc.assert(
      fc.property(fc.dictionary(name, fc.uint8Array({ maxLength: 300 })), level, (files, packing) => {
        const read = unzip(zipSync(files, { level: packing }), () => undefined);
        expect([...read].sort()).toEqual(Object.entries(files).sort());
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it.each([
    ['a smaller size', 24, 1],
    ['no size', 24, 0],
    ['a larger size', 24, text.length + 1],
    ['another checksum', 16, 0],
    ['a smaller packed size', 20, 3],
    ['a packed size beyond its end', 20, 1_000_000],
    ['a place beyond its end', 42, 1_000_000],
    ['a place without a file', 42, 5],
    ['ZIP64', 42, 0xffffffff],
  ])('When its directory says %s, then it is refused instead of giving other bytes', (_, at, value) => {
    for (const level of [0, 6] as const) {
      const bytes = lying(zipSync({ 'objects/A.object': text }, { level }), at, value);
      expect(() => readZip(bytes, LIMITS)).toThrow(/^The zip file cannot be read: /);
    }
  });

  it('When a small one inflates to more than it says, then it is refused', () => {
    const bomb = lying(zipSync({ 'objects/A.object': new Uint8Array(50_000_000) }), 24, 10);
    expect(() => readZip(bomb, LIMITS)).toThrow(/is not what the directory says/);
  });

  it('When it names a file twice, is encrypted or cut off, then it is refused', () => {
    const twice = Buffer.from(zipSync({ 'A1.object': text, 'A2.object': text }));
    const same = Buffer.from(twice.toString('latin1').replaceAll('A2', 'A1'), 'latin1');
    expect(() => readZip(same, LIMITS)).toThrow(/A1\.object is in it twice/);
    const view = Buffer.from(zipSync({ a: text }));
    view.writeUInt16LE(1, view.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 8);
    expect(() => readZip(view, LIMITS)).toThrow(/a is encrypted/);
    for (let length = 0; length < view.length; length++) {
      expect(() => readZip(view.subarray(0, length), LIMITS)).toThrow(/cannot be read/);
    }
  });
});

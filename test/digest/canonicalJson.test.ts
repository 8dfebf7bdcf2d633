import fc from 'fast-check';
import { canonicalJson, jsonOf, type JsonValue } from '../../src/digest/canonicalJson.js';

/** Samples of https://www.rfc-editor.org/rfc/rfc8785: section 3.2.2, section 3.2.3, and the numbers of appendix B. */
const documents: readonly (readonly [written: string, canonical: string])[] = [
  [
    String.raw`{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }`,
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  ],
  [
    String.raw`{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }`,
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
];
const numbers: readonly (readonly [bits: string, canonical: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

describe('canonicalJson', () => {
  it.each(documents)(
    'Given the sample %s of RFC 8785, When made canonical, Then it is as the RFC has it',
    (written, canonical) => {
      expect(canonicalJson(JSON.parse(written) as JsonValue)).toBe(canonical);
    },
  );

  it.each(numbers)('Given the number with the bits %s, When made canonical, Then it is %s', (bits, canonical) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(canonical);
  });

  it('Given any JSON, When made canonical, Then it says the same, has its keys in order and no white space, and stays so', () => {
    fc.assert(
      fc.property(
        fc.json().map((text) => JSON.parse(text) as JsonValue),
        (value) => {
          const text = canonicalJson(value);
          const again = JSON.parse(text) as JsonValue;

          expect(again).toEqual(JSON.parse(JSON.stringify(value)));
          expect(canonicalJson(again)).toBe(text);
          expect(text).toBe(written(value));
        },
      ),
    );
  });

  it('Given what JSON can not say, When made canonical, Then it is refused', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) expect(() => canonicalJson(value)).toThrow();
  });
});

describe('jsonOf', () => {
  it('Given values of this program, When taken to JSON, Then nothing of them is lost that JSON can hold', () => {
    const value = {
      map: new Map([['b', new Set(['z', 'a'])]]),
      at: new Date('2026-01-31T10:00:00Z'),
      bytes: Buffer.from('ab'),
      absent: undefined,
      half: 'x\ud800',
      ['__proto__x']: 1,
    };

    expect(jsonOf(value)).toEqual({
      map: { b: ['a', 'z'] },
      at: '2026-01-31T10:00:00.000Z',
      bytes: 'YWI=',
      half: 'x\ufffd',
      ['__proto__x']: 1,
    });
  });
});

/** RFC 8785, section 3.2, written down once more. */
function written(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Array) return `[${value.map((item: JsonValue) => written(item)).join(',')}]`;
  const entries = Object.entries(value as Record<string, JsonValue>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${written(item)}`).join(',')}}`;
}

import { formatMistake, showValue } from '../../src/schema/mistake.js';

describe('showValue', () => {
  it.each<[unknown, string | null]>([
    [undefined, null],
    [null, null],
    ['a "b"', '"a \\"b\\""'],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    ['\u001b[31m\u009b\u202e', '"\\u001b[31m\\u009b\\u202e"'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [false, 'false'],
    [[1, 2], 'a list of 2'],
    [{ a: 1 }, 'a mapping'],
    [new Date(0), 'a mapping'],
  ])('Given %p, When shown, Then it is short and printable', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });
});

describe('formatMistake', () => {
  it('Given a mistake of the whole file without a value, When formatted, Then the line says so', () => {
    const mistake = {
      file: 'a.yaml',
      line: 2,
      column: 3,
      path: '',
      value: null,
      problem: 'is wrong',
      expected: 'use spaces',
    };
    expect(formatMistake(mistake)).toBe('a.yaml:2:3  file: is wrong, use spaces');
  });
});

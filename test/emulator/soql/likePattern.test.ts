import fc from 'fast-check';
import { likePattern } from '../../../src/emulator/soql/likePattern.js';

describe('likePattern', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['%', '', true],
    ['a%', 'abc', true],
    ['a%', 'Abc', false],
    ['%b_%', 'abc', true],
    ['%b_', 'ab', false],
    ['_', '\u{1F600}', true],
    ['\\%', '%', true],
    ['\\%', 'a', false],
    ['a\\_b', 'a_b', true],
    ['a\\_b', 'axb', false],
    ['a\\', 'a\\', true],
  ])('Given the pattern %j, When %j is held against it, Then the answer is %s', (pattern, text, expected) => {
    expect(likePattern(pattern)(text)).toBe(expected);
  });

  it('Given any pattern, When any text is held against it, Then the answer is that of a regular expression', () => {
    const piece = fc.constantFrom('a', 'b', '%', '_');
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, given) => {
        const source = pieces.map((each) => (each === '%' ? '.*' : each === '_' ? '.' : each)).join('');
        expect(likePattern(pieces.join(''))(given)).toBe(new RegExp(`^${source}$`).test(given));
      }),
    );
  });

  it('Given a pattern of many parts, When a long text almost matches, Then the answer comes at once', () => {
    expect(likePattern(`${'%a'.repeat(40)}b`)('a'.repeat(5000))).toBe(false);
  });
});

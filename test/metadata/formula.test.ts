import fc from 'fast-check';
import { call, formulaText, normalizeFormula } from '../../src/metadata/formula.js';

describe('normalizeFormula', () => {
  it.each([
    ['AND( A ,\n  B )', 'AND(A,B)'],
    ['A && /* why */ B', 'A&&B'],
    ['IF(X, " a  b ", "c")', 'IF(X," a  b ","c")'],
    ['A  AND  B', 'A AND B'],
    ['"say \\"hi\\"  "&x', '"say \\"hi\\"  "&x'],
  ])('Given %j, When normalised, Then it is %j', (formula, expected) => {
    expect(normalizeFormula(formula)).toBe(expected);
  });

  it('Given a formula with other white space, When normalised, Then both are equal, and literals are untouched', () => {
    const token = fc.constantFrom('AND', '(', ')', ',', 'A__c', '$User.Id', '"a  b"', '<>', '15', "'x y'");
    const space = fc.constantFrom(' ', '\n', '\t  ', ' /* note */ ');
    fc.assert(
      fc.property(fc.array(fc.tuple(token, space, space)), (tokens) => {
        const one = tokens.map(([text, gap]) => text + gap).join('');
        const other = tokens.map(([text, , gap]) => text + gap).join('');
        expect(normalizeFormula(one)).toBe(normalizeFormula(other));
        expect(normalizeFormula(normalizeFormula(one))).toBe(normalizeFormula(one));
      }),
    );
  });

  it('Given formulas that differ in a literal, When normalised, Then they still differ', () => {
    expect(normalizeFormula('A = "x y"')).not.toBe(normalizeFormula('A = "xy"'));
  });
});

describe('writing formulas', () => {
  it('Given quotes and backslashes, When made a literal, Then they are escaped', () => {
    expect(formulaText('a "b" \\c')).toBe('"a \\"b\\" \\\\c"');
  });

  it('Given long arguments, When called, Then each stands on a line of its own', () => {
    expect(call('OR', 'A'.repeat(60), 'B'.repeat(60))).toBe(`OR(\n  ${'A'.repeat(60)},\n  ${'B'.repeat(60)}\n)`);
  });
});

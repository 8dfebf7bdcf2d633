import fc from 'fast-check';
import { parseFormula } from '../../src/metadata/formulaSyntax.js';
import { guardConditions } from '../../src/metadata/guard.js';
import { relation, sameValue } from '../../src/plan/formulaMeaning.js';
import { printFormula } from '../emulator/formula/printFormula.js';
import { expression } from '../emulator/formula/arbitraries.js';
import { compile, context, type Values } from '../emulator/formula/fixture.js';
import { aSchema } from '../builders/schema.js';

const guards = guardConditions(aSchema({ markers: { generation_batch: { enabled: true } } }));

describe('relation', () => {
  it.each(Object.entries(guards))('Given the guard %s, When compared with itself, Then it is equal', (_, condition) => {
    expect(relation(condition, condition)).toBe('equal');
  });

  it.each([
    ['other white space', 'AND(A,B)', 'AND( A ,\n\tB )'],
    ['a comment', 'AND(A,B)', 'AND(A, /* why */ B)'],
    ['another order', 'AND(A,B,C)', 'AND(C,AND(B,A))'],
    ['operators', 'AND(A,OR(B,NOT(C)))', 'A && (B || !C)'],
    ['brackets', 'OR(A,B)', '((A) || ((B)))'],
    ['upper and lower case', 'AND(ISBLANK(Some__c),A)', 'and(isblank(some__C),a)'],
    ['De Morgan', 'NOT(AND(A,B))', 'OR(NOT(A),NOT(B))'],
    ['a double negation', 'A', 'NOT(NOT(A))'],
    ['a comparison with TRUE', 'AND(A,NOT(B))', 'AND(A = TRUE, B = false)'],
    ['another sign for unequal', 'A<>B', 'A != B'],
    ['sides exchanged', 'LEFT(A,15)<>LEFT(B,15)', 'NOT(LEFT(B,15.0)=LEFT(A,15))'],
    ['sides of an inequality exchanged', 'A>NOW()', 'NOW()<A'],
    ['IF', 'AND(A,B)', 'IF(A,B,FALSE)'],
    ['constants', 'A', 'AND(A,OR(TRUE,B),1=1)'],
    ['what changes nothing', 'A', 'OR(A,AND(A,B))'],
    ['another quote', 'A="x"', "A='x'"],
  ])('Given %s, When compared, Then it is equal', (_, desired, actual) => {
    expect(relation(desired, actual)).toBe('equal');
  });

  it.each([
    ['AND(A,B)', 'AND(A,B,C)', 'narrower'],
    ['AND(A,B)', 'A', 'wider'],
    ['AND(A,B)', 'AND(A,C)', 'other'],
    ['A', 'FALSE', 'narrower'],
    ['A="x"', 'A="X"', 'other'],
    ['A>NOW()', 'A>=NOW()', 'other'],
    ['A<B', 'B<A', 'other'],
    ['A-B>0', 'B-A>0', 'other'],
    ['A=0.1', 'A=0.1000000000000000000000001', 'other'],
    ['NOT(A>B)', 'A<=B', 'other'],
    // A blank: AND may be false where its part has no value, so that NOT of it is true.
    ['NOT(AND(A>B))', 'NOT(A>B)', 'narrower'],
    // A blank: the one has no value, the other is true.
    ['OR(A>B,NOT(A>B))', 'TRUE', 'wider'],
    ['ISBLANK(Account.X)', 'ISNULL(Account.X)', 'other'],
    ['A', 'A B', 'unknown'],
    ['A', 'A &&', 'unknown'],
    ['A', '"open', 'unknown'],
    ['A', `${'('.repeat(5000)}A${')'.repeat(5000)}`, 'unknown'],
    ['A', Array.from({ length: 40 }, (_, index) => `F${index}`).join('&&'), 'unknown'],
  ] as const)('Given %s and %s, When compared, Then it is %3$s', (desired, actual, expected) => {
    expect(relation(desired, actual)).toBe(expected);
  });

  it.each(Object.entries(guards))(
    'Given the guard %s bypassed by a permission, When compared, Then it is narrower',
    (_, condition) => {
      expect(relation(condition, `AND(${condition}, NOT($Permission.Bypass_Everything))`)).toBe('narrower');
    },
  );
});

describe('sameValue', () => {
  it.each([
    ['IF(A, IMAGE("/resource/X", "y", 16, 16), "")', 'IF( a , image("/resource/X","y",16,16) , "" )', true],
    ['IF(A, "b", "")', 'IF(A, "B", "")', false],
    ['"a"', '"b"', false],
    ['A & B', 'B & A', false],
    ['A', '', false],
  ])('Given %s and %s, When compared, Then the same: %s', (one, other, expected) => {
    expect(sameValue(one, other)).toBe(expected);
  });
});

describe('parseFormula', () => {
  it('Given any formula that the grammar has, When parsed, Then it is read, and what it is printed as means the same', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const source = printFormula(tree);
        expect(parseFormula(source)).toBeDefined();
        expect(sameValue(source, `/* it */ (\n${source}\t)`)).toBe(true);
      }),
    );
  });

  it('Given any text, When parsed, Then it never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void parseFormula(text)));
  });
});

// A second opinion: the embedded org's engine evaluates both conditions for every combination of values, blank ones too.
describe('relation, held against another engine', () => {
  const condition = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('Is_Synthetic__c', 'Active__c', 'ISBLANK(Amount)', 'TRUE'),
      fc.constantFrom('Amount > Count__c', 'Count__c<Amount', 'Amount = Count__c', 'Amount <> Count__c'),
      fc
        .tuple(fc.constantFrom('AND', 'OR'), fc.array(tie('any'), { minLength: 1, maxLength: 3 }))
        .map(([joint, parts]) => `${joint}(${parts.join(',')})`),
      tie('any').map((part) => `NOT(${part})`),
      fc
        .tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any'))
        .map(([left, sign, right]) => `(${left}${sign}${right})`),
      fc.tuple(tie('any'), tie('any'), tie('any')).map((parts) => `IF(${parts.join(',')})`),
    ),
  })).any;
  const records: Values[] = [true, false].flatMap((Is_Synthetic__c) =>
    [true, false].flatMap((Active__c) =>
      [null, 1, 2].flatMap((Amount) => [null, 1].map((Count__c) => ({ Is_Synthetic__c, Active__c, Amount, Count__c }))),
    ),
  );
  const heldFor = (source: string): boolean[] => {
    const formula = compile(source, { returns: 'boolean' });
    return records.map((values) => formula.evaluate(context(values)) === true);
  };

  it('Given any two conditions, When judged, Then evaluating them never contradicts the verdict', () => {
    fc.assert(
      fc.property(condition, condition, (desired, actual) => {
        const verdict = relation(desired, actual);
        const [want, have] = [heldFor(desired), heldFor(actual)];
        if (verdict === 'equal') expect(have).toEqual(want);
        if (verdict === 'narrower') expect(want.filter((held, index) => !held && have[index])).toEqual([]);
        if (verdict === 'wider') expect(want.filter((held, index) => held && have[index] === false)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

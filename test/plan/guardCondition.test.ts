import fc from 'fast-check';
import { compareConditions } from '../../src/plan/guardCondition.js';

describe('compareConditions', () => {
  it.each([
    ['AND(A,B)', 'AND(A,B,C)', { verdict: 'weakened', also: ['C'] }],
    ['AND(A,B)', 'AND(AND(B,A),NOT(C))', { verdict: 'weakened', also: ['NOT(C)'] }],
    ['AND(A,B)', 'A&&B&&C', { verdict: 'weakened', also: ['C'] }],
    ['OR(A,AND(B,C))', 'OR(A)', { verdict: 'weakened', without: ['AND(B,C)'] }],
    ['OR(A,B)', 'A', { verdict: 'weakened', without: ['B'] }],
    ['OR(A,B)', 'AND(OR(A,B),C)', { verdict: 'weakened', also: ['C'] }],
    ['AND(A,B)', 'False', { verdict: 'never' }],
    ['AND(A,B)', 'A', { verdict: 'tightened' }],
    ['OR(A,B)', 'OR(A,B,C)', { verdict: 'tightened' }],
    ['OR(A,B)', 'A||B||C', { verdict: 'tightened' }],
    ['AND(A,B)', 'AND(A,C)', { verdict: 'changed' }],
    ['AND(A,B)', 'NOT(AND(A,B))', { verdict: 'changed' }],
    ['AND(A,B)', '!A&&B', { verdict: 'changed' }],
    ['AND(A,B)', 'A&&B||C', { verdict: 'tightened' }],
    ['OR(A,B)', 'OR(AND(A,C),AND(B,C))', { verdict: 'weakened' }],
    ['AND(A,B)', 'AND(A,NOT(A))', { verdict: 'never' }],
    ['AND(A,B)', 'AND(A,B)=FALSE', { verdict: 'changed' }],
    ['AND(A="x,y",B)', 'AND(A="x,y",B,C=")")', { verdict: 'weakened', also: ['C=")"'] }],
    ['AND(A,B)', 'AND(A,B', { verdict: 'changed' }],
  ])('Given %s in the schema and %s in the org, When compared, Then it is %j', (desired, actual, expected) => {
    expect(compareConditions(desired, actual)).toEqual(expected);
  });

  // The verdicts are proofs: whatever A to D are, a weakened guard fires on a part of the cases only.
  it('Given any two conditions, When judged, Then evaluating them never contradicts the verdict', () => {
    const condition = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('A', 'B', 'C', 'D'),
        fc
          .tuple(fc.constantFrom('AND', 'OR'), fc.array(tie('any'), { minLength: 1, maxLength: 3 }))
          .map(([joint, parts]) => `${joint}(${parts.join(',')})`),
        tie('any').map((part) => `NOT(${part})`),
        fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(${left}&&${right})`),
      ),
    })).any;
    fc.assert(
      fc.property(condition, condition, (desired, actual) => {
        const { verdict } = compareConditions(desired, actual);
        if (verdict === 'changed') return;
        for (const facts of ALL) {
          if (verdict === 'weakened' && holds(actual, facts)) expect(holds(desired, facts)).toBe(true);
          if (verdict === 'tightened' && holds(desired, facts)) expect(holds(actual, facts)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const ALL = Array.from({ length: 16 }, (_, bits) => ({ A: bits & 1, B: bits & 2, C: bits & 4, D: bits & 8 }));

/** Whether a condition of AND, OR, NOT, && and letters holds. */
function holds(text: string, facts: (typeof ALL)[number]): boolean {
  let at = 0;
  const one = (): boolean => {
    const call = /^(AND|OR|NOT)?\(/.exec(text.slice(at));
    if (call === null) {
      const letter = text[at++] as keyof typeof facts;
      return facts[letter] !== 0;
    }
    at += call[0].length;
    const parts = [one()];
    while (text[at] !== ')') {
      at += text.startsWith('&&', at) ? 2 : 1;
      parts.push(one());
    }
    at++;
    if (call[1] === 'NOT') return !(parts[0] ?? false);
    return call[1] === 'OR' ? parts.some(Boolean) : parts.every(Boolean);
  };
  return one();
}

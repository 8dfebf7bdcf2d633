import { evaluate, problem } from './fixture.js';

const matches = (text: string, pattern: string): unknown =>
  evaluate(`REGEX(Name, "${pattern.replace(/["\\]/g, '\\$&')}")`, { Name: text });

describe('REGEX', () => {
  it.each([
    ['abc', 'b', false],
    ['abc', '.*b.*', true],
    ['abc', 'a|abc', true],
    ['12345-6789', '\\d{5}(-\\d{4})?', true],
    ['1234', '\\d{5}(-\\d{4})?', false],
    ['k1a 0b1', '((?i)[ABCEGHJKLMNPRSTVXY]\\d[A-Z]?\\s?\\d[A-Z]\\d)?', true],
    ['aB', '(?:(?i)A)b', false],
    ['aB', '(?i:A)B', true],
    ['aB', '(?i)A(?-i)B', true],
    ['ab', '(?i)A(?-i)B', false],
    ['k1a 0b1', '(?i)[A-CEG-NPR-TVXY]\\d[A-Z]?\\s?\\d[A-Z]\\d', true],
    ['É', '(?i)é', false],
    ['É', '\\p{Lu}', true],
    ['٣', '\\d', false],
    ['a\u00a0b', 'a\\sb', false],
    ['a\u00a0b', 'a[\\s\\S]b', true],
    ['a-b', '[a\\-b]+', true],
    ['a-b', '[ab-]+', true],
    ['a.b', 'a\\.b', true],
    ['a}b]', 'a}b]', true],
    ['x{2}', '\\Qx{2}\\E', true],
    ['a\n', 'a.', false],
    ['a\n', '(?s)a.', true],
    ['abab', '(ab)\\1', true],
    ['ab12', '\\p{Alpha}+[\\p{Digit}]+', true],
    ['x', '\\P{Alpha}', false],
    ['😀', '.', true],
    ['user@example.com', '[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,6}', true],
    ['a\t', 'a\\t', true],
    ['A', '\\x41', true],
    ['A', '\\u0041', true],
    ['ab', '(?<first>a)(?:b|c)', true],
    ['ab', 'a(?=b)b', true],
    ['aab', 'a+?b', true],
    ['', '', true],
  ])('Given %j and %j, Then it is %s', (text, pattern, expected) => {
    expect(matches(text, pattern)).toBe(expected);
  });

  it.each([
    ['a++', 'possessive quantifiers are not supported'],
    ['(?>a)', 'a group of this kind is not supported'],
    ['[a-z&&[^b]]', 'an intersection of classes is not supported'],
    ['[a[b]]', 'a class within a class is not supported'],
    ['(?x)a', 'the flag x is not supported'],
    ['\\\\Gx', 'the escape \\G is not supported'],
    ['\\\\p{IsGreek}', 'the property Greek is not supported'],
    ['a{', 'a { starts no repetition'],
    ['[a', 'it ends too early'],
    ['(a', 'it is not well formed'],
    ['[z-a]', 'a range in a class is not well formed'],
  ])('Given the pattern %s, Then it is refused at compile time: %s', (pattern, reason) => {
    expect(problem(`REGEX(Name, "${pattern}")`)).toBe(
      `The embedded org does not evaluate the regular expression ${pattern.replaceAll('\\\\', '\\')}: ${reason}.`,
    );
  });

  it('Given a pattern from a field, Then it is judged when it is known', () => {
    expect(evaluate('REGEX("abc", Name)', { Name: 'a.c' })).toBe(true);
    expect(() => evaluate('REGEX("abc", Name)', { Name: 'a++' })).toThrow('possessive quantifiers');
  });
});

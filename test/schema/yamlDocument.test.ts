import * as fc from 'fast-check';
import * as z from 'zod';
import { stringify } from 'yaml';
import { readYaml } from '../../src/schema/yamlDocument.js';

const shape = z.strictObject({
  name: z.string().optional(),
  list: z.array(z.strictObject({ on: z.boolean() })).optional(),
});

const read = (text: string) => readYaml(text, 'file.yaml', shape);
const told = (text: string) => {
  const reading = read(text);
  return reading.ok
    ? []
    : reading.mistakes.map(({ line, column, path, problem }) => `${line}:${column} ${path}: ${problem}`);
};

describe('readYaml', () => {
  it('Given a document that fits, When read, Then the value is typed', () => {
    expect(read('name: a # comment\nlist:\n  - on: true\n')).toEqual({
      ok: true,
      value: { name: 'a', list: [{ on: true }] },
    });
  });

  it.each([
    ['a tab as indentation', 'list:\n\t- on: true\n', '2:1 : a tab is used for indentation'],
    ['a key given twice', 'name: a\nname: b\n', '2:1 : this key is given twice in the same mapping'],
    ['a quote never closed', 'list: []\nname: "abc\n', '2:7 : a quote opened here is never closed'],
    ['a second document', 'name: a\n---\nname: b\n', '2:1 : a second document starts here'],
    ['a mapping on the line of its key', 'name: a: b\n', '1:7 : a mapping starts on the line of its key'],
    ['a reserved character', 'name: @a\n', '1:7 : a text starts with a reserved character'],
    ['an unknown tag', 'name: !secret a\n', '1:7 : a tag is not known'],
    ['a mapping as a key', '? { a: b }\n: 1\n', '1:3 : a key is a list or a mapping'],
    ['an alias without an anchor', 'name: *other\n', '1:7 : refers to an anchor that is not set before it'],
    ['an unclosed mapping', 'list: [{ on: true\n', /^\d:\d : this is not valid YAML/],
  ])('Given %s, When read, Then the place and the mistake are told', (_, text, expected) => {
    expect(told(text)[0]).toMatch(expected);
  });

  it('Given a key twice and a wrong value, When read, Then both are told', () => {
    expect(told('name: a\nname: 1\n')).toEqual([
      '2:1 : this key is given twice in the same mapping',
      '2:7 name: is a number',
    ]);
  });

  it('Given an alias that expands without end, When read, Then it is refused and not expanded', () => {
    const layers = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'])
      layers.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(', ')}]`);
    expect(told(layers.join('\n'))[0]).toMatch('repeats anchors too often');
  });

  it('Given an alias used in good faith, When read, Then mistakes point into its anchor', () => {
    expect(read('list:\n  - &on { on: true }\n  - *on\n').ok).toBe(true);
    expect(told('list:\n  - &on { on: 1 }\n  - *on\n')).toEqual([
      '2:15 list[0].on: is a number',
      '2:15 list[1].on: is a number',
    ]);
  });

  it('Given a mapping that contains itself, When read, Then it is a mistake, not a crash', () => {
    expect(told('name: &a { b: *a }')).toEqual(['1:10 name: is a mapping']);
  });

  it('Given a missing key, When read, Then the mapping that lacks it is pointed at', () => {
    expect(told('list:\n  - {}\n')).toEqual(['2:5 list[0].on: is missing']);
  });

  it('Given Windows line ends, When read, Then lines and columns are the same', () => {
    expect(told('name: a\r\nlist:\r\n  - on: 1\r\n')).toEqual(['3:9 list[0].on: is a number']);
  });

  it('Given keys of JavaScript objects, When read, Then they are unknown like any other', () => {
    expect(told('__proto__: 1\nconstructor: 2\ntoString: 3\n')).toEqual([
      '1:1 __proto__: is not a known key',
      '2:1 constructor: is not a known key',
      '3:1 toString: is not a known key',
    ]);
  });

  it('Given a text beyond the size limit, When read, Then it is refused without parsing', () => {
    expect(told(`# ${'x'.repeat(1_000_000)}`)).toEqual(['1:1 : is too large']);
  });

  it('Given any text, When read, Then it is a value or mistakes within the text, never a crash', () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'name',
        'list',
        'on',
        ':',
        ' ',
        '\n',
        '  ',
        '-',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        '&a',
        '*a',
        '!t',
        '#',
        '\t',
        '|',
        '>',
        '?',
        '---',
        '%',
        ',',
        '1',
        'true',
        '~',
        '<<',
        '\u0000',
        '\uD800',
        'é',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          yamlish.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const reading = read(text);
          if (reading.ok) return;
          expect(reading.mistakes.length).toBeGreaterThan(0);
          const lineCount = text.split('\n').length;
          for (const { line, column } of reading.mistakes) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lineCount);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('Given any document of the right shape, When written as YAML and read, Then it is the same', () => {
    const text = fc.string({ unit: 'grapheme' });
    const document = fc.record({ name: text, list: fc.array(fc.record({ on: fc.boolean() })) });
    fc.assert(
      fc.property(document, (value) => {
        expect(read(stringify(value))).toEqual({ ok: true, value });
      }),
      { numRuns: 100 },
    );
  });
});

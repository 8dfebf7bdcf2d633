import fc from 'fast-check';
import { compile, extensionsOf } from '../../src/metadata/compile.js';
import type { Component } from '../../src/metadata/component.js';
import { formulaText } from '../../src/metadata/formula.js';
import { toSourceFiles } from '../../src/metadata/sourceFormat.js';
import { scopeOf } from '../../src/metadata/target.js';
import { parseXml } from '../../src/emulator/metadata/xml/element.js';
import { anyLabel, anySchema } from '../builders/anySchema.js';
import { aSchema } from '../builders/schema.js';
import { embedded } from '../emulator/formula/engines/embedded.js';

const componentsOf = (settings: Record<string, unknown>): Component[] => {
  const schema = aSchema(settings);
  const { targets } = scopeOf(schema);
  return [
    ...compile(schema, { policy: 'unbound' }),
    ...extensionsOf(schema, targets, []).map(({ type, fullName, extend }) => ({
      type,
      fullName,
      body: extend({}).body,
    })),
  ];
};

/** What Windows and other file systems take as the name of a file or folder, in any language of theirs. */
const FILE_NAME = /^[A-Za-z][\w.-]*\w$/;
/** Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file (reserved names) */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST_FILE_NAME = 255;

describe('the source files of any schema', () => {
  it('Then each has a path of its own that every file system takes, and is XML in the metadata namespace, or a picture', () => {
    fc.assert(
      fc.property(anySchema, ({ settings }) => {
        const files = componentsOf(settings).flatMap(toSourceFiles);

        const names = files.flatMap(({ path }) => path.split('/'));
        expect(names.filter((name) => !FILE_NAME.test(name) || RESERVED.test(name))).toEqual([]);
        expect(names.filter((name) => name.length > LONGEST_FILE_NAME)).toEqual([]);
        expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
        for (const { path, content } of files) {
          const parsed = parseXml(new TextDecoder('utf-8', { fatal: true }).decode(content));
          if (!parsed.ok) throw new Error(`${path}: ${parsed.fault.message}`);
          expect(parsed.root.namespace).toBe(
            path.endsWith('.svg') ? 'http://www.w3.org/2000/svg' : 'http://soap.sforce.com/2006/04/metadata',
          );
        }
      }),
      { numRuns: Number(process.env['ANY_SCHEMA_RUNS'] ?? 20), endOnFailure: true },
    );
  });

  it.each(['con', 'AUX', 'Com1', 'lpt9', 'NUL'])(
    'Given the name %s, which Windows keeps for a device, Then no file has it',
    (name) => {
      const settings = { access: { reader: { name } }, badge: { staticResource: name } };

      expect(() => componentsOf(settings)).toThrow(/Windows/);
    },
  );

  it('Given a reserved name at the end of a longer one, Then it is taken', () => {
    expect(() =>
      componentsOf({ access: { reader: { name: 'Console' } }, badge: { staticResource: 'A_con' } }),
    ).not.toThrow();
  });
});

describe('any text in a formula', () => {
  it('Given quotes, backslashes and what looks like an escape, When evaluated, Then it is the text', () => {
    fc.assert(
      fc.property(anyLabel(80), (text) => {
        const reading = embedded('formulaField').read({
          source: formulaText(text),
          fields: [],
          returns: 'text',
          blanksAreZero: false,
        });

        expect(reading.reads && reading.evaluate({})).toEqual({ value: text });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['a\nb', 'a\r\nb', 'tab\there', 'line\u2028separator'])(
    'Given %j as alternative text of the badge, Then it is refused, since a literal is one line',
    (altText) => {
      expect(() => aSchema({ badge: { altText } })).toThrow(/altText/);
    },
  );
});

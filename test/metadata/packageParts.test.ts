import fc from 'fast-check';
import { compile } from '../../src/metadata/compile.js';
import { keyOf } from '../../src/metadata/component.js';
import { packageParts } from '../../src/metadata/packageParts.js';
import { toSourceFiles } from '../../src/metadata/sourceFormat.js';
import { anySchema } from '../builders/anySchema.js';
import { aSchema } from '../builders/schema.js';

const components = compile(
  aSchema({ objects: ['Account', 'Case', 'Lead', 'Task'], translations: { de: { badge: { label: 'Herkunft' } } } }),
  { policy: 'unbound' },
);

describe('packageParts', () => {
  it('Given a package that fits, When divided, Then it is one part in its own order', () => {
    expect(packageParts(components)).toEqual([{ components, standsAlone: true }]);
  });

  it('Given any limits, When divided, Then nothing is lost, objects stay whole, and what is named comes first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 20_000 }), (files, bytes) => {
        const parts = packageParts(components, { files, bytes });

        const all = parts.flatMap((part) => part.components.map(keyOf));
        expect([...all].sort()).toEqual(components.map(keyOf));
        const at = (prefix: string): number[] => all.flatMap((key, index) => (key.startsWith(prefix) ? [index] : []));
        expect(Math.max(...at('CustomField:'))).toBeLessThan(Math.min(...at('PermissionSet:')));
        expect(Math.max(...at('CustomMetadata:'))).toBeLessThan(Math.min(...at('ValidationRule:')));
        expect(Math.max(...at('ValidationRule:'))).toBeLessThan(Math.min(...at('CustomObjectTranslation:')));
        const withAccountFields = parts.filter((part) =>
          part.components.some((component) => keyOf(component).startsWith('CustomField:Account.')),
        );
        expect(withAccountFields).toHaveLength(1);
        for (const { components: together, standsAlone } of parts)
          expect(standsAlone).toBe(together.every(({ type }) => FIRST.has(type)));
      }),
    );
  });

  it('Given any schema and limit, When all is one part, Then it is no larger than the limit', () => {
    fc.assert(
      fc.property(anySchema, fc.integer({ min: 1_000, max: 2_000_000 }), ({ settings }, bytes) => {
        const all = compile(aSchema(settings), { policy: 'unbound' });
        const size = all.flatMap(toSourceFiles).reduce((sum, { content }) => sum + content.length, 0);

        if (packageParts(all, { files: 10_000, bytes }).length === 1) expect(size).toBeLessThanOrEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });
});

const FIRST: ReadonlySet<string> = new Set(['CustomObject', 'CustomField', 'CustomPermission', 'StaticResource']);

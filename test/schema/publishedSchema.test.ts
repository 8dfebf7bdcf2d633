import { readFileSync } from 'node:fs';
import { waiverShape } from '../../src/audit/waiverShape.js';
import { fleetShape } from '../../src/fleet/fleetShape.js';
import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import { provenanceShape } from '../../src/schema/provenanceShape.js';
import { publishedSchema } from '../../src/schema/publishedSchema.js';
import { TODAY } from '../builders/schema.js';

type JsonSchema = {
  description?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
};

const shapes = { provenance: provenanceShape, fleet: fleetShape, waivers: waiverShape };
const text = (name: keyof typeof shapes) =>
  readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
const published = (name: keyof typeof shapes) => JSON.parse(text(name)) as JsonSchema;

/** Every key of a schema with its path; alternatives and list entries are walked too. */
function keys(schema: JsonSchema, path: readonly string[] = []): { path: readonly string[]; key: JsonSchema }[] {
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter((part) => part !== undefined);
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, key]) => [
      { path: [...path, name], key },
      ...keys(key, [...path, name]),
    ]),
    ...inner.flatMap((part) => keys(part, path)),
  ];
}

describe('the published JSON Schemas', () => {
  it.each(['provenance', 'fleet', 'waivers'] as const)(
    'Given the shape of the %s file, When its schema is made, Then the committed file is the same (else: npm run schemas:write)',
    (name) => {
      expect(text(name)).toBe(publishedSchema(shapes[name]));
    },
  );

  it.each(['provenance', 'fleet', 'waivers'] as const)(
    'Given any key of the %s file, Then editors have a description to show',
    (name) => {
      const all = keys(published(name));
      expect(all.length).toBeGreaterThan(4);
      expect(all.filter(({ key }) => key.description === undefined).map(({ path }) => path.join('.'))).toEqual([]);
    },
  );

  it('Given any default in the provenance schema, Then the parser has the same', () => {
    const schema = parseProvenanceSchema('', 'empty', TODAY);
    const valueAt = (path: readonly string[]) =>
      path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), schema);
    const defaults = keys(published('provenance')).filter(({ key }) => key.default !== undefined);
    // Entries of a list have no place in the parsed defaults.
    const single = defaults.filter(({ path }) => path.join('.') !== 'objects.optional');
    expect(single.length).toBeGreaterThan(40);
    for (const { path, key } of single) {
      const parsed = valueAt(path);
      if (path.join('.') === 'objects') expect(schema.objects.map((object) => object.name)).toEqual(key.default);
      // "active" is the word for no exception.
      else if (path.join('.') === 'enforcement') expect([key.default, parsed]).toEqual(['active', []]);
      else if (Array.isArray(key.default)) expect(parsed).toEqual(key.default);
      else if (path[0] === 'guards' && path.length === 2)
        expect(Reflect.get(Object(parsed), 'enabled')).toBe(key.default);
      // A mapping's default is {}: its keys carry their own.
      else if (typeof key.default !== 'object') expect([path.join('.'), parsed]).toEqual([path.join('.'), key.default]);
      else expect(key.default).toEqual({});
    }
  });
});

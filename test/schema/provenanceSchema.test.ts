import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { objectGroups } from '../../src/schema/objectGroups.js';
import {
  defaultAccess,
  defaultBadge,
  defaultGuards,
  defaultHistory,
  defaultLeadConversion,
  defaultMarkers,
  defaultPolicy,
  defaultReport,
} from '../../src/schema/provenanceDefaults.js';
import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import { places, refusal } from './mistakesOf.js';
import { TODAY } from '../builders/schema.js';

const parse = (text: string) => parseProvenanceSchema(text, 'provenance.yaml', TODAY);
const refuse = (text: string) => refusal(() => parse(text));
const refuseValue = (path: readonly string[], value: unknown) =>
  refuse(stringify(path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value)));

const settings = {
  guards: { complete: true, immutable: true, contained: true, declared: false, person: true },
  badge: 'image',
  listViews: true,
};
const allDefaults = {
  version: 1,
  markers: defaultMarkers,
  objects: ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'].map((name) => ({ name, optional: false, settings })),
  everyObject: false,
  exclude: [],
  guards: defaultGuards,
  enforcement: [],
  report: defaultReport,
  badge: defaultBadge,
  policy: defaultPolicy,
  access: defaultAccess,
  history: defaultHistory,
  leadConversion: defaultLeadConversion,
  translations: {},
};

describe('parseProvenanceSchema', () => {
  it.each(['', '# only a comment\n', '---\n', '\uFEFF', '{}', '$schema: ./provenance.schema.json'])(
    'Given %j, When parsed, Then every default holds',
    (text) => {
      expect(parse(text)).toEqual(allDefaults);
    },
  );

  it('Given one changed key deep inside, When parsed, Then all others keep their defaults', () => {
    const schema = parse('markers:\n  generation_source:\n    length: 80\n');
    expect(schema).toEqual({
      ...allDefaults,
      markers: { ...defaultMarkers, generation_source: { ...defaultMarkers.generation_source, length: 80 } },
    });
  });

  it('Given a group, When parsed, Then its objects are in scope, optional, and what is listed by name is not', () => {
    const { objects } = parse('objects: [Case, { group: retail-core }, { group: service }]');

    const grouped = new Set<string>([...objectGroups['retail-core'], ...objectGroups.service]);
    expect(new Set(objects.map(({ name }) => name))).toEqual(grouped);
    expect(objects).toHaveLength(grouped.size);
    expect(objects[0]).toMatchObject({ name: 'Case', optional: false });
    expect(objects.filter(({ optional }) => !optional)).toHaveLength(1);
  });

  it('Given "*", When parsed, Then every object is in scope, and what is listed beside it keeps its own settings', () => {
    const schema = parse(
      "objects: ['*', { name: Order, optional: true, badge: text, guards: { contained: false }, reason: legacy feed }]",
    );

    expect(schema.everyObject).toEqual(settings);
    expect(schema.objects).toEqual([
      {
        name: 'Order',
        optional: true,
        reason: 'legacy feed',
        settings: { ...settings, badge: 'text', guards: { ...settings.guards, contained: false } },
      },
    ]);
  });

  it('Given a guard that is switched off for one object without a reason, When parsed, Then the reason is asked for', () => {
    expect(refuse('objects: [{ name: Order, guards: { contained: false } }]').message).toMatch(
      /1:\d+ {2}objects\[0\]\.guards\.contained: switches a guard off without a reason/,
    );
  });

  it.each([
    ['Offer__b', /big objects take no validation rules/],
    ['Stock__x', /another system/],
    ['Paid__e', /marker headers/],
    ['Rate__mdt', /configuration/],
  ])('Given %s, which holds no records of its own, When parsed, Then the mistake says why', (name, reason) => {
    expect(refuse(stringify({ objects: [name] })).message).toMatch(reason);
  });

  it('Given the object of a managed package, When parsed, Then its namespace belongs to its name', () => {
    expect(parse('objects: [acme__Loyalty_Card__c]').objects).toMatchObject([{ name: 'acme__Loyalty_Card__c' }]);
  });

  it('Given translations, When parsed, Then they stand by language and marker', () => {
    const { translations } = parse(
      'translations: { de: { markers: { is_synthetic: { label: Synthetisch } }, guards: { contained: Nein. } } }',
    );
    expect(translations).toEqual({
      de: { markers: { is_synthetic: { label: 'Synthetisch' } }, badge: {}, guards: { contained: 'Nein.' } },
    });
    expect(places(refuse('translations: { german: {} }'))[0]).toMatch(/ translations/);
  });

  it('Given exclusions, When parsed, Then they are out of scope and keep their reasons', () => {
    const schema = parse('objects: [{ group: commerce }]\nexclude: [{ name: contract, reason: signed by people }]');

    expect(schema.objects.map(({ name }) => name)).not.toContain('Contract');
    expect(schema.exclude).toEqual([{ name: 'contract', reason: 'signed by people' }]);
  });

  it.each([
    [
      'access: { declaration: { name: Manage_Synthetic_Provenance } }',
      /access\.declaration\.name: is the same name as/,
    ],
    ['access: { generator: { name: Synthetic_Provenance_Writer } }', /access\.generator\.name: is the same name as/],
    [
      'badge: { listViews: { genuine: { name: Synthetic_Records } } }',
      /badge\.listViews\.genuine\.name: is the same name as/,
    ],
    ['objects: [{ group: retail }]', /objects\[0\]\.group.*retail-core/],
    ['exclude: [{ name: Quote }]', /exclude\[0\]\.reason/],
    ['exclude: [{ name: Quote, reason: " " }]', /exclude\[0\]\.reason/],
    ['objects: [Case]\nexclude: [{ name: case, reason: x }]', /2:19 +exclude\[0\]\.name: is listed under objects too/],
    ['exclude: [{ name: Quote, reason: x }, { name: Quote, reason: y }]', /exclude\[1\]\.name/],
    [
      `objects: [{ group: commerce }]\nexclude: [${objectGroups.commerce.map((name) => `{ name: ${name}, reason: x }`).join(', ')}]`,
      /exclude: leaves no object in scope/,
    ],
  ])('Given %j, When parsed, Then the mistake is named', (text, mistake) => {
    expect(() => parse(text)).toThrow(mistake);
  });

  it('Given object names and mappings, When parsed, Then both become name and optional in the given order', () => {
    expect(
      parse('objects: [Lead, { name: Loyalty_Membership__c, optional: true }, { name: Case }]').objects,
    ).toMatchObject([
      { name: 'Lead', optional: false },
      { name: 'Loyalty_Membership__c', optional: true },
      { name: 'Case', optional: false },
    ]);
  });

  it('Given guards as false, true and a mapping, When parsed, Then names and texts stay or change as written', () => {
    const { guards } = parse('guards:\n  complete: false\n  immutable: true\n  contained: { name: Keep_Out }\n');
    expect(guards.complete).toEqual({ ...defaultGuards.complete, enabled: false });
    expect(guards.immutable).toEqual(defaultGuards.immutable);
    expect(guards.contained).toEqual({ ...defaultGuards.contained, name: 'Keep_Out' });
  });

  it('Given no word about production, Then it accepts no synthetic data; Given an explicit true, Then it does', () => {
    expect(parse('').policy.acceptsSynthetic).toEqual({ production: false, sandbox: true, scratch: true });
    expect(parse('policy: { acceptsSynthetic: { production: true } }').policy.acceptsSynthetic.production).toBe(true);
  });

  it('Given a block text with XML characters, When parsed, Then it is kept without the trailing line break', () => {
    const { guards } = parse(
      'guards:\n  complete:\n    message: |\n      Source & time are <missing>.\n      "Add" them.\n',
    );
    expect(guards.complete.message).toBe('Source & time are <missing>.\n"Add" them.');
  });

  it('Given many mistakes of all kinds, When parsed, Then all are told at once in the order of the file', () => {
    const error = refuse(
      [
        'version: 2',
        'markers:',
        '  is_sythetic: {}',
        '  is_synthetic:',
        '    apiName: Is Synthetic__c',
        '    label: 123',
        'guards:',
        '  complete: yes',
        '  immutable: { nam: x, name: Synthetic_Complete }',
        'objects: [Account, account, { name: Lead, optinal: true }]',
        'badge:',
        'colour: red',
      ].join('\n'),
    );
    expect(error.name).toBe('ProvenanceSchemaError');
    expect(error.actions).not.toHaveLength(0);
    expect(error.message.split('\n')).toEqual([
      'provenance.yaml:1:10  version: is not an allowed value (2), expected 1',
      'provenance.yaml:3:3  markers.is_sythetic: is not a known key ("is_sythetic"), did you mean "is_synthetic"?',
      'provenance.yaml:5:14  markers.is_synthetic.apiName: is not valid ("Is Synthetic__c"), expected a custom field name that ends with __c: letters, digits and single underscores, a letter first, no underscore last',
      'provenance.yaml:6:12  markers.is_synthetic.label: is a number (123), expected a text (put it in quotes if it looks like something else)',
      'provenance.yaml:8:13  guards.complete: is a text ("yes"), expected true, false or a mapping with enabled, name, description, message',
      'provenance.yaml:9:16  guards.immutable.nam: is not a known key ("nam"), did you mean "name"?',
      'provenance.yaml:9:30  guards.immutable.name: is the same name as guards.complete.name ("Synthetic_Complete"), expected another name',
      'provenance.yaml:10:20  objects[1]: is the same name as objects[0] ("account"), expected another name',
      'provenance.yaml:10:43  objects[2].optinal: is not a known key ("optinal"), did you mean "optional"?',
      'provenance.yaml:11:1  badge: has no value, expected a mapping (indented "key: value" lines)',
      'provenance.yaml:12:1  colour: is not a known key ("colour"), expected one of version, markers, objects, exclude, guards, enforcement, report, history, badge, policy, access, leadConversion, translations',
    ]);
    expect(error.data?.[0]).toEqual({
      file: 'provenance.yaml',
      line: 1,
      column: 10,
      path: 'version',
      value: '2',
      problem: 'is not an allowed value',
      expected: 'expected 1',
    });
  });

  const field = ['markers', 'is_synthetic'];
  it.each<[string, readonly string[], string, boolean]>([
    ['a field name of 40 before __c', [...field, 'apiName'], `${'a'.repeat(40)}__c`, true],
    ['a field name of 41 before __c', [...field, 'apiName'], `${'a'.repeat(41)}__c`, false],
    ['a field name without __c', [...field, 'apiName'], 'Is_Synthetic', false],
    ['a field name that starts with a digit', [...field, 'apiName'], '1s__c', false],
    ['a field name with a double underscore', [...field, 'apiName'], 'Is__Synthetic__c', false],
    ['a field name with an underscore before the suffix', [...field, 'apiName'], 'Is___c', false],
    ['a field name of the suffix alone', [...field, 'apiName'], '__c', false],
    ['a field name with a dash', [...field, 'apiName'], 'Is-S__c', false],
    ['a field name with a letter of another script', [...field, 'apiName'], 'Größe__c', false],
    ['a field label of 40', [...field, 'label'], 'x'.repeat(40), true],
    ['a field label of 41', [...field, 'label'], 'x'.repeat(41), false],
    ['a field label of two lines', [...field, 'label'], 'a\nb', false],
    ['an empty field label', [...field, 'label'], '', false],
    ['a field label of white space', [...field, 'label'], '  ', false],
    ['a help text of 510', [...field, 'helpText'], 'x'.repeat(510), true],
    ['a help text of 511', [...field, 'helpText'], 'x'.repeat(511), false],
    ['a field description of 1000', [...field, 'description'], 'x'.repeat(1000), true],
    ['a field description of 1001', [...field, 'description'], 'x'.repeat(1001), false],
    ['a description with a form feed', [...field, 'description'], 'a\fb', false],
    ['a description with a NUL', [...field, 'description'], 'a\0b', false],
    ['a description with half a surrogate pair', [...field, 'description'], 'a\uD800b', false],
    ['a description with an emoji and tabs', [...field, 'description'], '🙂\tok & <b>', true],
    ['a rule name of 40', ['guards', 'complete', 'name'], 'x'.repeat(40), true],
    ['a rule name of 41', ['guards', 'complete', 'name'], 'x'.repeat(41), false],
    ['a rule name with a trailing underscore', ['guards', 'complete', 'name'], 'Rule_', false],
    ['a message of 255', ['guards', 'complete', 'message'], 'x'.repeat(255), true],
    ['a message of 256', ['guards', 'complete', 'message'], 'x'.repeat(256), false],
    ['a rule description of 256', ['guards', 'complete', 'description'], 'x'.repeat(256), false],
    ['a list view label of 39', ['badge', 'listViews', 'synthetic', 'label'], 'x'.repeat(39), true],
    ['a list view label of 40', ['badge', 'listViews', 'synthetic', 'label'], 'x'.repeat(40), false],
    ['a list view name of 41', ['badge', 'listViews', 'genuine', 'name'], 'x'.repeat(41), false],
    ['a static resource with a dash', ['badge', 'staticResource'], 'my-badge', false],
    ['a permission set label of 80', ['access', 'reader', 'label'], 'x'.repeat(80), true],
    ['a permission set label of 81', ['access', 'reader', 'label'], 'x'.repeat(81), false],
    ['a permission set name of 81', ['access', 'reader', 'name'], 'x'.repeat(81), false],
    ['a permission set description of 256', ['access', 'writer', 'description'], 'x'.repeat(256), false],
    ['a custom permission label of 81', ['access', 'permission', 'label'], 'x'.repeat(81), false],
    ['a custom permission description of 256', ['access', 'permission', 'description'], 'x'.repeat(256), false],
    ['a policy type without __mdt', ['policy', 'type'], 'Policy__c', false],
    ['a policy type of 40 before __mdt', ['policy', 'type'], `${'x'.repeat(40)}__mdt`, true],
    ['a policy type of 41 before __mdt', ['policy', 'type'], `${'x'.repeat(41)}__mdt`, false],
    ['a policy label of 41', ['policy', 'label'], 'x'.repeat(41), false],
    ['a policy record of 41', ['policy', 'record'], 'x'.repeat(41), false],
  ])('Given %s, When parsed, Then it is judged as Salesforce does', (_, path, value, accepted) => {
    if (accepted) {
      const text = stringify(path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value));
      expect(() => parse(text)).not.toThrow();
    } else {
      const paths = (refuseValue(path, value).data ?? []).map((mistake) => mistake.path);
      expect(new Set(paths)).toEqual(new Set([path.join('.')]));
    }
  });

  it.each([0, 256, 1.5, '"80"', '.nan', 'true', '~'])(
    'Given a text length of %s, When parsed, Then it is refused',
    (length) => {
      const error = refuse(`markers: { generation_source: { length: ${length} } }`);
      expect(places(error)[0]).toMatch(/ markers\.generation_source\.length$/);
    },
  );

  it.each(['ns__Thing', 'a_namespace_that_is_too_long__Thing__c', 'Thing__mdt', 'Thing__C', '9Lives', 'Case!', ''])(
    'Given the object name %j, When parsed, Then it is refused',
    (name) => {
      expect(places(refuse(stringify({ objects: ['Account', name] })))[0]).toMatch(/ objects\[1\]$/);
    },
  );

  it.each([
    ['objects:', '1:1 objects'],
    ['objects: []', '1:10 objects'],
    ['objects: Account', '1:10 objects'],
    ['objects: [{ optional: true }]', '1:11 objects[0].name'],
    ['objects: [7]', '1:11 objects[0]'],
  ])('Given %j, When parsed, Then the default is not silently taken', (text, place) => {
    expect(places(refuse(text))).toEqual([place]);
  });

  it.each([
    [
      'two markers',
      'markers:\n  generation_source: { apiName: is_SYNTHETIC__c }',
      '2:33 markers.generation_source.apiName',
    ],
    ['a marker and the badge', 'badge: { field: { apiName: Is_Synthetic__c } }', '1:28 badge.field.apiName'],
    [
      'a marker and a later default',
      'markers: { is_synthetic: { apiName: Provenance_Badge__c } }',
      '1:37 markers.is_synthetic.apiName',
    ],
    ['two objects of both forms', 'objects: [Case, { name: CASE }]', '1:25 objects[1].name'],
    ['a rule and a later default', 'guards: { complete: { name: Synthetic_Contained } }', '1:29 guards.complete.name'],
    ['two permission sets', 'access:\n  steward: { name: Synthetic_Provenance_Reader }', '2:20 access.steward.name'],
  ])('Given one name for %s, When parsed, Then the place in the file is named', (_, text, place) => {
    expect(places(refuse(text))).toEqual([place]);
  });

  it('Given a custom permission named like a permission set, When parsed, Then it is accepted: they are of two kinds', () => {
    expect(() => parse('access: { permission: { name: Synthetic_Provenance_Reader } }')).not.toThrow();
  });

  it('Given any file of valid names, When parsed, Then each is kept as written', () => {
    const name = fc.stringMatching(/^[A-Za-z](_?[A-Za-z0-9]){0,18}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 6, maxLength: 6, selector: (n) => n.toLowerCase() }), (names) => {
        const [a, b, c, d, e, f] = names.map((n) => `${n}x9`);
        const schema = parse(
          stringify({
            objects: [a, `${b}__c`],
            markers: { is_synthetic: { apiName: `${c}__c` }, creation_timestamp: { apiName: `${d}__c` } },
            guards: { complete: { name: e }, contained: { name: f } },
          }),
        );
        expect(schema.objects.map((object) => object.name)).toEqual([a, `${b}__c`]);
        expect(schema.markers.is_synthetic.apiName).toBe(`${c}__c`);
        expect(schema.guards.contained.name).toBe(f);
      }),
      { numRuns: 50 },
    );
  });
});

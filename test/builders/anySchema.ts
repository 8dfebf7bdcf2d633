import fc from 'fast-check';
import { limits } from '../../src/schema/salesforceText.js';

/** Settings of a provenance schema, as they stand in the file, and the custom objects that it names. */
export type AnySchema = { readonly settings: Record<string, unknown>; readonly customObjects: readonly string[] };

/** What breaks XML, formulas, YAML or file names when it is not escaped, and scripts that are read from the right. */
const HOSTILE = [
  ...'&<>"\'\\/%$#{}[]()?*:;|`~!@^=+-_.,',
  ...'abcXYZ019 ',
  '\\n',
  '\\"',
  '&amp;',
  '&#0;',
  ']]>',
  '<!--',
  '<![CDATA[',
  '*/',
  '/*',
  '//',
  '{!Name}',
  '{0}',
  '\u00A0',
  '\u007F',
  '\u00E9',
  'e\u0301',
  '\u202E',
  '\u200F',
  '\u05E9\u05DC',
  '\u0645\u0631',
  '漢',
  '🙂',
  '👩‍💻',
  '\uFEFF',
  '\uFFFD',
];
const LINES = ['\n', '\n\n', '\t', '\u0085', '\u2028', '\n- ', ' #', ': '];

const text = (units: readonly string[], max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...units), { minLength: 1, maxLength: Math.min(max, 60), size: 'max' })
    .map((parts) => parts.join('').trim())
    .filter((value) => value.length > 0 && value.length <= max);
/** One line as the schema accepts it. */
export const anyLabel = (max: number): fc.Arbitrary<string> => text(HOSTILE, max);
/** Lines as the schema accepts them. */
export const anyProse = (max: number): fc.Arbitrary<string> => text([...HOSTILE, ...LINES], max);

/** Names that mean something to a formula, to JavaScript or to a file system, and others. */
const SPECIAL = ['AND', 'Now', 'TRUE', 'Null', 'ISBLANK', 'Name', 'Id', 'constructor', 'toString', 'valueOf', 'E1'];
const LETTERS = [...'abcxyzABCXYZ'];
const anyName = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...SPECIAL) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...LETTERS),
          fc.array(fc.tuple(fc.constantFrom('', '_'), fc.constantFrom(...LETTERS, ...'0189')), { maxLength: max }),
        )
        .map(([first, rest]) => `${first}${rest.map((pair) => pair.join('')).join('')}`.slice(0, max))
        .map((name) => name.replace(/_$/, '')),
    },
  );

/** Objects that the embedded org has. */
const STANDARD = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Case',
  'Task',
  'Event',
  'Order',
  'OrderItem',
  'Product2',
];
const LANGUAGES = ['de', 'fr', 'pt_BR', 'zh_CN', 'iw', 'haw'];
const GUARDS = ['complete', 'immutable', 'contained', 'declared', 'person'];
const MARKERS = ['is_synthetic', 'generation_source', 'creation_timestamp', 'generation_batch'];

/** A record of which any keys may be missing. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(fields, { requiredKeys: [] });

/** A field's texts; the name comes from the pool of names, so that no two are the same. */
const fieldTexts = {
  label: anyLabel(limits.fieldLabel),
  description: anyProse(limits.fieldDescription),
  helpText: anyProse(limits.fieldHelpText),
};
const length = fc.integer({ min: 1, max: 255 });
const view = some({ enabled: fc.boolean(), label: anyLabel(limits.listViewLabel) });
const grant = (max: number, description: number): fc.Arbitrary<Record<string, unknown>> =>
  some({ label: anyLabel(max), description: anyProse(description) });
const guard = some({
  enabled: fc.boolean(),
  description: anyProse(limits.ruleDescription),
  message: anyProse(limits.ruleMessage),
});
const translation = some({
  markers: some(
    Object.fromEntries(
      MARKERS.map((id) => [id, some({ label: anyLabel(limits.fieldLabel), helpText: anyProse(limits.fieldHelpText) })]),
    ),
  ),
  badge: some({ label: anyLabel(limits.fieldLabel), helpText: anyProse(limits.fieldHelpText) }),
  guards: some(Object.fromEntries(GUARDS.map((id) => [id, anyProse(limits.ruleMessage)]))),
});

/** Held, over, or ahead on the day on which tests read schemas. */
const suspension = fc
  .record({
    mode: fc.constantFrom('reportOnly', 'inactive'),
    guards: fc.option(fc.subarray(GUARDS, { minLength: 1 }), { nil: undefined }),
    owner: anyLabel(255),
    reason: anyProse(1000),
    ticket: anyLabel(255),
    days: fc.constantFrom(
      { since: '2026-06-01', until: '2026-12-31' },
      { since: '2026-06-01', until: '2026-12-31' },
      { since: '2026-01-01', until: '2026-06-14' },
      { since: '2026-06-16', until: '2026-06-16' },
    ),
  })
  .map(({ days, ...rest }) => ({ ...rest, ...days }));

const settingsWithoutNames = fc.record({
  markers: fc.record({
    is_synthetic: some(fieldTexts),
    generation_source: some({ ...fieldTexts, length }),
    creation_timestamp: some(fieldTexts),
    generation_batch: some({ ...fieldTexts, enabled: fc.boolean(), length }),
  }),
  guards: fc.record(Object.fromEntries(GUARDS.map((id) => [id, guard]))),
  history: some({ enabled: fc.boolean() }),
  badge: fc.record({
    enabled: fc.boolean(),
    style: fc.constantFrom('image', 'text'),
    field: some(fieldTexts),
    altText: anyLabel(limits.badgeAltText),
    listViews: fc.record({ synthetic: view, genuine: view }),
  }),
  policy: some({
    label: anyLabel(limits.objectLabel),
    acceptsSynthetic: some({ production: fc.boolean(), sandbox: fc.boolean(), scratch: fc.boolean() }),
  }),
  access: fc.record({
    permission: grant(limits.customPermissionLabel, limits.customPermissionDescription),
    reader: grant(limits.permissionSetLabel, limits.permissionSetDescription),
    writer: grant(limits.permissionSetLabel, limits.permissionSetDescription),
    steward: grant(limits.permissionSetLabel, limits.permissionSetDescription),
    declaration: grant(limits.customPermissionLabel, limits.customPermissionDescription),
    generator: grant(limits.permissionSetLabel, limits.permissionSetDescription),
  }),
  enforcement: fc.oneof(
    { weight: 2, arbitrary: fc.constant('active' as const) },
    { weight: 1, arbitrary: fc.array(suspension, { minLength: 1, maxLength: 3 }) },
  ),
  report: fc.record({ field: some(fieldTexts), listView: view }),
  leadConversion: some({ enabled: fc.boolean() }),
  translations: fc.dictionary(fc.constantFrom(...LANGUAGES), translation, { maxKeys: 3 }),
});

type Settings = typeof settingsWithoutNames extends fc.Arbitrary<infer T> ? T : never;

const override = some({
  optional: fc.boolean(),
  guards: some(Object.fromEntries(GUARDS.map((id) => [id, fc.boolean()]))),
  badge: fc.constantFrom('image', 'text', 'none'),
  listViews: fc.boolean(),
}).chain((entry) => anyProse(limits.exclusionReason).map((reason) => ({ ...entry, reason })));

const NAMES = 23;
const CUSTOM_OBJECTS = 2;
const ownNames = fc.uniqueArray(anyName(40), {
  minLength: NAMES + CUSTOM_OBJECTS,
  maxLength: NAMES + CUSTOM_OBJECTS,
  selector: (name) => name.toLowerCase(),
});

/** Any schema whose objects the embedded org can have. */
export const anySchema: fc.Arbitrary<AnySchema> = fc
  .record({
    settings: settingsWithoutNames,
    names: ownNames,
    standard: fc.subarray(STANDARD, { maxLength: 5 }),
    excluded: fc.subarray(['Campaign', 'Quote', 'Asset'], { maxLength: 1 }),
    overrides: fc.array(fc.option(override), { minLength: 7, maxLength: 7 }),
    // An org with all its objects takes its time, so most schemas name a few.
    more: fc.oneof(
      { weight: 6, arbitrary: fc.constant<readonly unknown[]>([]) },
      { weight: 1, arbitrary: fc.constant<readonly unknown[]>([{ group: 'sales' }]) },
      { weight: 1, arbitrary: fc.constant<readonly unknown[]>(['*']) },
    ),
    long: fc.boolean(),
  })
  .map(({ settings, names, standard, excluded, overrides, more, long }) => {
    const customObjects = names.slice(NAMES).map((name) => `${name}__c`);
    const objects = [...customObjects, ...standard].map((name, index) => {
      const own = overrides[index];
      return own === null || own === undefined ? name : { name, ...own };
    });
    return {
      customObjects,
      settings: {
        ...named(settings, names, long),
        objects: [...objects, ...more],
        exclude: excluded.map((name) => ({ name, reason: 'never generated' })),
      },
    };
  });

function named(settings: Settings, names: readonly string[], long: boolean): Record<string, unknown> {
  const pool = [...names];
  const next = (): string => pool.shift() ?? '';
  // Names that may be longer than 40 characters.
  const far = (max: number): string => (long ? `${next()}_${'x'.repeat(max)}`.slice(0, max) : next());
  const each = (group: Record<string, object>, name: (given: object) => object): Record<string, object> =>
    Object.fromEntries(Object.entries(group).map(([id, given]) => [id, { ...given, ...name(given) }]));
  return {
    ...settings,
    markers: each(settings.markers, () => ({ apiName: `${next()}__c` })),
    guards: each(settings.guards, () => ({ name: next() })),
    badge: {
      ...settings.badge,
      field: { ...settings.badge.field, apiName: `${next()}__c` },
      staticResource: far(limits.staticResourceName),
      listViews: each(settings.badge.listViews, () => ({ name: next() })),
    },
    report: {
      field: { ...settings.report.field, apiName: `${next()}__c` },
      listView: { ...settings.report.listView, name: next() },
    },
    policy: { ...settings.policy, type: `${next()}__mdt`, record: next() },
    access: each(settings.access, () => ({ name: far(limits.permissionSetName) })),
  };
}

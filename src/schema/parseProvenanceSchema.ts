import type { Day } from './day.js';
import { suspensionsOn } from './enforcement.js';
import { mistakesError } from './mistake.js';
import { provenanceRules } from './provenanceRules.js';
import type { ObjectSettings, ProvenanceSchema, ProvenanceValues } from './provenanceSchema.js';
import { provenanceShape } from './provenanceShape.js';
import { EVERY_OBJECT, resolveScope } from './scope.js';
import { readYaml } from './yamlDocument.js';

/**
 * The schema a YAML text states, defaults filled in; an empty text states all defaults.
 *
 * `file` is the name mistakes are reported under; `today` decides which suspensions of guards hold.
 * @throws SfError `ProvenanceSchemaError` with every mistake of the text: one line each in the message
 *   (`file:line:column  path: what is wrong (value), what would be right`), the same as `Mistake[]` in `data`.
 */
export function parseProvenanceSchema(text: string, file: string, today: Day): ProvenanceSchema {
  const reading = readYaml(text, file, provenanceShape, provenanceRules);
  if (!reading.ok) throw mistakesError('ProvenanceSchemaError', reading.mistakes, ACTIONS);
  const { $schema: _, objects: entries, enforcement, ...rest } = reading.value;
  const settings = settingsOf(rest);
  const values: ProvenanceValues = {
    ...rest,
    objects: resolveScope(entries, rest.exclude, settings),
    enforcement: suspensionsOn(enforcement, today),
    everyObject: entries.includes(EVERY_OBJECT) ? settings : false,
  };
  return values as ProvenanceSchema;
}

/** What an object gets that the schema says nothing special of. */
function settingsOf({ guards, badge }: Pick<ProvenanceValues, 'guards' | 'badge'>): ObjectSettings {
  const { complete, immutable, contained, declared, person } = guards;
  return {
    guards: {
      complete: complete.enabled,
      immutable: immutable.enabled,
      contained: contained.enabled,
      declared: declared.enabled,
      person: person.enabled,
    },
    badge: badge.enabled ? badge.style : 'none',
    listViews: badge.enabled,
  };
}

const ACTIONS = [
  'Correct the lines named above, then run the command again.',
  'Let your editor check the file while you type: "sf synthetic init" writes the JSON Schema it needs.',
];

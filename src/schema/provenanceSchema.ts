import { resolveScope } from './objectGroups.js';
import { mistakesError } from './mistake.js';
import { provenanceRules } from './provenanceRules.js';
import { provenanceShape } from './provenanceShape.js';
import { readYaml } from './yamlDocument.js';

/**
 * The provenance schema: what every record must carry and which rules hold. One file (`config/provenance.yaml`), one
 * value of this type; everything else (fields, rules, badges, grants, policy) is derived from it.
 *
 * The types are branded, so a value that did not pass the parser is a compile error where a schema is asked for.
 */

declare const brand: unique symbol;
/** `T`, made by the one parser named `Name`. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** How one custom field is named and explained. `apiName` ends with `__c`. */
export type FieldText = {
  readonly apiName: string;
  readonly label: string;
  readonly description: string;
  readonly helpText: string;
};

/** A validation rule: `name` is its developer name, `message` what the user reads when it fires. */
export type Guard = {
  readonly enabled: boolean;
  readonly name: string;
  readonly description: string;
  readonly message: string;
};

/** A list view: `name` is its developer name. */
type View = { readonly enabled: boolean; readonly name: string; readonly label: string };

/** A permission set or a custom permission; `name` is its developer name. */
export type Grant = { readonly name: string; readonly label: string; readonly description: string };

/** What an org is for; the policy is decided by it. */
export type OrgRole = 'production' | 'sandbox' | 'scratch';

/** An object whose records carry the markers; `optional` ones may be missing in an org. */
export type ScopedObject = { readonly name: string; readonly optional: boolean };

type ProvenanceValues = {
  readonly version: 1;
  readonly markers: {
    readonly is_synthetic: FieldText;
    readonly generation_source: FieldText & { readonly length: number };
    readonly creation_timestamp: FieldText;
  };
  /** Groups resolved, exclusions left out. */
  readonly objects: readonly ScopedObject[];
  readonly exclude: readonly { readonly name: string; readonly reason: string }[];
  readonly guards: {
    readonly complete: Guard;
    readonly immutable: Guard;
    readonly contained: Guard;
    readonly declared: Guard;
  };
  readonly badge: {
    readonly enabled: boolean;
    readonly field: FieldText;
    readonly altText: string;
    readonly staticResource: string;
    readonly listViews: { readonly synthetic: View; readonly genuine: View };
  };
  readonly policy: {
    readonly type: string;
    readonly label: string;
    readonly record: string;
    readonly acceptsSynthetic: Readonly<Record<OrgRole, boolean>>;
  };
  readonly access: {
    readonly permission: Grant;
    readonly reader: Grant;
    readonly writer: Grant;
    readonly steward: Grant;
    /** Generated only with the guard `declared`. */
    readonly declaration: Grant;
    readonly generator: Grant;
  };
};

export type ProvenanceSchema = Branded<ProvenanceValues, 'ProvenanceSchema'>;

/**
 * The schema a YAML text states, defaults filled in; an empty text states all defaults.
 *
 * `file` is the name mistakes are reported under.
 * @throws SfError `ProvenanceSchemaError` with every mistake of the text: one line each in the message
 *   (`file:line:column  path: what is wrong (value), what would be right`), the same as `Mistake[]` in `data`.
 */
export function parseProvenanceSchema(text: string, file: string): ProvenanceSchema {
  const reading = readYaml(text, file, provenanceShape, provenanceRules);
  if (!reading.ok) throw mistakesError('ProvenanceSchemaError', reading.mistakes, ACTIONS);
  const { version, markers, exclude, guards, badge, policy, access } = reading.value;
  const objects = resolveScope(reading.value.objects, exclude);
  const values: ProvenanceValues = { version, markers, objects, exclude, guards, badge, policy, access };
  return values as ProvenanceSchema;
}

const ACTIONS = [
  'Correct the lines named above, then run the command again.',
  'Let your editor check the file while you type: "sf synthetic init" writes the JSON Schema it needs.',
];

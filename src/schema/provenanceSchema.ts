import type { Suspension } from './enforcement.js';

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

/** The fields that say where a record comes from, by the ids that every part of the product knows them by. */
export const markerIds = ['is_synthetic', 'generation_source', 'creation_timestamp', 'generation_batch'] as const;
export type MarkerId = (typeof markerIds)[number];

export const guardIds = ['complete', 'immutable', 'contained', 'declared', 'person'] as const;
export type GuardId = (typeof guardIds)[number];

/** How the badge shows: a picture, words, or not at all. */
export const badgeStyles = ['image', 'text', 'none'] as const;

/** What one object gets of the schema. */
export type ObjectSettings = {
  readonly guards: Readonly<Record<GuardId, boolean>>;
  readonly badge: (typeof badgeStyles)[number];
  readonly listViews: boolean;
};

/**
 * An object whose records carry the markers; `optional` ones may be missing in an org. `reason` says why its settings
 * differ from those of the others.
 */
export type ScopedObject = {
  readonly name: string;
  readonly optional: boolean;
  readonly settings: ObjectSettings;
  readonly reason?: string;
};

/** The texts of one field in another language. */
export type FieldTranslation = { readonly label?: string | undefined; readonly helpText?: string | undefined };

/** What users read in another language; what is left out stays in the schema's own. */
export type Translation = {
  readonly markers: { readonly [Id in MarkerId]?: FieldTranslation | undefined };
  readonly badge: FieldTranslation;
  /** The message of each guard. */
  readonly guards: { readonly [Id in GuardId]?: string | undefined };
};

export type ProvenanceValues = {
  readonly version: 1;
  readonly markers: {
    readonly is_synthetic: FieldText;
    readonly generation_source: FieldText & { readonly length: number };
    readonly creation_timestamp: FieldText;
    /** Ties a record to the run that generated it; off unless asked for. */
    readonly generation_batch: FieldText & { readonly enabled: boolean; readonly length: number };
  };
  /** Those that can be named without an org: groups resolved, exclusions left out. */
  readonly objects: readonly ScopedObject[];
  /** Whether every other object that an org has is in scope too, and then with which settings. */
  readonly everyObject: false | ObjectSettings;
  readonly exclude: readonly { readonly name: string; readonly reason: string }[];
  readonly guards: Readonly<Record<GuardId, Guard>>;
  /** What guards refuse nothing for a while; of several for the same guard and object, the last one counts. */
  readonly enforcement: readonly Suspension[];
  /** What shows the records that guards would refuse which only report. */
  readonly report: { readonly field: FieldText; readonly listView: View };
  /** Whether the markers' changes are kept in the field history of objects that have one. */
  readonly history: { readonly enabled: boolean };
  readonly badge: {
    readonly enabled: boolean;
    readonly style: 'image' | 'text';
    readonly field: FieldText;
    readonly altText: string;
    readonly staticResource: string;
    readonly listViews: {
      readonly synthetic: View;
      readonly genuine: View;
      /** Whether the badge becomes a column of the list views that an org already shares. */
      readonly extendShared: boolean;
    };
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
  /** Whether a lead's markers are carried over when it is converted. */
  readonly leadConversion: { readonly enabled: boolean };
  /** By language code, e.g. `de` or `pt_BR`. */
  readonly translations: Readonly<Record<string, Translation>>;
};

export type ProvenanceSchema = Branded<ProvenanceValues, 'ProvenanceSchema'>;

/** The markers that the schema asks for, in the order of their ids. */
export function markersOf({ markers }: ProvenanceSchema): { id: MarkerId; field: FieldText }[] {
  return markerIds
    .filter((id) => id !== 'generation_batch' || markers.generation_batch.enabled)
    .map((id) => ({ id, field: markers[id] }));
}

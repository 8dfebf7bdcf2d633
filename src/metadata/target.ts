import { type EnforcementMode, suspensionOf } from '../schema/enforcement.js';
import {
  type GuardId,
  guardIds,
  type ObjectSettings,
  type ProvenanceSchema,
  type ScopedObject,
} from '../schema/provenanceSchema.js';
import { assumedCapabilities, capabilitiesOf, type ObjectCapabilities, otherUseOf } from './objectCapabilities.js';

/** An object as one org has it. What the org would not say is undefined. */
export type OrgObject = {
  readonly name: string;
  /** Records can be created and read, and are no settings. */
  readonly holdsRecords: boolean;
  /** Takes custom fields. */
  readonly customizable: boolean | undefined;
  /** Takes rules that look at a record when it is saved. */
  readonly workflowEnabled: boolean | undefined;
  /** Keeps a history of field changes; undefined also where nobody asked. */
  readonly historyEnabled: boolean | undefined;
};

/** An object for which components are compiled. */
export type TargetObject = {
  readonly name: string;
  readonly settings: ObjectSettings;
  /** How each guard is enforced, if the object gets it. */
  readonly enforcement: Readonly<Record<GuardId, EnforcementMode>>;
  readonly capabilities: ObjectCapabilities;
  /** Whether changes of its markers are kept in its field history. */
  readonly history: boolean;
  /** Whether it is Account in an org whose person accounts carry the contact's markers too. */
  readonly personContact: boolean;
};

/** A part of the schema that an object can't take, and what protects its records in its place. */
export type Gap = {
  readonly object: string;
  readonly lacks:
    | 'coverage'
    | 'marker fields'
    | 'validation rules'
    | 'list views'
    | 'field history'
    | 'lead conversion'
    | 'badge column';
  readonly reason: string;
  /** Undefined: nothing does. */
  readonly instead?: string;
  /** What a person can do about it. */
  readonly action: string;
};

/** What the schema's scope is in one org, or, without an org, as far as the schema alone can say. */
export type Scope = {
  readonly targets: readonly TargetObject[];
  /** Listed objects that the org lacks. */
  readonly missing: readonly { readonly name: string; readonly optional: boolean }[];
  /** Objects that "*" would reach and that hold no business records. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly gaps: readonly Gap[];
};

/** What an org says that bears on the scope. */
export type OrgScope = {
  readonly objects: ReadonlyMap<string, OrgObject>;
  readonly personAccounts: boolean;
};

/** Resolves the schema's scope. What the org says of an object wins over what is known of it in general. Pure. */
export function scopeOf(schema: ProvenanceSchema, org?: OrgScope): Scope {
  if (org === undefined) {
    const targets = schema.objects.map((object) => targetOf(schema, object, undefined, false));
    return { targets, missing: [], leftOut: [], gaps: targets.flatMap((target) => gapsOf(schema, target, undefined)) };
  }
  const inAnyCase = new Set([...org.objects.keys()].map((name) => name.toLowerCase()));
  const missing = schema.objects
    .filter(({ name }) => !org.objects.has(name))
    // An object that is there, only written otherwise, is a mistake, not one that the org may lack.
    .map(({ name, optional }) => ({ name, optional: optional && !inAnyCase.has(name.toLowerCase()) }));
  const others = schema.everyObject === false ? NO_OTHERS : everyOther(schema, schema.everyObject, org);
  const inScope = [...schema.objects.filter(({ name }) => org.objects.has(name)), ...others.objects];
  const people = org.personAccounts && inScope.some(({ name }) => name === 'Contact');
  const reached = inScope.map((object) => targetOf(schema, object, org.objects.get(object.name), people));
  return {
    targets: reached.filter(({ capabilities }) => capabilities.customFields),
    missing,
    leftOut: others.leftOut,
    gaps: [...reached.flatMap((target) => gapsOf(schema, target, org.objects.get(target.name))), ...others.gaps],
  };
}

type Others = { objects: ScopedObject[]; leftOut: { name: string; reason: string }[]; gaps: Gap[] };
const NO_OTHERS: Others = { objects: [], leftOut: [], gaps: [] };

/** Objects without records of their own, by the ends of their names. */
const NOT_RECORDS: readonly (readonly [end: RegExp, reason: string])[] = [
  [/__b$/, 'a big object takes no validation rules'],
  [/__x$/, 'an external object shows records that another system holds'],
  [/__e$/, 'a platform event is a message; the marker headers mark it'],
  [/__kav$/, 'a knowledge article is content'],
];
/** What the platform keeps beside an object: no fields can be added there, or only those of the object itself. */
const SATELLITE =
  /(?:__(?:mdt|Share|History|Feed|Tag|ChangeEvent|hd|Version|ViewStat|VoteStat)|(?:Share|History|Feed|Tag|ChangeEvent))$/;

/** What "*" stands for beyond the objects that the schema names. */
function everyOther(schema: ProvenanceSchema, settings: ObjectSettings, { objects }: OrgScope): Others {
  const named = new Set([...schema.objects, ...schema.exclude].map(({ name }) => name.toLowerCase()));
  const others: Others = { objects: [], leftOut: [], gaps: [] };
  const byName = [...objects.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, holdsRecords, customizable } of byName) {
    if (named.has(name.toLowerCase()) || SATELLITE.test(name)) continue;
    const reason = NOT_RECORDS.find(([end]) => end.test(name))?.[1] ?? otherUseOf(name);
    const capabilities = capabilitiesOf(name);
    if (reason !== undefined) others.leftOut.push({ name, reason });
    else if (!holdsRecords) continue;
    else if (capabilities !== undefined && customizable !== false) {
      others.objects.push({ name, optional: true, settings });
    } else if (customizable === true) others.gaps.push(unknownObject(name));
  }
  return others;
}

function unknownObject(object: string): Gap {
  return {
    object,
    lacks: 'coverage',
    reason: 'it takes custom fields, but it is not known whether it holds business records and takes validation rules',
    action: `List ${object} under "objects" in the provenance schema, or under "exclude" with a reason.`,
  };
}

function targetOf(
  schema: ProvenanceSchema,
  { name, settings }: ScopedObject,
  org: OrgObject | undefined,
  personAccounts: boolean,
): TargetObject {
  const known = capabilitiesOf(name);
  const general = known ?? assumedCapabilities(name);
  const capabilities: ObjectCapabilities = {
    ...general,
    customFields: org?.customizable ?? general.customFields,
    // The org says only whether an object takes workflow rules, so what is known of validation rules comes first.
    validationRules: known?.validationRules ?? org?.workflowEnabled ?? general.validationRules,
  };
  return {
    name,
    settings,
    enforcement: enforcementOn(schema, name),
    capabilities,
    history: schema.history.enabled && capabilities.fieldHistory && org?.historyEnabled !== false,
    personContact: personAccounts && name === 'Account',
  };
}

function enforcementOn(schema: ProvenanceSchema, object: string): TargetObject['enforcement'] {
  return Object.fromEntries(
    guardIds.map((id) => [id, suspensionOf(schema.enforcement, object, id)?.mode ?? 'active']),
  ) as Record<GuardId, EnforcementMode>;
}

function gapsOf(schema: ProvenanceSchema, target: TargetObject, org: OrgObject | undefined): Gap[] {
  const { name: object, capabilities, settings } = target;
  if (!capabilities.customFields) {
    return [
      {
        object,
        lacks: 'marker fields',
        reason: 'it takes no custom fields',
        action: `Keep synthetic records out of ${object}, and list it under "exclude" with a reason.`,
      },
    ];
  }
  const gaps: Gap[] = [];
  if (!capabilities.validationRules && Object.values(settings.guards).some(Boolean)) {
    gaps.push({
      object,
      lacks: 'validation rules',
      reason: 'it takes no validation rules',
      instead: 'only who may write the markers is limited, by the permission sets',
      action: `Switch the guards of ${object} off in the provenance schema, with a reason.`,
    });
  }
  const { synthetic, genuine } = schema.badge.listViews;
  if (capabilities.listView === undefined && settings.listViews && (synthetic.enabled || genuine.enabled)) {
    gaps.push({
      object,
      lacks: 'list views',
      reason: 'it takes none, or the names of its columns are not known',
      instead:
        settings.badge === 'none'
          ? 'the markers on the record'
          : 'the badge on the record, in related lists and reports',
      action: `Switch the list views of ${object} off in the provenance schema: { name: ${object}, listViews: false }`,
    });
  }
  if (schema.history.enabled && !target.history) gaps.push(historyGap(target, org));
  return gaps;
}

function historyGap(
  { name: object, capabilities, settings, enforcement }: TargetObject,
  org: OrgObject | undefined,
): Gap {
  const off = capabilities.fieldHistory && org?.historyEnabled === false;
  return {
    object,
    lacks: 'field history',
    reason: off ? 'its field history is switched off' : 'it keeps no field history',
    ...(settings.guards.immutable && enforcement.immutable === 'active'
      ? { instead: 'the guard that keeps the markers from changing' }
      : {}),
    action: off
      ? `Switch it on in Setup: Object Manager > ${object} > Fields & Relationships > Set History Tracking.`
      : 'Nothing to do where the guard "immutable" is enough.',
  };
}

import { SfError } from '@salesforce/core/sfError';
import type { Suspension } from './enforcement.js';
import { nearestName } from './nearestName.js';
import type { OrgRole, ProvenanceSchema, ProvenanceValues, ScopedObject } from './provenanceSchema.js';
import { type ObjectOverride, overridden } from './scope.js';

/** What one org does otherwise than the schema says; every deviation carries its reason. */
export type OrgOverrides = {
  readonly exclude?: readonly { readonly name: string; readonly reason: string }[] | undefined;
  readonly objects?: readonly ({ readonly name: string; readonly reason: string } & ObjectOverride)[] | undefined;
  /** What is suspended in this org besides; an empty list: nothing is, whatever the schema says. */
  readonly enforcement?: readonly Suspension[] | undefined;
  readonly acceptsSynthetic?: { readonly value: boolean; readonly reason: string } | undefined;
};

/**
 * The schema as it holds in one org of this role: objects left out, settings of single objects changed, the policy of
 * the role replaced. The scope can only get narrower; settings resolve as those of the schema's own objects do.
 * @throws SfError `OrgOverrideError` when an override names an object that is not in scope, or leaves none in it.
 */
export function overrideSchema(
  schema: ProvenanceSchema,
  org: { readonly name: string; readonly role: OrgRole },
  { exclude = [], objects = [], enforcement, acceptsSynthetic }: OrgOverrides,
): ProvenanceSchema {
  const suspended = (enforcement ?? []).flatMap((suspension) => suspension.objects ?? []);
  for (const name of [...[...exclude, ...objects].map((entry) => entry.name), ...suspended]) {
    assertInScope(schema, org.name, name);
  }
  const left = new Set(exclude.map(({ name }) => fold(name)));
  const scope = [...schema.objects, ...everyNamed(schema, objects)].filter(({ name }) => !left.has(fold(name)));
  if (scope.length === 0 && schema.everyObject === false) {
    throw overrideError(`The fleet file leaves no object in scope for ${org.name}.`);
  }
  const values: ProvenanceValues = {
    ...schema,
    objects: scope.map((object) => {
      const override = objects.find(({ name }) => fold(name) === fold(object.name));
      return override === undefined ? object : { ...object, ...overridden(object.settings, override) };
    }),
    enforcement:
      enforcement === undefined || enforcement.length > 0 ? [...schema.enforcement, ...(enforcement ?? [])] : [],
    exclude: [...schema.exclude, ...exclude.filter(({ name }) => !isExcluded(schema, name))],
    policy:
      acceptsSynthetic === undefined
        ? schema.policy
        : {
            ...schema.policy,
            acceptsSynthetic: { ...schema.policy.acceptsSynthetic, [org.role]: acceptsSynthetic.value },
          },
  };
  return values as ProvenanceSchema;
}

/** Objects that only "*" brings in are named once they are to differ; not every org has them. */
function everyNamed(
  { objects, everyObject }: ProvenanceSchema,
  overrides: NonNullable<OrgOverrides['objects']>,
): ScopedObject[] {
  if (everyObject === false) return [];
  const named = new Set(objects.map(({ name }) => fold(name)));
  return overrides
    .filter(({ name }) => !named.has(fold(name)))
    .map(({ name }) => ({ name, optional: true, settings: everyObject }));
}

function assertInScope(schema: ProvenanceSchema, org: string, name: string): void {
  if (schema.everyObject !== false || isExcluded(schema, name)) return;
  const names = schema.objects.map((object) => object.name);
  if (names.some((known) => fold(known) === fold(name))) return;
  const near = nearestName(name, names);
  throw overrideError(
    `The fleet file says something of ${name} for ${org}, but the provenance schema has no such object in scope${near === undefined ? '' : `: did you mean ${near}?`}`,
  );
}

function isExcluded({ exclude }: ProvenanceSchema, name: string): boolean {
  return exclude.some((entry) => fold(entry.name) === fold(name));
}

/** Salesforce compares names without regard to case. */
const fold = (name: string): string => name.toLowerCase();

function overrideError(message: string): SfError {
  return new SfError(message, 'OrgOverrideError', [
    'Correct the name, or remove it, under this org in the fleet file.',
    'The scope itself stands under "objects" in the provenance schema.',
  ]);
}

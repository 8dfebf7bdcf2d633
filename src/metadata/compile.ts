import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { accessComponents } from './access.js';
import { badgeFields, badgeImage, badgeListViews } from './badge.js';
import type { DesiredComponent } from './component.js';
import { keyOf } from './component.js';
import type { Extension, SharedListView } from './extension.js';
import { fieldHomes } from './fieldHome.js';
import { guardConditions, guardRules } from './guard.js';
import { leadMapping } from './leadMapping.js';
import { markerFields } from './marker.js';
import { policyComponents, type PolicyBinding } from './policy.js';
import { reportFields, reportListViews } from './report.js';
import { sharedListView } from './sharedListView.js';
import { scopeOf, type TargetObject } from './target.js';
import { translationComponents } from './translation.js';

/**
 * Everything the provenance schema wants in an org, by type and name. `targets` are the objects in its scope, those that
 * the schema names unless an org's are given; `policy` says what the org accepts.
 */
export function compile(schema: ProvenanceSchema, options: CompileOptions): DesiredComponent[] {
  return sorted([...compileOneByOne(schema, options)]);
}

type CompileOptions = { readonly policy: PolicyBinding; readonly targets?: readonly TargetObject[] };

/** The same, in no order, and each only when it is asked for: nobody has to hold those of a thousand objects at once. */
export function* compileOneByOne(
  schema: ProvenanceSchema,
  { policy, targets = scopeOf(schema).targets }: CompileOptions,
): Generator<DesiredComponent> {
  const homes = fieldHomes(targets);
  const conditions = guardConditions(schema);
  yield* policyComponents(schema, policy);
  yield* badgeImage(schema, targets);
  yield* accessComponents(schema, targets, homes);
  for (const home of homes) {
    yield* markerFields(schema, home.name, home);
    yield* badgeFields(schema, home.name, home.badge);
    yield* reportFields(schema, home, policy);
  }
  for (const target of targets) {
    yield* guardRules(schema, target, conditions);
    yield* reportListViews(schema, target);
    yield* badgeListViews(schema, target);
  }
  yield* translationComponents(schema, targets, homes);
}

/** What the schema adds to components that are an org's own, by type and name. */
export function extensionsOf(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
  sharedViews: readonly SharedListView[],
): Extension[] {
  return sorted([
    ...leadMapping(schema, targets),
    ...sharedViews.flatMap((view) => sharedListView(schema, targets, view)),
  ]);
}

/** By type and name: an org lists what it has in any order, and no plan may differ for that. */
function sorted<T extends Pick<DesiredComponent, 'type' | 'fullName'>>(components: readonly T[]): T[] {
  return components
    .map((component) => ({ component, key: keyOf(component) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ component }) => component);
}

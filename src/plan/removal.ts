import { compile, extensionsOf } from '../metadata/compile.js';
import { type Component, type DesiredComponent, keyOf, type Purpose } from '../metadata/component.js';
import type { FieldTest } from '../metadata/extension.js';
import { traitsOf } from '../metadata/objectTraits.js';
import { policyFields } from '../metadata/policy.js';
import { everyReport } from '../metadata/report.js';
import { scopeOf, type TargetObject } from '../metadata/target.js';
import type { RemovalFacts } from '../org/removalFacts.js';
import type { OrgSnapshot, Reading } from '../org/snapshot.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { leftovers } from './leftovers.js';
import { notOurs } from './ownership.js';
import type { Named } from './plan.js';
import { wholeSchema } from './wholeSchema.js';

/** A component that the org loses. */
export type Deletion = Named;

/** A component of the org's own that loses what the schema added to it. */
export type Retraction = {
  readonly component: Component & { readonly purpose: Purpose };
  readonly removed: readonly { readonly element: string; readonly value: string }[];
};

/** What takes the product's components out of one org. Nothing is left to do when it has no deletions and retractions. */
export type RemovalPlan = {
  readonly deletions: readonly Deletion[];
  readonly retractions: readonly Retraction[];
  /** Components that have a name of the schema's and stay, since they are not provably the product's. */
  readonly left: readonly { readonly component: Named; readonly reason: string }[];
  /** Components that could not be read, and why. A plan that has any must not be carried out. */
  readonly unread: readonly { readonly component: Named; readonly reason: string }[];
  /** Fields with the names of markers or badge on objects that the schema does not reach. */
  readonly elsewhere: readonly string[];
};

/**
 * What of the schema is in an org and goes, and what stays. Looks for everything that the schema can name, switched on
 * or not, so `snapshot` has to be of `wholeSchema`. Pure: equal inputs give equal plans.
 */
export function planRemoval(schema: ProvenanceSchema, snapshot: OrgSnapshot, facts: RemovalFacts): RemovalPlan {
  const whole = wholeSchema(schema);
  const { targets } = scopeOf(whole, snapshot);
  const deletions: Deletion[] = [];
  const left: { component: Named; reason: string }[] = [];
  const unread: { component: Named; reason: string }[] = [];
  const possible = [...compile(whole, { policy: 'unbound', targets }), ...everyReport(whole, targets)];
  for (const component of possible) {
    if (isPart(component, whole)) continue;
    const reading = readingOf(snapshot, component);
    if (reading.state === 'unread') unread.push({ component: nameOf(component), reason: reading.reason });
    if (reading.state !== 'present') continue;
    const reason = notOurs(component, reading.component, { schema: whole, facts });
    if (reason === undefined) deletions.push(nameOf(component));
    else left.push({ component: nameOf(component), reason });
  }
  const retracted = retract(whole, snapshot, targets, deletions);
  return {
    deletions,
    retractions: retracted.retractions,
    left,
    unread: [...unread, ...retracted.unread],
    elsewhere: elsewhere(targets, facts),
  };
}

/**
 * Of that, only what an org still has from a time when guards reported. It holds no data, and nothing needs it any more.
 * `snapshot` is the one that the removal was planned from.
 */
export function leftoversOf(removal: RemovalPlan, schema: ProvenanceSchema, snapshot: OrgSnapshot): RemovalPlan {
  const { targets } = scopeOf(schema, snapshot);
  const desired = compile(schema, { policy: 'unbound', targets });
  const left = new Set(leftovers(schema, snapshot, { targets, desired }).map(keyOf));
  const wanted = new Set(desired.map(keyOf));
  const reports = ({ component }: { readonly component: Named }): boolean =>
    component.purpose === 'report' && !wanted.has(keyOf(component));
  return {
    deletions: removal.deletions.filter((component) => left.has(keyOf(component))),
    retractions: [],
    left: removal.left.filter(reports),
    unread: removal.unread.filter(reports),
    elsewhere: [],
  };
}

/** Goes along with what it is a part of: texts with their field or rule, the policy's fields with its type. */
function isPart({ type, fullName }: DesiredComponent, { policy }: ProvenanceSchema): boolean {
  return type === 'CustomObjectTranslation' || policyFields.some((field) => fullName === `${policy.type}.${field}`);
}

function nameOf({ type, fullName, purpose, object }: DesiredComponent): Named {
  return { type, fullName, purpose, ...(object === undefined ? {} : { object }) };
}

function readingOf(snapshot: OrgSnapshot, component: Pick<Named, 'type' | 'fullName'>): Reading {
  return snapshot.components.get(keyOf(component)) ?? { state: 'unread', reason: 'it was not asked for' };
}

function retract(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  targets: readonly TargetObject[],
  deletions: readonly Deletion[],
): Pick<RemovalPlan, 'retractions' | 'unread'> {
  const going = new Set(deletions.filter(({ type }) => type === 'CustomField').map(({ fullName }) => fullName));
  const goes: FieldTest = (object, field) => going.has(`${traitsOf(object).fieldHome}.${field}`);
  const retractions: Retraction[] = [];
  const unread: { component: Named; reason: string }[] = [];
  const extensions = extensionsOf(schema, targets, snapshot.sharedListViews);
  for (const { extend: _, retract: without, createIfAbsent: _c, ...own } of extensions) {
    const reading = readingOf(snapshot, own);
    if (reading.state === 'unread') unread.push({ component: own, reason: reading.reason });
    if (reading.state !== 'present') continue;
    const { body, removed } = without(reading.component.body, goes);
    if (removed.length > 0) retractions.push({ component: { ...own, body }, removed });
  }
  return { retractions, unread };
}

function elsewhere(targets: readonly TargetObject[], { fields }: RemovalFacts): string[] {
  const homes = new Set(targets.map(({ name }) => traitsOf(name).fieldHome));
  return [...fields.keys()].filter((field) => !homes.has(field.slice(0, field.indexOf('.')))).sort();
}

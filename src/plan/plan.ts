import { compile, extensionsOf } from '../metadata/compile.js';
import { type DesiredComponent, keyOf, type Stage, stageOf, stages } from '../metadata/component.js';
import { type Gap, type Scope, scopeOf, type TargetObject } from '../metadata/target.js';
import type { OrgSnapshot, Reading } from '../org/snapshot.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type Difference, differencesOf } from './difference.js';
import { explained, leftoverNotes, suspensionNotes } from './enforcement.js';
import { type Leftover, leftovers, withoutLeftoverGrants } from './leftovers.js';
import { limitBlockers, limitsUnknown } from './limits.js';

/** One component that has to be created in an org, or changed there. */
export type Change = {
  readonly action: 'create' | 'update';
  readonly stage: Stage;
  readonly component: DesiredComponent;
  /** Why: empty for a creation. */
  readonly differences: readonly Difference[];
};

/** What must be settled by a person first: deploying it would fail, or destroy what the org has. */
export type Blocker = {
  readonly component?: DesiredComponent;
  readonly problem: string;
  readonly action: string;
};

/** What takes one org from what it has to what the schema wants. An org conforms when nothing is in it. */
export type Plan = {
  /** Everything the schema wants in this org. */
  readonly desired: readonly DesiredComponent[];
  /** In the order in which they are deployed. */
  readonly changes: readonly Change[];
  /** Components that could not be compared, and why. A plan that has any must not be taken for complete. */
  readonly unread: readonly { readonly component: Named; readonly reason: string }[];
  readonly blockers: readonly Blocker[];
  /** The objects that the schema's scope is in this org. */
  readonly scope: Pick<Scope, 'targets' | 'missing' | 'leftOut'>;
  /** What of the schema some objects can't take, and what protects their records in its place. */
  readonly gaps: readonly Gap[];
  /** What the org has from a time when guards reported; it does no harm, and a deploy leaves it. */
  readonly left: readonly Leftover[];
  /** What a person should know of this org, and nothing can be done about by deploying. */
  readonly notes: readonly string[];
};

/** A component as far as it is known before the org's own was read. */
export type Named = Pick<DesiredComponent, 'type' | 'fullName' | 'purpose' | 'object'>;

/** Compares an org with the schema. Pure: equal schemas and snapshots give equal plans. */
export function makePlan(schema: ProvenanceSchema, snapshot: OrgSnapshot): Plan {
  const { organizationId, role } = snapshot.org;
  const scope = scopeOf(schema, snapshot);
  const policy = { organizationId, acceptsSynthetic: schema.policy.acceptsSynthetic[role] };
  const desired = compile(schema, { targets: scope.targets, policy });
  const left = leftovers(schema, snapshot, { targets: scope.targets, desired });
  const changes: Change[] = [];
  const unread: { component: Named; reason: string }[] = [];
  for (const component of desired) {
    const reading = readingOf(snapshot, component);
    const stage = stageOf(component);
    if (reading.state === 'unread') unread.push({ component, reason: reading.reason });
    else if (reading.state === 'absent') changes.push({ action: 'create', stage, component, differences: [] });
    else {
      const found = withoutLeftoverGrants(differencesOf(component, reading.component), left);
      const differences = explained(schema, component, { differences: found, left });
      if (differences.length > 0) changes.push({ action: 'update', stage, component, differences });
    }
  }
  const extended = extendOwn(schema, snapshot, scope.targets);
  changes.push(...extended.changes);
  changes.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
  const collisions = changes.flatMap(({ component, differences }) => {
    const collision = component.type === 'CustomField' ? differences.find(isCollision) : undefined;
    return collision === undefined ? [] : [fieldCollision(component, collision)];
  });
  return {
    desired: [...desired, ...extended.desired],
    changes,
    unread: [...unread, ...extended.unread],
    blockers: [...collisions, ...limitBlockers(snapshot, changes)],
    scope,
    gaps: [...scope.gaps, ...extended.gaps],
    left,
    notes: [
      ...suspensionNotes(schema),
      ...notesOn(snapshot, scope.targets, changes),
      ...leftoverNotes(left, snapshot.org.name),
    ],
  };
}

function readingOf(snapshot: OrgSnapshot, component: Pick<Named, 'type' | 'fullName'>): Reading {
  return snapshot.components.get(keyOf(component)) ?? { state: 'unread', reason: 'it was not asked for' };
}

type ExtendedParts = {
  desired: DesiredComponent[];
  changes: Change[];
  unread: { component: Named; reason: string }[];
  gaps: Gap[];
};

/** What the schema adds to components that are the org's own. */
function extendOwn(schema: ProvenanceSchema, snapshot: OrgSnapshot, targets: readonly TargetObject[]): ExtendedParts {
  const parts: ExtendedParts = { desired: [], changes: [], unread: [], gaps: [] };
  for (const { extend, retract: _, createIfAbsent, ...own } of extensionsOf(
    schema,
    targets,
    snapshot.sharedListViews,
  )) {
    const reading = readingOf(snapshot, own);
    if (reading.state === 'unread') {
      parts.unread.push({ component: own, reason: reading.reason });
      continue;
    }
    if (reading.state === 'absent' && !createIfAbsent) continue;
    const { body, added, gaps } = extend(reading.state === 'present' ? reading.component.body : {});
    const component: DesiredComponent = { ...own, body };
    parts.desired.push(component);
    parts.gaps.push(...gaps);
    if (added.length === 0) continue;
    const differences = added.map(({ element, value }) => ({ element, desired: value, actual: undefined }));
    parts.changes.push({
      action: reading.state === 'absent' ? 'create' : 'update',
      stage: stageOf(component),
      component,
      differences: reading.state === 'absent' ? [] : differences,
    });
  }
  return parts;
}

function notesOn(snapshot: OrgSnapshot, targets: readonly TargetObject[], changes: readonly Change[]): string[] {
  const limits = changes.length === 0 ? undefined : limitsUnknown(snapshot);
  const names = new Set(targets.map(({ name }) => name));
  const packaged = snapshot.packagedMarkers.filter((field) => names.has(field.slice(0, field.indexOf('.'))));
  return [
    ...(limits === undefined ? [] : [`Not checked: ${limits}.`]),
    ...packaged.map(
      (field) => `${field} belongs to an installed package: it looks like a marker, and no guard looks at it.`,
    ),
  ];
}

/** A field's type can't be changed into any other, and a field that stores values can't become a formula or the reverse. */
function isCollision({ element, desired, actual }: Difference): boolean {
  return element === 'type' || (element === 'formula' && (desired === undefined || actual === undefined));
}

function fieldCollision(component: DesiredComponent, { element, desired, actual }: Difference): Blocker {
  const has =
    element === 'type'
      ? `of type ${actual ?? 'unknown'}`
      : actual === undefined
        ? 'that stores values'
        : 'that is a formula';
  const wants =
    element === 'type'
      ? `type ${desired ?? 'unknown'}`
      : desired === undefined
        ? 'one that stores values'
        : 'a formula';
  return {
    component,
    problem: `The org already has a field ${component.fullName} ${has}; the schema wants ${wants}.`,
    action: 'Choose another apiName for this field in the provenance schema, or remove the field from the org.',
  };
}

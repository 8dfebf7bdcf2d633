import { compile } from '../metadata/compile.js';
import { type DesiredComponent, keyOf, type Stage, stageOf, stages } from '../metadata/component.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type Difference, differencesOf } from './difference.js';

/** One component that has to be created in an org, or changed there. */
export type Change = {
  readonly action: 'create' | 'update';
  readonly stage: Stage;
  readonly component: DesiredComponent;
  /** Why: empty for a creation. */
  readonly differences: readonly Difference[];
};

/** What takes one org from what it has to what the schema wants. An org conforms when nothing is in it. */
export type Plan = {
  /** Everything the schema wants in this org. */
  readonly desired: readonly DesiredComponent[];
  /** In the order in which they are deployed. */
  readonly changes: readonly Change[];
  /** Components that could not be compared, and why. A plan that has any must not be taken for complete. */
  readonly unread: readonly { readonly component: DesiredComponent; readonly reason: string }[];
  /** What must be settled by a person first: deploying it would fail, or destroy what the org has. */
  readonly blockers: readonly {
    readonly component: DesiredComponent;
    readonly problem: string;
    readonly action: string;
  }[];
  /** Objects in the schema's scope that the org lacks. */
  readonly missingObjects: readonly { readonly name: string; readonly optional: boolean }[];
};

/** Compares an org with the schema. Pure: equal schemas and snapshots give equal plans. */
export function makePlan(schema: ProvenanceSchema, snapshot: OrgSnapshot): Plan {
  const { organizationId, role } = snapshot.org;
  const present = schema.objects.filter(({ name }) => snapshot.objects.has(name)).map(({ name }) => name);
  const inAnyCase = new Set([...snapshot.objects].map((name) => name.toLowerCase()));
  const missingObjects = schema.objects
    .filter(({ name }) => !snapshot.objects.has(name))
    // An object that is there, only written otherwise, is a mistake, not one that the org may lack.
    .map(({ name, optional }) => ({ name, optional: optional && !inAnyCase.has(name.toLowerCase()) }));
  const desired = compile(schema, {
    objects: present,
    policy: { organizationId, acceptsSynthetic: schema.policy.acceptsSynthetic[role] },
  });
  const changes: Change[] = [];
  const unread: { component: DesiredComponent; reason: string }[] = [];
  for (const component of desired) {
    const reading = snapshot.components.get(keyOf(component)) ?? { state: 'unread', reason: 'it was not asked for' };
    const stage = stageOf(component);
    if (reading.state === 'unread') unread.push({ component, reason: reading.reason });
    else if (reading.state === 'absent') changes.push({ action: 'create', stage, component, differences: [] });
    else {
      const differences = differencesOf(component, reading.component);
      if (differences.length > 0) changes.push({ action: 'update', stage, component, differences });
    }
  }
  const blockers = changes.flatMap(({ component, differences }) => {
    const collision = component.type === 'CustomField' ? differences.find(isCollision) : undefined;
    return collision === undefined ? [] : [fieldCollision(component, collision)];
  });
  changes.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
  return { desired, changes, unread, blockers, missingObjects };
}

/** A field's type can't be changed into any other, and a field that stores values can't become a formula or the reverse. */
function isCollision({ element, desired, actual }: Difference): boolean {
  return element === 'type' || (element === 'formula' && (desired === undefined || actual === undefined));
}

function fieldCollision(
  component: DesiredComponent,
  { element, desired, actual }: Difference,
): Plan['blockers'][number] {
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

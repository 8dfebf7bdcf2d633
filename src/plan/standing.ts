import { keyOf } from '../metadata/component.js';
import type { SetupEntry } from '../org/circumstances.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import { Trail } from './lastChange.js';
import type { Change, Plan } from './plan.js';

/**
 * How a component that differs stands in the org. `drifted`: the org had it, and it is gone or another. `neverDeployed`:
 * nothing says that the org ever had it.
 */
export type Standing = {
  readonly state: 'drifted' | 'neverDeployed';
  /** What `state` rests on. */
  readonly because:
    | 'it differs'
    | 'it was declared otherwise'
    | 'it adds to a component of the org'
    | 'the audit trail knows it'
    | 'others of its kind are there'
    | 'nothing of its kind is there';
  readonly lastChange?: SetupEntry;
};

/** How each change of a plan stands, in the order of the changes; `entries` are newest first. Pure. */
export function standings(plan: Plan, snapshot: OrgSnapshot, entries: readonly SetupEntry[]): Standing[] {
  const extended = new Set(plan.changes.filter(isExtension).map(({ component }) => keyOf(component)));
  const kinds = new Set(
    plan.desired
      .filter((component) => !extended.has(keyOf(component)))
      .filter((component) => snapshot.components.get(keyOf(component))?.state === 'present')
      .map(({ purpose, object }) => kindOf(purpose, object)),
  );
  const trail = new Trail(entries, snapshot.labels);
  return plan.changes.map((change) => {
    const entry = trail.lastChange(change.component);
    return { ...stateOf(change, entry, kinds), ...(entry === undefined ? {} : { lastChange: entry }) };
  });
}

function stateOf(
  change: Change,
  entry: SetupEntry | undefined,
  kinds: ReadonlySet<string>,
): Pick<Standing, 'state' | 'because'> {
  const { action, component } = change;
  if (isExtension(change)) {
    return { state: 'neverDeployed', because: 'it adds to a component of the org' };
  }
  if (action === 'update') {
    return change.differences.every(({ because }) => because?.declared === true)
      ? { state: 'neverDeployed', because: 'it was declared otherwise' }
      : { state: 'drifted', because: 'it differs' };
  }
  if (entry !== undefined) return { state: 'drifted', because: 'the audit trail knows it' };
  return kinds.has(kindOf(component.purpose, component.object))
    ? { state: 'drifted', because: 'others of its kind are there' }
    : { state: 'neverDeployed', because: 'nothing of its kind is there' };
}

/** Lead mappings and shared list views are the org's own: whether it had the addition before can't be told. */
function isExtension({ component, differences }: Change): boolean {
  return component.type === 'LeadConvertSettings' || differences.some(({ element }) => element.startsWith('columns['));
}

/** Guards of one object are of a kind, and so are all permission sets. */
function kindOf(purpose: string, object: string | undefined): string {
  return `${purpose} ${object ?? ''}`;
}

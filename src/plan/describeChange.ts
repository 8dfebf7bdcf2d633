import { type Purpose, purposes } from '../metadata/component.js';
import { describeDifferences, type WasThere } from './describeDifferences.js';
import { groupByObject, type ObjectGroup } from './objectGroups.js';
import type { Change } from './plan.js';

/** What a change means, in one line a person understands: `the guard is switched off; errorMessage differs`. */
export function describeChange({ action, component, differences }: Change, wasThere?: WasThere): string {
  if (action === 'create') return 'missing';
  return describeDifferences(component, differences, wasThere).join('; ');
}

/** A change in words: what a table, a report or a machine reads. */
export type ChangeLine = {
  readonly purpose: Purpose;
  readonly action: Change['action'];
  readonly stage: Change['stage'];
  readonly type: string;
  readonly fullName: string;
  /** The component's name within its object, or its whole name. */
  readonly name: string;
  readonly object?: string;
  readonly meaning: string;
};

export function changeLine(change: Change): ChangeLine {
  const { component, action, stage } = change;
  const { type, fullName, purpose, object } = component;
  return {
    purpose,
    action,
    stage,
    type,
    fullName,
    ...(object === undefined ? { name: fullName } : { object, name: fullName.slice(object.length + 1) }),
    meaning: describeChange(change),
  };
}

/** Changes that say the same of several objects, as one line each, in the order of their purposes. */
export function groupChanges(changes: readonly Change[]): ObjectGroup<ChangeLine>[] {
  const lines = changes.map(changeLine).sort((a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose));
  return groupByObject(lines, ({ purpose, type, name, meaning }) => [purpose, type, name, meaning]);
}

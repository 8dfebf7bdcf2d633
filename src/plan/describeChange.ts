import { purposes } from '../metadata/component.js';
import type { Difference } from './difference.js';
import type { Change } from './plan.js';

/** Texts longer than this are named, not shown. */
const LONGEST_SHOWN = 60;

/** What a change means, in one line a person understands: `the guard is switched off; its message differs`. */
export function describeChange({ action, component, differences }: Change): string {
  if (action === 'create') return 'missing';
  return differences.map((difference) => describeDifference(component.type, difference)).join('; ');
}

export function describeDifference(
  type: Change['component']['type'],
  { element, desired, actual }: Difference,
): string {
  if (type === 'ValidationRule' && element === 'active') return 'the guard is switched off';
  if (type === 'ValidationRule' && element === 'errorConditionFormula') return 'the condition of the guard was changed';
  if (type === 'CustomMetadata' && element.startsWith('values[Organization_Id')) {
    return isUnset(actual) ? 'the policy belongs to no org' : `the policy belongs to another org (${actual ?? ''})`;
  }
  if (type === 'CustomMetadata' && element.startsWith('values[Accepts_')) {
    return `the policy ${actual?.includes('true') ? 'accepts' : 'refuses'} synthetic records; it should ${desired?.includes('true') ? 'accept' : 'refuse'} them`;
  }
  const keyed = /^(\w+)\[(.+)\]$/.exec(element);
  if (keyed !== null) {
    const [, list = '', name = ''] = keyed;
    const what = list === 'fieldPermissions' ? 'grant on' : list === 'customPermissions' ? 'permission' : list;
    if (actual === undefined) return `${what} ${name} is missing`;
    if (desired === undefined) return `${what} ${name} is not in the schema (${actual})`;
    return `${what} ${name} differs: ${actual} → ${desired}`;
  }
  if (actual === undefined) return `${element} is missing`;
  if (desired === undefined) return `${element} is not in the schema`;
  const shown = `${actual || '(empty)'} → ${desired}`;
  return shown.length <= LONGEST_SHOWN ? `${element} differs: ${shown}` : `${element} differs`;
}

function isUnset(value: string | undefined): boolean {
  return value === undefined || value === '' || value.endsWith('(empty)');
}

/** Changes that say the same of many objects, as one line: `guard | Synthetic_Complete | missing | Account, Case`. */
export type ChangeGroup = {
  readonly purpose: Change['component']['purpose'];
  readonly action: Change['action'];
  /** The component's name within its object, or its whole name. */
  readonly name: string;
  readonly type: Change['component']['type'];
  readonly meaning: string;
  /** The objects concerned; empty for a component that belongs to none. */
  readonly objects: readonly string[];
};

export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup & { objects: string[] }>();
  for (const change of changes) {
    const { component, action } = change;
    const { object } = component;
    const name = object === undefined ? component.fullName : component.fullName.slice(object.length + 1);
    const meaning = describeChange(change);
    const id = [component.purpose, component.type, name, meaning].join('\n');
    const group = groups.get(id) ?? {
      purpose: component.purpose,
      action,
      name,
      type: component.type,
      meaning,
      objects: [],
    };
    if (object !== undefined) group.objects.push(object);
    groups.set(id, group);
  }
  return [...groups.values()].sort((a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose));
}

import { type Purpose, purposes } from '../metadata/component.js';
import type { Difference } from './difference.js';
import { groupByObject, type ObjectGroup } from './objectGroups.js';
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
  const [, list, key] = /^(\w+)\[(.+)\]$/.exec(element) ?? [];
  if (type === 'CustomMetadata' && list === 'values') return describePolicy(key ?? '', desired, actual);
  if (list !== undefined) return describeEntry(`${LIST_WORDS[list] ?? list} ${key ?? ''}`, desired, actual);
  if (actual === undefined) return `${element} is missing`;
  if (desired === undefined) return `${element} is not in the schema`;
  const shown = `${actual || '(empty)'} → ${desired}`;
  return shown.length <= LONGEST_SHOWN ? `${element} differs: ${shown}` : `${element} differs`;
}

const LIST_WORDS: Readonly<Record<string, string>> = {
  fieldPermissions: 'grant on',
  customPermissions: 'permission',
  columns: 'column',
  mapping: 'lead conversion to',
  fields: 'text of',
  validationRules: 'message of',
};

function describeEntry(what: string, desired: string | undefined, actual: string | undefined): string {
  if (actual === undefined) return `${what} is missing`;
  return desired === undefined ? `${what} is not in the schema (${actual})` : `${what} differs: ${actual} → ${desired}`;
}

function describePolicy(field: string, desired: string | undefined, actual: string | undefined): string {
  if (field.startsWith('Organization_Id')) {
    return isUnset(actual)
      ? 'the policy belongs to no org'
      : `the policy belongs to another org (${(actual ?? '').replace('value ', '')})`;
  }
  const word = (value: string | undefined): string => (value?.endsWith('true') === true ? 'accept' : 'refuse');
  return `the policy ${word(actual)}s synthetic records; it should ${word(desired)} them`;
}

function isUnset(value: string | undefined): boolean {
  return value === undefined || value === '' || value.endsWith('(empty)');
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

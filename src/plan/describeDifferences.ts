import type { DesiredComponent } from '../metadata/component.js';
import type { Difference } from './difference.js';
import { compareConditions } from './guardCondition.js';
import { nameObjects } from './objectGroups.js';

/** Texts longer than this are named, not shown. */
const LONGEST_SHOWN = 60;

/** Whether the org was to have what a grant or a column names before this plan: only then it can have been lost. */
export type WasThere = (name: string) => boolean;

/** What the differences of one component mean to a person, each in a phrase. */
export function describeDifferences(
  component: DesiredComponent,
  differences: readonly Difference[],
  wasThere?: WasThere,
): string[] {
  const entries = differences.filter(({ element }) => listOf(element) !== undefined);
  const others = differences.filter(({ element }) => listOf(element) === undefined);
  const single = component.type === 'CustomField' ? describeField(component, others) : undefined;
  return [
    ...(single ?? others.map((difference) => describeElement(component.type, difference))),
    ...(component.type === 'CustomMetadata'
      ? entries.map(({ element, desired, actual }) => describePolicy(listOf(element)?.key ?? '', desired, actual))
      : describeEntries(entries, wasThere)),
  ];
}

function describeElement(type: DesiredComponent['type'], difference: Difference): string {
  const { element, desired, actual } = difference;
  if (type === 'ValidationRule' && element === 'active') return describeActivation(difference);
  if (type === 'ValidationRule' && element === 'errorConditionFormula') return describeCondition(desired, actual);
  if (type === 'ListView' && element === 'columns') return describeColumns(desired, actual);
  if (type === 'ListView' && element === 'filters') return 'the filter of the list view differs';
  if (actual === undefined) return `${element} is missing`;
  if (desired === undefined) return `${element} is not in the schema`;
  const shown = `${actual || '(empty)'} → ${desired}`;
  return shown.length <= LONGEST_SHOWN ? `${element} differs: ${shown}` : `${element} differs`;
}

function describeActivation({ desired, because }: Difference): string {
  if (desired === 'false') return `the guard refuses no longer: ${because?.words ?? 'it is to be off'}`;
  return because === undefined ? 'the guard is switched off' : `the guard becomes active: ${because.words}`;
}

function describeCondition(desired = '', actual = ''): string {
  const verdict = compareConditions(desired, actual);
  switch (verdict.verdict) {
    case 'never':
      return 'the guard was weakened: its condition never holds';
    case 'weakened':
      return `the guard was weakened: ${describeWeakening(verdict)}`;
    case 'tightened':
      return 'the guard was tightened: it rejects more than the schema asks for';
    case 'changed':
      return 'the condition of the guard was changed';
  }
}

function describeWeakening({ also, without = [] }: { also?: readonly string[]; without?: readonly string[] }): string {
  if (also !== undefined) return `it fires only where also ${shorten(also.join(' and '))}`;
  if (without.length === 0) return 'it fires for fewer records';
  return `${countOf(without)} of its conditions ${without.length === 1 ? 'is' : 'are'} gone`;
}

const countOf = (parts: readonly string[]): string => (parts.length === 1 ? 'one' : String(parts.length));
const shorten = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

/** Type and length together, as people write them: `Text(80) → Text(255)`. */
function describeField({ body }: DesiredComponent<'CustomField'>, differences: readonly Difference[]): string[] {
  const of = (name: string): Difference | undefined => differences.find(({ element }) => element === name);
  const type = of('type');
  const length = of('length');
  const rest = differences.filter((difference) => difference !== type && difference !== length);
  const others = rest.map((difference) => describeElement('CustomField', difference));
  if (type === undefined && (length === undefined || length.actual === undefined)) {
    return [...(length === undefined ? [] : [describeElement('CustomField', length)]), ...others];
  }
  const size = (value: string | number | undefined): string => (value === undefined ? '' : `(${value})`);
  const actual = `${type?.actual ?? body.type}${size(length?.actual)}`;
  return [`field type differs: ${actual} → ${body.type}${size(body.length)}`, ...others];
}

function describeColumns(desired = '', actual = ''): string {
  const [want, have] = [desired, actual].map((columns) => columns.split('; ').filter((column) => column !== ''));
  const lost = (want ?? []).filter((column) => have?.includes(column) !== true);
  const added = (have ?? []).filter((column) => want?.includes(column) !== true);
  if (lost.length > 0) return `the list view lost its ${lost.length === 1 ? 'column' : 'columns'} ${lost.join(', ')}`;
  if (added.length > 0) return `the list view has columns that are not in the schema: ${added.join(', ')}`;
  return 'the columns of the list view are in another order';
}

const LIST_WORDS: Readonly<Record<string, string>> = {
  fieldPermissions: 'grant',
  customPermissions: 'permission',
  columns: 'column',
  mapping: 'lead conversion',
  fields: 'text',
  validationRules: 'message',
};

/** Entries of lists, those that differ alike as one phrase: a permission set has hundreds of grants. */
function describeEntries(differences: readonly Difference[], wasThere: WasThere | undefined): string[] {
  const phrases = new Map<string, string[]>();
  for (const { element, desired, actual } of differences) {
    const { list = '', key = '' } = listOf(element) ?? {};
    const word = LIST_WORDS[list] ?? list;
    const phrase = entryPhrase(word, list, { desired, actual }, wasThere?.(key) === true);
    phrases.set(phrase, [...(phrases.get(phrase) ?? []), key]);
  }
  return [...phrases].map(([phrase, keys]) => phrase.replace('%s', () => nameObjects(keys)));
}

type Sides = Pick<Difference, 'desired' | 'actual'>;

function entryPhrase(word: string, list: string, { desired, actual }: Sides, lost: boolean): string {
  const of = word === 'permission' || word === 'column' ? '%s' : 'on %s';
  if (actual === undefined) return lost ? `${word} lost ${of}` : `${word} ${of} is missing`;
  if (list === 'fieldPermissions') {
    return desired === undefined
      ? `grant on %s is not in the schema (${access(actual)})`
      : `grant on %s differs: ${access(actual)} → ${access(desired)}`;
  }
  return desired === undefined
    ? `${word} ${of} is not in the schema (${actual})`
    : `${word} ${of} differs: ${actual} → ${desired}`;
}

function access(grant: string): string {
  return grant.includes('editable true') ? 'read and edit' : grant.includes('readable true') ? 'read' : 'none';
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
  return value === undefined || /^(?:value )?$|\(empty\)$/.test(value);
}

function listOf(element: string): { list: string; key: string } | undefined {
  const [, list, key] = /^(\w+)\[(.+)\]$/.exec(element) ?? [];
  return list === undefined || key === undefined ? undefined : { list, key };
}

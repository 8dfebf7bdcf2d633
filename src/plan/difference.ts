import type { DesiredComponent } from '../metadata/component.js';
import { toXmlBody } from '../metadata/componentXml.js';
import { normalizeFormula } from '../metadata/formula.js';
import { mirroredGrant } from '../metadata/objectTraits.js';
import type { RetrievedComponent } from '../metadata/metadataPackage.js';
import { attributeOf, textOf, type XmlValue } from '../metadata/xml.js';
import { relation, sameValue } from './formulaMeaning.js';

/** One element in which an org's component is not what the schema wants. Absent sides are undefined. */
export type Difference = {
  readonly element: string;
  readonly desired: string | undefined;
  readonly actual: string | undefined;
  /** Why it may be otherwise; `declared`: the files say so, so that nobody has to have changed it. */
  readonly because?: { readonly words: string; readonly declared: boolean };
};

/** Formulas are compared by what they mean; of conditions more can be proved than of formulas that give a value. */
const FORMULAS: Readonly<Record<string, (desired: string, actual: string) => boolean>> = {
  formula: sameValue,
  errorConditionFormula: (desired, actual) => relation(desired, actual) === 'equal',
};

/** Lists whose entries are found by a key, in any order. */
const LIST_KEYS: Readonly<Record<string, string>> = {
  fieldPermissions: 'field',
  customPermissions: 'name',
  values: 'field',
  fields: 'name',
  validationRules: 'name',
};

/** Types whose lists hold entries of other people's too; only those that the schema names are compared. */
const SHARED_LISTS: ReadonlySet<DesiredComponent['type']> = new Set(['CustomObjectTranslation']);

/**
 * Elements that matter although the schema leaves them out: with a value, they change what the component does. Every
 * other element that the schema does not name is the org's own business.
 */
const MUST_BE_ABSENT: Partial<Record<DesiredComponent['type'], (element: string, value: XmlValue[]) => boolean>> = {
  CustomField: (element) => element === 'formula',
  ListView: (element) => ['booleanFilter', 'sharedTo', 'queue', 'filters'].includes(element),
  // A permission set's lists are grants; a scalar such as `license` is not.
  PermissionSet: (_, value) => value.some((entry) => typeof entry !== 'string'),
};

/**
 * What differs between a component as the schema wants it and as the org has it; empty when it conforms. Only what the
 * schema declares is compared, so that defaults the API adds are no difference.
 */
export function differencesOf(desired: DesiredComponent, actual: RetrievedComponent): Difference[] {
  const body = toXmlBody(desired);
  const declared = Object.entries(body).flatMap(([element, want]) => {
    const have = actual.body[element] ?? [];
    if (!Array.isArray(want)) return compareScalar(element, want, have[0]);
    const differences = compareLists(element, want, have);
    return SHARED_LISTS.has(desired.type)
      ? differences.filter((difference) => difference.desired !== undefined)
      : differences;
  });
  const mustBeAbsent = MUST_BE_ABSENT[desired.type];
  const surplus = Object.entries(actual.body)
    .filter(([element, value]) => !(element in body) && mustBeAbsent?.(element, value) === true)
    .flatMap(([element, value]) => compareLists(element, [], value));
  return [...declared, ...surplus, ...compareContent(desired, actual)];
}

function compareScalar(element: string, want: XmlValue, have: XmlValue | undefined): Difference[] {
  // Most are the same to the letter; formulas take time to compare otherwise.
  if (have !== undefined && textOf(want) === textOf(have)) return [];
  const desired = normalize(element, textOf(want) ?? '');
  const actual = normalize(element, textOf(have) ?? '');
  // The platform leaves out what is false or empty.
  if (desired === actual || (desired === 'false' && actual === '')) return [];
  if (have !== undefined && FORMULAS[element]?.(desired, actual) === true) return [];
  // A longer text field holds everything that the schema's length asks for, and shortening it could lose data.
  if (element === 'length' && Number(actual) > Number(desired)) return [];
  return [{ element, desired, actual: have === undefined ? undefined : actual }];
}

function compareLists(element: string, want: readonly XmlValue[], have: readonly XmlValue[]): Difference[] {
  const key = LIST_KEYS[element];
  if (key === undefined) {
    const desired = want.map(describe).join('; ');
    const actual = have.map(describe).join('; ');
    return desired === actual ? [] : [{ element, desired: desired || undefined, actual: actual || undefined }];
  }
  const wanted = byKey(want, key);
  const existing = byKey(have.filter(grantsSomething), key);
  // What the platform derives from a grant is no grant of somebody's own.
  for (const [name, value] of existing) {
    const origin = element === 'fieldPermissions' ? mirroredGrant(name) : undefined;
    if (origin !== undefined && wanted.get(origin) === value && !wanted.has(name)) existing.delete(name);
  }
  return [...new Set([...wanted.keys(), ...existing.keys()])].sort().flatMap((name) => {
    const desired = wanted.get(name);
    const actual = existing.get(name);
    return desired === actual ? [] : [{ element: `${element}[${name}]`, desired, actual }];
  });
}

function byKey(entries: readonly XmlValue[], key: string): Map<string, string> {
  return new Map(
    entries.map((entry) => {
      if (typeof entry === 'string' || Array.isArray(entry)) return [describe(entry), describe(entry)];
      const { [key]: name, ...rest } = entry;
      return [textOf(name) ?? '', describe(rest)];
    }),
  );
}

/** An entry that grants neither reading nor editing says nothing; some API versions return such entries. */
function grantsSomething(entry: XmlValue): boolean {
  if (typeof entry === 'string' || Array.isArray(entry)) return true;
  return !('readable' in entry) || textOf(entry['readable']) === 'true' || textOf(entry['editable']) === 'true';
}

/** One text for equal values, whatever the order of their elements; readable, since it is shown. */
function describe(value: XmlValue): string {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.length === 1 ? describe(value[0] ?? '') : value.map(describe).join(', ');
  if (attributeOf(value, 'xsi:nil') === 'true') return '(empty)';
  const text = textOf(value);
  if (text !== undefined) return text;
  return Object.entries(value)
    .filter(([element]) => element !== '$')
    .map(([element, child]) => `${element} ${describe(child)}`)
    .sort()
    .join(', ');
}

function normalize(element: string, text: string): string {
  const unified = text.replace(/\r\n?/g, '\n').trim();
  return element in FORMULAS ? normalizeFormula(unified) : unified;
}

function compareContent(desired: DesiredComponent, actual: RetrievedComponent): Difference[] {
  if (desired.content === undefined) return [];
  if (actual.content === undefined)
    return [{ element: 'content', desired: `${desired.content.length} bytes`, actual: undefined }];
  if (Buffer.compare(desired.content, actual.content) === 0) return [];
  return [
    { element: 'content', desired: `${desired.content.length} bytes`, actual: `${actual.content.length} other bytes` },
  ];
}

import { type FormulaNode, parseFormula } from '../metadata/formulaSyntax.js';

/**
 * What two conditions have to do with each other, whatever the record. `equal`: they hold for the same records.
 * `narrower`: the other holds for a part of the records only. `wider`: for more. `other`: for some that the first does
 * not hold for, and not for some that it does. `unknown`: too much to try, or no formula at all.
 */
export type Relation = 'equal' | 'narrower' | 'wider' | 'other' | 'unknown';

/** Whether two formulas, of any type, give the same value for every record; false where that can't be proved. */
export function sameValue(one: string, other: string): boolean {
  const [left, right] = [parseFormula(one), parseFormula(other)];
  return left !== undefined && right !== undefined && textOf(left) === textOf(right);
}

/** How the condition `actual` relates to the condition `desired`. */
export function relation(desired: string, actual: string): Relation {
  const [left, right] = [parseFormula(desired), parseFormula(actual)];
  if (left === undefined || right === undefined) return 'unknown';
  return textOf(left) === textOf(right) ? 'equal' : relationOf(left, right);
}

/** Whether a condition holds for no record at all; false where that can't be proved. */
export function neverHolds(condition: string): boolean {
  const node = parseFormula(condition);
  return node !== undefined && relationOf({ kind: 'literal', type: 'boolean', text: 'FALSE' }, node) === 'equal';
}

/** A condition's value: a comparison with a blank gives none. */
type Truth = boolean | null;
type Facts = ReadonlyMap<string, Truth>;
type Reading = (facts: Facts, collapse: boolean) => Truth;

/** More combinations than this are not tried; a guard of this product has some thousands at most. */
const MOST_COMBINATIONS = 200_000;

/**
 * Tries every combination of what the conditions are made of. A condition holds only when it is true; what AND and OR
 * make of a comparison without a value is tried both ways that are told of it (without a value as well, or false), since
 * the documentation does not settle it. That parts depend on each other (a record that is new has no changed field) is
 * not used: it can make equal conditions look different, never different ones equal.
 */
function relationOf(desired: FormulaNode, actual: FormulaNode): Relation {
  const atoms = new Map<string, readonly Truth[]>();
  const [want, have] = [readingOf(desired, atoms), readingOf(actual, atoms)];
  const combinations = [...atoms.values()].reduce((product, { length }) => product * length, 1);
  if (combinations > MOST_COMBINATIONS) return 'unknown';
  const found = new Set<'narrower' | 'wider'>();
  for (const facts of combinationsOf([...atoms])) {
    for (const collapse of [true, false]) {
      const [wanted, has] = [want(facts, collapse) === true, have(facts, collapse) === true];
      if (wanted !== has) found.add(wanted ? 'narrower' : 'wider');
    }
    if (found.size > 1) return 'other';
  }
  return [...found][0] ?? 'equal';
}

function* combinationsOf(atoms: readonly (readonly [string, readonly Truth[]])[]): Generator<Facts> {
  const places = atoms.map(() => 0);
  for (;;) {
    yield new Map(atoms.map(([name, values], index) => [name, values[places[index] ?? 0] ?? null]));
    let index = 0;
    for (; index < places.length; index++) {
      const next = (places[index] ?? 0) + 1;
      if (next < (atoms[index]?.[1].length ?? 0)) {
        places[index] = next;
        break;
      }
      places[index] = 0;
    }
    if (index === places.length) return;
  }
}

function readingOf(node: FormulaNode, atoms: Map<string, readonly Truth[]>): Reading {
  if (node.kind === 'literal') {
    const value = node.type === 'boolean' ? node.text === 'TRUE' : null;
    return () => value;
  }
  const { name, args } = node.kind === 'call' ? node : { name: '', args: [] };
  const inner = (): Reading[] => args.map((arg) => readingOf(arg, atoms));
  if (name === 'AND' && args.length > 0) return joined(inner(), false);
  if (name === 'OR' && args.length > 0) return joined(inner(), true);
  if (name === 'NOT' && args.length === 1) return negated(inner()[0]);
  if (name === 'IF' && args.length === 3) return chosen(inner());
  if (name === '=' || name === '<>') return equality(node, name === '=', args, atoms);
  return atom(node, atoms);
}

function joined(parts: readonly Reading[], deciding: boolean): Reading {
  return (facts, collapse) => {
    let unknown = false;
    for (const part of parts) {
      const value = part(facts, collapse);
      if (value === deciding) return deciding;
      if (value === null) unknown = true;
    }
    if (!unknown) return !deciding;
    return collapse ? false : null;
  };
}

function negated(part: Reading | undefined): Reading {
  return (facts, collapse) => {
    const value = part?.(facts, collapse) ?? null;
    return value === null ? null : !value;
  };
}

/** Source: https://help.salesforce.com/s/articleView?id=platform.customize_functions_if.htm */
function chosen([test, yes, no]: readonly Reading[]): Reading {
  return (facts, collapse) => (test?.(facts, collapse) === true ? yes : no)?.(facts, collapse) ?? null;
}

function equality(
  node: FormulaNode,
  wanted: boolean,
  args: readonly FormulaNode[],
  atoms: Map<string, readonly Truth[]>,
): Reading {
  const [left, right] = args;
  if (left?.kind === 'literal' && right?.kind === 'literal' && left.type === right.type && left.type !== 'null') {
    return () => (left.text === right.text) === wanted;
  }
  const constant = args.find((arg) => arg.kind === 'literal' && arg.type === 'boolean');
  const other = args.find((arg) => arg !== constant);
  if (constant?.kind === 'literal' && other !== undefined) {
    const reading = readingOf(other, atoms);
    return (constant.text === 'TRUE') === wanted ? reading : negated(reading);
  }
  const same = atom(wanted ? node : { kind: 'call', name: '=', args }, atoms);
  return wanted ? same : negated(same);
}

/** These give true or false and never nothing, whatever their arguments. */
const DEFINITE: ReadonlySet<string> = new Set([
  'ISBLANK',
  'ISCHANGED',
  'ISCLONE',
  'ISNEW',
  'ISNULL',
  'ISPICKVAL',
  'INCLUDES',
]);

/** A field where a condition is asked for is a checkbox, which is never blank. */
function atom(node: FormulaNode, atoms: Map<string, readonly Truth[]>): Reading {
  const text = textOf(node);
  const definite = node.kind === 'call' ? DEFINITE.has(node.name) : isOwnField(node);
  atoms.set(text, definite ? [true, false] : [true, false, null]);
  return (facts) => facts.get(text) ?? null;
}

/** What is reached through a lookup is blank where the lookup is; globals and the record's own fields are not. */
function isOwnField(node: FormulaNode): boolean {
  return node.kind === 'field' && (node.name.startsWith('$') || !node.name.includes('.'));
}

const BOTH_WAYS: ReadonlySet<string> = new Set(['=', 'AND', 'OR']);

/** One text for trees that mean the same by the order of operands or nesting alone. Names ignore case. */
function textOf(node: FormulaNode): string {
  if (node.kind === 'field') return node.name.toLowerCase();
  if (node.kind === 'literal') return node.type === 'text' ? JSON.stringify(node.text) : node.text;
  const { name, args } = node;
  if (name === '<>') return `NOT(${textOf({ kind: 'call', name: '=', args })})`;
  const parts = args.flatMap((arg) => flattened(name, arg)).map(textOf);
  if (!BOTH_WAYS.has(name)) return `${name}(${parts.join(',')})`;
  // AND or OR of one part alone is not that part: where the part has no value, they may be false.
  const unique = name === '=' ? parts : [...new Set(parts)];
  return `${name}(${unique.sort().join(',')})`;
}

function flattened(joint: string, node: FormulaNode): readonly FormulaNode[] {
  const inside = (joint === 'AND' || joint === 'OR') && node.kind === 'call' && node.name === joint;
  return inside ? node.args.flatMap((arg) => flattened(joint, arg)) : [node];
}

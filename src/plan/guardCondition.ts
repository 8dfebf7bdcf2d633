import { neverHolds, relation } from './formulaMeaning.js';

/** What is provable of a guard whose condition is not the schema's. */
export type ConditionVerdict =
  | { readonly verdict: 'never' }
  /** It rejects fewer records; as far as the texts show: only where `also` holds too, or no longer where `without` holds. */
  | { readonly verdict: 'weakened'; readonly also?: readonly string[]; readonly without?: readonly string[] }
  /** It rejects more records than the schema asks for. */
  | { readonly verdict: 'tightened' }
  | { readonly verdict: 'changed' };

/** Compares two normalised formulas that do not mean the same. */
export function compareConditions(desired: string, actual: string): ConditionVerdict {
  if (neverHolds(actual)) return { verdict: 'never' };
  switch (relation(desired, actual)) {
    case 'narrower':
      return { verdict: 'weakened', ...weakeningOf(desired, actual) };
    case 'wider':
      return { verdict: 'tightened' };
    default:
      return { verdict: 'changed' };
  }
}

/** What was added to, or taken out of, a condition that holds more seldom; empty where the texts don't show it. */
function weakeningOf(desired: string, actual: string): { also?: readonly string[]; without?: readonly string[] } {
  const [wantAll, haveAll] = [partsOf(desired, AND), partsOf(actual, AND)];
  const also = without(haveAll, wantAll);
  if (without(wantAll, haveAll).length === 0 && also.length > 0) return { also };
  const [wantAny, haveAny] = [partsOf(desired, OR), partsOf(actual, OR)];
  const gone = without(wantAny, haveAny);
  return without(haveAny, wantAny).length === 0 && gone.length > 0 ? { without: gone } : {};
}

type Joint = { readonly call: RegExp; readonly operator: '&&' | '||'; readonly other: '&&' | '||' };
const AND: Joint = { call: /^AND\(/i, operator: '&&', other: '||' };
const OR: Joint = { call: /^OR\(/i, operator: '||', other: '&&' };

/** The conditions that a joint holds together, those of joints inside it included; the formula itself when it has none. */
function partsOf(formula: string, joint: Joint): string[] {
  const { operands, otherToo } = split(formula, joint);
  // How `!` and a mix of operators bind is not relied on.
  if (otherToo || operands.some((operand) => operand.startsWith('!'))) return [formula];
  if (operands.length > 1) return operands.flatMap((operand) => partsOf(operand, joint));
  const inner = joint.call.test(formula) ? argumentsOf(formula) : undefined;
  return inner?.flatMap((argument) => partsOf(argument, joint)) ?? [formula];
}

/** Tokens of a normalised formula: texts whole, operators whole, everything else by character. */
const TOKEN = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|&&|\|\||[\s\S]/g;

function split(formula: string, { operator, other }: Joint): { operands: string[]; otherToo: boolean } {
  let depth = 0;
  let otherToo = false;
  const operands = [''];
  for (const [token] of formula.matchAll(TOKEN)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0 && token === other) otherToo = true;
    if (depth === 0 && token === operator) operands.push('');
    else operands.push((operands.pop() ?? '') + token);
  }
  return { operands, otherToo };
}

/** The arguments of `NAME(…)`, or undefined when the closing bracket is not the last character. */
function argumentsOf(call: string): string[] | undefined {
  let depth = 0;
  const found = [''];
  const tokens = [...call.slice(call.indexOf('(')).matchAll(TOKEN)].map(([token]) => token);
  for (const [index, token] of tokens.entries()) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return index === tokens.length - 1 ? found : undefined;
    if (depth === 1 && token === ',') found.push('');
    else if (index > 0) found.push((found.pop() ?? '') + token);
  }
  return undefined;
}

function without(parts: readonly string[], others: readonly string[]): string[] {
  return parts.filter((part) => !others.includes(part));
}

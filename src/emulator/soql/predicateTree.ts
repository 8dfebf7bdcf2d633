import type { HavingClause, LiteralType, Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import { fieldOperand, functionOperand } from './operand.js';
import { malformed, notSupported } from './soqlError.js';
import type { Comparison, Condition, Literal, Operand, Predicate, Statement } from './statement.js';

type Token = { kind: '(' | ')' } | { kind: 'AND' | 'OR' | 'NOT' } | { kind: 'condition'; condition: Condition };

/**
 * The parser hands a condition as a right-leaning chain with counted parentheses, which says nothing about precedence.
 * This reads the chain as tokens again and builds the tree by SOQL's own rule: NOT binds first, and AND and OR may not
 * meet at one level without parentheses.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_logicaloperators.htm
 */
export function parsePredicate(
  clause: WhereClause | HavingClause,
  toSubselect: (query: Query) => Statement,
): Predicate {
  const tokens = tokensOf(clause, toSubselect);
  let position = 0;

  const chain = (): Predicate => {
    const items = [unary()];
    let operator: 'AND' | 'OR' | undefined;
    for (;;) {
      const next = tokens[position];
      if (next?.kind !== 'AND' && next?.kind !== 'OR') break;
      if (operator !== undefined && operator !== next.kind) throw malformed(`unexpected token: '${next.kind}'`);
      operator = next.kind;
      position++;
      items.push(unary());
    }
    const [only] = items;
    if (operator === undefined && only !== undefined) return only;
    return { kind: operator === 'OR' ? 'or' : 'and', items };
  };

  const unary = (): Predicate => {
    const token = tokens[position++];
    switch (token?.kind) {
      case 'NOT':
        return { kind: 'not', item: unary() };
      case '(': {
        const inner = chain();
        if (tokens[position++]?.kind !== ')') throw malformed("expecting a right parentheses, found '<EOF>'");
        return inner;
      }
      case 'condition':
        return token.condition;
      default:
        throw malformed(`unexpected token: '${token?.kind ?? '<EOF>'}'`);
    }
  };

  const predicate = chain();
  if (position < tokens.length) throw malformed(`unexpected token: '${tokens[position]?.kind}'`);
  return predicate;
}

function tokensOf(clause: WhereClause | HavingClause, toSubselect: (query: Query) => Statement): Token[] {
  const tokens: Token[] = [];
  let rest: WhereClause | HavingClause | undefined = clause;
  while (rest !== undefined) {
    const left: WhereClause['left'] = rest.left;
    if (left !== null) {
      for (let i = 0; i < (left.openParen ?? 0); i++) tokens.push({ kind: '(' });
      if ('operator' in left) {
        tokens.push({ kind: 'condition', condition: toCondition(left, toSubselect) });
        for (let i = 0; i < (left.closeParen ?? 0); i++) tokens.push({ kind: ')' });
      }
    }
    if ('operator' in rest) {
      tokens.push({ kind: rest.operator });
      rest = rest.right;
    } else {
      rest = undefined;
    }
  }
  return tokens;
}

type ParsedCondition = Extract<NonNullable<WhereClause['left']>, { operator: unknown }>;

function toCondition(parsed: ParsedCondition, toSubselect: (query: Query) => Statement): Condition {
  const left: Operand = 'fn' in parsed ? functionOperand(parsed.fn) : fieldOperand(parsed.field);
  const operator = toComparison(parsed.operator);
  if ('valueQuery' in parsed) {
    if (operator !== 'IN' && operator !== 'NOT IN') throw malformed(`unexpected token: '${operator}'`);
    return { kind: 'condition', left, operator, right: toSubselect(parsed.valueQuery) };
  }
  const values: readonly string[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const types: readonly (LiteralType | undefined)[] = Array.isArray(parsed.literalType)
    ? parsed.literalType
    : values.map(() => parsed.literalType as LiteralType | undefined);
  const isList = operator === 'IN' || operator === 'NOT IN' || operator === 'INCLUDES' || operator === 'EXCLUDES';
  if (isList !== Array.isArray(parsed.value)) throw malformed(`unexpected token: '${operator}'`);
  return { kind: 'condition', left, operator, right: values.map((text, index) => toLiteral(text, types[index])) };
}

function toComparison(operator: string): Comparison {
  return (operator === '<>' ? '!=' : operator.toUpperCase()) as Comparison;
}

function toLiteral(text: string, type: LiteralType | undefined): Literal {
  if (type === undefined || type === 'SUBQUERY' || type === 'APEX_BIND_VARIABLE') {
    throw malformed(`unexpected token: '${text}'`);
  }
  if (type === 'INTEGER_WITH_CURRENCY_PREFIX' || type === 'DECIMAL_WITH_CURRENCY_PREFIX') {
    throw notSupported('a currency literal');
  }
  return { type, text };
}

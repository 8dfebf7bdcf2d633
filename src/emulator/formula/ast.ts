import type { Position } from './lexer.js';

export type BinaryOperator = '||' | '&&' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '&' | '^' | '*' | '/';
export type UnaryOperator = '-' | '+' | 'not';

/** `written` is the operator or function as the author wrote it, for messages. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string; readonly at: Position }
  | { readonly kind: 'number'; readonly value: string; readonly at: Position }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Position }
  | { readonly kind: 'null'; readonly at: Position }
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly at: Position }
  | {
      readonly kind: 'unary';
      readonly operator: UnaryOperator;
      readonly operand: Expression;
      readonly written: string;
      readonly at: Position;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: Position;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: Position };

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/**
 * How tightly operators bind, loosest first; all group to the left. `^` is looser than `*`: 2 * 3 ^ 2 is 36.
 * Source: https://github.com/salesforce/formula-engine (Formula.g4).
 */
export const bindingPower: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '=': 3,
  '<>': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '&': 5,
  '^': 6,
  '*': 7,
  '/': 7,
};

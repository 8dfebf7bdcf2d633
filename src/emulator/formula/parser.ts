import { bindingPower } from './ast.js';
import type { BinaryOperator, Expression, UnaryOperator } from './ast.js';
import { textValue, tokenize } from './lexer.js';
import type { Token } from './lexer.js';
import { FormulaCompileError, wording } from './wording.js';

const operators: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
  ...(Object.keys(bindingPower) as BinaryOperator[]).map((operator) => [operator, operator] as const),
  ['==', '='],
  ['!=', '<>'],
]);

/** Parses a formula's source. Throws a FormulaCompileError with the platform's wording at the first syntax error. */
export function parseFormula(source: string): Expression {
  const parser = new Parser(tokenize(source));
  return parser.formula();
}

class Parser {
  private index = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public formula(): Expression {
    const expression = this.expression(0);
    const token = this.current();
    if (token.kind !== 'end')
      throw new FormulaCompileError(wording.extra(token.kind === 'name' ? token.text : `'${token.text}'`), token);
    return expression;
  }

  /** Reads operators that bind at least as tightly as `minimum`. */
  private expression(minimum: number): Expression {
    let left = this.operand();
    for (;;) {
      const token = this.current();
      const operator = token.kind === 'symbol' ? operators.get(token.text) : undefined;
      if (operator === undefined || bindingPower[operator] < minimum) return left;
      this.index++;
      const right = this.expression(bindingPower[operator] + 1);
      left = { kind: 'binary', operator, left, right, at: token };
    }
  }

  private operand(): Expression {
    const prefixes: { token: Token; operator: UnaryOperator }[] = [];
    for (let operator = this.prefix(); operator !== undefined; operator = this.prefix())
      prefixes.push({ token: this.next(), operator });
    return prefixes.reduceRight<Expression>(
      (operand, { token, operator }) => ({
        kind: 'unary',
        operator,
        operand,
        written: token.text === '!' ? 'not' : token.text,
        at: token,
      }),
      this.primary(),
    );
  }

  private prefix(): UnaryOperator | undefined {
    const { kind, text } = this.current();
    if (kind === 'symbol' && (text === '-' || text === '+')) return text;
    return text === '!' || (kind === 'keyword' && text.toUpperCase() === 'NOT') ? 'not' : undefined;
  }

  private primary(): Expression {
    const token = this.current();
    if (token.text === '(') {
      this.index++;
      const inner = this.expression(0);
      this.closeParenthesis();
      return inner;
    }
    if (token.kind === 'symbol' || token.kind === 'end')
      throw new FormulaCompileError(wording.found(token.kind === 'end' ? 'end of formula' : token.text), token);
    this.index++;
    switch (token.kind) {
      case 'text':
        return { kind: 'text', value: textValue(token.text), at: token };
      case 'number':
        return { kind: 'number', value: token.text, at: token };
      case 'keyword':
        return token.text.toUpperCase() === 'NULL'
          ? { kind: 'null', at: token }
          : { kind: 'boolean', value: token.text.toUpperCase() === 'TRUE', at: token };
      case 'name':
        return this.current().text === '('
          ? { kind: 'call', name: token.text, args: this.args(), at: token }
          : { kind: 'field', path: token.text.split('.'), at: token };
    }
  }

  private args(): Expression[] {
    this.index++;
    const args: Expression[] = [];
    if (this.current().text === ')') {
      this.index++;
      return args;
    }
    args.push(this.expression(0));
    while (this.current().text === ',') {
      this.index++;
      args.push(this.expression(0));
    }
    this.closeParenthesis();
    return args;
  }

  private closeParenthesis(): void {
    const token = this.next();
    if (token.text !== ')') throw new FormulaCompileError(wording.missing("')'"), token);
  }

  private next(): Token {
    const token = this.current();
    if (token.kind !== 'end') this.index++;
    return token;
  }

  private current(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw new RangeError('read past the end of the formula');
    return token;
  }
}

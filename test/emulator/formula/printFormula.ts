import { bindingPower } from '../../../src/emulator/formula/ast.js';
import type { Expression } from '../../../src/emulator/formula/ast.js';

/** The formula's source again, with no more parentheses than it needs. Text must hold no line breaks: no literal can. */
export function printFormula(expression: Expression, minimum = 0): string {
  switch (expression.kind) {
    case 'text':
      return `"${expression.value.replace(/["\\]/g, '\\$&')}"`;
    case 'number':
      return expression.value;
    case 'boolean':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'null':
      return 'NULL';
    case 'field':
      return expression.path.join('.');
    case 'call':
      return `${expression.name}(${expression.args.map((arg) => printFormula(arg)).join(', ')})`;
    case 'unary': {
      const operator = expression.operator === 'not' ? '!' : expression.operator;
      return `${operator}${printFormula(expression.operand, Number.POSITIVE_INFINITY)}`;
    }
    case 'binary': {
      const power = bindingPower[expression.operator];
      const text = `${printFormula(expression.left, power)} ${expression.operator} ${printFormula(expression.right, power + 1)}`;
      return power < minimum ? `(${text})` : text;
    }
  }
}

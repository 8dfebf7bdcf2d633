import type { FieldFunctionExpression, FunctionExp } from '@jetstreamapp/soql-parser-js';
import { notSupported } from './soqlError.js';
import type { Operand } from './statement.js';

export function fieldOperand(name: string): Operand {
  return { kind: 'field', path: name.split('.') };
}

export function functionOperand(fn: FunctionExp | FieldFunctionExpression): Operand {
  const name = (fn.functionName ?? '').toUpperCase();
  const parameters = fn.parameters ?? [];
  const raw = fn.rawValue ?? name;
  if (parameters.length > 1) throw notSupported(`the function ${name} with several parameters`);
  const [first] = parameters;
  const argument =
    first === undefined ? undefined : typeof first === 'string' ? fieldOperand(first) : functionOperand(first);
  return { kind: 'function', name, argument, raw };
}

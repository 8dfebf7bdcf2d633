import type { Position } from './lexer.js';

/** A formula that does not compile: the platform's message and where it points. */
export class FormulaCompileError extends Error {
  public readonly position: Position;

  public constructor(message: string, { line, column }: Position) {
    super(message);
    this.name = 'FormulaCompileError';
    this.position = { line, column };
  }
}

const count = (value: number): string => value.toLocaleString('en-US');

/** `function 'LEN()'` or `operator '+'`; a word is a function, as `not` and `and` are for `!` and `&&`. */
function described(written: string): string {
  return /^[a-zA-Z]/.test(written) ? `function '${written}()'` : `operator '${written}'`;
}

/**
 * The platform's compile messages, double spaces included; the two that begin "The embedded org" are ours.
 * Source: https://github.com/salesforce/formula-engine (labels.xml, FormulaParseException).
 */
export const wording = {
  syntaxError: () => 'Syntax error',
  missing: (what: string) => `Syntax error.  Missing ${what}`,
  found: (what: string) => `Syntax error.  Found '${what}'`,
  extra: (what: string) => `Syntax error. Extra ${what}`,
  tooLong: (length: number, limit: number) =>
    `Formula is too long (${count(length)} characters).  Maximum length is ${count(limit)} characters`,
  unknownField: (name: string) => `Field ${name} does not exist. Check spelling.`,
  unknownResource: (name: string) => `Static Resource named ${name} does not exist. Check spelling.`,
  unknownFunction: (name: string) => `Unknown function ${name}. Check spelling.`,
  functionNotAllowed: (name: string) => `Function ${name} may not be used in this type of formula`,
  parameterCount: (written: string, expected: number, received: number) =>
    `Incorrect number of parameters for ${described(written)}. Expected ${expected}, received ${received}`,
  parameterType: (written: string, expected: readonly string[], received: string) =>
    `Incorrect parameter type for ${described(written)}. Expected ${expected.join(', ')}, received ${received}`,
  parameter: (written: string) => `Incorrect parameter for ${described(written)}.`,
  parameterValue: (written: string, expected: string, received: string) =>
    `Incorrect parameter value for ${described(written)}. Expected ${expected}, received ${received}`,
  argumentType: (written: string) => `Incorrect argument type for ${described(written)}.`,
  picklistField: (name: string) =>
    `Field ${name} is a picklist field. Picklist fields are only supported in certain functions.`,
  multipicklistField: (name: string) =>
    `Field ${name} is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.`,
  cannotReference: (functionName: string, field: string) =>
    `The ${functionName} function cannot reference the ${field} field.`,
  resultType: (actual: string, expected: string) =>
    `Formula result is data type (${actual}), incompatible with expected data type (${expected}).`,
  notEvaluated: (name: string) => `The embedded org does not evaluate the function ${name}.`,
  regexNotEvaluated: (pattern: string, reason: string) =>
    `The embedded org does not evaluate the regular expression ${pattern}: ${reason}.`,
} as const;

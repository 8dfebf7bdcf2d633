/**
 * Salesforce formulas: compiled once, evaluated for many records.
 *
 * Public sources of the language: https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm and Salesforce's
 * own engine, https://github.com/salesforce/formula-engine.
 */
import { ExpressionCompiler } from './compile.js';
import { checkNoPicklist } from './functions/signature.js';
import { parseFormula } from './parser.js';
import { commonType, resultLabel, typeLabel } from './types.js';
import type { Compiled, CompiledFormula, CompileOptions, FormulaCompileProblem, FormulaType } from './types.js';
import { exported } from './values.js';
import { FormulaCompileError, wording } from './wording.js';

export { FormulaEvaluationError } from './evaluationError.js';
export { FormulaDate, FormulaDateTime, FormulaTime } from './temporal.js';
export type {
  CompiledFormula,
  CompileOptions,
  EvaluationContext,
  FormulaCompileProblem,
  FormulaScope,
  FormulaType,
  FormulaValue,
} from './types.js';

/** Characters of source, comments and white space included. Source: https://help.salesforce.com/s/articleView?id=000385147 */
export const MAX_FORMULA_LENGTH = 3900;

export type CompileResult = { ok: true; formula: CompiledFormula } | { ok: false; error: FormulaCompileProblem };

/** Parses, type-checks and compiles a formula. A formula that is wrong is a result, not an exception. */
export function compileFormula(source: string, options: CompileOptions): CompileResult {
  try {
    return { ok: true, formula: compiled(source, options) };
  } catch (error) {
    if (!(error instanceof FormulaCompileError)) throw error;
    return { ok: false, error: { message: error.message, ...error.position } };
  }
}

function compiled(source: string, options: CompileOptions): CompiledFormula {
  if (source.length > MAX_FORMULA_LENGTH)
    throw new FormulaCompileError(wording.tooLong(source.length, MAX_FORMULA_LENGTH), { line: 1, column: 1 });
  const compiler = new ExpressionCompiler(options);
  const expression = compiler.compile(parseFormula(source));
  const type = resultType(expression, typeof options.returns === 'string' ? [options.returns] : options.returns);
  const { run } = expression;
  return { type, references: compiler.references, evaluate: (context) => exported(run(context), type) };
}

/**
 * The wanted type that the expression gives: picklists take text, a date takes the day of a date and time, and NULL is
 * of any type. Source: https://github.com/salesforce/formula-engine (BaseFormulaInfoImpl.enrichRoot).
 */
function resultType(expression: Compiled, wanted: readonly FormulaType[]): FormulaType {
  checkNoPicklist(expression);
  const found = wanted.find((type) => {
    const asText = type === 'picklist' || type === 'multipicklist' ? 'text' : type;
    return commonType(expression.type, asText) !== undefined;
  });
  if (found !== undefined) return found;
  if (expression.type === 'datetime' && wanted.includes('date')) return 'date';
  throw new FormulaCompileError(
    wording.resultType(typeLabel(expression.type), wanted.map(resultLabel).join(', ')),
    expression.node.at,
  );
}

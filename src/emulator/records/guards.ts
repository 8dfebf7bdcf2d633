import type { StoredRow } from '../catalog/storedValue.js';
import { FormulaEvaluationError } from '../formula/evaluationError.js';
import type { EvaluationContext } from '../formula/types.js';
import type { FormulaInputs } from './formulaValues.js';
import type { ValidationRule } from './formulas.js';
import { problem, type RecordProblem } from './recordError.js';

/**
 * What an object's active validation rules say against a record: every rule is evaluated, in system mode, on every
 * way to save. `before` is absent for a new record.
 * Source: https://help.salesforce.com/s/articleView?id=sf.fields_about_field_validation.htm;
 * `fields` is empty for a message at the top of the page: https://github.com/salesforcecli/plugin-data/pull/249
 */
export function guardProblems(
  rules: readonly ValidationRule[],
  inputs: FormulaInputs,
  row: StoredRow,
  before: StoredRow | undefined,
): RecordProblem[] {
  if (rules.length === 0) return [];
  const context = inputs.of(row, before);
  return rules.flatMap((rule) => guardProblem(rule, context));
}

function guardProblem(rule: ValidationRule, context: EvaluationContext): RecordProblem[] {
  try {
    if (rule.condition.evaluate(context) !== true) return [];
  } catch (error) {
    if (!(error instanceof FormulaEvaluationError)) throw error;
    // A rule that cannot be evaluated blocks the save.
    return [
      problem(
        'FORMULA_EXPRESSION_INVALID',
        `The formula in the "${rule.name}" validation rule is invalid due to the following: ${error.message}`,
      ),
    ];
  }
  const fields = rule.errorDisplayField === undefined ? [] : [rule.errorDisplayField];
  return [problem('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.errorMessage, ...fields)];
}

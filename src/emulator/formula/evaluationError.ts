/**
 * A well-typed formula that has no value for this record: a division by zero, a date out of range. On the platform such
 * a formula field shows `#Error!` (null in the API), and such a validation rule blocks the save.
 * `message` is the platform's short reason, e.g. `Division by zero`.
 */
export class FormulaEvaluationError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'FormulaEvaluationError';
  }
}

import { compileFormula, FormulaEvaluationError } from '../../../../src/emulator/formula/formula.js';
import type { FormulaValue } from '../../../../src/emulator/formula/formula.js';
import { comparable } from './engine.js';
import type { Engine, Record } from './engine.js';

/** The embedded org's engine. `kind` limits functions to the place the formula stands in. */
export const embedded = (kind?: 'validationRule' | 'formulaField'): Engine => ({
  name: 'embedded org',
  read: ({ source, fields, returns, blanksAreZero }) => {
    const types = new Map(fields.map(({ name, type }) => [name.toLowerCase(), type]));
    const result = compileFormula(source, {
      scope: { field: (path) => types.get(path.join('.').toLowerCase()), resource: () => true },
      returns,
      treatBlanksAs: blanksAreZero ? 'zero' : 'blank',
      ...(kind === undefined ? {} : { kind }),
    });
    if (!result.ok) return { reads: false, reason: result.error.message };
    return {
      reads: true,
      evaluate: (record) => {
        const read = reader(record);
        try {
          const value = result.formula.evaluate({ value: read, prior: read, now: new Date() });
          return { value: comparable(value, result.formula.type) };
        } catch (error) {
          if (error instanceof FormulaEvaluationError) return { error: error.message };
          throw error;
        }
      },
    };
  },
});

function reader(record: Record): (path: readonly string[]) => FormulaValue {
  const values = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  return (path) => values.get(path.join('.').toLowerCase()) ?? null;
}

import { parse } from 'formulon';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../../src/emulator/formula/formula.js';
import { comparable } from './engine.js';
import type { Engine, InputField, Outcome, Question, Record } from './engine.js';

/** What says that a formula is not understood at all, as opposed to one without a value. */
const REFUSALS = new Set(['SyntaxError', 'NoFunctionError', 'ArgumentError', 'TypeError', 'NotAllowedError']);

/**
 * https://github.com/leifg/formulon: types are those of the values, so a formula is read when it gives something for a
 * record without blanks. Names are case-sensitive there, as each field is given in the spelling of the source.
 */
export const formulon: Engine = {
  name: 'formulon',
  read: (question) => {
    const probe = run(question, Object.fromEntries(question.fields.map(({ name, type }) => [name, sample(type)])));
    if ('refusal' in probe) return { reads: false, reason: probe.refusal };
    return {
      reads: true,
      evaluate: (record) => {
        const outcome = run(question, record);
        return 'refusal' in outcome ? { error: outcome.refusal } : outcome;
      },
    };
  },
};

function run({ source, fields, returns, blanksAreZero }: Question, record: Record): Outcome | { refusal: string } {
  const values = Object.fromEntries(
    fields.map((field) => [field.name, literal(field, record[field.name] ?? null, blanksAreZero)]),
  );
  try {
    const result = parse(source, values);
    if (result.type === 'error')
      return REFUSALS.has(result.errorType) ? { refusal: result.message } : { error: result.message };
    return { value: comparable(result.value, returns) };
  } catch (error) {
    return { refusal: `throws ${String(error).split('\n')[0] ?? ''}` };
  }
}

function literal({ type }: InputField, value: FormulaValue, blanksAreZero: boolean): object {
  if (value !== null) return filled(type, value);
  switch (type) {
    case 'boolean':
      return of('checkbox', false);
    case 'text':
      return of('text', '', { length: 0 });
    case 'number':
      return blanksAreZero ? filled(type, 0) : of('null', null);
    case 'picklist':
      return of('picklist', '', { values: [] });
    case 'multipicklist':
      return of('multipicklist', [], { values: [] });
    default:
      return of('null', null);
  }
}

const of = (dataType: string, value: unknown, options = {}): object => ({ type: 'literal', dataType, value, options });

function filled(type: FormulaType, value: Exclude<FormulaValue, null>): object {
  if (value instanceof FormulaDate) return of('date', new Date(`${value.toIso()}T00:00:00Z`));
  if (value instanceof FormulaDateTime) return of('datetime', new Date(value.ms));
  if (value instanceof FormulaTime) return of('time', new Date(value.ms));
  if (typeof value === 'boolean') return of('checkbox', value);
  if (typeof value === 'number') return of('number', value, { length: 16, scale: 4 });
  if (type === 'picklist') return of(type, value, { values: [value] });
  if (type === 'multipicklist') return of(type, value.split(';'), { values: value.split(';') });
  return of('text', value, { length: value.length });
}

function sample(type: FormulaType): FormulaValue {
  switch (type) {
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'date':
      return FormulaDate.ofDays(20_000);
    case 'datetime':
      return FormulaDateTime.ofMs(1_700_000_000_000);
    case 'time':
      return FormulaTime.ofMs(3_600_000);
    case 'text':
    case 'id':
    case 'picklist':
    case 'multipicklist':
      return '1';
  }
}

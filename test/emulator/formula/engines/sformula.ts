import { parseSync } from 'sformula';
import type { Formula, FormulaReturnType } from 'sformula';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../../src/emulator/formula/formula.js';
import { comparable } from './engine.js';
import type { Engine, InputField } from './engine.js';

type InputTypes = NonNullable<NonNullable<Parameters<typeof parseSync>[1]>['inputTypes']>;
type InputType = NonNullable<InputTypes[string]>;
type Nested = { [name: string]: FormulaValue | Nested };

/** https://github.com/stomita/sformula: typed; names and functions are case-sensitive there. */
export const sformula: Engine = {
  name: 'sformula',
  read: ({ source, fields, returns, blanksAreZero }) => {
    let formula: Formula;
    try {
      formula = parseSync(source, {
        inputTypes: inputTypes(fields),
        returnType: returnType(returns),
        blankAsZero: blanksAreZero,
      });
    } catch (error) {
      return { reads: false, reason: String(error).split('\n')[0] ?? '' };
    }
    return {
      reads: true,
      evaluate: (record) => {
        const context: Nested = {};
        for (const { name } of fields) place(context, name.split('.'), given(record[name] ?? null));
        try {
          return { value: comparable(formula.evaluate(context), returns) };
        } catch (error) {
          return { error: String(error).split('\n')[0] ?? '' };
        }
      },
    };
  },
};

function returnType(type: FormulaType): FormulaReturnType {
  return type === 'text' || type === 'id' || type === 'picklist' || type === 'multipicklist' ? 'string' : type;
}

function inputTypes(fields: readonly InputField[]): InputTypes {
  const root: InputTypes = {};
  for (const { name, type } of fields) {
    const path = name.split('.');
    let owner = root;
    for (const relationship of path.slice(0, -1)) {
      const known = owner[relationship];
      const parent = known?.type === 'object' ? known : { type: 'object' as const, properties: {} };
      owner[relationship] = parent;
      owner = parent.properties;
    }
    owner[path.at(-1) ?? ''] = inputType(type);
  }
  return root;
}

function inputType(type: FormulaType): InputType {
  return { type: type === 'text' ? 'string' : type };
}

/** Its dates and times are ISO text, its blank is null. */
function given(value: FormulaValue): FormulaValue {
  return value instanceof FormulaDate || value instanceof FormulaDateTime || value instanceof FormulaTime
    ? value.toIso()
    : value;
}

function place(context: Nested, path: readonly string[], value: FormulaValue): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    context[first] = value;
    return;
  }
  const next = context[first];
  const owner: Nested = isNested(next) ? next : {};
  context[first] = owner;
  place(owner, rest, value);
}

function isNested(value: FormulaValue | Nested | undefined): value is Nested {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

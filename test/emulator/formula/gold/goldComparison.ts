import {
  compileFormula,
  FormulaDate,
  FormulaDateTime,
  FormulaEvaluationError,
  FormulaTime,
} from '../../../../src/emulator/formula/formula.js';
import type {
  CompiledFormula,
  EvaluationContext,
  FormulaType,
  FormulaValue,
} from '../../../../src/emulator/formula/formula.js';
import { comparable } from '../engines/engine.js';
import type { GoldField, GoldInstance, GoldResult } from './goldFiles.js';

export type GoldDifference = {
  readonly test: string;
  readonly formula: string;
  readonly inputs: string;
  readonly platform: string;
  readonly embedded: string;
};

export type GoldComparison = {
  readonly compared: number;
  readonly differences: readonly GoldDifference[];
  /** Rows of which the inputs can't be told apart, as a text in them holds a comma. */
  readonly unreadable: number;
  /** Formulas that the embedded org does not read, with its reason. */
  readonly refused: readonly { readonly test: string; readonly formula: string; readonly reason: string }[];
};

const NOW = new Date('2026-03-04T05:06:07.000Z');
const ANYTHING: readonly FormulaType[] = ['text', 'number', 'boolean', 'date', 'datetime', 'time'];

/** Evaluates every formula of the gold files with every row of its inputs, and says where the platform gave otherwise. */
export function compareWithGold(instances: readonly GoldInstance[]): GoldComparison {
  const differences: GoldDifference[] = [];
  const refused: { test: string; formula: string; reason: string }[] = [];
  let compared = 0;
  let unreadable = 0;
  for (const instance of instances) {
    for (const blanksAreZero of [true, false]) {
      const formula = compile(instance.formula, instance.fields, blanksAreZero);
      if (typeof formula === 'string') {
        if (blanksAreZero) refused.push({ test: instance.test, formula: instance.formula, reason: formula });
        continue;
      }
      for (const result of instance.results) {
        const inputs = inputsOf(instance, result);
        if (inputs === undefined) {
          if (blanksAreZero) unreadable++;
          continue;
        }
        const printed = blanksAreZero ? result.blanksAreZero : result.blanksAreBlank;
        const platform = normalized(printed, formula.type, instance.percent);
        const embedded = given(formula, contextOf(instance.fields, inputs, blanksAreZero));
        compared++;
        if (platform !== embedded)
          differences.push({
            test: instance.test,
            formula: instance.formula,
            inputs: `[${result.inputs.join(', ')}]${blanksAreZero ? ' (blank as zero)' : ''}`,
            platform,
            embedded,
          });
      }
    }
  }
  return { compared, differences, unreadable, refused };
}

function compile(source: string, fields: readonly GoldField[], blanksAreZero: boolean): CompiledFormula | string {
  const types = new Map(fields.map(({ name, type }) => [name.toLowerCase(), type]));
  const result = compileFormula(source, {
    scope: { field: (path) => types.get(path.join('.').toLowerCase()), resource: () => true },
    returns: ANYTHING,
    treatBlanksAs: blanksAreZero ? 'zero' : 'blank',
  });
  return result.ok ? result.formula : result.error.message;
}

function inputsOf({ fields }: GoldInstance, { inputs }: GoldResult): Map<string, FormulaValue> | undefined {
  const stored = fields.filter(({ formula }) => formula === undefined);
  if (inputs.length < stored.length || (inputs.length > stored.length && stored.some(({ type }) => type === 'text')))
    return undefined;
  return new Map(stored.map((field, index) => [field.name.toLowerCase(), value(field, inputs[index] ?? '')]));
}

function value({ type, percent }: GoldField, text: string): FormulaValue {
  if (type === 'boolean') return text.trim().toLowerCase() === 'true';
  if (text === '' || (type !== 'text' && text === 'NULL')) return null;
  switch (type) {
    case 'number':
      return percent ? Number(`${text.trim()}e-2`) : Number(text);
    case 'date':
      return FormulaDate.ofDays(Math.floor(moment(text.split(':').slice(0, 3).join(':')) / 86_400_000));
    case 'datetime':
      return FormulaDateTime.ofMs(moment(text));
    default:
      return text;
  }
}

/** Hours ahead of GMT of the zones in the inputs, none of which stands in summer time. */
const zones: Readonly<Record<string, number>> = { GMT: 0, PST: -8 };

/** `2004:12:31:11:30:00`, later parts left out; as with Java's calendar, a day beyond a month's end is in the next. */
function moment(text: string): number {
  const parts = text.trim().split(':');
  const [year = 2004, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(0, 6).map(Number);
  const zone = parts[6];
  const offset = zone === undefined ? 0 : zones[zone];
  if (offset === undefined) throw new Error(`The time zone ${zone ?? ''} is not known.`);
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset * 3_600_000;
}

function contextOf(
  fields: readonly GoldField[],
  inputs: ReadonlyMap<string, FormulaValue>,
  blanksAreZero: boolean,
): EvaluationContext {
  const formulas = new Map(
    fields.flatMap(({ name, formula }) => (formula === undefined ? [] : [[name.toLowerCase(), formula] as const])),
  );
  const context: EvaluationContext = {
    now: NOW,
    value: (path) => {
      const name = path.join('.').toLowerCase();
      const source = formulas.get(name);
      if (source === undefined) return inputs.get(name) ?? null;
      const formula = compile(source, fields, blanksAreZero);
      if (typeof formula === 'string') throw new Error(`${source}: ${formula}`);
      return formula.evaluate(context);
    },
  };
  return context;
}

function given(formula: CompiledFormula, context: EvaluationContext): string {
  try {
    const value = formula.evaluate(context);
    // The gold files hold whole seconds.
    return comparable(
      value instanceof FormulaDateTime ? FormulaDateTime.ofMs(value.ms - (((value.ms % 1000) + 1000) % 1000)) : value,
      formula.type,
    );
  } catch (error) {
    if (error instanceof FormulaEvaluationError) return 'no value';
    throw error;
  }
}

/** What the platform gave, in the form that engines share. */
function normalized(printed: string | null, type: FormulaType, percent: boolean): string {
  if (printed?.startsWith('Error: ') === true) return 'no value';
  if (printed === null || printed === '') return comparable(null, type);
  switch (type) {
    case 'number':
      return comparable(Number(percent ? `${printed}e-2` : printed), type);
    case 'date':
      return comparable(FormulaDate.ofDays(Math.floor(printedMoment(printed) / 86_400_000)), type);
    case 'datetime':
      return comparable(FormulaDateTime.ofMs(printedMoment(printed)), type);
    case 'time':
      return comparable(FormulaTime.fromIso(/\.\d/.test(printed) ? printed : `${printed.padEnd(8, ':00')}.000`), type);
    default:
      return comparable(printed, type);
  }
}

/** `Sat Jan 15 00:00:00 GMT 1`, as Java prints a moment. */
function printedMoment(printed: string): number {
  const [, month = '', day, hour, minute, second, year = ''] =
    /^\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) GMT (\d+)$/.exec(printed) ?? [];
  const start = Date.parse(`01 ${month} 2000 00:00:00 GMT`);
  if (Number.isNaN(start)) throw new Error(`${printed} is no moment as Java prints it.`);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), new Date(start).getUTCMonth(), Number(day));
  return date.setUTCHours(Number(hour), Number(minute), Number(second));
}

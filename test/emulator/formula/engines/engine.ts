import { runInNewContext } from 'node:vm';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../../src/emulator/formula/formula.js';

/** A field that a formula names, as written there: `Account.Name`, `$User.Id`. */
export type InputField = { readonly name: string; readonly type: FormulaType };

export type Record = Readonly<globalThis.Record<string, FormulaValue>>;

/** What an engine says of a formula: it does not read it, and why; or what it gives for a record. */
export type Reading =
  | { readonly reads: false; readonly reason: string }
  | { readonly reads: true; readonly evaluate: (record: Record) => Outcome };

/** A value in a form that engines share, or why there is none. */
export type Outcome = { readonly value: string } | { readonly error: string };

export type Question = {
  readonly source: string;
  readonly fields: readonly InputField[];
  readonly returns: FormulaType;
  readonly blanksAreZero: boolean;
};

export type Engine = { readonly name: string; readonly read: (question: Question) => Reading };

/**
 * Values as text that compares: blank is empty, a number has 12 digits, dates and times are ISO. Of a formula of
 * true or false, blank is false.
 */
export function comparable(value: unknown, returns: FormulaType): string {
  if (value === null || value === undefined || value === '') return returns === 'boolean' ? 'false' : '';
  if (value instanceof FormulaDate || value instanceof FormulaDateTime || value instanceof FormulaTime)
    return comparable(value.toIso(), returns);
  if (value instanceof Date) {
    const iso = value.toISOString();
    return returns === 'date' ? iso.slice(0, 10) : returns === 'time' ? iso.slice(11) : iso;
  }
  if (typeof value === 'number') return String(Number(value.toPrecision(12)));
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new TypeError(`A result of type ${typeof value} compares with nothing.`);
  return returns === 'datetime' ? new Date(value).toISOString() : value;
}

/** The names a formula's source holds outside of texts and comments, each spelling once, functions left out. */
export function namesIn(source: string): string[] {
  const code = source.replace(/\/\*[^]*?\*\//g, ' ').replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, ' "" ');
  const names = [...code.matchAll(/[A-Za-z$][\w$.:#]*(?!\s*\()(?![\w$.:#])/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !/^(?:true|false|null|not)$/i.test(name));
}

/** Milliseconds an engine may take for one formula. */
const PATIENCE = 1000;

/** Engines without memory for what they have tried take for ever on deep nesting: that counts as not reading it. */
export function withinPatience(engine: Engine): Engine {
  return {
    name: engine.name,
    read: (question) => {
      const reading: { value?: Reading } = {};
      try {
        const work = (): void => void (reading.value = engine.read(question));
        runInNewContext('work()', { work }, { timeout: PATIENCE });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw error;
      }
      return reading.value ?? { reads: false, reason: `takes longer than ${PATIENCE} ms` };
    },
  };
}

import { FormulaDate, FormulaDateTime, FormulaTime } from '../../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../../src/emulator/formula/formula.js';
import { embedded } from '../engines/embedded.js';
import { withinPatience } from '../engines/engine.js';
import type { InputField, Outcome, Question, Reading, Record } from '../engines/engine.js';
import { formulon } from '../engines/formulon.js';
import { sformula } from '../engines/sformula.js';
import { FieldTypes } from './fieldTypes.js';
import type { Project, ProjectFormula } from './projectFormulas.js';

export type Refusal = { readonly engine: string; readonly formula: ProjectFormula; readonly reason: string };
export type Difference = {
  readonly formula: ProjectFormula;
  readonly record: Record;
  readonly outcomes: Readonly<globalThis.Record<string, string>>;
};

export type Survey = {
  readonly formulas: number;
  readonly reads: Readonly<globalThis.Record<string, number>>;
  readonly refusals: readonly Refusal[];
  readonly differences: readonly Difference[];
};

/** Reads every formula of a project in all engines, and compares what those that read it give. */
export function surveyProject(project: Project): Survey {
  const types = new FieldTypes(project);
  const refusals: Refusal[] = [];
  const differences: Difference[] = [];
  const reads: globalThis.Record<string, number> = {};
  for (const formula of project.formulas) {
    const fields = types.of(formula);
    const question: Question = { ...formula, fields };
    const engines = [embedded(formula.kind), withinPatience(formulon), withinPatience(sformula)];
    const readings = new Map(engines.map((engine) => [engine.name, engine.read(question)]));
    for (const [engine, reading] of readings) {
      if (reading.reads) reads[engine] = (reads[engine] ?? 0) + 1;
      else refusals.push({ engine, formula, reason: reading.reason });
    }
    differences.push(...compare(formula, fields, readings));
  }
  return { formulas: project.formulas.length, reads, refusals, differences };
}

function compare(
  formula: ProjectFormula,
  fields: readonly InputField[],
  readings: ReadonlyMap<string, Reading>,
): Difference[] {
  // Functions of the clock differ by the moment they are called at.
  if (/\b(?:NOW|TIMENOW)\s*\(/i.test(formula.source)) return [];
  return [1, 2, 3].flatMap((variant) => {
    const record = sampleRecord(fields, variant);
    const outcomes: globalThis.Record<string, string> = {};
    for (const [engine, reading] of readings) if (reading.reads) outcomes[engine] = shown(reading.evaluate(record));
    return new Set(Object.values(outcomes)).size > 1 ? [{ formula, record, outcomes }] : [];
  });
}

const shown = (outcome: Outcome): string => ('value' in outcome ? JSON.stringify(outcome.value) : 'no value');

/** The same record for the same fields: 1 and 2 are filled, 3 is blank. */
function sampleRecord(fields: readonly InputField[], variant: number): Record {
  return Object.fromEntries(fields.map(({ name, type }, index) => [name, sample(type, variant, index)]));
}

function sample(type: FormulaType, variant: number, index: number): FormulaValue {
  if (variant === 3) return type === 'boolean' ? false : null;
  const seed = variant * 7 + index;
  switch (type) {
    case 'number':
      return variant === 1 ? seed : seed / 4;
    case 'boolean':
      return seed % 2 === 0;
    case 'date':
      return FormulaDate.ofDays(19_000 + seed * 11);
    case 'datetime':
      return FormulaDateTime.ofMs(1_650_000_000_000 + seed * 86_461_000);
    case 'time':
      return FormulaTime.ofMs(seed * 1_801_000);
    case 'id':
      return `0010000000000${String(seed % 90).padStart(2, '0')}`;
    case 'text':
    case 'picklist':
    case 'multipicklist':
      return variant === 1 ? 'Yes' : `Value ${seed}`;
  }
}

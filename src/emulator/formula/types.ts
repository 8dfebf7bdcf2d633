import type { Expression, ExpressionOf } from './ast.js';
import type { Decimal } from './decimal.js';
import type { FormulaLocation } from './location.js';
import type { FormulaDate, FormulaDateTime, FormulaTime } from './temporal.js';

export type FormulaType =
  'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'id';

/**
 * A value that goes into a formula or comes out. Text, picklist and id: string; multi-select picklist: the values
 * joined by `;`. Blank is null, for text too (an empty text is a blank one).
 */
export type FormulaValue = string | number | boolean | null | FormulaDate | FormulaDateTime | FormulaTime;

export interface FormulaScope {
  /**
   * The type of what a formula names, e.g. `['Is_Synthetic__c']`, `['Account','Name']`, `['$Organization','Id']`,
   * `['$Permission','X']`, `['$CustomMetadata','T__mdt','Rec','F__c']`; undefined when there is no such thing. Names
   * come as written: the scope ignores case.
   */
  field(path: readonly string[]): FormulaType | undefined;
  /** Whether `['$Resource','Name']` exists; its value is text. Absent: no static resources. */
  resource?(path: readonly string[]): boolean;
  /** A field of a custom object, for VLOOKUP; `isName` says whether it is the record name. Absent: no objects. */
  objectField?(object: string, field: string): { readonly type: FormulaType; readonly isName: boolean } | undefined;
}

export type EvaluationContext = {
  /** The current value of a path that the scope knows, of the type the scope gave it. */
  value(path: readonly string[]): FormulaValue;
  /** The value before the save; absent on insert. */
  prior?(path: readonly string[]): FormulaValue;
  /** A field of the first record of a custom object that has the name; null when there is none. VLOOKUP needs it. */
  lookup?: (wanted: { readonly object: string; readonly field: string; readonly name: string }) => FormulaValue;
  now: Date;
};

export type CompiledFormula = {
  /** The type of what `evaluate` gives. */
  readonly type: FormulaType;
  /** Every path the formula names, as first written, once. */
  readonly references: readonly (readonly string[])[];
  /** Throws a FormulaEvaluationError when the formula has no value, e.g. at a division by zero. */
  evaluate(context: EvaluationContext): FormulaValue;
};

export type FormulaCompileProblem = {
  /** The platform's wording. */
  message: string;
  /** From 1. */
  line: number;
  column: number;
};

export type CompileOptions = {
  scope: FormulaScope;
  /** What the place the formula stands in takes: boolean for a validation rule. */
  returns: FormulaType | readonly FormulaType[];
  /** What a blank number reads as. Validation rules and default values: `blank`, which is the default. */
  treatBlanksAs?: 'blank' | 'zero';
  /** Where the formula stands, which limits the functions it may use; absent: no limit. */
  kind?: FormulaKind;
};

export type FormulaKind = 'validationRule' | 'formulaField' | 'defaultValue';

/** The type of an expression; `null` is the literal NULL, which goes with every other type. No field is a `location`. */
export type StaticType = FormulaType | 'null' | 'location';

/** A value inside the evaluator: as outside, but numbers are decimal. */
export type Value = string | boolean | null | Decimal | FormulaDate | FormulaDateTime | FormulaTime | FormulaLocation;

export type Run = (context: EvaluationContext) => Value;

/** An expression after the type check, ready to run. */
export type Compiled = {
  readonly node: Expression;
  readonly type: StaticType;
  readonly run: Run;
  /** Set when it is a field, or the prior value of one. */
  readonly field?: ExpressionOf<'field'>;
  /** The type of the field whose prior value it is: a picklist's is text, and still stands where a picklist can. */
  readonly priorOf?: StaticType;
  /** The field of another object that it names, where a function takes such a name; it has no value of its own. */
  readonly named?: { readonly object: string; readonly field: string; readonly isName: boolean };
};

const labels: Readonly<Record<StaticType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  id: 'Text',
  null: 'Null',
  location: 'Geolocation',
};

/** How messages call an expression's type. */
export const typeLabel = (type: StaticType): string => labels[type];

/** How messages call the type a place takes. */
export const resultLabel = (type: FormulaType): string => (type === 'boolean' ? 'true or false' : labels[type]);

export const isText = (type: StaticType): boolean => type === 'text' || type === 'id';

/** The type two expressions share, so that one may stand for the other; undefined when they do not mix. */
export function commonType(left: StaticType, right: StaticType): StaticType | undefined {
  if (left === 'null') return right;
  if (right === 'null' || left === right) return left;
  return isText(left) && isText(right) ? 'text' : undefined;
}

import { compileFormula, FormulaDate, FormulaDateTime, FormulaTime } from '../../../src/emulator/formula/formula.js';
import type {
  CompiledFormula,
  CompileOptions,
  EvaluationContext,
  FormulaScope,
  FormulaType,
  FormulaValue,
} from '../../../src/emulator/formula/formula.js';

/** A record type with a field of every type, the markers, and the globals the guards name. */
export const fieldTypes: Readonly<Record<string, FormulaType>> = {
  Is_Synthetic__c: 'boolean',
  Generation_Source__c: 'text',
  Creation_Timestamp__c: 'datetime',
  Name: 'text',
  Amount: 'number',
  Count__c: 'number',
  CloseDate: 'date',
  Start__c: 'time',
  Active__c: 'boolean',
  StageName: 'picklist',
  Interests__c: 'multipicklist',
  OwnerId: 'id',
  'Account.Name': 'text',
  'Account.Industry': 'picklist',
  '$Organization.Id': 'id',
  '$User.Id': 'id',
  '$Profile.Name': 'text',
  '$Permission.Manage_Synthetic_Provenance': 'boolean',
  '$CustomMetadata.Synthetic_Data_Policy__mdt.This_Org.Accepts_Synthetic__c': 'boolean',
  '$CustomMetadata.Synthetic_Data_Policy__mdt.This_Org.Organization_Id__c': 'text',
};

const lowered = new Map(Object.entries(fieldTypes).map(([name, type]) => [name.toLowerCase(), type]));

export const scope: FormulaScope = {
  field: (path) => lowered.get(path.join('.').toLowerCase()),
  objectField: (object, field) => {
    const fields = new Map([
      ['name', { type: 'text' as const, isName: true }],
      ['state__c', { type: 'text' as const, isName: false }],
    ]);
    return object.toLowerCase() === 'zip__c' ? fields.get(field.toLowerCase()) : undefined;
  },
  resource: (path) => path.join('.').toLowerCase() === '$resource.badge',
};

export type Values = Readonly<Record<string, FormulaValue>>;

export const NOW = '2026-03-04T05:06:07.000Z';

export function context(values: Values = {}, prior?: Values): EvaluationContext {
  const reader = (from: Values) => {
    const byName = new Map(Object.entries(from).map(([name, value]) => [name.toLowerCase(), value]));
    return (path: readonly string[]): FormulaValue => byName.get(path.join('.').toLowerCase()) ?? null;
  };
  return { value: reader(values), now: new Date(NOW), ...(prior === undefined ? {} : { prior: reader(prior) }) };
}

const anything: FormulaType[] = ['text', 'number', 'boolean', 'date', 'datetime', 'time'];

export function compile(source: string, options: Partial<CompileOptions> = {}): CompiledFormula {
  const result = compileFormula(source, { scope, returns: anything, ...options });
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`);
  return result.formula;
}

export function evaluate(source: string, values: Values = {}, options: Partial<CompileOptions> = {}): FormulaValue {
  return compile(source, options).evaluate(context(values));
}

/** The result as the API would show it: dates as ISO text. */
export function shown(source: string, values: Values = {}, options: Partial<CompileOptions> = {}): FormulaValue {
  const value = evaluate(source, values, options);
  return value instanceof FormulaDate || value instanceof FormulaDateTime || value instanceof FormulaTime
    ? value.toIso()
    : value;
}

export function problem(source: string, options: Partial<CompileOptions> = {}): string {
  const result = compileFormula(source, { scope, returns: anything, ...options });
  return result.ok ? 'no error' : result.error.message;
}

export function problemAt(source: string): string {
  const result = compileFormula(source, { scope, returns: anything });
  return result.ok ? 'no error' : `${result.error.line}:${result.error.column}`;
}

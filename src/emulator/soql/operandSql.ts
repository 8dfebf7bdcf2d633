import type { FieldType } from '../catalog/definition.js';
import type { ResolvedField, Scope } from './scope.js';
import { malformed, notSupported, soqlErrorAt } from './soqlError.js';
import type { Clause } from './soqlError.js';
import type { QueryWorld } from './source.js';
import type { Operand } from './statement.js';

/** An operand as SQL, with the type its value has. `field` is absent for what a function computes. */
export type Expression = {
  readonly sql: string;
  readonly type: FieldType;
  readonly resolved: ResolvedField | undefined;
  readonly aggregate: boolean;
};

const FRACTIONS = new Set<FieldType>(['double', 'currency', 'percent']);
const NUMBERS = new Set<FieldType>(['int', ...FRACTIONS]);
const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/**
 * Parts of a date, computed on its ISO text. Fiscal years are calendar years and the time zone is GMT.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_date_functions.htm
 */
const DATE_PARTS: Record<string, (value: string) => string> = {
  CALENDAR_MONTH: (value) => `CAST(strftime('%m', ${value}) AS INTEGER)`,
  CALENDAR_QUARTER: (value) => `((CAST(strftime('%m', ${value}) AS INTEGER) + 2) / 3)`,
  CALENDAR_YEAR: (value) => `CAST(strftime('%Y', ${value}) AS INTEGER)`,
  DAY_IN_MONTH: (value) => `CAST(strftime('%d', ${value}) AS INTEGER)`,
  DAY_IN_WEEK: (value) => `(CAST(strftime('%w', ${value}) AS INTEGER) + 1)`,
  DAY_IN_YEAR: (value) => `CAST(strftime('%j', ${value}) AS INTEGER)`,
  FISCAL_MONTH: (value) => `CAST(strftime('%m', ${value}) AS INTEGER)`,
  FISCAL_QUARTER: (value) => `((CAST(strftime('%m', ${value}) AS INTEGER) + 2) / 3)`,
  FISCAL_YEAR: (value) => `CAST(strftime('%Y', ${value}) AS INTEGER)`,
  HOUR_IN_DAY: (value) => `CAST(strftime('%H', ${value}) AS INTEGER)`,
  WEEK_IN_MONTH: (value) => `((CAST(strftime('%d', ${value}) AS INTEGER) + 6) / 7)`,
  WEEK_IN_YEAR: (value) => `((CAST(strftime('%j', ${value}) AS INTEGER) + 6) / 7)`,
};

export function isAggregate(operand: Operand): boolean {
  return operand.kind === 'function' && AGGREGATES.has(operand.name);
}

export function isDateFunction(operand: Operand): boolean {
  return operand.kind === 'function' && (operand.name in DATE_PARTS || operand.name === 'DAY_ONLY');
}

/** Compiles a field, a date function of a field or an aggregate. Throws what the platform would for the others. */
export function compileOperand(world: QueryWorld, scope: Scope, operand: Operand): Expression {
  if (operand.kind === 'field') {
    const resolved = scope.resolve(operand.path);
    return { sql: resolved.sql, type: resolved.field.type, resolved, aggregate: false };
  }
  if (isAggregate(operand)) return compileAggregate(world, scope, operand);
  if (isDateFunction(operand)) return compileDateFunction(world, scope, operand);
  throw notSupported(`the function ${operand.name}`);
}

type FunctionOperand = Extract<Operand, { kind: 'function' }>;

function compileAggregate(world: QueryWorld, scope: Scope, operand: FunctionOperand): Expression {
  const { name, argument } = operand;
  if (argument === undefined) {
    if (name !== 'COUNT') throw malformed(`unexpected token: '${operand.raw}'`);
    return { sql: 'count(*)', type: 'int', resolved: undefined, aggregate: true };
  }
  if (argument.kind !== 'field') throw notSupported(`the function ${operand.raw}`);
  const inner = compileOperand(world, scope, argument);
  const unsupported = (): Error =>
    soqlErrorAt(
      world.soql,
      operand.raw,
      'MALFORMED_QUERY',
      `field ${argument.path.join('.')} does not support aggregate operator ${name}`,
    );
  if (inner.resolved === undefined || isLongText(inner.resolved) || inner.resolved.document) throw unsupported();
  const result = (sql: string, type: FieldType): Expression => ({ sql, type, resolved: undefined, aggregate: true });
  const distinct = isText(inner.type) ? `soql_fold(${inner.sql})` : inner.sql;
  switch (name) {
    case 'COUNT':
      return result(`count(${inner.sql})`, 'int');
    case 'COUNT_DISTINCT':
      return result(`count(DISTINCT ${distinct})`, 'int');
    case 'SUM':
    case 'AVG':
      if (!NUMBERS.has(inner.type)) throw unsupported();
      return result(`${name.toLowerCase()}(${inner.sql})`, name === 'SUM' ? inner.type : 'double');
    default:
      if (inner.type === 'boolean' || inner.type === 'base64' || inner.type === 'multipicklist') throw unsupported();
      return result(
        `${isText(inner.type) ? `soql_${name.toLowerCase()}` : name.toLowerCase()}(${inner.sql})`,
        inner.type,
      );
  }
}

function compileDateFunction(world: QueryWorld, scope: Scope, operand: FunctionOperand): Expression {
  // All users are in GMT, so convertTimezone changes nothing; the platform knows it only inside a date function.
  const unwrapped =
    operand.argument?.kind === 'function' && operand.argument.name === 'CONVERTTIMEZONE'
      ? operand.argument.argument
      : operand.argument;
  if (unwrapped?.kind !== 'field') throw malformed(`unexpected token: '${operand.raw}'`);
  const inner = compileOperand(world, scope, unwrapped);
  const datetimeOnly = operand.name === 'DAY_ONLY' || operand.name === 'HOUR_IN_DAY';
  if (inner.type !== 'datetime' && (datetimeOnly || inner.type !== 'date')) {
    throw soqlErrorAt(
      world.soql,
      operand.raw,
      'MALFORMED_QUERY',
      `field ${unwrapped.path.join('.')} does not support date function ${operand.name}`,
    );
  }
  if (operand.name === 'DAY_ONLY') {
    return { sql: `substr(${inner.sql}, 1, 10)`, type: 'date', resolved: undefined, aggregate: false };
  }
  const part = DATE_PARTS[operand.name];
  if (part === undefined) throw notSupported(`the function ${operand.name}`);
  return { sql: part(inner.sql), type: 'int', resolved: undefined, aggregate: false };
}

export function isText(type: FieldType): boolean {
  return !NUMBERS.has(type) && !['id', 'reference', 'boolean', 'date', 'datetime', 'time', 'base64'].includes(type);
}

export function isNumber(type: FieldType): boolean {
  return NUMBERS.has(type);
}

/** Text areas over 255 characters and files have no short value to compare. */
function isLongText({ field }: ResolvedField): boolean {
  return field.type === 'base64' || (field.type === 'textarea' && field.length > 255);
}

export type Use = 'filtered' | 'sorted' | 'grouped';
const CLAUSES: Record<Use, Clause> = { filtered: 'WHERE', sorted: 'ORDER BY', grouped: 'GROUP BY' };

/**
 * Throws for a field that cannot stand in WHERE, ORDER BY or GROUP BY; the same fields that describe calls not
 * filterable, sortable or groupable.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_groupby.htm
 */
export function requireUsable(world: QueryWorld, expression: Expression, use: Use): void {
  const { resolved } = expression;
  if (resolved === undefined || isUsable(resolved, use)) return;
  const { name } = resolved.field;
  const message = `field '${name}' can not be ${use} in a query call`;
  throw soqlErrorAt(world.soql, name, 'INVALID_FIELD', message, CLAUSES[use]);
}

function isUsable(resolved: ResolvedField, use: Use): boolean {
  const { type, formula, barredFrom = [] } = resolved.field;
  if (barredFrom.some((each) => each === use)) return false;
  if (isLongText(resolved) || resolved.document || type === 'encryptedstring') return false;
  if (use !== 'filtered' && type === 'multipicklist') return false;
  if (use !== 'grouped') return true;
  return formula === undefined && type !== 'datetime' && !FRACTIONS.has(type);
}

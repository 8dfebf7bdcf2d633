import type { SQLInputValue } from 'node:sqlite';
import type { FieldType } from '../catalog/definition.js';
import { normalizeId } from '../org/recordId.js';
import { dateLiteralRange, type DateRange } from './dateRange.js';
import { isNumber, isText } from './operandSql.js';
import type { Expression } from './operandSql.js';
import { malformed, soqlErrorAt, tooComplicated } from './soqlError.js';
import type { QueryWorld, Sql } from './source.js';
import type { Comparison, Literal } from './statement.js';

/** SQLite takes patterns of at most 50,000 bytes. */
const MAX_PATTERN_LENGTH = 10_000;

/**
 * One comparison with literals. Every comparison is true or false, never unknown: a blank value is unequal to every
 * literal and neither smaller nor greater, so that NOT and != find blanks, as on the platform. Text is compared
 * without regard to case, except in unique fields that tell upper from lower case.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
 */
export function compileComparison(
  world: QueryWorld,
  name: string,
  expression: Expression,
  operator: Comparison,
  literals: readonly Literal[],
): Sql {
  const column = expression.sql;
  const notNull = `${column} IS NOT NULL`;
  refuseOperator(world, name, expression.type, operator);
  const operands = literals.map((literal) => operandOf(world, name, expression.type, literal, operator === 'LIKE'));
  const [first] = operands;
  if (first === undefined) throw malformed(`unexpected token: ')'`);
  const folding = foldingOf(expression);
  switch (operator) {
    case 'INCLUDES':
      return includes(column, operands);
    case 'EXCLUDES':
      return negated(includes(column, operands));
    case 'IN':
      return anyOf(column, folding, operands);
    case 'NOT IN':
      return negated(anyOf(column, folding, operands));
    case '=':
      return equals(column, folding, first);
    case '!=':
      return negated(equals(column, folding, first));
    case 'LIKE':
      return like(column, folding, first);
    default:
      return ordered(notNull, column, folding, operator, first);
  }
}

type Value = { readonly kind: 'value'; readonly value: string | number };
type Operand =
  { readonly kind: 'null' } | Value | { readonly kind: 'range'; readonly start: string; readonly end: string };

/** How values compare: text by any case, or by its very characters in a field that tells them apart; or no text. */
type Folding = 'caseless' | 'exact' | 'none';

function foldingOf({ type, resolved }: Expression): Folding {
  if (!isText(type)) return 'none';
  return resolved?.field.caseSensitive === true ? 'exact' : 'caseless';
}

function equals(column: string, folding: Folding, operand: Operand): Sql {
  if (operand.kind === 'null') return sql(`(${column} IS NULL)`);
  if (operand.kind === 'range') {
    return sql(`(${column} IS NOT NULL AND ${column} >= ? AND ${column} < ?)`, operand.start, operand.end);
  }
  const { left, right, value } = textAware(column, folding, operand.value);
  return sql(`(${column} IS NOT NULL AND ${left} = ${right})`, value);
}

function ordered(notNull: string, column: string, folding: Folding, operator: string, operand: Operand): Sql {
  if (operand.kind === 'null') throw malformed(`The operator ${operator} cannot compare with null`);
  if (operand.kind === 'range') {
    // Before the stretch, within it or after it: "> TODAY" means from tomorrow on.
    const limit = operator === '>' || operator === '<=' ? operand.end : operand.start;
    const comparison = operator === '>' || operator === '>=' ? '>=' : '<';
    return sql(`(${notNull} AND ${column} ${comparison} ?)`, limit);
  }
  if (folding === 'caseless') {
    return sql(`(${notNull} AND soql_order(${column}) ${operator} soql_order(?))`, operand.value);
  }
  return sql(`(${notNull} AND ${column} ${operator} ?)`, operand.value);
}

function anyOf(column: string, folding: Folding, operands: readonly Operand[]): Sql {
  const values = operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
  const others = operands
    .filter((operand) => operand.kind !== 'value')
    .map((operand) => equals(column, folding, operand));
  if (values.length === 0) return joined(others, 'OR');
  const folded = folding === 'caseless' && values.some((value) => !isAscii(value));
  const list = JSON.stringify(folded ? values.map((value) => String(value).toLowerCase()) : values);
  const left = folded ? `soql_fold(${column})` : folding === 'caseless' ? `${column} COLLATE NOCASE` : column;
  const member = sql(`(${column} IS NOT NULL AND ${left} IN (SELECT value FROM json_each(?)))`, list);
  return joined([member, ...others], 'OR');
}

function like(column: string, folding: Folding, operand: Operand): Sql {
  if (operand.kind !== 'value') return sql(`(${column} IS NULL)`);
  if (folding === 'exact') return sql(`(soql_like_exactly(${column}, ?) = 1)`, operand.value);
  const { left, right, value } = isAscii(operand.value)
    ? { left: column, right: '?', value: operand.value }
    : { left: `soql_fold(${column})`, right: 'soql_fold(?)', value: operand.value };
  return sql(`(${column} IS NOT NULL AND ${left} LIKE ${right} ESCAPE '\\')`, value);
}

/** `INCLUDES ('a;b', 'c')`: both a and b, or c. Values are kept as `a;b;c`. */
function includes(column: string, operands: readonly Operand[]): Sql {
  const alternatives = operands.map((operand) => {
    if (operand.kind !== 'value') return sql(`(${column} IS NULL)`);
    const parts = String(operand.value).split(';');
    const each = parts.map((part) =>
      sql(`instr(';' || soql_fold(${column}) || ';', ';' || soql_fold(?) || ';') > 0`, part),
    );
    return joined([sql(`${column} IS NOT NULL`), ...each], 'AND');
  });
  return joined(alternatives, 'OR');
}

function textAware(
  column: string,
  folding: Folding,
  value: string | number,
): { left: string; right: string; value: string | number } {
  if (folding !== 'caseless') return { left: column, right: '?', value };
  if (isAscii(value)) return { left: column, right: '? COLLATE NOCASE', value };
  return { left: `soql_fold(${column})`, right: 'soql_fold(?)', value };
}

/** Types a literal may be compared with are strict: a quoted number is no number. */
function operandOf(world: QueryWorld, name: string, type: FieldType, literal: Literal, pattern: boolean): Operand {
  if (literal.type === 'NULL') return { kind: 'null' };
  const mismatch = (): Error => {
    const [wanted, quoted] = literalForm(type);
    return soqlErrorAt(
      world.soql,
      name,
      'INVALID_FIELD',
      `value of filter criterion for field '${name.split('.').at(-1)}' must be of type ${wanted} and should ${quoted ? '' : 'not '}be enclosed in quotes`,
      'WHERE',
    );
  };
  if (isNumber(type)) {
    if (literal.type !== 'INTEGER' && literal.type !== 'DECIMAL') throw mismatch();
    return { kind: 'value', value: Number(literal.text) };
  }
  switch (type) {
    case 'boolean':
      if (literal.type !== 'BOOLEAN') throw mismatch();
      return { kind: 'value', value: literal.text.toUpperCase() === 'TRUE' ? 1 : 0 };
    case 'date':
    case 'datetime':
      return dateOperand(world, type, literal, mismatch);
    case 'time':
      throw mismatch();
    case 'id':
    case 'reference': {
      if (literal.type !== 'STRING') throw mismatch();
      const text = unquote(literal.text);
      if (text === '') return { kind: 'null' };
      const id = normalizeId(text);
      if (id === undefined) {
        throw soqlErrorAt(world.soql, name, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`, 'WHERE');
      }
      return { kind: 'value', value: id };
    }
    default: {
      if (literal.type !== 'STRING') throw mismatch();
      // An empty text is the same as no text.
      const text = unquote(literal.text, pattern);
      if (pattern && text.length > MAX_PATTERN_LENGTH) throw tooComplicated();
      return text === '' ? { kind: 'null' } : { kind: 'value', value: text };
    }
  }
}

function dateOperand(world: QueryWorld, type: 'date' | 'datetime', literal: Literal, mismatch: () => Error): Operand {
  if (literal.type === 'DATE_LITERAL' || literal.type === 'DATE_N_LITERAL') {
    return rangeOperand(type, dateLiteralRange(literal.text, world.now));
  }
  if (literal.type !== (type === 'date' ? 'DATE' : 'DATETIME')) throw mismatch();
  const instant = new Date(type === 'date' ? `${literal.text}T00:00:00Z` : literal.text);
  const sameDay = type === 'datetime' || instant.toString() === 'Invalid Date' || isoDay(instant) === literal.text;
  const year = instant.getUTCFullYear();
  if (!(year >= 0 && year <= 9999) || !sameDay) throw malformed(`Invalid ${type}: ${literal.text}`);
  return { kind: 'value', value: type === 'date' ? isoDay(instant) : instant.toISOString() };
}

function rangeOperand(type: 'date' | 'datetime', { start, end }: DateRange): Operand {
  if (type === 'datetime') return { kind: 'range', start: start.toISOString(), end: end.toISOString() };
  // A stretch that ends within a day includes that day.
  return { kind: 'range', start: isoDay(start), end: isoDay(new Date(end.getTime() + 86_399_999)) };
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function literalForm(type: FieldType): [string, boolean] {
  if (isNumber(type)) return [type === 'int' ? 'int' : 'double', false];
  if (type === 'datetime') return ['dateTime', false];
  if (type === 'boolean' || type === 'date' || type === 'time') return [type, false];
  return [type === 'id' || type === 'reference' ? 'ID' : 'string', true];
}

function refuseOperator(world: QueryWorld, name: string, type: FieldType, operator: Comparison): void {
  const allowed =
    operator === 'LIKE'
      ? isText(type) && type !== 'multipicklist'
      : operator === 'INCLUDES' || operator === 'EXCLUDES'
        ? type === 'multipicklist'
        : operator === '=' || operator === '!=' || operator === 'IN' || operator === 'NOT IN'
          ? true
          : type !== 'boolean' && type !== 'multipicklist';
  if (allowed) return;
  const kind = type === 'reference' ? 'id' : type;
  throw soqlErrorAt(world.soql, name, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${kind} field`, 'WHERE');
}

/**
 * The text of a quoted literal. In a pattern of LIKE, a backslash before %, _ or a backslash stays, since SQL reads the
 * pattern by the same rule.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function unquote(literal: string, pattern = false): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_whole, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    if (escape === '%' || escape === '_' || escape === '\\') return pattern ? `\\${escape}` : escape;
    if (escape === "'" || escape === '"') return escape;
    const control = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escape.toLowerCase()];
    if (control === undefined) throw malformed(`Illegal string escape: '\\${escape}'`);
    return control;
  });
}

function isAscii(value: string | number): boolean {
  // eslint-disable-next-line no-control-regex
  return typeof value !== 'string' || /^[\x00-\x7f]*$/.test(value);
}

function sql(text: string, ...values: SQLInputValue[]): Sql {
  return { text, values };
}

function negated({ text, values }: Sql): Sql {
  return { text: `(NOT ${text})`, values };
}

/** Joins as a balanced tree: SQLite limits the depth of an expression, and a chain of 2,000 would be 2,000 deep. */
export function joined(parts: readonly Sql[], operator: 'AND' | 'OR'): Sql {
  const [first, second] = parts;
  if (first === undefined) return sql(operator === 'AND' ? '1' : '0');
  if (second === undefined) return first;
  const middle = Math.ceil(parts.length / 2);
  const left = joined(parts.slice(0, middle), operator);
  const right = joined(parts.slice(middle), operator);
  return { text: `(${left.text} ${operator} ${right.text})`, values: [...left.values, ...right.values] };
}

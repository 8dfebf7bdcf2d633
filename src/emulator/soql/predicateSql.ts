import { sourceOf } from './from.js';
import { compileComparison, joined } from './filter.js';
import { compileOperand, requireUsable } from './operandSql.js';
import { newScope } from './scope.js';
import type { Scope } from './scope.js';
import { malformed, notSupported, soqlErrorAt } from './soqlError.js';
import type { QueryWorld, Sql } from './source.js';
import type { Condition, Operand, Predicate, Statement } from './statement.js';

const MAX_SEMI_JOINS = 2;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm */
const NOT_JOINED: ReadonlySet<string> = new Set(['Event', 'Task']);

/** Compiles WHERE (`having` false) or HAVING. */
export function compilePredicate(world: QueryWorld, scope: Scope, predicate: Predicate, having = false): Sql {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const items = predicate.items.map((item) => compilePredicate(world, scope, item, having));
      return joined(items, predicate.kind === 'and' ? 'AND' : 'OR');
    }
    case 'not': {
      const { text, values } = compilePredicate(world, scope, predicate.item, having);
      return { text: `(NOT ${text})`, values };
    }
    case 'condition':
      return compileCondition(world, scope, predicate, having);
  }
}

function compileCondition(world: QueryWorld, scope: Scope, condition: Condition, having: boolean): Sql {
  const { left, operator, right } = condition;
  const expression = compileOperand(world, scope, left);
  if (expression.aggregate && !having) throw malformed(`Aggregate functions are not allowed in WHERE: ${nameOf(left)}`);
  requireUsable(world, expression, 'filtered');
  if (!isStatement(right)) return compileComparison(world, nameOf(left), expression, operator, right);
  if (expression.type !== 'id' && expression.type !== 'reference') {
    throw malformed(`The left operand of ${operator} with a subselect must be an id or a reference: ${nameOf(left)}`);
  }
  return compileSemiJoin(world, scope, expression.sql, operator, right);
}

/**
 * `IN (SELECT …)`. Limits: one level, an id or a reference on both sides, another object than the outer one.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
 */
function compileSemiJoin(world: QueryWorld, outer: Scope, column: string, operator: string, inner: Statement): Sql {
  const source = sourceOf(world, inner.from);
  if (source.object.name === outer.source.object.name && outer.root.path.length === 0) {
    throw malformed('The inner and outer selects should not be on the same object type');
  }
  if (NOT_JOINED.has(source.object.name)) {
    const message = `Entity '${source.object.name}' is not supported for semi join inner selects`;
    throw soqlErrorAt(world.soql, inner.from, 'MALFORMED_QUERY', message, 'WHERE');
  }
  const item = onlySelected(inner);
  const scope = newScope(world, source, inner.alias, `${outer.prefix}s`);
  const selected = compileOperand(world, scope, item);
  if (selected.type !== 'id' && selected.type !== 'reference') {
    throw malformed('The inner select field of a semi join must be an id or a reference');
  }
  if (selected.resolved?.node !== scope.root) {
    throw malformed('The inner select field of a semi join cannot be reached by a relationship');
  }
  if (inner.where !== undefined && containsSelect(inner.where)) {
    throw malformed('Nesting of semi join sub-selects is not supported');
  }
  const conditions: Sql[] = [{ text: `${selected.sql} IS NOT NULL`, values: [] }];
  if (inner.where !== undefined) conditions.push(compilePredicate(world, scope, inner.where));
  if (source.deletedColumn !== undefined && !world.includeDeleted) {
    conditions.push({ text: `${scope.root.alias}.${source.deletedColumn} = 0`, values: [] });
  }
  const where = joined(conditions, 'AND');
  const list = `SELECT ${selected.sql} ${scope.from()} WHERE ${where.text}`;
  return operator === 'IN'
    ? { text: `(${column} IS NOT NULL AND ${column} IN (${list}))`, values: where.values }
    : { text: `(${column} IS NULL OR ${column} NOT IN (${list}))`, values: where.values };
}

/** The one field that an inner select selects, with conditions and nothing else. */
function onlySelected(inner: Statement): Operand {
  const [item, ...others] = inner.select;
  if (item?.kind !== 'operand' || others.length > 0) {
    throw malformed('The inner select of a semi join must select exactly one field');
  }
  if (inner.groupBy.length > 0 || inner.orderBy.length > 0 || inner.limit !== undefined || inner.offset !== undefined) {
    throw notSupported('GROUP BY, ORDER BY, LIMIT or OFFSET in the inner select of a semi join');
  }
  return item.operand;
}

/** All comparisons of a condition, in their order. */
export function conditionsOf(predicate: Predicate): Condition[] {
  if (predicate.kind === 'condition') return [predicate];
  return predicate.kind === 'not' ? conditionsOf(predicate.item) : predicate.items.flatMap(conditionsOf);
}

function containsSelect(predicate: Predicate): boolean {
  return conditionsOf(predicate).some(({ right }) => isStatement(right));
}

/** At most two semi joins, all of which must hold. Source: the same page; wording as quoted in public repositories. */
export function refuseMisplacedJoins(predicate: Predicate): void {
  if (conditionsOf(predicate).filter(({ right }) => isStatement(right)).length > MAX_SEMI_JOINS) {
    throw malformed(`Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`);
  }
  refuseNestedJoins(predicate);
}

function refuseNestedJoins(predicate: Predicate): void {
  if (predicate.kind === 'condition') return;
  if (predicate.kind === 'and') predicate.items.forEach(refuseNestedJoins);
  else if (containsSelect(predicate)) {
    throw malformed(
      predicate.kind === 'or'
        ? "Semi join sub-selects are not allowed with the 'OR' operator"
        : 'Semi join sub-selects are only allowed at the top level WHERE expressions',
    );
  }
}

function isStatement(right: Condition['right']): right is Statement {
  return !Array.isArray(right);
}

export function nameOf(operand: Operand): string {
  return operand.kind === 'field' ? operand.path.join('.') : operand.raw;
}

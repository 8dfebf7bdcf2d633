import type { SQLOutputValue } from 'node:sqlite';
import { ApiError } from '../org/apiError.js';
import { jsonValue } from './fieldValue.js';
import { sourceOf } from './from.js';
import { compileOperand, isAggregate, requireUsable } from './operandSql.js';
import type { Expression } from './operandSql.js';
import { compilePredicate, conditionsOf, nameOf } from './predicateSql.js';
import { orderTerm } from './orderSql.js';
import { compileWhere, refuseOutOfRange } from './rowPlan.js';
import { newScope } from './scope.js';
import { malformed, notSupported, soqlErrorAt } from './soqlError.js';
import type { QueryWorld, Sql } from './source.js';
import type { Operand, Statement } from './statement.js';

/** One column of the answer. `name` is its key in the records, `label` what the query calls it. */
export type AggregateColumn = {
  readonly name: string;
  readonly label: string;
  readonly expression: Expression;
};

export type AggregatePlan = {
  /** A bare `COUNT()`: the answer is its `totalSize`. */
  readonly countOnly: boolean;
  readonly columns: readonly AggregateColumn[];
  readonly sql: Sql;
};

/** Whether the statement's answer is aggregate results instead of records. */
export function isAggregateStatement(statement: Statement): boolean {
  return (
    statement.groupBy.length > 0 ||
    statement.having !== undefined ||
    statement.select.some((item) => item.kind === 'operand' && isAggregate(item.operand))
  );
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_groupby.htm */
export function planAggregate(world: QueryWorld, asked: Statement): AggregatePlan {
  const source = sourceOf(world, asked.from);
  const statement = source.restrict(asked, false);
  refuseOutOfRange(statement);
  const scope = newScope(world, source, statement.alias, 't');
  const compile = (operand: Operand): Expression => compileOperand(world, scope, operand);
  const grouped = statement.groupBy.map((operand) => {
    if (isAggregate(operand)) throw malformed(`Aggregate functions are not allowed in GROUP BY: ${nameOf(operand)}`);
    const expression = compile(operand);
    requireUsable(world, expression, 'grouped');
    return expression;
  });
  const groups = new Set(grouped.map(({ sql }) => sql));
  const requireGrouped = (operand: Operand, expression: Expression): void => {
    if (expression.aggregate || groups.has(expression.sql)) return;
    throw soqlErrorAt(
      world.soql,
      nameOf(operand),
      'MALFORMED_QUERY',
      `Field must be grouped or aggregated: ${nameOf(operand)}`,
    );
  };

  const names = new Set<string>();
  let unnamed = 0;
  const columns = statement.select.map((item): AggregateColumn => {
    if (item.kind === 'fields') throw malformed('The SOQL FIELDS function is not supported with GROUP BY');
    if (item.kind === 'children') throw notSupported('a subquery beside aggregate functions');
    const expression = compile(item.operand);
    requireGrouped(item.operand, expression);
    const own = expression.resolved?.field.name;
    const name = item.alias ?? own ?? `expr${unnamed++}`;
    if (names.has(name.toLowerCase())) throw malformed(`duplicate alias: ${name}`);
    names.add(name.toLowerCase());
    return { name, label: nameOf(item.operand), expression };
  });
  const countOnly = isBareCount(statement);
  if (!countOnly && statement.select.some((item) => item.kind === 'operand' && isCountOfNothing(item.operand))) {
    throw malformed('COUNT() must be the only element in the SELECT list');
  }
  if (statement.groupBy.length === 0 && !countOnly && (statement.limit ?? statement.offset) !== undefined) {
    throw malformed('Non-grouped query that uses overall aggregate functions cannot also use LIMIT');
  }
  if (statement.groupBy.length === 0 && statement.orderBy.length > 0) {
    throw malformed('Ordering is not allowed in a query that uses overall aggregate functions');
  }

  const where = compileWhere(world, scope, statement);
  if (statement.having !== undefined) {
    for (const { left } of conditionsOf(statement.having)) requireGrouped(left, compile(left));
  }
  const having = statement.having === undefined ? undefined : compilePredicate(world, scope, statement.having, true);
  const orderBy = statement.orderBy.map((item) => {
    requireGrouped(item.operand, compile(item.operand));
    return orderTerm(world, scope, item);
  });
  // Groups of text ignore case as every comparison does; the shown spelling is one of the group's.
  const groupTerms = grouped.map(({ sql, type }) =>
    ['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'combobox'].includes(type) ? `soql_fold(${sql})` : sql,
  );
  const text = [
    `SELECT ${columns.map(({ expression }) => expression.sql).join(', ')}`,
    scope.from(),
    `WHERE ${where.text}`,
    ...(groupTerms.length > 0 ? [`GROUP BY ${groupTerms.join(', ')}`] : []),
    ...(having === undefined ? [] : [`HAVING ${having.text}`]),
    ...(orderBy.length > 0 ? [`ORDER BY ${orderBy.join(', ')}`] : []),
    // COUNT() with LIMIT counts the rows up to the limit, which the caller does.
    ...(countOnly ? [] : [`LIMIT ${statement.limit ?? -1} OFFSET ${statement.offset ?? 0}`]),
  ].join(' ');
  return { countOnly, columns, sql: { text, values: [...where.values, ...(having?.values ?? [])] } };
}

export type AggregateAnswer = { readonly totalSize: number; readonly records: readonly Record<string, unknown>[] };

export function runAggregate(world: QueryWorld, statement: Statement, batchSize: number): AggregateAnswer {
  const plan = planAggregate(world, statement);
  const prepared = world.storage.db.prepare(plan.sql.text);
  prepared.setReturnArrays(true);
  const rows: SQLOutputValue[][] = prepared.all(...plan.sql.values).map((row) => Object.values(row));
  if (plan.countOnly) {
    const all = Math.max(Number(rows[0]?.[0] ?? 0) - (statement.offset ?? 0), 0);
    return { totalSize: Math.min(all, statement.limit ?? all), records: [] };
  }
  if (rows.length > batchSize) {
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  }
  const records = rows.map((row) => {
    const record: Record<string, unknown> = { attributes: { type: 'AggregateResult' } };
    plan.columns.forEach(({ name, expression }, index) => {
      record[name] = jsonValue(expression.type, row[index] ?? null);
    });
    return record;
  });
  return { totalSize: records.length, records };
}

function isBareCount(statement: Statement): boolean {
  const [item, ...others] = statement.select;
  if (item?.kind !== 'operand' || others.length > 0 || !isCountOfNothing(item.operand)) return false;
  if (statement.groupBy.length > 0 || statement.having !== undefined || item.alias !== undefined) {
    throw malformed('COUNT() cannot be combined with GROUP BY, HAVING or an alias');
  }
  return true;
}

function isCountOfNothing(operand: Operand): boolean {
  return operand.kind === 'function' && operand.name === 'COUNT' && operand.argument === undefined;
}

import { compileOperand, isText, requireUsable } from './operandSql.js';
import type { Expression } from './operandSql.js';
import type { Scope } from './scope.js';
import type { QueryWorld } from './source.js';
import type { OrderItem } from './statement.js';

/**
 * One field of ORDER BY. Text sorts by its upper case form; the values of a picklist sort as the picklist lists them,
 * other values after these.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_orderby.htm
 */
export function orderTerm(world: QueryWorld, scope: Scope, item: OrderItem): string {
  const expression = compileOperand(world, scope, item.operand);
  requireUsable(world, expression, 'sorted');
  const direction = `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nulls}`;
  return sortKeys(expression)
    .map((key) => `${key} ${direction}`)
    .join(', ');
}

function sortKeys({ sql, type, resolved, aggregate }: Expression): string[] {
  if (!isText(type)) return [sql];
  const text = `soql_order(${sql})`;
  const values = type === 'picklist' && !aggregate ? (resolved?.field.picklistValues ?? []) : [];
  if (values.length === 0) return [text];
  const ranks = values.map(({ value }, rank) => `WHEN '${value.replaceAll("'", "''")}' THEN ${rank}`).join(' ');
  return [`iif(${sql} IS NULL, NULL, CASE ${sql} COLLATE NOCASE ${ranks} ELSE ${values.length} END)`, text];
}

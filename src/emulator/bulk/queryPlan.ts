import type { FieldDefinition } from '../catalog/definition.js';
import { ApiError } from '../org/apiError.js';
import { withWorld, type QuerySender } from '../setup/queryService.js';
import { isAggregateStatement } from '../soql/aggregateQuery.js';
import { fetchRecords, selectKeys } from '../soql/fetchRows.js';
import { parseSoql } from '../soql/parse.js';
import { planRows, type RowPlan } from '../soql/rowPlan.js';
import { notSupported } from '../soql/soqlError.js';
import type { QueryWorld } from '../soql/source.js';
import type { Operand, SelectItem, Statement } from '../soql/statement.js';
import { cellText } from './cellText.js';

/** A selected field: its name in the header, and where records have it. */
type ResultColumn = { readonly name: string; readonly path: readonly string[]; readonly field: FieldDefinition };

export type QueryOutline = { readonly object: string; readonly header: readonly string[] };

/** Checks a query without running it. Throws an ApiError for all that is wrong with it. */
export function planQuery(sender: QuerySender, soql: string, includeDeleted: boolean): QueryOutline {
  return withWorld(sender, soql, includeDeleted, (world) => {
    const { plan, columns } = planned(world);
    return { object: plan.source.object.name, header: columns.map(({ name }) => name) };
  });
}

/** Hands the keys of all rows of the result to `take`, in order and `count` at a time. */
export function keysOfQuery(
  sender: QuerySender,
  soql: string,
  includeDeleted: boolean,
  count: number,
  take: (keys: readonly string[]) => void,
): void {
  withWorld(sender, soql, includeDeleted, (world) => {
    let keys: string[] = [];
    for (const key of selectKeys(world, planned(world).plan)) {
      if (keys.push(key) < count) continue;
      take(keys);
      keys = [];
    }
    if (keys.length > 0) take(keys);
  });
}

/** The cells of these rows; rows that are gone by now are left out. */
export function rowsOfQuery(
  sender: QuerySender,
  soql: string,
  includeDeleted: boolean,
  keys: readonly string[],
): string[][] {
  return withWorld(sender, soql, includeDeleted, (world) => {
    const { plan, columns } = planned(world);
    return fetchRecords(world, plan, keys).map((record) =>
      columns.map(({ path, field }) => cellText(field, valueAt(record, path))),
    );
  });
}

function planned(world: QueryWorld): { plan: RowPlan; columns: ResultColumn[] } {
  const statement = parseSoql(world.soql);
  refuseUnsupported(statement);
  const plan = planRows(world, statement);
  const columns = plan.statement.select.flatMap((item) => columnsOf(plan, item));
  if (columns.some(({ field }) => field.type === 'base64')) {
    throw notInBulk('Blob field not supported in Bulk V2 Query with CSV content type');
  }
  return { plan, columns };
}

/**
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm (what is not
 * supported), https://github.com/OpenFn/adaptors/issues/395 (Aggregate Relationships),
 * https://github.com/xjsender/haoide/issues/137 (the code)
 */
function refuseUnsupported(statement: Statement): void {
  if (statement.select.some(({ kind }) => kind === 'children')) {
    throw notInBulk('Aggregate Relationships not supported in Bulk V2 Query with CSV content type');
  }
  if (isAggregateStatement(statement))
    throw notInBulk('Aggregate functions and GROUP BY not supported in Bulk V2 Query');
  if (statement.offset !== undefined) throw notInBulk('OFFSET not supported in Bulk V2 Query');
  if (statement.select.some((item) => item.kind === 'fields' && item.which !== 'STANDARD')) {
    throw notInBulk('FIELDS(ALL) and FIELDS(CUSTOM) not supported in Bulk V2 Query');
  }
}

function notInBulk(message: string): ApiError {
  return new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', message);
}

function columnsOf({ scope, source }: RowPlan, item: SelectItem): ResultColumn[] {
  if (item.kind === 'children') return [];
  if (item.kind === 'fields') {
    return [...source.object.fields.values()]
      .filter((field) => !field.custom && source.field(field.name) !== undefined)
      .map((field) => ({ name: field.name, path: [field.name], field }));
  }
  const operand = fieldIn(item.operand);
  if (operand?.kind !== 'field') throw notSupported('this function');
  const { field, node } = scope.resolve(operand.path);
  const path = [...node.path, item.alias ?? field.name];
  return [{ name: path.join('.'), path, field }];
}

/** The field itself, or the one inside a function such as toLabel. */
function fieldIn(operand: Operand): Operand | undefined {
  return operand.kind === 'function' ? operand.argument : operand;
}

function valueAt(record: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : null),
    record,
  );
}

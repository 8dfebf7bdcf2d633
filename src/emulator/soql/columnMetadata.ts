import type { FieldDefinition, FieldType } from '../catalog/definition.js';
import { planAggregate, isAggregateStatement } from './aggregateQuery.js';
import { isNumber, isText } from './operandSql.js';
import { planRows } from './rowPlan.js';
import type { OutputNode } from './rowPlan.js';
import type { QueryWorld } from './source.js';
import type { Statement } from './statement.js';

type ColumnMetadata = {
  aggregate: boolean;
  apexType: string | null;
  booleanType: boolean;
  columnName: string;
  custom: boolean;
  displayName: string;
  foreignKeyName: string | null;
  insertable: boolean;
  joinColumns: ColumnMetadata[];
  numberType: boolean;
  textType: boolean;
  updatable: boolean;
};

export type QueryColumns = {
  columnMetadata: ColumnMetadata[];
  entityName: string;
  groupBy: boolean;
  idSelected: boolean;
  keyPrefix: string;
};

/**
 * The answer to `query?columns=true`, which names a query's columns without running it; the sf CLI lays out its tables
 * by it. Source: https://github.com/salesforcecli/plugin-data/blob/main/src/commands/data/query.ts (retrieveColumns).
 */
export function describeColumns(world: QueryWorld, statement: Statement): QueryColumns {
  const object = world.source(statement.from)?.object;
  if (isAggregateStatement(statement)) {
    const { columns } = planAggregate(world, statement);
    return {
      columnMetadata: columns.map(({ name, label, expression }) =>
        column(name, label, expression.type, {
          aggregate: expression.resolved === undefined,
          field: expression.resolved?.field,
        }),
      ),
      entityName: object?.name ?? statement.from,
      groupBy: statement.groupBy.length > 0,
      idSelected: false,
      keyPrefix: object?.keyPrefix ?? '',
    };
  }
  const plan = planRows(world, statement);
  const columnMetadata = columnsOf(plan.record);
  return {
    columnMetadata,
    entityName: plan.source.object.name,
    groupBy: false,
    idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: plan.source.object.keyPrefix,
  };
}

function columnsOf(node: OutputNode): ColumnMetadata[] {
  return node.outputs.map((output) => {
    switch (output.kind) {
      case 'value':
        return column(output.name, output.name, output.resolved.field.type, { field: output.resolved.field });
      case 'parent':
        return column(output.name, output.name, undefined, { joinColumns: columnsOf(output.node) });
      case 'children':
        return column(output.name, output.name, undefined, {
          aggregate: true,
          joinColumns: columnsOf(output.plan.record),
        });
    }
  });
}

type Extras = { aggregate?: boolean; field?: FieldDefinition | undefined; joinColumns?: ColumnMetadata[] };

function column(
  columnName: string,
  displayName: string,
  type: FieldType | undefined,
  { aggregate = false, field, joinColumns = [] }: Extras,
): ColumnMetadata {
  return {
    aggregate,
    apexType: null,
    booleanType: type === 'boolean',
    columnName,
    custom: field?.custom ?? false,
    displayName,
    foreignKeyName: field?.relationshipName ?? null,
    insertable: field?.createable ?? false,
    joinColumns,
    numberType: type !== undefined && isNumber(type),
    textType: type !== undefined && isText(type),
    updatable: field?.updateable ?? false,
  };
}

import type { FieldDefinition } from '../catalog/definition.js';
import { ApiError } from '../org/apiError.js';
import { sourceOf } from './from.js';
import { joined } from './filter.js';
import { isAggregate } from './operandSql.js';
import { orderTerm } from './orderSql.js';
import { compilePredicate, nameOf, refuseMisplacedJoins } from './predicateSql.js';
import { newScope } from './scope.js';
import type { ResolvedField, Scope, ScopeNode } from './scope.js';
import { malformed, notSupported, soqlErrorAt } from './soqlError.js';
import type { QuerySource, QueryWorld, Sql } from './source.js';
import type { Operand, SelectItem, Statement } from './statement.js';

/** What one selected entry of a record is made of; `column` counts the plan's SQL columns. */
export type Output =
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly column: number;
      readonly resolved: ResolvedField;
      readonly label: boolean;
    }
  | { readonly kind: 'parent'; readonly name: string; readonly node: OutputNode }
  | { readonly kind: 'children'; readonly name: string; readonly plan: RowPlan; readonly reference: string };

/** A record in the answer: the queried one or a parent. `key` is the column of its key. */
export type OutputNode = {
  readonly key: number;
  readonly source: QuerySource;
  readonly outputs: Output[];
};

/** A compiled SELECT of records: which rows, in which order, and what to read of each. */
export type RowPlan = {
  readonly statement: Statement;
  readonly source: QuerySource;
  readonly scope: Scope;
  /** The SQL of every column to read; the first is the row's key. */
  readonly columns: readonly string[];
  readonly record: OutputNode;
  readonly where: Sql;
  readonly orderBy: string;
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_fields.htm */
const MAX_FIELDS_LIMIT = 200;
const MAX_OFFSET = 2000;
const MAX_INTEGER = 2_147_483_647;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm */
const MAX_SUBQUERIES = 20;
const MAX_DEPTH = 5;

export function planRows(world: QueryWorld, statement: Statement): RowPlan {
  return plan(world, statement, sourceOf(world, statement.from), 1, 't');
}

function plan(world: QueryWorld, asked: Statement, source: QuerySource, depth: number, prefix: string): RowPlan {
  const statement = source.restrict(asked, depth > 1);
  if (statement.groupBy.length > 0 || statement.having !== undefined) throw notSupported('GROUP BY in a subquery');
  refuseOutOfRange(statement);
  const scope = newScope(world, source, statement.alias, prefix);
  const columns: string[] = [scope.key];
  const columnOf = (sql: string): number => {
    const known = columns.indexOf(sql);
    return known >= 0 ? known : columns.push(sql) - 1;
  };
  const nodes = new Map<ScopeNode, OutputNode>();
  const record: OutputNode = { key: 0, source, outputs: [] };
  nodes.set(scope.root, record);

  const outputNode = (node: ScopeNode): OutputNode => {
    const known = nodes.get(node);
    if (known !== undefined) return known;
    const key = columnOf(node.key);
    const made: OutputNode = { key, source: node.source, outputs: [] };
    nodes.set(node, made);
    outputNode(parentNode(scope, node)).outputs.push({ kind: 'parent', name: node.path.at(-1) ?? '', node: made });
    return made;
  };

  const selected = new Set<string>();
  const select = (operand: Operand, alias: string | undefined): void => {
    if (operand.kind === 'field' && alias !== undefined) {
      throw malformed('only aggregate expressions use field aliasing');
    }
    const label = operand.kind === 'function' && operand.name === 'TOLABEL';
    const target = label ? operand.argument : operand;
    if (target?.kind !== 'field') throw notSupported(`the function ${nameOf(operand)}`);
    const resolved = scope.resolve(target.path);
    const name = alias ?? resolved.field.name;
    const key = [...resolved.node.path, name].join('.').toLowerCase();
    if (selected.has(key)) throw malformed(`duplicate field selected: ${[...resolved.node.path, name].join('.')}`);
    selected.add(key);
    outputNode(resolved.node).outputs.push({ kind: 'value', name, column: columnOf(resolved.sql), resolved, label });
  };

  let subqueries = 0;
  for (const item of statement.select) {
    if (item.kind === 'operand') select(item.operand, item.alias);
    else if (item.kind === 'fields') {
      for (const field of fieldsOf(source, item, statement)) select({ kind: 'field', path: [field.name] }, undefined);
    } else {
      if (++subqueries > MAX_SUBQUERIES) throw malformed(`A query can have at most ${MAX_SUBQUERIES} subqueries.`);
      if (depth >= MAX_DEPTH) throw malformed('Subqueries can be nested at most five levels deep.');
      record.outputs.push(planChildren(world, item.statement, source, depth, `${prefix}c${subqueries}_`));
    }
  }
  if (record.outputs.length === 0) throw malformed("unexpected token: 'FROM'");

  const where = compileWhere(world, scope, statement);
  for (const { operand } of statement.orderBy) {
    if (isAggregate(operand)) throw malformed(`Aggregate functions need GROUP BY in ORDER BY: ${nameOf(operand)}`);
  }
  const orderBy = [...statement.orderBy.map((item) => orderTerm(world, scope, item)), scope.key].join(', ');
  return { statement, source, scope, columns, record, where, orderBy };
}

/** A subquery's rows are those whose reference field holds the parent's key. */
function planChildren(
  world: QueryWorld,
  statement: Statement,
  parent: QuerySource,
  depth: number,
  prefix: string,
): Output {
  const relationship = parent.object.childRelationships.find(
    (child) => child.relationshipName?.toLowerCase() === statement.from.toLowerCase(),
  );
  const source = relationship === undefined ? undefined : world.source(relationship.childObject);
  const field = relationship === undefined ? undefined : source?.field(relationship.field);
  if (relationship === undefined || source === undefined || field === undefined) {
    throw soqlErrorAt(
      world.soql,
      statement.from,
      'INVALID_TYPE',
      `Didn't understand relationship '${statement.from}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  }
  if (statement.select.some((item) => item.kind === 'operand' && isAggregate(item.operand))) {
    throw malformed('Aggregate functions are not allowed in a subquery');
  }
  const child = plan(world, statement, source, depth + 1, prefix);
  const reference = source.value(`${prefix}0`, field);
  return { kind: 'children', name: relationship.relationshipName ?? statement.from, plan: child, reference };
}

export function compileWhere(world: QueryWorld, scope: Scope, statement: Statement): Sql {
  if (statement.where !== undefined) refuseMisplacedJoins(statement.where);
  const parts: Sql[] = statement.where === undefined ? [] : [compilePredicate(world, scope, statement.where)];
  const { deletedColumn } = scope.source;
  if (deletedColumn !== undefined && !world.includeDeleted) {
    parts.push({ text: `${scope.prefix}0.${deletedColumn} = 0`, values: [] });
  }
  return joined(parts, 'AND');
}

export function refuseOutOfRange({ limit, offset }: Statement): void {
  if (offset !== undefined && offset > MAX_OFFSET) {
    throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
  }
  if (limit !== undefined && limit > MAX_INTEGER) throw malformed(`For input string: "${limit}"`);
}

function parentNode(scope: Scope, node: ScopeNode): ScopeNode {
  return node.path.slice(0, -1).reduce<ScopeNode>((current, step) => {
    for (const parent of current.parents.values()) if (parent.path.at(-1) === step) return parent;
    return current;
  }, scope.root);
}

function fieldsOf(
  source: QuerySource,
  item: Extract<SelectItem, { kind: 'fields' }>,
  statement: Statement,
): FieldDefinition[] {
  if (item.which !== 'STANDARD' && (statement.limit === undefined || statement.limit > MAX_FIELDS_LIMIT)) {
    throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  const readable = [...source.object.fields.values()].filter((each) => source.field(each.name) !== undefined);
  return readable.filter((field) => item.which === 'ALL' || field.custom === (item.which === 'CUSTOM'));
}

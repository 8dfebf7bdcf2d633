import type { SQLOutputValue } from 'node:sqlite';
import { fieldJson } from './fieldValue.js';
import type { Output, OutputNode, RowPlan } from './rowPlan.js';
import type { QueryWorld } from './source.js';

export type QueryRecord = { attributes: { type: string; url: string } } & Record<string, unknown>;

type Row = readonly SQLOutputValue[];

/** The keys of all rows a plan selects, in order, one at a time. */
export function* selectKeys(world: QueryWorld, plan: RowPlan): Generator<string> {
  const { where, orderBy, scope, statement } = plan;
  const limit = statement.limit ?? -1;
  const text = `SELECT ${scope.key} AS key ${scope.from()} WHERE ${where.text} ORDER BY ${orderBy} LIMIT ? OFFSET ?`;
  const selected = world.storage.db.prepare(text).iterate(...where.values, limit, statement.offset ?? 0);
  for (const { key } of selected) yield String(key);
}

/** The records of these keys, in this order; rows that are gone by now are left out. */
export function fetchRecords(world: QueryWorld, plan: RowPlan, keys: readonly string[]): QueryRecord[] {
  const byKey = fetchByKey(world, plan, keys);
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

function fetchByKey(world: QueryWorld, plan: RowPlan, keys: readonly string[]): Map<string, QueryRecord> {
  const { columns, scope } = plan;
  const text = `SELECT ${columns.join(', ')} ${scope.from()} WHERE ${scope.key} IN (SELECT value FROM json_each(?))`;
  const children = fetchChildren(world, plan, keys);
  const records = new Map<string, QueryRecord>();
  for (const row of rows(world, text, [JSON.stringify(keys)])) {
    const key = String(row[0]);
    const record = recordOf(world, plan.record, row, (output) => children.get(output)?.get(key));
    if (record !== null) records.set(key, record);
  }
  return records;
}

type ChildRecords = ReadonlyMap<Output, ReadonlyMap<string, readonly QueryRecord[]>>;

/** One SQL query a subquery for all parents of the batch; limits hold for each parent on its own. */
function fetchChildren(world: QueryWorld, plan: RowPlan, parents: readonly string[]): ChildRecords {
  const all = new Map<Output, Map<string, QueryRecord[]>>();
  for (const output of plan.record.outputs) {
    if (output.kind !== 'children') continue;
    const { plan: child, reference } = output;
    const { where, scope, statement } = child;
    const text = `SELECT ${scope.key}, ${reference} ${scope.from()} WHERE ${reference} IN (SELECT value FROM json_each(?)) AND ${where.text} ORDER BY ${child.orderBy}`;
    const keysOf = new Map<string, string[]>();
    for (const [key, parent] of rows(world, text, [JSON.stringify(parents), ...where.values])) {
      const known = keysOf.get(String(parent));
      if (known === undefined) keysOf.set(String(parent), [String(key)]);
      else known.push(String(key));
    }
    const from = statement.offset ?? 0;
    const to = statement.limit === undefined ? undefined : from + statement.limit;
    const kept = [...keysOf].map(([parent, keys]) => [parent, keys.slice(from, to)] as const);
    const records = fetchByKey(
      world,
      child,
      kept.flatMap(([, keys]) => keys),
    );
    all.set(output, new Map(kept.map(([parent, keys]) => [parent, keys.flatMap((key) => records.get(key) ?? [])])));
  }
  return all;
}

function recordOf(
  world: QueryWorld,
  node: OutputNode,
  row: Row,
  childrenOf: (output: Output) => readonly QueryRecord[] | undefined,
): QueryRecord | null {
  const key = row[node.key] ?? null;
  if (key === null) return null;
  const type = node.source.object.name;
  const object = node.source.objectOf?.(String(key)) ?? type;
  const url = `${world.basePath}/sobjects/${object}/${String(key)}`;
  const record: QueryRecord = { attributes: { type, url } };
  for (const output of node.outputs) {
    switch (output.kind) {
      case 'value':
        record[output.name] = fieldJson(output.resolved, row[output.column] ?? null, output.label, url);
        break;
      case 'parent':
        record[output.name] = recordOf(world, output.node, row, () => undefined);
        break;
      case 'children': {
        const records = childrenOf(output) ?? [];
        record[output.name] = records.length === 0 ? null : { totalSize: records.length, done: true, records };
      }
    }
  }
  return record;
}

function rows(
  world: QueryWorld,
  text: string,
  values: readonly (string | number | bigint | null | NodeJS.ArrayBufferView)[],
): Row[] {
  const statement = world.storage.db.prepare(text);
  statement.setReturnArrays(true);
  return statement.all(...values).map((row) => Object.values(row));
}

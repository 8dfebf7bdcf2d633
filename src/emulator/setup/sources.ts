import { accessOf } from '../access/access.js';
import type { Access } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { formulaValue } from '../records/formulaValues.js';
import { readRow, recordTable } from '../records/tables.js';
import type { QuerySource } from '../soql/source.js';
import { defineTextFunctions } from '../soql/textFunctions.js';
import { setupViewNamed } from './setupViews.js';
import { isShown, type QueryApi, type SetupView } from './view.js';

export type Sources = {
  source(objectName: string): QuerySource | undefined;
  /** Drops what was made for this one query. */
  close(): void;
};

/**
 * Where the rows of each object are. Records are in tables of their own; a setup view is laid out in a temporary table,
 * for the length of the query or until the metadata changes that it shows. The SQL functions that queries use are bound to the caller.
 */
export function openSources(org: EmbeddedOrg, caller: Caller, api: QueryApi): Sources {
  const catalog = catalogOf(org);
  const access = accessOf(org, caller);
  const opened = new Map<string, QuerySource | undefined>();
  const temporary: string[] = [];
  defineFunctions(org, caller);

  const open = (name: string): QuerySource | undefined => {
    const view = setupViewNamed(name);
    if (view !== undefined) {
      if (!isShown(view, api, access)) return undefined;
      if (view.ofMetadata) return viewSource(view, tableOfMetadata(org, access, view));
      const table = `temp.${quoted(`soql_${temporary.length}`)}`;
      temporary.push(table);
      fillTable(org, table, view.object, view.rows(org, access));
      return viewSource(view, table);
    }
    const object = catalog.object(name);
    if (object === undefined || !access.object(object.name).read) return undefined;
    if (api === 'tooling' && object.category === 'business') return undefined;
    return recordSource(org, access, object);
  };

  return {
    source: (name) => {
      const key = name.toLowerCase();
      if (!opened.has(key)) opened.set(key, open(name));
      return opened.get(key);
    },
    close: () => {
      for (const table of temporary) org.storage.db.exec(`DROP TABLE IF EXISTS ${table}`);
    },
  };
}

function defineFunctions(org: EmbeddedOrg, caller: Caller): void {
  const { db } = org.storage;
  defineTextFunctions(db);
  db.function('soql_formula', (objectName, fieldName, id): StoredValue => {
    const object = catalogOf(org).object(String(objectName));
    const field = object?.fields.get(String(fieldName));
    const row = object === undefined || id === null ? undefined : readRow(org, object, String(id));
    return object === undefined || field === undefined || row === undefined
      ? null
      : formulaValue(org, object, field, row, caller);
  });
}

function recordSource(org: EmbeddedOrg, access: Access, object: ObjectDefinition): QuerySource {
  const { table, column } = recordTable(org, object);
  const catalog = catalogOf(org);
  return {
    object,
    table,
    key: column('Id'),
    field: (name) => {
      const field = catalog.field(object.name, name);
      return field !== undefined && access.canRead(object.name, field.name) ? field : undefined;
    },
    value: (alias, field) =>
      field.formula === undefined
        ? `${alias}.${column(field.name)}`
        : `soql_formula('${object.name}', '${field.name}', ${alias}.${column('Id')})`,
    deletedColumn: column('IsDeleted'),
    pageable: true,
    documents: new Set(),
    singleRow: new Set(),
    restrict: (statement) => statement,
  };
}

function viewSource(view: SetupView, table: string): QuerySource {
  const { object } = view;
  return {
    object,
    table,
    key: quoted(view.key),
    field: (name) => fieldNamed(object, name),
    value: (alias, field) => `${alias}.${quoted(field.name)}`,
    deletedColumn: undefined,
    pageable: view.pageable,
    documents: new Set(view.documents),
    singleRow: new Set(view.singleRow),
    restrict: (statement, asChildren) => view.restrict(statement, asChildren),
  };
}

/**
 * The table is there as long as the version of the metadata in its name is the org's: a transaction that is undone takes
 * along what was laid out in it.
 */
function tableOfMetadata(org: EmbeddedOrg, access: Access, view: SetupView): string {
  const { storage, components } = org;
  const prefix = `metadata_${view.object.name}_`;
  const wanted = `${prefix}${components.version}`;
  const table = `temp.${quoted(wanted)}`;
  const there = storage.statement(
    "SELECT name FROM temp.sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?",
  );
  const names = there.all(prefix.length, prefix).map(({ name }) => String(name));
  if (names.includes(wanted)) return table;
  for (const name of names) storage.db.exec(`DROP TABLE temp.${quoted(name)}`);
  fillTable(org, table, view.object, view.rows(org, access));
  return table;
}

function fieldNamed(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const wanted = name.toLowerCase();
  return [...object.fields.values()].find((field) => field.name.toLowerCase() === wanted);
}

function fillTable(org: EmbeddedOrg, table: string, object: ObjectDefinition, rows: readonly StoredRow[]): void {
  const { db } = org.storage;
  const fields = [...object.fields.keys()];
  db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(`CREATE TABLE ${table} (${fields.map(quoted).join(', ')})`);
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${fields.map(() => '?').join(', ')})`);
  // SQLite takes much longer for as many transactions of one row.
  org.storage.transaction(() => {
    for (const row of rows) insert.run(...fields.map((name) => row[name] ?? null));
  });
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

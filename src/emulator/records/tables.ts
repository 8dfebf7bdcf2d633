import type { StatementSync } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { derivedRows } from './derivedRows.js';

/** Where an object's records are: a quoted table name, and the quoted column of each field that is stored. */
export type RecordTable = {
  readonly table: string;
  /** Throws for a field that has no column: an unknown one, or a formula field. */
  readonly column: (field: string) => string;
};

type Column = {
  readonly field: string;
  readonly name: string;
  readonly declaration: string;
  /** What stands in the column of a record without a value. */
  readonly blank: StoredValue;
};

type Statements = { readonly byId: StatementSync; readonly write: StatementSync; readonly remove: StatementSync };

/** A table as it was last seen to fit its object. */
type Known = RecordTable & {
  readonly definition: ObjectDefinition;
  readonly sql: string;
  readonly columns: readonly Column[];
  /** The storage's count of rollbacks when the table was last seen. */
  rollbacks: number;
  statements?: Statements;
};

const tablesByOrg = new WeakMap<EmbeddedOrg, Map<string, Known>>();

/** Every record has these, whether its object shows them or not. */
const systemColumns: Readonly<Record<string, string>> = {
  Id: 'TEXT PRIMARY KEY',
  IsDeleted: 'INTEGER NOT NULL DEFAULT 0',
  CreatedDate: 'TEXT',
  CreatedById: 'TEXT',
  LastModifiedDate: 'TEXT',
  LastModifiedById: 'TEXT',
  SystemModstamp: 'TEXT',
  OwnerId: 'TEXT',
};

/**
 * The table of an object, made or extended to its present fields when necessary; the rows of an object that mirrors
 * metadata are brought up to date. A field made anew under the name of a deleted one starts empty, since its column
 * carries the field's id.
 */
export function recordTable(org: EmbeddedOrg, object: ObjectDefinition): RecordTable {
  const known = knownTable(org, object);
  refreshDerived(org, known);
  return known;
}

/** One record by its 18-character id, deleted ones included. */
export function readRow(org: EmbeddedOrg, object: ObjectDefinition, id: string): StoredRow | undefined {
  const known = knownTable(org, object);
  refreshDerived(org, known);
  const row = statementsOf(org, known).byId.get(id);
  // The statement selects stored values only, each under its field's name.
  return row as StoredRow | undefined;
}

/** Adds the record, or replaces the one with its id. Fields that the row leaves out are empty. */
export function writeRow(org: EmbeddedOrg, object: ObjectDefinition, row: StoredRow): void {
  insert(org, knownTable(org, object), row);
}

export function removeRow(org: EmbeddedOrg, object: ObjectDefinition, id: string): void {
  statementsOf(org, knownTable(org, object)).remove.run(id);
}

function insert(org: EmbeddedOrg, known: Known, row: StoredRow): void {
  const values = known.columns.map(({ field, blank }) => row[field] ?? blank);
  statementsOf(org, known).write.run(...values);
}

function knownTable(org: EmbeddedOrg, object: ObjectDefinition): Known {
  const tables = tablesByOrg.get(org) ?? new Map<string, Known>();
  tablesByOrg.set(org, tables);
  const { rollbacks } = org.storage;
  const before = tables.get(object.name);
  const fits = before?.definition === object;
  if (fits && before.rollbacks === rollbacks) return before;
  const name = `record_${object.name}`;
  // A rollback can undo a table or a column, so what SQLite says counts, not what was done.
  const sql = tableSql(org, name);
  if (fits && before.sql === sql) {
    before.rollbacks = rollbacks;
    return before;
  }
  const known = fitTable(org, object, name, sql !== undefined);
  tables.set(object.name, known);
  return known;
}

function tableSql(org: EmbeddedOrg, name: string): string | undefined {
  const row = org.storage.statement("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?").get(name);
  return row === undefined ? undefined : String(row['sql']);
}

function fitTable(org: EmbeddedOrg, object: ObjectDefinition, name: string, exists: boolean): Known {
  const { db } = org.storage;
  const columns = columnsOf(object);
  const declare = ({ name: column, declaration }: Column): string => `${quoted(column)} ${declaration}`;
  if (exists) {
    const present = new Set(
      db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(name)
        .map((row) => row['name']),
    );
    for (const column of columns) {
      if (!present.has(column.name)) db.exec(`ALTER TABLE ${quoted(name)} ADD COLUMN ${declare(column)}`);
    }
  } else {
    db.exec(`CREATE TABLE ${quoted(name)} (${columns.map(declare).join(', ')})`);
  }
  createIndexes(org, object, name, columns);
  const byField = new Map(columns.map((column) => [column.field.toLowerCase(), quoted(column.name)]));
  return {
    definition: object,
    sql: tableSql(org, name) ?? '',
    columns,
    rollbacks: org.storage.rollbacks,
    table: quoted(name),
    column: (field) => {
      const column = byField.get(field.toLowerCase());
      if (column === undefined) throw new Error(`${object.name}.${field} is not stored.`);
      return column;
    },
  };
}

/** What upserts, uniqueness checks and deletions look records up by. */
function createIndexes(org: EmbeddedOrg, object: ObjectDefinition, table: string, columns: readonly Column[]): void {
  for (const { field: fieldName, name } of columns) {
    const field = object.fields.get(fieldName);
    const looked =
      field !== undefined && (field.unique || field.externalId || field.idLookup === true || isFollowed(object, field));
    if (looked && field.type !== 'id') {
      org.storage.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${table}.${name}`)} ON ${quoted(table)} (${quoted(name)} ${collation(field)})`,
      );
    }
  }
}

/** Whether the deletion of a record looks for the rows that name it in this field. */
function isFollowed(object: ObjectDefinition, { type, createable, referenceTo }: FieldDefinition): boolean {
  return type === 'reference' && (createable || referenceTo.some((name) => name === object.historyOf));
}

/** How a field's values are compared: text without case unless the field tells it apart. */
export function collation(field: FieldDefinition): 'COLLATE NOCASE' | '' {
  const caseless = field.type === 'string' || field.type === 'email' || field.type === 'textarea';
  return caseless && field.caseSensitive !== true ? 'COLLATE NOCASE' : '';
}

function columnsOf(object: ObjectDefinition): Column[] {
  const column = (field: string, name: string, declaration: string): Column => ({
    field,
    name,
    declaration,
    blank: declaration.includes('NOT NULL') ? 0 : null,
  });
  const system = Object.entries(systemColumns).map(([field, declaration]) => column(field, field, declaration));
  const own = [...object.fields.values()]
    .filter((field) => field.formula === undefined && systemColumns[field.name] === undefined)
    .map((field) => {
      const name = field.id === undefined ? field.name : `${field.name} ${field.id}`;
      return column(field.name, name, declarationOf(field));
    });
  return [...system, ...own];
}

function declarationOf(field: FieldDefinition): string {
  switch (field.type) {
    case 'boolean':
      return 'INTEGER NOT NULL DEFAULT 0';
    case 'int':
      return 'INTEGER';
    case 'double':
    case 'currency':
    case 'percent':
      return 'REAL';
    default:
      return 'TEXT';
  }
}

function statementsOf(org: EmbeddedOrg, known: Known): Statements {
  if (known.statements !== undefined) return known.statements;
  const { db } = org.storage;
  const columns = known.columns.map(({ name }) => quoted(name)).join(', ');
  const selected = known.columns.map(({ name, field }) => `${quoted(name)} AS ${quoted(field)}`).join(', ');
  known.statements = {
    byId: db.prepare(`SELECT ${selected} FROM ${known.table} WHERE Id = ?`),
    write: db.prepare(
      `INSERT OR REPLACE INTO ${known.table} (${columns}) VALUES (${known.columns.map(() => '?').join(', ')})`,
    ),
    remove: db.prepare(`DELETE FROM ${known.table} WHERE Id = ?`),
  };
  return known.statements;
}

/** The metadata version the rows were made from is stored beside them, so that a rollback undoes both or neither. */
function refreshDerived(org: EmbeddedOrg, known: Known): void {
  const rows = derivedRows(known.definition);
  if (rows === undefined) return;
  const property = `rows_of ${known.definition.name}`;
  const version = `${org.components.version} ${known.sql.length}`;
  if (org.storage.property(property) === version) return;
  org.storage.transaction(() => {
    org.storage.db.exec(`DELETE FROM ${known.table}`);
    for (const row of rows(org)) insert(org, known, row);
    org.storage.setProperty(property, version);
  });
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

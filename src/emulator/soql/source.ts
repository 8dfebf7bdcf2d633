import type { SQLInputValue } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { Storage } from '../org/storage.js';
import type { Statement } from './statement.js';

/** SQL text with the values of its `?` marks, in their order. */
export type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] };

/** Where an object's rows are for the length of one query. All names are quoted SQL already. */
export type QuerySource = {
  readonly object: ObjectDefinition;
  readonly table: string;
  /** The column rows are told apart by, and references to the object hold. */
  readonly key: string;
  /** The field of that name in any case; undefined when there is none or the caller may not read it. */
  field(name: string): FieldDefinition | undefined;
  /** An SQL expression for a field of the row that `alias` stands for. */
  value(alias: string, field: FieldDefinition): string;
  /** The object a row is of, by its key; given where the rows are of several. */
  objectOf?(key: string): string;
  /** Rows in the recycle bin stay in the table; a plain query leaves them out. */
  readonly deletedColumn: string | undefined;
  /** Whether a result of several pages can be read on with queryMore. */
  readonly pageable: boolean;
  /** Fields that hold a JSON document, such as `Metadata`. */
  readonly documents: ReadonlySet<string>;
  /** Fields that may be selected only when the query finds at most one row. */
  readonly singleRow: ReadonlySet<string>;
  /** Throws what the platform answers to queries the object does not support; returns what of the query counts. */
  restrict(statement: Statement, asChildren: boolean): Statement;
};

/** All that compiling and running one query needs to know of the org and its caller. */
export type QueryWorld = {
  readonly soql: string;
  readonly storage: Storage;
  readonly now: Date;
  /** The path of the API that answers, e.g. `/services/data/v67.0`; the addresses in the answer begin with it. */
  readonly basePath: string;
  /** Whether rows in the recycle bin count (queryAll). */
  readonly includeDeleted: boolean;
  /** The source of an object of the API in question; undefined when that API has no such object. */
  source(objectName: string): QuerySource | undefined;
};

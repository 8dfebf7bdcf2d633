import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Thrown inside a transaction to undo it; `transaction` returns the value it carries. */
class Rollback<T> extends Error {
  public constructor(public readonly value: T) {
    super('rollback');
  }
}

/**
 * Everything one embedded org remembers, in one SQLite database: a file when the org has a data directory, otherwise
 * memory, from which SQLite moves what is much into a temporary file that ends with the process. All access is synchronous, so a request never sees another one half done.
 */
export class Storage {
  public readonly db: DatabaseSync;
  private depth = 0;
  private undone = 0;
  private readonly statements = new Map<string, StatementSync>();
  /** Properties as they are stored; formulas and access checks read some of them many times for every record. */
  private readonly properties = new Map<string, string | undefined>();

  /** Without a file the database is private and temporary. Source: https://www.sqlite.org/inmemorydb.html#temp_db */
  public constructor(file = '') {
    this.db = new DatabaseSync(file);
    this.db.exec(`
      PRAGMA journal_mode = ${file === '' ? 'MEMORY' : 'WAL'};
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = OFF;
      CREATE TABLE IF NOT EXISTS org_property (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS id_sequence (key_prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
    `);
  }

  /**
   * Runs `work` all or nothing: what it wrote is undone when it throws, or when it calls `rollback(value)`, which
   * makes `transaction` return that value. Nests by savepoints.
   */
  public transaction<T>(work: (rollback: (value: T) => never) => T): T {
    const name = `level_${this.depth++}`;
    this.statement(`SAVEPOINT ${name}`).run();
    try {
      const result = work((value) => {
        throw new Rollback(value);
      });
      this.statement(`RELEASE ${name}`).run();
      return result;
    } catch (error) {
      this.properties.clear();
      this.undone++;
      this.statement(`ROLLBACK TO ${name}`).run();
      this.statement(`RELEASE ${name}`).run();
      if (error instanceof Rollback) return error.value as T;
      throw error;
    } finally {
      this.depth--;
    }
  }

  /** How many transactions were undone: what was read before stands as long as this does not change. */
  public get rollbacks(): number {
    return this.undone;
  }

  /** A prepared statement, kept for the next call: for the fixed SQL of every request, not for SQL made from a query. */
  public statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.db.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }

  public property(name: string): string | undefined {
    if (this.properties.has(name)) return this.properties.get(name);
    const row = this.statement('SELECT value FROM org_property WHERE name = ?').get(name);
    const value = row === undefined ? undefined : String(row['value']);
    this.properties.set(name, value);
    return value;
  }

  public setProperty(name: string, value: string): void {
    this.properties.delete(name);
    this.statement(
      'INSERT INTO org_property (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ).run(name, value);
  }

  /** The next number of a key prefix's sequence, from 1; survives restarts. */
  public nextSequence(keyPrefix: string): number {
    return this.reserveSequence(keyPrefix, 1);
  }

  /** Takes the next `count` numbers of a sequence; returns the first of them. */
  public reserveSequence(keyPrefix: string, count: number): number {
    const row = this.statement(
      `INSERT INTO id_sequence (key_prefix, last) VALUES (:prefix, :count)
       ON CONFLICT (key_prefix) DO UPDATE SET last = last + :count RETURNING last`,
    ).get({ prefix: keyPrefix, count });
    return Number(row?.['last']) - count + 1;
  }

  public close(): void {
    this.db.close();
  }
}

import type { Storage } from '../../org/storage.js';
import { makeId, normalizeId } from '../../org/recordId.js';
import type { DeployOptions, DeployRecord } from './deployRecord.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployrecentvalidation.htm */
export type ValidatedPackage = {
  readonly zip: Uint8Array;
  readonly options: DeployOptions;
  readonly completedDate: string;
};

/** The deploys and retrieves of an org, kept in its storage, so that a poll finds them after a restart. */
export class JobStore {
  public constructor(private readonly storage: Storage) {
    storage.db.exec(`
      CREATE TABLE IF NOT EXISTS metadata_deploy (id TEXT PRIMARY KEY, record TEXT NOT NULL, options TEXT NOT NULL, zip BLOB) STRICT;
      CREATE TABLE IF NOT EXISTS metadata_retrieve (id TEXT PRIMARY KEY, result TEXT NOT NULL, zip BLOB) STRICT;
    `);
  }

  public newId(prefix: '0Af' | '09S'): string {
    return makeId(prefix, this.storage.nextSequence(prefix));
  }

  /**
   * Adds a deploy, or brings it up to date. The zip is kept of a validation that succeeded, since it may be deployed
   * later without being sent again.
   */
  public putDeploy(record: DeployRecord, options: DeployOptions, zip: Uint8Array): void {
    const reusable = record.checkOnly && record.success;
    this.storage
      .statement('INSERT OR REPLACE INTO metadata_deploy (id, record, options, zip) VALUES (?, ?, ?, ?)')
      .run(record.id, JSON.stringify(record), JSON.stringify(options), reusable ? zip : null);
  }

  public deploy(id: string): { record: DeployRecord; options: DeployOptions } | undefined {
    const row = this.storage
      .statement('SELECT record, options FROM metadata_deploy WHERE id = ?')
      .get(normalizeId(id) ?? '');
    return row === undefined ? undefined : toDeploy(row);
  }

  /** Deploys that were taken and not ended, oldest first. */
  public unfinished(): { record: DeployRecord; options: DeployOptions }[] {
    return this.storage
      .statement("SELECT record, options FROM metadata_deploy WHERE record ->> '$.done' = 0 ORDER BY id")
      .all()
      .map(toDeploy);
  }

  /** Every deploy without what it did to each component, oldest first. */
  public summaries(): Omit<DeployRecord, 'details'>[] {
    return this.storage
      .statement("SELECT json_remove(record, '$.details') AS record FROM metadata_deploy ORDER BY id")
      .all()
      .map((row) => JSON.parse(String(row['record'])) as Omit<DeployRecord, 'details'>);
  }

  public validatedPackage(id: string): ValidatedPackage | undefined {
    const row = this.storage
      .statement('SELECT record, options, zip FROM metadata_deploy WHERE id = ?')
      .get(normalizeId(id) ?? '');
    const zip = row?.['zip'];
    if (row === undefined || !(zip instanceof Uint8Array)) return undefined;
    const { record, options } = toDeploy(row);
    return { zip, options, completedDate: record.completedDate ?? record.lastModifiedDate };
  }

  /** Whether the org was changed by a deploy after that one. */
  public isDeployedSince(id: string): boolean {
    const row = this.storage
      .statement(
        "SELECT id FROM metadata_deploy WHERE id > ? AND record ->> '$.checkOnly' = 0 AND record ->> '$.status' IN ('Succeeded', 'SucceededPartial') LIMIT 1",
      )
      .get(normalizeId(id) ?? '');
    return row !== undefined;
  }

  public addRetrieve(id: string, result: object, zip: Uint8Array): void {
    this.storage
      .statement('INSERT INTO metadata_retrieve (id, result, zip) VALUES (?, ?, ?)')
      .run(id, JSON.stringify(result), zip);
  }

  public retrieve(id: string): object | undefined {
    const row = this.storage.statement('SELECT result FROM metadata_retrieve WHERE id = ?').get(normalizeId(id) ?? '');
    return row === undefined ? undefined : (JSON.parse(String(row['result'])) as object);
  }

  /** Hands the zip of a retrieve out, which is kept no longer than that; undefined when it has been. */
  public takeZip(id: string): Uint8Array | undefined {
    const key = normalizeId(id) ?? '';
    const zip = this.storage.statement('SELECT zip FROM metadata_retrieve WHERE id = ?').get(key)?.['zip'];
    this.storage.statement('UPDATE metadata_retrieve SET zip = NULL WHERE id = ?').run(key);
    return zip instanceof Uint8Array ? zip : undefined;
  }
}

function toDeploy(row: Record<string, unknown>): { record: DeployRecord; options: DeployOptions } {
  return {
    record: JSON.parse(String(row['record'])) as DeployRecord,
    options: JSON.parse(String(row['options'])) as DeployOptions,
  };
}

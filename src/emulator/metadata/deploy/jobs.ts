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

  /** The zip is kept of a validation that succeeded, since it may be deployed later without being sent again. */
  public addDeploy(record: DeployRecord, options: DeployOptions, zip: Uint8Array): void {
    const reusable = record.checkOnly && record.success;
    this.storage.db
      .prepare('INSERT INTO metadata_deploy (id, record, options, zip) VALUES (?, ?, ?, ?)')
      .run(record.id, JSON.stringify(record), JSON.stringify(options), reusable ? zip : null);
  }

  public deploy(id: string): DeployRecord | undefined {
    const row = this.storage.db.prepare('SELECT record FROM metadata_deploy WHERE id = ?').get(normalizeId(id) ?? '');
    return row === undefined ? undefined : (JSON.parse(String(row['record'])) as DeployRecord);
  }

  public validatedPackage(id: string): ValidatedPackage | undefined {
    const row = this.storage.db
      .prepare('SELECT record, options, zip FROM metadata_deploy WHERE id = ?')
      .get(normalizeId(id) ?? '');
    const zip = row?.['zip'];
    if (row === undefined || !(zip instanceof Uint8Array)) return undefined;
    const { completedDate } = JSON.parse(String(row['record'])) as DeployRecord;
    return { zip, options: JSON.parse(String(row['options'])) as DeployOptions, completedDate };
  }

  public addRetrieve(id: string, result: object, zip: Uint8Array): void {
    this.storage.db
      .prepare('INSERT INTO metadata_retrieve (id, result, zip) VALUES (?, ?, ?)')
      .run(id, JSON.stringify(result), zip);
  }

  public retrieve(id: string): { result: object; zip: Uint8Array } | undefined {
    const row = this.storage.db
      .prepare('SELECT result, zip FROM metadata_retrieve WHERE id = ?')
      .get(normalizeId(id) ?? '');
    const zip = row?.['zip'];
    if (row === undefined || !(zip instanceof Uint8Array)) return undefined;
    return { result: JSON.parse(String(row['result'])) as object, zip };
  }
}

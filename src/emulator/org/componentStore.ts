import { makeId } from './recordId.js';
import type { Storage } from './storage.js';

/** A metadata value as read from XML: text stays text; an element that may repeat is an array. */
export type MetadataValue = string | MetadataBody | MetadataValue[];
export type MetadataBody = { [element: string]: MetadataValue };

/** One piece of metadata as the org holds it. `fullName` is the Metadata API's, e.g. `Account.Is_Synthetic__c`. */
export type StoredComponent = {
  id: string;
  type: string;
  fullName: string;
  body: MetadataBody;
  /** The file beside the XML: a static resource's bytes, an Apex body. */
  content?: Uint8Array;
  createdDate: string;
  createdById: string;
  lastModifiedDate: string;
  lastModifiedById: string;
};

export type ComponentWrite = Pick<StoredComponent, 'type' | 'fullName' | 'body'> & { content?: Uint8Array };

export type WriteStamp = { now: string; userId: string; keyPrefix: string };

/**
 * The metadata of one org. Objects, fields, rules and grants are all derived from it, so that there is one truth;
 * `version` changes with every write and invalidates what was derived. Names are found case-insensitively, as on the
 * platform. Call it inside `Storage.transaction` to be able to undo.
 */
export class ComponentStore {
  public constructor(private readonly storage: Storage) {
    storage.db.exec(`
      CREATE TABLE IF NOT EXISTS component (
        type TEXT NOT NULL, full_name TEXT NOT NULL COLLATE NOCASE, id TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL, content BLOB,
        created_date TEXT NOT NULL, created_by TEXT NOT NULL, modified_date TEXT NOT NULL, modified_by TEXT NOT NULL,
        PRIMARY KEY (type, full_name)
      ) STRICT;
    `);
  }

  /** Changes with every write and with every rollback, so that what was derived from the store can be kept until it does. */
  public get version(): string {
    return this.storage.property('component_version') ?? '0';
  }

  public get(type: string, fullName: string): StoredComponent | undefined {
    const row = this.storage.statement('SELECT * FROM component WHERE type = ? AND full_name = ?').get(type, fullName);
    return row === undefined ? undefined : toComponent(row);
  }

  /** All components of a type, by full name. */
  public list(type: string): StoredComponent[] {
    return this.storage
      .statement('SELECT * FROM component WHERE type = ? ORDER BY full_name')
      .all(type)
      .map(toComponent);
  }

  public types(): string[] {
    return this.storage
      .statement('SELECT DISTINCT type FROM component ORDER BY type')
      .all()
      .map((row) => String(row['type']));
  }

  /** Creates or replaces; says which of the two, or that nothing differed. */
  public put(
    write: ComponentWrite,
    stamp: WriteStamp,
  ): { component: StoredComponent; outcome: 'created' | 'changed' | 'unchanged' } {
    const before = this.get(write.type, write.fullName);
    if (before !== undefined && sameContent(before, write)) return { component: before, outcome: 'unchanged' };
    const component: StoredComponent = {
      id: before?.id ?? makeId(stamp.keyPrefix, this.storage.nextSequence(stamp.keyPrefix)),
      ...write,
      fullName: before?.fullName ?? write.fullName,
      createdDate: before?.createdDate ?? stamp.now,
      createdById: before?.createdById ?? stamp.userId,
      lastModifiedDate: stamp.now,
      lastModifiedById: stamp.userId,
    };
    this.storage
      .statement(
        `INSERT INTO component (type, full_name, id, body, content, created_date, created_by, modified_date, modified_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (type, full_name) DO UPDATE SET body = excluded.body, content = excluded.content,
           modified_date = excluded.modified_date, modified_by = excluded.modified_by`,
      )
      .run(
        component.type,
        component.fullName,
        component.id,
        JSON.stringify(component.body),
        component.content ?? null,
        component.createdDate,
        component.createdById,
        component.lastModifiedDate,
        component.lastModifiedById,
      );
    this.bumpVersion();
    return { component, outcome: before === undefined ? 'created' : 'changed' };
  }

  /** Gives a component another name; it stays the same component, with its id. */
  public rename({ id }: StoredComponent, fullName: string, { now, userId }: Omit<WriteStamp, 'keyPrefix'>): void {
    this.storage
      .statement('UPDATE component SET full_name = ?, modified_date = ?, modified_by = ? WHERE id = ?')
      .run(fullName, now, userId, id);
    this.bumpVersion();
  }

  public remove(type: string, fullName: string): boolean {
    const { changes } = this.storage
      .statement('DELETE FROM component WHERE type = ? AND full_name = ?')
      .run(type, fullName);
    if (Number(changes) > 0) this.bumpVersion();
    return Number(changes) > 0;
  }

  /** A rolled-back version number may be given again, for other content, so it carries a part that never repeats. */
  private bumpVersion(): void {
    this.storage.setProperty('component_version', `${process.hrtime.bigint()}`);
  }
}

function sameContent(before: StoredComponent, write: ComponentWrite): boolean {
  return (
    JSON.stringify(before.body) === JSON.stringify(write.body) &&
    Buffer.from(before.content ?? []).equals(Buffer.from(write.content ?? []))
  );
}

function toComponent(row: Record<string, unknown>): StoredComponent {
  const content = row['content'];
  return {
    id: String(row['id']),
    type: String(row['type']),
    fullName: String(row['full_name']),
    body: JSON.parse(String(row['body'])) as MetadataBody,
    ...(content instanceof Uint8Array ? { content } : {}),
    createdDate: String(row['created_date']),
    createdById: String(row['created_by']),
    lastModifiedDate: String(row['modified_date']),
    lastModifiedById: String(row['modified_by']),
  };
}

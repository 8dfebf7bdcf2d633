import type { Connection } from '@salesforce/core';
import type { OrgObject } from '../metadata/target.js';

/** What people call an object's records, in the language of the user who asked. */
export type ObjectLabels = { readonly label: string; readonly plural: string };

/** The objects of an org, by the names it gives them, and how it knows them in other queries. */
export type OrgObjects = {
  readonly objects: Map<string, OrgObject>;
  readonly labels: ReadonlyMap<string, ObjectLabels>;
  /** An object's name by its durable id, which other setup objects name it by. */
  readonly nameOf: ReadonlyMap<string, string>;
  /** Why the org would not say what its objects take; undefined when it did. */
  readonly unread: string | undefined;
};

type EntityRow = { QualifiedApiName: string; DurableId: string; IsWorkflowEnabled: boolean };

/**
 * Every object that the user can see, in a fixed number of calls: one list, and two queries for what they take.
 * EntityDefinition gives at most 2,000 rows a query and no further page, so it is asked in two parts.
 * Source: https://developer.salesforce.com/docs/platform/api-tooling/guide/reference-objects-soql-limits.html and
 * https://github.com/SalesforceLabs/OrgCheck/issues/429
 */
export async function readObjects(connection: Connection): Promise<OrgObjects> {
  const [{ sobjects }, definitions] = await Promise.all([connection.describeGlobal(), readDefinitions(connection)]);
  const rows = new Map(definitions.rows.map((row) => [row.QualifiedApiName, row]));
  const known = definitions.unread === undefined;
  const objects = sobjects.map(({ name, createable, queryable, customSetting, deprecatedAndHidden }): OrgObject => {
    const row = rows.get(name);
    return {
      name,
      holdsRecords: createable && queryable && !customSetting && !deprecatedAndHidden,
      customizable: known ? row !== undefined : undefined,
      workflowEnabled: known ? (row?.IsWorkflowEnabled ?? false) : undefined,
      historyEnabled: undefined,
    };
  });
  return {
    objects: new Map(objects.map((object) => [object.name, object])),
    labels: new Map(sobjects.map(({ name, label, labelPlural }) => [name, { label, plural: labelPlural }])),
    nameOf: new Map(definitions.rows.map(({ DurableId, QualifiedApiName }) => [DurableId, QualifiedApiName])),
    unread: definitions.unread,
  };
}

async function readDefinitions(connection: Connection): Promise<{ rows: EntityRow[]; unread?: string }> {
  try {
    const parts = await Promise.all(
      [true, false].map((workflow) =>
        connection.tooling.query<EntityRow>(
          `SELECT QualifiedApiName, DurableId, IsWorkflowEnabled FROM EntityDefinition WHERE IsCustomizable = true AND IsWorkflowEnabled = ${workflow}`,
        ),
      ),
    );
    if (parts.some(({ done }) => !done)) return { rows: [], unread: 'the org has more objects than it lists at once' };
    return { rows: parts.flatMap(({ records }) => records) };
  } catch (error) {
    // The list of objects is asked for at the same time: an org that can't be reached shows there.
    return { rows: [], unread: error instanceof Error ? error.message : String(error) };
  }
}

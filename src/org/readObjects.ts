import type { OrgObject } from '../metadata/target.js';
import { type Answer, allRowsOf, queryPath } from './composite.js';

/** What people call an object's records, in the language of the user who asked. */
export type ObjectLabels = { readonly label: string; readonly plural: string };

/** The objects of an org, by the names it gives them, and how it knows them in other queries. */
type OrgObjects = {
  readonly objects: Map<string, OrgObject>;
  readonly labels: ReadonlyMap<string, ObjectLabels>;
  /** An object's name by its durable id, which other setup objects name it by. */
  readonly nameOf: ReadonlyMap<string, string>;
  /** Why the org would not say what its objects take; undefined when it did. */
  readonly unread: string | undefined;
};

type EntityRow = { QualifiedApiName: string; DurableId: string; IsWorkflowEnabled: boolean };
type GlobalDescribe = {
  readonly sobjects: readonly {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly createable: boolean;
    readonly queryable: boolean;
    readonly customSetting: boolean;
    readonly deprecatedAndHidden: boolean;
  }[];
};

/** Every object that the user can see. */
export const GLOBAL_DESCRIBE = 'sobjects';

const definitions = (workflow: boolean): string =>
  queryPath(
    `SELECT QualifiedApiName, DurableId, IsWorkflowEnabled FROM EntityDefinition WHERE IsCustomizable = true AND IsWorkflowEnabled = ${workflow}`,
  );

/**
 * What the objects take, of the Tooling API. EntityDefinition gives at most 2,000 rows a query and no further page, so it
 * is asked in two parts.
 * Source: https://developer.salesforce.com/docs/platform/api-tooling/guide/reference-objects-soql-limits.html and
 * https://github.com/SalesforceLabs/OrgCheck/issues/429
 */
export const DEFINITIONS = [definitions(true), definitions(false)] as const;

/** Throws an Error with the org's own words where it would not list its objects. */
export function objectsOf(global: Answer | undefined, definitionAnswers: readonly (Answer | undefined)[]): OrgObjects {
  if (global?.ok !== true) throw new Error(global?.reason ?? 'The org did not answer.');
  const { sobjects } = global.value as GlobalDescribe;
  const { rows, unread } = definitionRows(definitionAnswers);
  const byName = new Map(rows.map((row) => [row.QualifiedApiName, row]));
  const known = unread === undefined;
  const objects = sobjects.map(({ name, createable, queryable, customSetting, deprecatedAndHidden }): OrgObject => {
    const row = byName.get(name);
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
    nameOf: new Map(rows.map(({ DurableId, QualifiedApiName }) => [DurableId, QualifiedApiName])),
    unread,
  };
}

function definitionRows(answers: readonly (Answer | undefined)[]): {
  rows: readonly EntityRow[];
  unread: string | undefined;
} {
  try {
    const tooMany = 'the org has more objects than it lists at once';
    return { rows: answers.flatMap((answer) => allRowsOf(answer, tooMany) as readonly EntityRow[]), unread: undefined };
  } catch (error) {
    return { rows: [], unread: error instanceof Error ? error.message : String(error) };
  }
}

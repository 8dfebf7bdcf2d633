import type { Connection } from '@salesforce/core';
import type { SharedListView } from '../metadata/extension.js';
import { type Answer, queryPath, rowsOf } from './composite.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';

/**
 * Whether the org has person accounts: only then does Account have the field that tells them apart.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm (IsPersonAccount)
 */
export const PERSON_ACCOUNTS = queryPath(
  "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'IsPersonAccount'",
);

/** Throws an Error with the org's own words where it would not say. */
export function hasPersonAccounts(answer: Answer | undefined): boolean {
  return rowsOf(answer).length > 0;
}

type FieldRow = { DeveloperName: string; NamespacePrefix: string | null; TableEnumOrId: string };

/** Fields of installed packages that are named as the markers are: easily taken for them, and guarded by nothing. */
export function packagedMarkersQuery(schema: ProvenanceSchema): string {
  const names = markersOf(schema).map(({ field }) => `'${field.apiName.replace(/__c$/, '')}'`);
  return queryPath(
    `SELECT DeveloperName, NamespacePrefix, TableEnumOrId FROM CustomField WHERE NamespacePrefix != null AND DeveloperName IN (${names.join(', ')})`,
  );
}

/** `Account.acme__Is_Synthetic__c`, sorted. Throws an Error with the org's own words where it would not say. */
export function packagedMarkersOf(answer: Answer | undefined, nameOf: ReadonlyMap<string, string>): string[] {
  return (rowsOf(answer) as readonly FieldRow[])
    .map(
      ({ DeveloperName, NamespacePrefix, TableEnumOrId: table }) =>
        `${nameOf.get(table) ?? table}.${NamespacePrefix ?? ''}__${DeveloperName}__c`,
    )
    .sort();
}

type ListViewRow = { DeveloperName: string; SobjectType: string };
type ListViewPage = { done: boolean; nextRecordsUrl?: string; records: ListViewRow[] };

/** The list views that are not a package's; which of them are shared shows when they are retrieved. */
export const LIST_VIEWS = queryPath('SELECT DeveloperName, SobjectType FROM ListView WHERE NamespacePrefix = null');

/** All of them: one call more for each 2,000 after the first. Throws an Error with the org's own words. */
export async function allListViews(connection: Connection, answer: Answer | undefined): Promise<SharedListView[]> {
  if (answer?.ok !== true) throw new Error(answer?.reason ?? 'The org did not answer.');
  const views: SharedListView[] = [];
  let page = answer.value as ListViewPage;
  for (;;) {
    views.push(...page.records.map(({ DeveloperName, SobjectType }) => ({ object: SobjectType, name: DeveloperName })));
    if (page.done || page.nextRecordsUrl === undefined) return views;
    page = await connection.queryMore<ListViewRow>(page.nextRecordsUrl);
  }
}

import type { Connection } from '@salesforce/core';
import type { SharedListView } from '../metadata/extension.js';
import { type Answer, batch, queryPath } from './batch.js';
import { IDENTITY_QUERY, identityOf, type OrganizationRow } from './identity.js';
import type { OrgIdentity } from './snapshot.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';

/**
 * Whether the org has person accounts: only then does Account have the field that tells them apart.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm (IsPersonAccount)
 */
const PERSON_ACCOUNT_QUERY =
  "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'IsPersonAccount'";

/** Who the org is and whether it has person accounts, in one call. Throws an Error with the org's own words. */
export async function readBasics(
  connection: Connection,
  name: string,
): Promise<{ org: OrgIdentity; personAccounts: boolean }> {
  const [identity, personAccounts] = await batch(connection, [IDENTITY_QUERY, PERSON_ACCOUNT_QUERY].map(queryPath));
  const [row] = recordsOf(identity) as readonly OrganizationRow[];
  if (row === undefined) throw new Error('The org does not say who it is.');
  return { org: identityOf(connection, name, row), personAccounts: recordsOf(personAccounts).length > 0 };
}

function recordsOf(answer: Answer | undefined): readonly unknown[] {
  if (answer?.ok !== true) throw new Error(answer?.reason ?? 'The org did not answer.');
  return (answer.value as { records: readonly unknown[] }).records;
}

type FieldRow = { DeveloperName: string; NamespacePrefix: string | null; TableEnumOrId: string };

/** Fields of installed packages that are named as the markers are: easily taken for them, and guarded by nothing. One call. */
export async function readPackagedMarkers(
  connection: Connection,
  schema: ProvenanceSchema,
): Promise<{ table: string; field: string }[]> {
  const names = markersOf(schema).map(({ field }) => `'${field.apiName.replace(/__c$/, '')}'`);
  const { records } = await connection.tooling.query<FieldRow>(
    `SELECT DeveloperName, NamespacePrefix, TableEnumOrId FROM CustomField WHERE NamespacePrefix != null AND DeveloperName IN (${names.join(', ')})`,
  );
  return records.map(({ DeveloperName, NamespacePrefix, TableEnumOrId }) => ({
    table: TableEnumOrId,
    field: `${NamespacePrefix ?? ''}__${DeveloperName}__c`,
  }));
}

type ListViewRow = { DeveloperName: string; SobjectType: string };

/** The list views that are not a package's; which of them are shared shows when they are retrieved. One call for 2,000. */
export async function readSharedListViews(connection: Connection): Promise<SharedListView[]> {
  const views: SharedListView[] = [];
  const soql = 'SELECT DeveloperName, SobjectType FROM ListView WHERE NamespacePrefix = null';
  let page = await connection.query<ListViewRow>(soql);
  for (;;) {
    views.push(...page.records.map(({ DeveloperName, SobjectType }) => ({ object: SobjectType, name: DeveloperName })));
    if (page.done || page.nextRecordsUrl === undefined) return views;
    page = await connection.queryMore<ListViewRow>(page.nextRecordsUrl);
  }
}

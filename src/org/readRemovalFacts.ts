import type { Connection } from '@salesforce/core';
import { orgError } from './orgError.js';
import type { FieldRecord, RemovalFacts } from './removalFacts.js';

type FieldRow = {
  readonly Id: string;
  readonly DeveloperName: string;
  readonly TableEnumOrId: string;
  readonly CreatedDate: string;
  readonly EntityDefinition: { readonly QualifiedApiName: string } | null;
};

export type RemovalFactsRequest = {
  /** API names of the fields to look for on every object. */
  readonly fields: readonly string[];
  /** API name of the policy's type; undefined where the org does not have it. */
  readonly policyType: string | undefined;
};

/**
 * When fields were made, and what the policy's type holds. Two calls, one more for each further 2,000 fields. Throws an
 * SfError that names the org.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm
 */
export async function readRemovalFacts(
  connection: Connection,
  name: string,
  { fields, policyType }: RemovalFactsRequest,
): Promise<RemovalFacts> {
  try {
    const names = fields.map((field) => `'${field.replace(/__c$/, '')}'`).join(', ');
    const [found, own, records] = await Promise.all([
      fieldsWhere(connection, `DeveloperName IN (${names})`),
      policyType === undefined
        ? new Map<string, FieldRecord>()
        : fieldsWhere(connection, `EntityDefinition.QualifiedApiName = '${policyType}'`),
      policyType === undefined ? [] : recordsOf(connection, policyType),
    ]);
    return { fields: found, policy: { fields: own, records } };
  } catch (error) {
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

async function recordsOf(connection: Connection, type: string): Promise<string[]> {
  const { records } = await connection.query<{ DeveloperName: string }>(`SELECT DeveloperName FROM ${type}`);
  return records.map(({ DeveloperName }) => DeveloperName);
}

async function fieldsWhere(connection: Connection, condition: string): Promise<Map<string, FieldRecord>> {
  const fields = new Map<string, FieldRecord>();
  let page = await connection.tooling.query<FieldRow>(
    `SELECT Id, DeveloperName, TableEnumOrId, CreatedDate, EntityDefinition.QualifiedApiName FROM CustomField WHERE NamespacePrefix = null AND ${condition}`,
  );
  for (;;) {
    for (const { Id, DeveloperName, TableEnumOrId, CreatedDate, EntityDefinition } of page.records) {
      const object = EntityDefinition?.QualifiedApiName ?? TableEnumOrId;
      fields.set(`${object}.${DeveloperName}__c`, { id: Id, createdAt: new Date(CreatedDate).toISOString() });
    }
    if (page.done || page.nextRecordsUrl === undefined) return fields;
    page = await connection.tooling.queryMore<FieldRow>(page.nextRecordsUrl);
  }
}

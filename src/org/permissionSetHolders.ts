import type { Connection } from '@salesforce/core';
import { composite, queryPath } from './composite.js';

/** Who has a permission set: never who they are. */
export type PermissionSetHolders = {
  readonly name: string;
  /** Assignments of the set itself, to active users and others. */
  readonly assignments: number;
  /** Permission set groups that it is a part of. */
  readonly groups: readonly string[];
};

type AssignmentRow = { readonly setName: string; readonly total: number };
type MemberRow = {
  readonly PermissionSet: { readonly Name: string };
  readonly PermissionSetGroup: { readonly DeveloperName: string };
};

/**
 * Who has these permission sets, in one call. Throws an Error with the org's own words.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm
 * and sforce_api_objects_permissionsetgroupcomponent.htm
 */
export async function permissionSetHolders(
  connection: Connection,
  names: readonly string[],
): Promise<PermissionSetHolders[]> {
  if (names.length === 0) return [];
  const wanted = listOf(names);
  const [assigned = [], members = []] = await rowsOf(connection, [
    `SELECT PermissionSet.Name setName, COUNT(Id) total FROM PermissionSetAssignment WHERE PermissionSet.Name IN (${wanted}) AND PermissionSet.NamespacePrefix = null GROUP BY PermissionSet.Name`,
    `SELECT PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetGroupComponent WHERE PermissionSet.Name IN (${wanted}) AND PermissionSet.NamespacePrefix = null`,
  ]);
  const counts = new Map((assigned as AssignmentRow[]).map(({ setName, total }) => [setName, total]));
  return names.map((name) => ({
    name,
    assignments: counts.get(name) ?? 0,
    groups: (members as MemberRow[])
      .filter(({ PermissionSet }) => PermissionSet.Name === name)
      .map(({ PermissionSetGroup }) => PermissionSetGroup.DeveloperName)
      .sort(),
  }));
}

async function rowsOf(connection: Connection, queries: readonly string[]): Promise<unknown[][]> {
  const answers = await composite(connection, queries.map(queryPath));
  return answers.map((answer) => {
    if (!answer.ok) throw new Error(answer.reason);
    const { done, records } = answer.value as { done: boolean; records: unknown[] };
    if (!done) throw new Error('the org has more permission set groups than it lists at once');
    return records;
  });
}

/** As many records as one request deletes: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_delete.htm */
const AT_ONCE = 200;

/** Takes the permission sets from whoever has them, 200 assignments a call; how many there were. */
export async function unassign(connection: Connection, names: readonly string[]): Promise<number> {
  if (names.length === 0) return 0;
  const soql = `SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name IN (${listOf(names)}) AND PermissionSet.NamespacePrefix = null LIMIT ${AT_ONCE}`;
  for (let done = 0; ;) {
    const { records } = await connection.query<{ Id: string }>(soql);
    if (records.length === 0) return done;
    const results = await connection.sobject('PermissionSetAssignment').destroy(records.map(({ Id }) => Id));
    const refused = results.flatMap((result) => (result.success ? [] : result.errors));
    if (refused.length > 0) throw new Error(refused[0]?.message ?? 'the org would not take a permission set away');
    done += records.length;
  }
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

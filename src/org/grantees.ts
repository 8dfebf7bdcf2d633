import type { Connection } from '@salesforce/core';
import { type Answer, allRowsOf, composite, queryPath } from './composite.js';
import { unreadableAnswer } from './orgError.js';

/** Users and public groups, as an org knows them. */
export type Grantees = {
  readonly users: readonly { readonly id: string; readonly username: string; readonly active: boolean }[];
  /** `others`: how many members are no users, such as groups and roles, of whose members nothing is known. */
  readonly groups: readonly { readonly name: string; readonly users: readonly string[]; readonly others: number }[];
};

/** One user and the permission set the user has, or is to have. */
export type SetAssignment = { readonly permissionSet: string; readonly userId: string };

/** Ids in one query, whose address stays short enough for any server on the way. */
const IDS_A_QUERY = 200;
/** As many records as one request inserts: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_create.htm */
const INSERTS_A_CALL = 200;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm (key prefix) */
const USER_PREFIX = '005';

const LIST = 'the org has more of them than it lists at once';

/**
 * Finds users by username and the active users who are themselves members of public groups, in one call. What is not in
 * the answer the org does not have. Throws an Error with the org's own words.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_groupmember.htm
 * (a row for each direct member, user or group), sforce_api_objects_group.htm (a public group is of type Regular)
 */
export async function readGrantees(
  connection: Connection,
  usernames: readonly string[],
  groups: readonly string[],
): Promise<Grantees> {
  const member = `Group.Type = 'Regular' AND Group.DeveloperName IN (${quoted(groups)})`;
  const ofUsers = [`SELECT Id, Username, IsActive FROM User WHERE Username IN (${quoted(usernames)})`];
  const ofGroups = [
    `SELECT Id, DeveloperName FROM Group WHERE Type = 'Regular' AND DeveloperName IN (${quoted(groups)})`,
    `SELECT GroupId, UserOrGroupId FROM GroupMember WHERE ${member}`,
    `SELECT Id FROM User WHERE IsActive = true AND Id IN (SELECT UserOrGroupId FROM GroupMember WHERE ${member})`,
  ];
  const queries = [...(usernames.length > 0 ? ofUsers : []), ...(groups.length > 0 ? ofGroups : [])];
  const answers = await composite(connection, queries.map(queryPath));
  const users = usernames.length > 0 ? (rows(answers[0]) as UserRow[]) : [];
  return {
    users: users.map(({ Id, Username, IsActive }) => ({ id: Id, username: Username, active: IsActive })),
    groups: groups.length > 0 ? groupsOf(answers.slice(-ofGroups.length).map(rows)) : [],
  };
}

type UserRow = { readonly Id: string; readonly Username: string; readonly IsActive: boolean };
type GroupRow = { readonly Id: string; readonly DeveloperName: string };
type MemberRow = { readonly GroupId: string; readonly UserOrGroupId: string };

function groupsOf([groups, members, active]: readonly (readonly unknown[])[]): Grantees['groups'] {
  const activeIds = new Set((active as UserRow[]).map(({ Id }) => Id));
  return (groups as GroupRow[]).map(({ Id, DeveloperName }) => {
    const own = (members as MemberRow[]).filter(({ GroupId }) => GroupId === Id).map((row) => row.UserOrGroupId);
    return {
      name: DeveloperName,
      users: own.filter((id) => activeIds.has(id)),
      others: own.filter((id) => !id.startsWith(USER_PREFIX)).length,
    };
  });
}

/** Who of these users is assigned which of the permission sets: one call for each thousand users. */
export async function readHeld(
  connection: Connection,
  permissionSets: readonly string[],
  userIds: readonly string[],
): Promise<SetAssignment[]> {
  const queries = chunks(userIds, IDS_A_QUERY).map(
    (ids) =>
      `SELECT AssigneeId, PermissionSet.Name FROM PermissionSetAssignment WHERE PermissionSet.Name IN (${quoted(permissionSets)}) AND PermissionSet.NamespacePrefix = null AND AssigneeId IN (${quoted(ids)})`,
  );
  const answers = await composite(connection, queries.map(queryPath));
  return answers
    .flatMap((answer) => rows(answer) as { AssigneeId: string; PermissionSet: { Name: string } }[])
    .map(({ AssigneeId, PermissionSet }) => ({ permissionSet: PermissionSet.Name, userId: AssigneeId }));
}

/** `held`: those that somebody else made meanwhile. `refused`: in the org's own words. */
export type Assigned = {
  readonly assigned: readonly SetAssignment[];
  readonly held: readonly SetAssignment[];
  readonly refused: readonly { readonly permissionSet: string; readonly reason: string }[];
};

/** How many calls it takes to give users so many permission sets. */
export function callsToAssign(count: number): number {
  return count === 0 ? 0 : 1 + Math.ceil(count / INSERTS_A_CALL);
}

/** Gives users permission sets that are in the org, 200 a call and each for itself. Throws an Error with the org's own words. */
export async function assign(connection: Connection, wanted: readonly SetAssignment[]): Promise<Assigned> {
  const names = [...new Set(wanted.map(({ permissionSet }) => permissionSet))];
  const [sets] = await composite(connection, [
    queryPath(`SELECT Id, Name FROM PermissionSet WHERE Name IN (${quoted(names)}) AND NamespacePrefix = null`),
  ]);
  const ids = new Map((rows(sets) as { Id: string; Name: string }[]).map(({ Id, Name }) => [Name.toLowerCase(), Id]));
  const missing = names.find((name) => !ids.has(name.toLowerCase()));
  if (missing !== undefined) throw new Error(`The org has no permission set ${missing}.`);
  const done: Assigned[] = [];
  for (const part of chunks(wanted, INSERTS_A_CALL)) done.push(await insert(connection, part, ids));
  return {
    assigned: done.flatMap(({ assigned }) => assigned),
    held: done.flatMap(({ held }) => held),
    refused: done.flatMap(({ refused }) => refused),
  };
}

type SaveResult = {
  readonly success: boolean;
  readonly errors: readonly { readonly statusCode: string; readonly message: string }[];
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm */
async function insert(
  connection: Connection,
  wanted: readonly SetAssignment[],
  ids: ReadonlyMap<string, string>,
): Promise<Assigned> {
  const records = wanted.map(({ permissionSet, userId }) => ({
    attributes: { type: 'PermissionSetAssignment' },
    PermissionSetId: ids.get(permissionSet.toLowerCase()),
    AssigneeId: userId,
  }));
  const answer = await connection.request<readonly SaveResult[] | undefined>({
    method: 'POST',
    url: `/services/data/v${connection.getApiVersion()}/composite/sobjects`,
    body: JSON.stringify({ allOrNone: false, records }),
    headers: { 'content-type': 'application/json' },
  });
  const results: readonly (SaveResult | undefined)[] = Array.isArray(answer) ? answer : [];
  if (results.length !== wanted.length) throw unreadableAnswer('result for every record');
  const ends = wanted.map((assignment, index) => ({ assignment, ...endOf(results[index]) }));
  const ended = (state: End['state']): SetAssignment[] =>
    ends.filter((end) => end.state === state).map(({ assignment }) => assignment);
  return {
    assigned: ended('assigned'),
    held: ended('held'),
    refused: ends.flatMap((end) =>
      end.state === 'refused' ? { permissionSet: end.assignment.permissionSet, reason: end.reason } : [],
    ),
  };
}

type End = { readonly state: 'assigned' | 'held' } | { readonly state: 'refused'; readonly reason: string };

function endOf(result: SaveResult | undefined): End {
  if (result?.success === true) return { state: 'assigned' };
  const errors = result?.errors ?? [];
  if (errors.some(({ statusCode }) => statusCode === 'DUPLICATE_VALUE')) return { state: 'held' };
  return { state: 'refused', reason: errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; ') };
}

function rows(answer: Answer | undefined): readonly unknown[] {
  return allRowsOf(answer, LIST);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value.replace(/[\\']/g, (character) => `\\${character}`)}'`).join(', ');
}

/** A permission set in a group. */
export type MemberRow = {
  readonly PermissionSetId: string;
  readonly PermissionSetGroupId: string;
  readonly PermissionSetGroup: { readonly DeveloperName: string } | null;
};

/** Assignments by permission set, and the groups that permission sets are in with theirs. */
export type Holders = {
  readonly direct: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, readonly { readonly name: string; readonly assignments: number }[]>;
};

type AssignmentRow = {
  readonly PermissionSetId: string | null;
  readonly setGroup: string | null;
  readonly total: number;
};

/** How many active users are assigned each permission set and each group. */
export const holderQuery =
  'SELECT PermissionSetId, PermissionSetGroupId setGroup, COUNT(Id) total FROM PermissionSetAssignment WHERE Assignee.IsActive = true GROUP BY PermissionSetId, PermissionSetGroupId';

export function holdersOf(assigned: readonly AssignmentRow[], members: readonly MemberRow[]): Holders {
  const direct = new Map<string, number>();
  const byGroup = new Map<string, number>();
  for (const { PermissionSetId, setGroup, total } of assigned) {
    const [map, id] = setGroup === null ? [direct, PermissionSetId] : [byGroup, setGroup];
    if (id !== null) map.set(id, (map.get(id) ?? 0) + total);
  }
  const groups = Map.groupBy(members, ({ PermissionSetId }) => PermissionSetId);
  return {
    direct,
    groups: new Map(
      [...groups].map(([id, own]) => [
        id,
        own.map(({ PermissionSetGroupId: group, PermissionSetGroup: named }) => ({
          name: named?.DeveloperName ?? group,
          assignments: byGroup.get(group) ?? 0,
        })),
      ]),
    ),
  };
}

/** Counts the active users who are assigned any of the permission sets, directly or through a group, each once. */
export function headsQuery(sets: readonly string[], members: readonly MemberRow[]): string {
  return `SELECT COUNT() FROM User WHERE IsActive = true AND Id IN (${assigneesOf(sets, members)})`;
}

/**
 * Counts by profile the people who are assigned one of `working` and none of `seeing`. Users who are no people (of the
 * platform's own processes) have another type.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm (UserType)
 */
export function unseeingQuery(
  working: readonly string[],
  seeing: readonly string[],
  members: readonly MemberRow[],
): string {
  return `SELECT Profile.Name profileName, COUNT(Id) total FROM User WHERE IsActive = true AND UserType = 'Standard' AND Id IN (${assigneesOf(working, members)}) AND Id NOT IN (${assigneesOf(seeing, members)}) GROUP BY Profile.Name`;
}

/** No row has this id: an empty list is not SOQL. */
const NOBODY = '000000000000000AAA';

function assigneesOf(sets: readonly string[], members: readonly MemberRow[]): string {
  const wanted = new Set(sets);
  const groups = new Set(
    members.filter((row) => wanted.has(row.PermissionSetId)).map((row) => row.PermissionSetGroupId),
  );
  const bySet = `PermissionSetId IN (${quoted(sets.length === 0 ? [NOBODY] : sets)})`;
  const filter = groups.size === 0 ? bySet : `(${bySet} OR PermissionSetGroupId IN (${quoted([...groups])}))`;
  return `SELECT AssigneeId FROM PermissionSetAssignment WHERE ${filter}`;
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ');

import type { Grantees, SetAssignment } from '../org/grantees.js';
import type { AssignableRole, Assignment } from '../schema/assignment.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';

/** One permission set, who is to have it, and who of them has it. */
export type Grant = {
  readonly role: AssignableRole;
  readonly permissionSet: string;
  readonly lacking: readonly string[];
  readonly held: readonly string[];
};

/** Why a grantee can't be given anything. */
export type GranteeProblem =
  | { readonly kind: 'UserUnknown' | 'UserInactive'; readonly username: string }
  | { readonly kind: 'GroupUnknown' | 'GroupHasOtherMembers'; readonly group: string };

/** The usernames and groups that assignments name; `me` is the username of whoever asks. */
export function granteesNamed(
  assignments: readonly Assignment[],
  me: string,
): { readonly usernames: string[]; readonly groups: string[] } {
  const usernames = assignments.flatMap((assignment) => usernameIn(assignment, me) ?? []);
  const groups = assignments.flatMap(({ grantee }) => (grantee.kind === 'group' ? grantee.group : []));
  return { usernames: [...new Set(usernames)], groups: [...new Set(groups)] };
}

export function granteeProblems(
  assignments: readonly Assignment[],
  me: string,
  { users, groups }: Grantees,
): GranteeProblem[] {
  const named = granteesNamed(assignments, me);
  const ofUsers = named.usernames.flatMap((username): GranteeProblem[] => {
    const user = users.find((known) => same(known.username, username));
    if (user === undefined) return [{ kind: 'UserUnknown', username }];
    return user.active ? [] : [{ kind: 'UserInactive', username }];
  });
  const ofGroups = named.groups.flatMap((group): GranteeProblem[] => {
    const found = groups.find(({ name }) => same(name, group));
    if (found === undefined) return [{ kind: 'GroupUnknown', group }];
    return found.others === 0 ? [] : [{ kind: 'GroupHasOtherMembers', group }];
  });
  return [...ofUsers, ...ofGroups];
}

/** Who is to have each permission set, each user once, however often the user is named. */
export function wantedSets(
  assignments: readonly Assignment[],
  me: string,
  grantees: Grantees,
): ReadonlyMap<AssignableRole, readonly string[]> {
  const wanted = new Map<AssignableRole, Set<string>>();
  for (const assignment of assignments) {
    const own = wanted.get(assignment.role) ?? new Set();
    for (const id of userIdsOf(assignment, me, grantees)) own.add(id);
    wanted.set(assignment.role, own);
  }
  return new Map([...wanted].map(([role, ids]) => [role, [...ids]]));
}

export function grantsOf(
  wanted: ReadonlyMap<AssignableRole, readonly string[]>,
  { access }: Pick<ProvenanceSchema, 'access'>,
  held: readonly SetAssignment[],
): Grant[] {
  return [...wanted].map(([role, ids]) => {
    const permissionSet = access[role].name;
    const holders = new Set(held.filter((one) => same(one.permissionSet, permissionSet)).map(({ userId }) => userId));
    return {
      role,
      permissionSet,
      lacking: ids.filter((id) => !holders.has(id)),
      held: ids.filter((id) => holders.has(id)),
    };
  });
}

/** How many assignments are to be written. */
export function lackingIn(grants: readonly Grant[]): number {
  return grants.reduce((sum, { lacking }) => sum + lacking.length, 0);
}

function userIdsOf(assignment: Assignment, me: string, { users, groups }: Grantees): readonly string[] {
  const { grantee } = assignment;
  if (grantee.kind === 'group') return groups.find(({ name }) => same(name, grantee.group))?.users ?? [];
  const username = usernameIn(assignment, me);
  return users.filter((user) => username !== undefined && same(user.username, username)).map(({ id }) => id);
}

function usernameIn({ grantee }: Assignment, me: string): string | undefined {
  if (grantee.kind === 'group') return undefined;
  return grantee.kind === 'me' ? me : grantee.username;
}

/** Salesforce compares names without regard to case. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

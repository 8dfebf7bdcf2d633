import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { assign, readGrantees, readHeld, type SetAssignment } from '../../org/grantees.js';
import { orgError } from '../../org/orgError.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import {
  type Grant,
  granteeProblems,
  type GranteeProblem,
  granteesNamed,
  grantsOf,
  lackingIn,
  wantedSets,
} from '../../plan/grants.js';
import type { Plan } from '../../plan/plan.js';
import type { AssignableRole, Assignment } from '../../schema/assignment.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';

/** What became of one permission set, in numbers of users: who they are is nobody's business but the org's. */
export type AssignedSet = {
  readonly role: AssignableRole;
  readonly permissionSet: string;
  /** To how many it was given; in a dry run, would be. */
  readonly assigned: number;
  readonly alreadyHeld: number;
};

type Assigning = {
  readonly connection: Connection;
  readonly schema: ProvenanceSchema;
  readonly assignments: readonly Assignment[];
};

/**
 * Who is to get which permission set and lacks it; two calls, one more for each further thousand users, and nothing is
 * written.
 * @throws SfError `RoleNotInSchema`, `UserUnknown`, `UserInactive`, `GroupUnknown` or `GroupHasOtherMembers`, or what the
 * org would not tell
 */
export async function planGrants(
  { connection, schema, assignments }: Assigning,
  org: OrgIdentity,
  plan: Plan,
): Promise<Grant[]> {
  if (assignments.length === 0) return [];
  assertSets(assignments, schema, plan);
  try {
    return await readGrants({ connection, schema, assignments }, org);
  } catch (error) {
    throw orgError(error, org);
  }
}

async function readGrants({ connection, schema, assignments }: Assigning, org: OrgIdentity): Promise<Grant[]> {
  const { usernames, groups } = granteesNamed(assignments, org.username);
  const found = await readGrantees(connection, usernames, groups);
  const problems = granteeProblems(assignments, org.username, found);
  if (problems.length > 0) throw granteeError(problems, org.name);
  const wanted = wantedSets(assignments, org.username, found);
  const names = [...wanted.keys()].map((role) => schema.access[role].name);
  const users = [...new Set([...wanted.values()].flat())];
  return grantsOf(wanted, schema, users.length === 0 ? [] : await readHeld(connection, names, users));
}

/** What a dry run says of grants that nobody was given. */
export function asPlanned(grants: readonly Grant[]): AssignedSet[] {
  return grants.map(({ role, permissionSet, lacking, held }) => ({
    role,
    permissionSet,
    assigned: lacking.length,
    alreadyHeld: held.length,
  }));
}

/** `refused`: the org's own words, where it would not give a user a permission set. */
export type Granted = { readonly assignments: readonly AssignedSet[]; readonly refused?: string };

/** Gives users of an org what they lack. What goes wrong is in the answer, since what was deployed stays. */
export async function carryOutGrants(
  connection: Connection,
  org: OrgIdentity,
  grants: readonly Grant[],
): Promise<Granted> {
  const lacking = grants.flatMap(({ permissionSet, lacking: ids }) => ids.map((userId) => ({ permissionSet, userId })));
  if (lacking.length === 0) return { assignments: asPlanned(grants) };
  try {
    const { assigned, held, refused } = await assign(connection, lacking);
    const assignments = grants.map((grant) => ({
      role: grant.role,
      permissionSet: grant.permissionSet,
      assigned: countOf(assigned, grant),
      alreadyHeld: grant.held.length + countOf(held, grant),
    }));
    const [first] = refused;
    if (first === undefined) return { assignments };
    const total = `${refused.length} of ${lackingIn(grants)} permission set assignments were refused`;
    return { assignments, refused: `${total}, the first of ${first.permissionSet}: ${first.reason}` };
  } catch (error) {
    return { assignments: [], refused: `The permission sets could not be assigned. ${orgError(error, org).message}` };
  }
}

function countOf(assignments: readonly SetAssignment[], { permissionSet }: Grant): number {
  return assignments.filter((one) => one.permissionSet === permissionSet).length;
}

function assertSets(assignments: readonly Assignment[], schema: ProvenanceSchema, { desired }: Plan): void {
  const sets = new Set(desired.filter(({ type }) => type === 'PermissionSet').map(({ fullName }) => fullName));
  const missing = assignments.find(({ role }) => !sets.has(schema.access[role].name));
  if (missing === undefined) return;
  throw new SfError(
    `The provenance schema has no permission set for the role ${missing.role} in this org.`,
    'RoleNotInSchema',
    ['The role "generator" needs the guard "declared": set guards.declared to true in the provenance schema.'],
  );
}

const WORDS: Readonly<Record<GranteeProblem['kind'], (who: string) => string>> = {
  UserUnknown: (who) => `there is no user ${who}`,
  UserInactive: (who) => `the user ${who} is not active`,
  GroupUnknown: (who) => `there is no public group ${who}`,
  GroupHasOtherMembers: (who) => `groups or roles are members of the public group ${who}, and not users alone`,
};

const ACTIONS: Readonly<Record<GranteeProblem['kind'], (org: string) => string>> = {
  UserUnknown: (org) =>
    `Name users as this org does: sf data query --target-org ${org} --query "SELECT Username FROM User WHERE IsActive = true"`,
  UserInactive: () => 'Activate the user in Setup, or name another.',
  GroupUnknown: (org) =>
    `Name a public group: sf data query --target-org ${org} --query "SELECT DeveloperName FROM Group WHERE Type = 'Regular'"`,
  GroupHasOtherMembers: () => 'Name a group whose members are users, such as one of the groups in it.',
};

function granteeError(problems: readonly GranteeProblem[], org: string): SfError {
  const kinds = [...new Set(problems.map(({ kind }) => kind))];
  return new SfError(
    problems
      .map((problem) => `${org}: ${WORDS[problem.kind]('group' in problem ? problem.group : problem.username)}.`)
      .join('\n'),
    kinds[0],
    ['Nothing was changed in the org.', ...kinds.map((kind) => ACTIONS[kind](org))],
  );
}

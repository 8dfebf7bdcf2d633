import { SfError } from '@salesforce/core/sfError';
import * as z from 'zod';
import { nearestName } from './nearestName.js';

/** The permission sets of the schema by what their holders do; each has its name under `access`. */
export const assignableRoles = ['reader', 'writer', 'steward', 'generator'] as const;
export type AssignableRole = (typeof assignableRoles)[number];

/** Who gets a permission set: a user, those who are in a public group, or whoever the command is logged in as. */
export const assignmentShape = z.strictObject({
  role: z.enum(assignableRoles),
  grantee: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), username: z.string() }),
    z.strictObject({ kind: z.literal('group'), group: z.string() }),
    z.strictObject({ kind: z.literal('me') }),
  ]),
});
export type Assignment = Readonly<z.infer<typeof assignmentShape>>;
type Grantee = Assignment['grantee'];

const GROUP = 'group:';

/**
 * Reads `reader=jane@example.com`, `writer=group:Integration_Users` or `writer=me`.
 * @throws SfError `AssignmentInvalid`
 */
export function parseAssignment(text: string): Assignment {
  const [role = '', ...rest] = text.split('=');
  const who = rest.join('=').trim();
  if (rest.length === 0) throw invalid(text, 'has no "=" between role and user');
  return { role: roleOf(text, role.trim()), grantee: granteeOf(text, who) };
}

function roleOf(text: string, given: string): AssignableRole {
  const role = assignableRoles.find((known) => known === given);
  if (role !== undefined) return role;
  const near = nearestName(given, assignableRoles);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  throw invalid(text, `names no role: "${given}" is none of ${assignableRoles.join(', ')}${meant}`);
}

/**
 * A username looks like an email address: https://help.salesforce.com/s/articleView?id=sf.basics_intro_usernames_passwords.htm;
 * the name of a group is that of its field DeveloperName:
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_group.htm
 */
function granteeOf(text: string, who: string): Grantee {
  if (who === 'me') return { kind: 'me' };
  if (who.startsWith(GROUP)) {
    const group = who.slice(GROUP.length);
    if (/^[A-Za-z]\w*$/.test(group)) return { kind: 'group', group };
    throw invalid(text, `names no public group: "${group}" is no API name, as Setup shows it under "Group Name"`);
  }
  if (/^[^\s@]+@[^\s@]+$/.test(who)) return { kind: 'user', username: who };
  throw invalid(text, who === '' ? 'names nobody' : `names no user: "${who}" is no username`);
}

function invalid(text: string, problem: string): SfError {
  return new SfError(`--assign ${text}: it ${problem}.`, 'AssignmentInvalid', [
    'Name a user by username: --assign reader=jane@example.com',
    'Name a public group by its API name: --assign writer=group:Integration_Users',
    'Name the user whom the command is logged in as: --assign writer=me',
  ]);
}

import type { Connection } from '@salesforce/core';
import { batch, queryPath } from './batch.js';
import type { Asked } from './circumstances.js';
import type { EvidenceRequest, Grantor, Grants } from './evidence.js';

/** Field names in one query, whose text may have 100,000 characters: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const FIELDS_A_QUERY = 500;

/**
 * Who can lift immutability, edit markers and see the badge, by what gives it. Two API calls: the grants, then what is
 * assigned. What a permission set group gives is told of the permission sets in it; what a group mutes is not looked at,
 * so that too much may be told of groups, never too little.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm,
 * sforce_api_objects_setupentityaccess.htm, sforce_api_objects_permissionsetassignment.htm (every profile has a permission
 * set of its own, which its users are assigned) and sforce_api_objects_permissionsetgroupcomponent.htm
 */
export async function readGrants(connection: Connection, request: EvidenceRequest): Promise<Asked<Grants>> {
  try {
    const { bypass, markerFields, badgeFields } = request;
    const queries: readonly (readonly [keyof Grants, string])[] = [
      ['bypass', bypassQuery(bypass)],
      ...parts(markerFields).map((fields) => ['edit', fieldQuery('PermissionsEdit', fields)] as const),
      ...parts(badgeFields).map((fields) => ['badge', fieldQuery('PermissionsRead', fields)] as const),
    ];
    const granted = await rowsOf<GrantRow>(
      connection,
      queries.map(([, soql]) => soql),
    );
    const ids = [...new Set(granted.flat().map(({ ParentId }) => ParentId))];
    const holders = await readHolders(connection, ids);
    const grantors = (kind: keyof Grants): (Grantor & { fields: number })[] =>
      merged(granted.filter((_, index) => queries[index]?.[0] === kind).flat()).map((row) => grantorOf(row, holders));
    return {
      state: 'read',
      value: {
        bypass: grantors('bypass').map(({ fields: _, ...grantor }) => grantor),
        edit: grantors('edit'),
        badge: grantors('badge'),
      },
    };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** `total`: how many fields, or grants of the permission. */
type GrantRow = {
  readonly ParentId: string;
  readonly setName: string;
  readonly prefix: string | null;
  readonly profileName: string | null;
  readonly total: number;
};

const GROUPED =
  'ParentId, Parent.Name setName, Parent.NamespacePrefix prefix, Parent.Profile.Name profileName, COUNT(Id) total';
const GROUPS = 'ParentId, Parent.Name, Parent.NamespacePrefix, Parent.Profile.Name';

function fieldQuery(permission: 'PermissionsEdit' | 'PermissionsRead', fields: readonly string[]): string {
  const names = fields.map((field) => `'${field}'`).join(', ');
  return `SELECT ${GROUPED} FROM FieldPermissions WHERE ${permission} = true AND Parent.Type != 'Group' AND Field IN (${names}) GROUP BY ${GROUPS}`;
}

function bypassQuery(permission: string): string {
  return `SELECT ${GROUPED} FROM SetupEntityAccess WHERE SetupEntityId IN (SELECT Id FROM CustomPermission WHERE DeveloperName = '${permission}' AND NamespacePrefix = null) AND Parent.Type != 'Group' GROUP BY ${GROUPS}`;
}

/** Assignments by permission set, and the groups that permission sets are in with theirs. */
type Holders = {
  readonly direct: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, readonly { readonly name: string; readonly assignments: number }[]>;
};

type AssignmentRow = {
  readonly PermissionSetId: string | null;
  readonly setGroup: string | null;
  readonly total: number;
};
type MemberRow = {
  readonly PermissionSetId: string;
  readonly PermissionSetGroupId: string;
  readonly PermissionSetGroup: { readonly DeveloperName: string } | null;
};

async function readHolders(connection: Connection, ids: readonly string[]): Promise<Holders> {
  if (ids.length === 0) return { direct: new Map(), groups: new Map() };
  const wanted = ids.map((id) => `'${id}'`).join(', ');
  const answers = await rowsOf<AssignmentRow | MemberRow>(connection, [
    'SELECT PermissionSetId, PermissionSetGroupId setGroup, COUNT(Id) total FROM PermissionSetAssignment WHERE Assignee.IsActive = true GROUP BY PermissionSetId, PermissionSetGroupId',
    `SELECT PermissionSetId, PermissionSetGroupId, PermissionSetGroup.DeveloperName FROM PermissionSetGroupComponent WHERE PermissionSetId IN (${wanted})`,
  ]);
  const rows = answers.flat();
  const assigned = rows.filter((row): row is AssignmentRow => 'total' in row);
  const members = rows.filter((row): row is MemberRow => !('total' in row));
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

function grantorOf(row: GrantRow, { direct, groups }: Holders): Grantor & { fields: number } {
  const { ParentId, setName, prefix, profileName, total } = row;
  const own = groups.get(ParentId) ?? [];
  return {
    kind: profileName === null ? 'PermissionSet' : 'Profile',
    name: profileName ?? (prefix === null ? setName : `${prefix}__${setName}`),
    assignments: own.reduce((sum, { assignments }) => sum + assignments, direct.get(ParentId) ?? 0),
    groups: own.map(({ name }) => name).sort(),
    fields: total,
  };
}

/** One row a grantor, of the rows that several queries gave. */
function merged(rows: readonly GrantRow[]): GrantRow[] {
  const byParent = new Map<string, GrantRow>();
  for (const row of rows) {
    byParent.set(row.ParentId, { ...row, total: row.total + (byParent.get(row.ParentId)?.total ?? 0) });
  }
  return [...byParent.values()].sort((a, b) => (a.setName < b.setName ? -1 : 1));
}

/** The whole answers to all queries; throws where the org refuses one, or gives only a part. */
async function rowsOf<Row>(connection: Connection, queries: readonly string[]): Promise<Row[][]> {
  const answers = await batch(connection, queries.map(queryPath));
  return answers.map((answer) => {
    if (!answer.ok) throw new Error(answer.reason);
    const { done, records } = answer.value as { done: boolean; records: Row[] };
    if (!done) throw new Error('the org has more grants than it lists at once');
    return records;
  });
}

function parts(fields: readonly string[]): string[][] {
  const count = Math.ceil(fields.length / FIELDS_A_QUERY);
  return Array.from({ length: count }, (_, index) =>
    fields.slice(index * FIELDS_A_QUERY, (index + 1) * FIELDS_A_QUERY),
  );
}

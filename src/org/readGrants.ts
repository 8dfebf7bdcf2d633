import type { Connection } from '@salesforce/core';
import { type Answer, composite, queryPath } from './composite.js';
import type { Asked } from './circumstances.js';
import {
  type ObservationRequest,
  type Grantor,
  type Grants,
  type PowerfulPermission,
  powerfulPermissions,
} from './observations.js';
import { headsQuery, holderQuery, type Holders, holdersOf, type MemberRow, unseeingQuery } from './holders.js';

/** Characters of names in one query, whose text may have 100,000: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const NAMES_A_QUERY = 90_000;

type Kind = 'bypass' | 'edit' | 'badge' | 'objects' | 'powerful' | 'groups';

/** `total`: how many fields, objects, or grants of the permission. */
type GrantRow = {
  readonly ParentId: string;
  readonly setName: string;
  readonly prefix: string | null;
  readonly profileName: string | null;
  readonly total: number;
};
type SetRow = {
  readonly Id: string;
  readonly Name: string;
  readonly NamespacePrefix: string | null;
  readonly Profile: { readonly Name: string } | null;
} & { readonly [Permission in PowerfulPermission as `Permissions${Permission}`]: boolean };

/**
 * Asks who can lift immutability, edit markers, see the badge and work with the records, by what gives it. What a
 * permission set group gives is told of the permission sets in it; what a group mutes is not looked at, so that too much
 * may be told of groups, never too little.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm,
 * sforce_api_objects_objectpermissions.htm, sforce_api_objects_setupentityaccess.htm,
 * sforce_api_objects_permissionsetassignment.htm (every profile has a permission set of its own, which its users are
 * assigned) and sforce_api_objects_permissionsetgroupcomponent.htm
 */
export function grantQueries(request: ObservationRequest): readonly (readonly [Kind, string])[] {
  const { bypass, markerFields, badgeFields, badgeObjects } = request;
  return [
    ['bypass', bypassQuery(bypass)],
    ...parts(markerFields).map((fields) => ['edit', fieldQuery('PermissionsEdit', fields)] as const),
    ...parts(badgeFields).map((fields) => ['badge', fieldQuery('PermissionsRead', fields)] as const),
    ...parts(badgeObjects).map((objects) => ['objects', objectQuery(objects)] as const),
    ['powerful', POWERFUL],
    [
      'groups',
      'SELECT PermissionSetId, PermissionSetGroupId, PermissionSetGroup.DeveloperName FROM PermissionSetGroupComponent',
    ],
  ];
}

const GROUPED =
  'ParentId, Parent.Name setName, Parent.NamespacePrefix prefix, Parent.Profile.Name profileName, COUNT(Id) total';
const GROUPS = 'ParentId, Parent.Name, Parent.NamespacePrefix, Parent.Profile.Name';
const POWERFUL = `SELECT Id, Name, NamespacePrefix, Profile.Name, ${powerfulPermissions.map((name) => `Permissions${name}`).join(', ')} FROM PermissionSet WHERE Type != 'Group' AND (${powerfulPermissions.map((name) => `Permissions${name} = true`).join(' OR ')})`;

function fieldQuery(permission: 'PermissionsEdit' | 'PermissionsRead', fields: readonly string[]): string {
  return `SELECT ${GROUPED} FROM FieldPermissions WHERE ${permission} = true AND Parent.Type != 'Group' AND Field IN (${quoted(fields)}) GROUP BY ${GROUPS}`;
}

function objectQuery(objects: readonly string[]): string {
  return `SELECT ${GROUPED} FROM ObjectPermissions WHERE PermissionsRead = true AND Parent.Type != 'Group' AND SobjectType IN (${quoted(objects)}) GROUP BY ${GROUPS}`;
}

function bypassQuery(permission: string): string {
  return `SELECT ${GROUPED} FROM SetupEntityAccess WHERE SetupEntityId IN (SELECT Id FROM CustomPermission WHERE DeveloperName = '${permission}' AND NamespacePrefix = null) AND Parent.Type != 'Group' GROUP BY ${GROUPS}`;
}

/** The grants in the answers to `grantQueries`, with who has them: one more API call. It throws nothing. */
export async function readGrants(
  connection: Connection,
  request: ObservationRequest,
  answers: readonly Answer[],
): Promise<Asked<Grants>> {
  try {
    const granted = grantedIn(answers, request);
    const sets = setsOf(granted);
    const everywhere = granted.badge.filter(({ total }) => total >= request.badgeFields.length);
    const [assigned, unseeing, ...heads] = await composite(
      connection,
      [
        holderQuery,
        unseeingQuery(idsOf(granted.objects), idsOf(everywhere), granted.groups),
        ...Object.values(sets).map((ids) => headsQuery(ids, granted.groups)),
      ].map(queryPath),
    );
    const people = Object.fromEntries(Object.keys(sets).map((kind, index) => [kind, countOf(heads[index])]));
    return {
      state: 'read',
      value: {
        ...grantsOf(granted, holdersOf(rowsOf(assigned), granted.groups)),
        people: people as Grants['people'],
        unseeing: rowsOf<{ profileName: string; total: number }>(unseeing).map(({ profileName, total }) => ({
          profile: profileName,
          users: total,
        })),
      },
    };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}

type Granted = Readonly<Record<'bypass' | 'edit' | 'badge' | 'objects', readonly GrantRow[]>> & {
  readonly powerful: readonly SetRow[];
  readonly groups: readonly MemberRow[];
};

function grantedIn(answers: readonly Answer[], request: ObservationRequest): Granted {
  const asked = grantQueries(request);
  const rowsOfKind = <Row>(kind: Kind): Row[] =>
    asked.flatMap(([own], index) => (own === kind ? rowsOf<Row>(answers[index]) : []));
  return {
    bypass: merged(rowsOfKind('bypass')),
    edit: merged(rowsOfKind('edit')),
    badge: merged(rowsOfKind('badge')),
    objects: merged(rowsOfKind('objects')),
    powerful: rowsOfKind('powerful'),
    groups: rowsOfKind('groups'),
  };
}

/** The permission sets whose holders are counted. */
function setsOf({ bypass, edit, badge, powerful }: Granted): Record<keyof Grants['people'], string[]> {
  const having = (permission: PowerfulPermission): string[] =>
    powerful.filter((row) => row[`Permissions${permission}`]).map(({ Id }) => Id);
  return {
    bypass: idsOf(bypass),
    edit: idsOf(edit),
    badge: idsOf(badge),
    CustomizeApplication: having('CustomizeApplication'),
    ModifyAllData: having('ModifyAllData'),
  };
}

const idsOf = (rows: readonly GrantRow[]): string[] => rows.map(({ ParentId }) => ParentId);

function grantsOf(granted: Granted, holders: Holders): Omit<Grants, 'people' | 'unseeing'> {
  const grantors = (rows: readonly GrantRow[]): (Grantor & { fields: number })[] =>
    rows.map(({ ParentId, setName, prefix, profileName, total }) => ({
      ...grantorOf({ id: ParentId, name: setName, prefix, profile: profileName }, holders),
      fields: total,
    }));
  return {
    bypass: grantors(granted.bypass).map(({ fields: _, ...grantor }) => grantor),
    edit: grantors(granted.edit),
    badge: grantors(granted.badge),
    powerful: granted.powerful.map(({ Id, Name, NamespacePrefix, Profile, ...flags }) => ({
      ...grantorOf({ id: Id, name: Name, prefix: NamespacePrefix, profile: Profile?.Name ?? null }, holders),
      permissions: powerfulPermissions.filter((permission) => flags[`Permissions${permission}`]),
    })),
  };
}

type PermissionSetRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string | null;
  readonly profile: string | null;
};

function grantorOf({ id, name, prefix, profile }: PermissionSetRow, { direct, groups }: Holders): Grantor {
  const own = groups.get(id) ?? [];
  return {
    kind: profile === null ? 'PermissionSet' : 'Profile',
    name: profile ?? (prefix === null ? name : `${prefix}__${name}`),
    assignments: own.reduce((sum, { assignments }) => sum + assignments, direct.get(id) ?? 0),
    groups: own.map((group) => group.name).sort(),
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

/** The whole answer to a query; throws where the org refuses it, or gives only a part. */
function rowsOf<Row>(answer: Answer | undefined): Row[] {
  const { done, records } = valueOf(answer) as { done: boolean; records: Row[] };
  if (!done) throw new Error('the org has more grants than it lists at once');
  return records;
}

function countOf(answer: Answer | undefined): number {
  return (valueOf(answer) as { totalSize: number }).totalSize;
}

function valueOf(answer: Answer | undefined): unknown {
  if (answer?.ok !== true) throw new Error(answer?.reason ?? 'the org did not answer');
  return answer.value;
}

/** Names that fit into one query each, so that the number of calls hardly grows with objects. */
function parts(names: readonly string[]): string[][] {
  const found: string[][] = [];
  let room = 0;
  for (const name of names) {
    const length = quoted([name]).length + ', '.length;
    if (length > room) {
      found.push([]);
      room = NAMES_A_QUERY;
    }
    found.at(-1)?.push(name);
    room -= length;
  }
  return found;
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { notEmulated } from '../org/apiError.js';
import { externalMatches } from './externalId.js';
import { problem, type RecordProblem } from './recordError.js';

/** Values that another record already has although they are unique. */
export function duplicateProblems(org: EmbeddedOrg, object: ObjectDefinition, row: StoredRow): RecordProblem[] {
  const problems = [...object.fields.values()]
    .filter((field) => field.unique && field.formula === undefined)
    .flatMap((field) => {
      const other = externalMatches(org, object, field, row[field.name] ?? null).find((id) => id !== row['Id']);
      return other === undefined ? [] : [duplicate(object, field, other)];
    });
  refuseSecondMembership(org, object, row);
  return object.name === 'PermissionSetAssignment' ? [...problems, ...duplicateAssignment(org, object, row)] : problems;
}

/** Source: https://github.com/sfb2csolutionarchitects/b2c-crm-sync/issues/98 (the other record's id has 15 characters) */
function duplicate(object: ObjectDefinition, field: FieldDefinition, other: string): RecordProblem {
  return object.name === 'User' && field.name === 'Username'
    ? problem(
        'DUPLICATE_USERNAME',
        'Duplicate Username.<br>Another user has already selected this username.<br>Please select another.',
        'Username',
      )
    : problem(
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.slice(0, 15)}`,
      );
}

/**
 * An org answers with the membership that is there.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_groupmember.htm
 */
function refuseSecondMembership(org: EmbeddedOrg, object: ObjectDefinition, row: StoredRow): void {
  if (object.name !== 'GroupMember') return;
  const matches = ['GroupId', 'UserOrGroupId'].map((name) => {
    const field = catalogOf(org).field(object.name, name);
    return new Set(field === undefined ? [] : externalMatches(org, object, field, row[name] ?? null));
  });
  const [ofGroup = new Set(), ofMember = new Set()] = matches;
  if ([...ofGroup].some((id) => id !== row['Id'] && ofMember.has(id)))
    throw notEmulated('a member of a group who is made a member of it again');
}

function duplicateAssignment(org: EmbeddedOrg, object: ObjectDefinition, row: StoredRow): RecordProblem[] {
  const assignee = catalogOf(org).field(object.name, 'AssigneeId');
  const set = catalogOf(org).field(object.name, 'PermissionSetId');
  if (assignee === undefined || set === undefined) return [];
  const ofUser = new Set(externalMatches(org, object, assignee, row['AssigneeId'] ?? null));
  const other = externalMatches(org, object, set, row['PermissionSetId'] ?? null).find((id) => ofUser.has(id));
  if (other === undefined || other === row['Id']) return [];
  const short = (field: string): string => String(row[field]).slice(0, 15);
  return [
    problem(
      'DUPLICATE_VALUE',
      `Duplicate PermissionSetAssignment. Assignee: ${short('AssigneeId')}; Permission Set: ${short('PermissionSetId')}`,
      'AssigneeId',
      'PermissionSetId',
    ),
  ];
}

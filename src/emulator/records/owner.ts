import { bodiesOf, textOf } from '../catalog/metadataBody.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordOf, type Saving } from './saving.js';

/**
 * Whether the owner that a request names may own the record: an active user, or a queue for the object.
 * Sources: https://github.com/SalesforceLabs/Milestones-PM/issues/26 (inactive user),
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_queuesobject.htm
 */
export function ownerProblems({ org, object, given, before }: Saving): RecordProblem[] {
  const owner = given['OwnerId'];
  if (typeof owner !== 'string' || owner === before?.['OwnerId'] || !object.fields.has('OwnerId')) return [];
  const user = recordOf(org, 'User', owner);
  if (user !== undefined) {
    return user['IsActive'] === 1
      ? []
      : [problem('INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', 'OwnerId')];
  }
  const group = recordOf(org, 'Group', owner);
  const queue = group?.['Type'] === 'Queue' ? org.components.get('Queue', String(group['DeveloperName'])) : undefined;
  const takes = bodiesOf(queue?.body ?? {}, 'queueSobject').some(
    (each) => textOf(each, 'sobjectType')?.toLowerCase() === object.name.toLowerCase(),
  );
  return takes ? [] : [problem('INVALID_OPERATION', 'Queue not associated with this SObject type', 'OwnerId')];
}

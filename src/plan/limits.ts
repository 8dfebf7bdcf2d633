import { nameObjects } from './objectGroups.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { Change } from './plan.js';

/**
 * Custom fields and active validation rules that an object may have, by the edition's name in Organization.
 * Sources: https://help.salesforce.com/s/articleView?id=sf.custom_field_allocations.htm&type=5 and
 * https://help.salesforce.com/s/articleView?id=xcloud.overview_limits_general.htm&type=5. What an org bought in addition,
 * or a package brought, is not counted against it here: such an org may take more, never less.
 */
const LIMITS: Readonly<Record<string, { customFields: number; activeRules: number }>> = {
  'Enterprise Edition': { customFields: 500, activeRules: 100 },
  'Unlimited Edition': { customFields: 800, activeRules: 500 },
  'Performance Edition': { customFields: 800, activeRules: 500 },
  'Developer Edition': { customFields: 500, activeRules: 100 },
};

type Added = Pick<Change, 'action' | 'component' | 'differences'>;
type LimitProblem = { readonly problem: string; readonly action: string };

/** What an org has no room for; empty too where its limits or its usage are not known, which `limitsUnknown` says. */
export function limitBlockers({ org, usage }: OrgSnapshot, changes: readonly Added[]): LimitProblem[] {
  const limits = LIMITS[org.edition];
  if (limits === undefined || usage.state === 'unread') return [];
  const added = new Map<string, { customFields: number; activeRules: number }>();
  for (const change of changes) {
    const { action, component } = change;
    if (component.object === undefined) continue;
    const sum = added.get(component.object) ?? { customFields: 0, activeRules: 0 };
    if (component.type === 'CustomField' && action === 'create') sum.customFields += 1;
    if (activates(change)) sum.activeRules += 1;
    added.set(component.object, sum);
  }
  const tooMany = (kind: 'customFields' | 'activeRules', words: string): LimitProblem[] => {
    const objects = [...added]
      .filter(([object, sum]) => sum[kind] > 0 && (usage.objects.get(object)?.[kind] ?? 0) + sum[kind] > limits[kind])
      .map(([object]) => object);
    if (objects.length === 0) return [];
    return [
      {
        problem: `${nameObjects(objects)} would have more than ${limits[kind]} ${words}, the most that ${org.edition} allows on an object.`,
        action: `Remove ${words} that are no longer used, or list the object under "exclude" in the provenance schema, with a reason.`,
      },
    ];
  };
  return [...tooMany('customFields', 'custom fields'), ...tooMany('activeRules', 'active validation rules')];
}

/** Whether a change makes one more rule active. */
function activates({ action, component, differences }: Added): boolean {
  if (component.type !== 'ValidationRule' || !component.body.active) return false;
  return action === 'create' || differences.some(({ element }) => element === 'active');
}

/** Why an org's limits could not be checked; undefined when they were. */
export function limitsUnknown({ org, usage }: OrgSnapshot): string | undefined {
  if (usage.state === 'unread') return `how many fields and rules the objects have could not be read: ${usage.reason}`;
  return LIMITS[org.edition] === undefined ? `the limits of the edition “${org.edition}” are not known` : undefined;
}

import { isPending, type OrgPlan, wasThere } from '../../fleet/planFleet.js';
import type { Shard } from '../../fleet/selectOrgs.js';
import type { Gap } from '../../metadata/target.js';
import { keyOf } from '../../metadata/component.js';
import type { OrgRole } from '../../schema/provenanceSchema.js';
import type { Difference } from '../../plan/difference.js';
import { type ChangeLine, changeLine, describeChange } from '../../plan/describeChange.js';
import type { PreflightRow } from '../../plan/preflight.js';
import type { Standing } from '../../plan/standing.js';

/** One thing that a deploy would create or change, what it means, and who brought it about. */
export type PlannedChange = ChangeLine & {
  readonly state: Standing['state'];
  /** What `state` rests on. */
  readonly because: Standing['because'];
  readonly differences: readonly { readonly element: string; readonly desired?: string; readonly actual?: string }[];
  /** The newest entry of the setup audit trail about the component, where one is known. */
  readonly lastChange?: { readonly by?: string; readonly at: string; readonly what: string };
};

/** Where one org stands. `conforms`: nothing is to be done. `notReadable`: what differs is not known, or not wholly. */
export type PlannedOrgResult = {
  readonly name: string;
  readonly state: 'conforms' | 'pending' | 'notReadable';
  readonly ring?: string;
  readonly owner?: string;
  readonly role?: OrgRole;
  readonly username?: string;
  readonly organizationId?: string;
  /** Why nothing could be read, and what to do. */
  readonly error?: { readonly message: string; readonly actions: readonly string[] };
  /** How many components the schema wants in this org. */
  readonly components: number;
  readonly changes: readonly PlannedChange[];
  readonly unread: readonly { readonly component: string; readonly reason: string }[];
  readonly missingObjects: readonly { readonly name: string; readonly optional: boolean }[];
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
  /** Why nobody could be named for the changes; absent when the setup audit trail was read or not needed. */
  readonly auditTrailUnread?: string;
  /** Empty when nothing is pending. */
  readonly preflight: readonly PreflightRow[];
  /** API calls that it took; absent where the org could not be read. */
  readonly apiCalls?: number;
};

export type SyntheticPlanResult = {
  /** Which part of how many this is, where runners share a fleet. */
  readonly shard?: Shard;
  readonly pending: number;
  readonly notReadable: number;
  readonly total: number;
  readonly orgs: readonly PlannedOrgResult[];
};

/** The exit codes of a plan: pending counts only for who asks for it, and then outweighs what could not be read. */
export const planExitCodes = { done: 0, pending: 3, notReadable: 4 } as const;

export function planExitCode({ pending, notReadable }: SyntheticPlanResult, pendingCounts: boolean): number {
  if (pendingCounts && pending > 0) return planExitCodes.pending;
  return notReadable > 0 ? planExitCodes.notReadable : planExitCodes.done;
}

/** What a command prints as JSON, and what a person's tables are made from. */
export function planResult(plans: readonly OrgPlan[], shard?: Shard): SyntheticPlanResult {
  return { ...(shard === undefined ? {} : { shard }), ...planOf(plans.map(orgResult)) };
}

/** The result of these orgs together. */
export function planOf(orgs: readonly PlannedOrgResult[]): Omit<SyntheticPlanResult, 'shard'> {
  return {
    pending: orgs.filter(({ state }) => state === 'pending').length,
    notReadable: orgs.filter(({ state, unread }) => state === 'notReadable' || unread.length > 0).length,
    total: orgs.length,
    orgs,
  };
}

function orgResult(plan: OrgPlan): PlannedOrgResult {
  const { ring, owner } = plan.fleetOrg ?? {};
  const known = {
    name: plan.name,
    ...(ring === undefined ? {} : { ring }),
    ...(owner === undefined ? {} : { owner }),
  };
  if (plan.state === 'unread') {
    const nothing = { components: 0, changes: [], unread: [], missingObjects: [], gaps: [], notes: [], preflight: [] };
    return { ...known, ...nothing, state: 'notReadable', error: { message: plan.message, actions: plan.actions } };
  }
  const { role, username, organizationId } = plan.org;
  const { desired, unread, scope, gaps, notes } = plan.plan;
  return {
    ...known,
    state: isPending(plan.plan) ? 'pending' : unread.length > 0 ? 'notReadable' : 'conforms',
    role,
    username,
    organizationId,
    components: desired.length,
    changes: plannedChanges(plan),
    unread: unread.map(({ component, reason }) => ({ component: keyOf(component), reason })),
    missingObjects: scope.missing.map(({ name, optional }) => ({ name, optional })),
    gaps,
    notes: [...overrideNotes(plan), ...notes],
    ...(plan.auditTrailUnread === undefined ? {} : { auditTrailUnread: plan.auditTrailUnread }),
    preflight: plan.preflight,
    apiCalls: plan.apiCalls,
  };
}

type ReadPlan = Extract<OrgPlan, { state: 'read' }>;

function plannedChanges({ plan, standings }: ReadPlan): PlannedChange[] {
  const there = wasThere(plan);
  return plan.changes.flatMap((change, index): PlannedChange[] => {
    const standing = standings[index];
    if (standing === undefined) return [];
    const { state, because, lastChange } = standing;
    return [
      {
        ...changeLine(change),
        meaning: describeChange(change, there),
        state,
        because,
        differences: change.differences.map(differenceJson),
        ...(lastChange === undefined
          ? {}
          : {
              lastChange: {
                ...(lastChange.by === undefined ? {} : { by: lastChange.by }),
                at: lastChange.at,
                what: lastChange.display,
              },
            }),
      },
    ];
  });
}

function differenceJson({ element, desired, actual }: Difference): PlannedChange['differences'][number] {
  return { element, ...(desired === undefined ? {} : { desired }), ...(actual === undefined ? {} : { actual }) };
}

/** What the fleet file lets this org do otherwise; whoever reads the plan should know. */
function overrideNotes({ fleetOrg }: ReadPlan): string[] {
  const { exclude = [], objects = [], acceptsSynthetic } = fleetOrg ?? {};
  return [
    ...exclude.map(({ name, reason }) => `${name} is out of scope in this org: ${reason}`),
    ...objects.map(({ name, reason }) => `${name} has settings of its own in this org: ${reason}`),
    ...(acceptsSynthetic === undefined
      ? []
      : [
          `This org ${acceptsSynthetic.value ? 'accepts' : 'refuses'} synthetic records, whatever its role says: ${acceptsSynthetic.reason}`,
        ]),
  ];
}

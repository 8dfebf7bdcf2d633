import type { Asked, Circumstances, DeployPermission, OrgAccess } from '../org/circumstances.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import { limitsUnknown } from './limits.js';
import { nameObjects } from './objectGroups.js';
import type { Plan } from './plan.js';
import type { RecordCount } from './rejectedRecords.js';

/** What is looked at before an org is written to, in this order. */
export type PreflightRow = {
  readonly check:
    'apiVersion' | 'apiCalls' | 'permissions' | 'objects' | 'names' | 'limits' | 'records' | 'deployQueue' | 'tests';
  /** `blocked`: a deploy would fail or do harm. `warning`: it works, but a person should know. */
  readonly state: 'ok' | 'warning' | 'blocked' | 'unknown';
  readonly finding: string;
  /** What to do; only where something is to be done. */
  readonly action?: string;
};

/** What is known of existing records: counts by object, or that nobody asked for them. */
export type RecordFacts =
  { readonly state: 'notCounted' } | { readonly state: 'counted'; readonly counts: readonly RecordCount[] };

/**
 * The version that the newest of what is deployed needs: UserPermissionAccess.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userpermissionaccess.htm
 */
const OLDEST_VERSION = 41;

/** Sending a job and asking how far it is, more often the longer it takes. */
export const CALLS_OF_A_JOB = 20;
/** Reading the org before and after, who holds permission sets, and taking them away. */
export const OTHER_CALLS = 20;
/** Components that an org takes minutes for. */
const COMPONENTS_OF_A_LONG_JOB = 2_500;

/** How many API calls the deploy of so many changes takes at most, by estimate: how long the org takes is not known. */
export function callsNeeded(changes: number): number {
  return OTHER_CALLS + CALLS_OF_A_JOB * (2 + Math.ceil(changes / COMPONENTS_OF_A_LONG_JOB));
}

/** Judges whether a plan can be carried out. Pure. */
export function preflight(
  plan: Plan,
  snapshot: OrgSnapshot,
  circumstances: Circumstances,
  records: RecordFacts,
): PreflightRow[] {
  return [
    ...accessRows(snapshot.access, { work: 'deploy', calls: callsNeeded(plan.changes.length) }),
    objects(plan),
    names(plan),
    limits(plan, snapshot),
    existingRecords(records),
    deployQueue(circumstances.deployQueue),
    {
      check: 'tests',
      state: 'ok',
      // Source: https://developer.salesforce.com/docs/atlas.en-us.daas.meta/daas/meta_deploy_running_tests.htm
      finding: 'none run, in production neither: the package holds no Apex',
    },
  ];
}

/** What is about to be done to an org, and how many API calls it may take. */
export type Errand = { readonly work: 'deploy' | 'removal' | 'assignment'; readonly calls: number };

/** What the user may do in the org, as it is known once the org has been read. */
export function accessRows(access: OrgAccess, errand: Errand): PreflightRow[] {
  // Who deploys nothing needs no more than the calls.
  if (errand.work === 'assignment') return [apiCalls(access.apiCalls, errand)];
  return [apiVersion(access.apiVersion), apiCalls(access.apiCalls, errand), permissions(access.permissions)];
}

function apiVersion(version: string): PreflightRow {
  const check = 'apiVersion';
  if (Number(version) >= OLDEST_VERSION) return { check, state: 'ok', finding: version };
  return {
    check,
    state: 'blocked',
    finding: `${version} is too old`,
    action: `Choose ${OLDEST_VERSION}.0 or later: --api-version, or "sf config set org-api-version".`,
  };
}

const WORKS: Readonly<Record<Errand['work'], string>> = {
  deploy: 'a deploy',
  removal: 'a removal',
  assignment: 'assigning permission sets',
};

function apiCalls(asked: OrgAccess['apiCalls'], { work, calls: needed }: Errand): PreflightRow {
  const check = 'apiCalls';
  if (asked.state === 'unread') return unknown(check, asked);
  const { remaining, limit } = asked.value;
  const finding = `${remaining} of ${limit} left today`;
  if (remaining >= needed) return { check, state: 'ok', finding };
  return {
    check,
    state: 'blocked',
    finding: `${finding}, and ${WORKS[work]} may take ${needed}`,
    action: `Wait until at least ${needed} are left: the allowance is one of 24 hours that move along.`,
  };
}

const PERMISSION_LABELS: Readonly<Record<DeployPermission, string>> = {
  ModifyMetadata: 'Modify Metadata Through Metadata API Functions',
  ModifyAllData: 'Modify All Data',
  CustomizeApplication: 'Customize Application',
  ViewSetup: 'View Setup and Configuration',
};

/**
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm (Permissions): either
 * of the first two, and what the same change in Setup takes.
 */
function permissions(asked: OrgAccess['permissions']): PreflightRow {
  const check = 'permissions';
  if (asked.state === 'unread') return unknown(check, asked);
  const held = asked.value;
  const missing: DeployPermission[] = [
    ...(held.has('ModifyMetadata') || held.has('ModifyAllData') ? [] : (['ModifyMetadata'] as const)),
    ...(['CustomizeApplication', 'ViewSetup'] as const).filter((name) => !held.has(name)),
  ];
  if (missing.length === 0) return { check, state: 'ok', finding: 'the user may deploy' };
  const list = missing.map((name) => `"${PERMISSION_LABELS[name]}"`).join(', ');
  return {
    check,
    state: 'blocked',
    finding: `the user lacks ${list}`,
    action: `Give the user a permission set with ${list}, or log in as another user.`,
  };
}

function objects({ scope }: Plan): PreflightRow {
  const check = 'objects';
  const missing = scope.missing.filter(({ optional }) => !optional).map(({ name }) => name);
  if (missing.length === 0) return { check, state: 'ok', finding: `all ${scope.targets.length} are there` };
  return {
    check,
    state: 'blocked',
    finding: `the org has no ${nameObjects(missing)}, or the user can’t see it`,
    action:
      'Correct the name under "objects" in the provenance schema, or mark it optional: { name: …, optional: true }.',
  };
}

function names({ blockers }: Plan): PreflightRow {
  const check = 'names';
  const collisions = blockers.filter(({ component }) => component !== undefined);
  const [first] = collisions;
  if (first === undefined) return { check, state: 'ok', finding: 'no field of another kind is in the way' };
  return {
    check,
    state: 'blocked',
    finding: [...new Set(collisions.map(({ problem }) => problem))].join(' '),
    action: first.action,
  };
}

function limits({ blockers }: Plan, snapshot: OrgSnapshot): PreflightRow {
  const check = 'limits';
  const reached = blockers.filter(({ component }) => component === undefined);
  const [first] = reached;
  if (first !== undefined) {
    return { check, state: 'blocked', finding: reached.map(({ problem }) => problem).join(' '), action: first.action };
  }
  const why = limitsUnknown(snapshot);
  return why === undefined
    ? { check, state: 'ok', finding: 'every object has room for the fields and rules' }
    : { check, state: 'unknown', finding: why };
}

function existingRecords(facts: RecordFacts): PreflightRow {
  const check = 'records';
  if (facts.state === 'notCounted') {
    return { check, state: 'unknown', finding: 'not counted', action: 'Count them: --count-records' };
  }
  const unread = facts.counts.filter(({ count }) => count.state === 'unread').map(({ object }) => object);
  const found = (enforced: boolean): string[] =>
    facts.counts.flatMap(({ object, count, ...each }) =>
      each.enforced === enforced && count.state === 'read' && count.value > 0 ? [`${count.value} of ${object}`] : [],
    );
  const [rejected, later] = [found(true), found(false)];
  if (rejected.length + later.length > 0) {
    const parts = [
      ...(rejected.length > 0 ? [`the guard "complete" would reject edits of ${rejected.join(', ')}`] : []),
      ...(later.length > 0
        ? [`the guard "complete" will reject edits of ${later.join(', ')} once it is enforced`]
        : []),
      ...(unread.length > 0 ? [`not known of ${nameObjects(unread)}`] : []),
    ];
    return {
      check,
      state: 'warning',
      finding: parts.join('; '),
      action:
        rejected.length > 0
          ? 'Correct the markers of these records first, or their users can’t save them.'
          : 'Correct the markers of these records before the guard is enforced.',
    };
  }
  if (unread.length > 0) {
    return { check, state: 'unknown', finding: `could not be counted on ${nameObjects(unread)}` };
  }
  return { check, state: 'ok', finding: 'the guard "complete" rejects none that is there' };
}

function deployQueue(asked: Circumstances['deployQueue']): PreflightRow {
  const check = 'deployQueue';
  if (asked.state === 'unread') return unknown(check, asked);
  if (asked.value === 0) return { check, state: 'ok', finding: 'no deploy waits or runs' };
  return { check, state: 'warning', finding: `${asked.value} waiting or running; a deploy waits for them` };
}

function unknown(check: PreflightRow['check'], { reason }: Extract<Asked<unknown>, { state: 'unread' }>): PreflightRow {
  return { check, state: 'unknown', finding: `not known: ${reason}` };
}

import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { keyOf } from '../metadata/component.js';
import { traitsOf } from '../metadata/objectTraits.js';
import { countCalls } from '../org/apiCalls.js';
import { countRecords } from '../org/countRecords.js';
import { gatherSnapshot } from '../org/gatherSnapshot.js';
import { readCircumstances } from '../org/readCircumstances.js';
import type { OrgIdentity } from '../org/snapshot.js';
import { makePlan, type Plan } from '../plan/plan.js';
import { preflight, type PreflightRow, type RecordFacts } from '../plan/preflight.js';
import { rejectedRecords } from '../plan/rejectedRecords.js';
import { type Standing, standings } from '../plan/standing.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { FleetOrg } from './fleetFile.js';
import { schemaFor } from './schemaFor.js';

/** One org to plan for; `fleetOrg` is its entry in the fleet file, if it has one. */
export type PlannedOrg = {
  readonly name: string;
  readonly connect: () => Promise<Connection>;
  readonly fleetOrg?: FleetOrg | undefined;
};

export type PlanFleetRequest = {
  readonly schema: ProvenanceSchema;
  readonly orgs: readonly PlannedOrg[];
  /** How many orgs are asked at the same time. */
  readonly concurrency: number;
  /** Whether records that the guards would reject are counted: one more call for each five objects. */
  readonly countRecords: boolean;
  readonly now: Date;
  /** Throws when an org is not what the fleet file declares; that ends the whole run. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
  readonly onOrgDone: (done: number, total: number) => void;
};

/** What is known of one org's way to the schema, or why nothing is. */
export type OrgPlan = { readonly name: string; readonly fleetOrg?: FleetOrg | undefined } & (
  | {
      readonly state: 'read';
      readonly org: OrgIdentity;
      readonly plan: Plan;
      /** One for each change of the plan, in its order. */
      readonly standings: readonly Standing[];
      /** Why nobody can be named for the changes; undefined when the audit trail was read, or not needed. */
      readonly auditTrailUnread: string | undefined;
      /** Empty when nothing is to be deployed. */
      readonly preflight: readonly PreflightRow[];
      /** API calls that it took. */
      readonly apiCalls: number;
    }
  | { readonly state: 'unread'; readonly message: string; readonly actions: readonly string[] }
);

/**
 * Plans for orgs side by side, and writes to none. One that can't be reached or read is a plan that says so. Only an
 * org that is not what the fleet file declares ends the run: the file is then wrong about who is who.
 */
export async function planFleet(request: PlanFleetRequest): Promise<OrgPlan[]> {
  // A mistake in the fleet file shows before anything is asked.
  const orgs = request.orgs.map((org) => ({
    ...org,
    schema: org.fleetOrg === undefined ? request.schema : schemaFor(request.schema, org.fleetOrg),
  }));
  let done = 0;
  return pMap(
    orgs,
    async (org) => {
      const plan = await planOrg(request, org);
      done += 1;
      request.onOrgDone(done, orgs.length);
      return plan;
    },
    { concurrency: request.concurrency },
  );
}

async function planOrg(
  request: PlanFleetRequest,
  { name, connect, fleetOrg, schema }: PlannedOrg & { readonly schema: ProvenanceSchema },
): Promise<OrgPlan> {
  try {
    const connection = await connect();
    const calls = countCalls(connection);
    const snapshot = await gatherSnapshot(connection, name, schema);
    request.verifyIdentity(snapshot.org);
    const plan = makePlan(schema, snapshot);
    const known = { name, fleetOrg, state: 'read', org: snapshot.org, plan } as const;
    if (!isPending(plan))
      return { ...known, standings: [], auditTrailUnread: undefined, preflight: [], apiCalls: calls() };
    const [circumstances, records] = await Promise.all([
      readCircumstances(connection),
      readRecords(request, connection, rejectedRecords(schema, plan, snapshot, request.now)),
    ]);
    const { auditTrail } = circumstances;
    return {
      ...known,
      standings: standings(plan, snapshot, auditTrail.state === 'read' ? auditTrail.value : []),
      auditTrailUnread: auditTrail.state === 'unread' ? auditTrail.reason : undefined,
      preflight: preflight(plan, snapshot, circumstances, records),
      apiCalls: calls(),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'OrgRoleMismatch') throw error;
    const { message, actions = [] } = error as { message: string; actions?: readonly string[] };
    return { name, fleetOrg, state: 'unread', message, actions };
  }
}

/** Whether a deploy would change something in the org, or stop because an object is missing there. */
export function isPending({ changes, scope }: Plan): boolean {
  return changes.length > 0 || scope.missing.some(({ optional }) => !optional);
}

/** Whether the org had what a grant or a list view names before this plan: the plan does not create it. */
export function wasThere(plan: Plan): (name: string) => boolean {
  const created = new Set(
    plan.changes.filter(({ action }) => action === 'create').map(({ component }) => keyOf(component)),
  );
  const desired = new Set(plan.desired.map(keyOf));
  return (name) => {
    const [object = '', field] = name.split('.', 2);
    const key =
      field === undefined
        ? (`CustomPermission:${name}` as const)
        : (`CustomField:${traitsOf(object).fieldHome}.${field}` as const);
    return desired.has(key) && !created.has(key);
  };
}

async function readRecords(
  request: PlanFleetRequest,
  connection: Connection,
  questions: ReturnType<typeof rejectedRecords>,
): Promise<RecordFacts> {
  if (!request.countRecords) return { state: 'notCounted' };
  const asked = questions.flatMap(({ condition, ...question }) =>
    condition === undefined ? [] : [{ ...question, condition }],
  );
  const counts = await countRecords(
    connection,
    asked.map(({ object, condition }) => `SELECT COUNT() FROM ${object} WHERE ${condition}`),
  );
  return {
    state: 'counted',
    counts: asked.map(({ object, enforced }, index) => ({
      object,
      enforced,
      count: counts[index] ?? { state: 'unread', reason: 'the org did not answer' },
    })),
  };
}

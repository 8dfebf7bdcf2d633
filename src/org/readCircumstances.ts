import type { Connection } from '@salesforce/core';
import { type Answer, batch, queryPath } from './batch.js';
import {
  type Asked,
  type Circumstances,
  deployPermissions,
  type DeployPermission,
  type SetupEntry,
} from './circumstances.js';

/** As many entries as one answer holds; older ones are not looked at. */
const MOST_ENTRIES = 2000;

/**
 * The changes in Setup of the last 180 days, which is how long they are kept.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm
 */
const AUDIT_TRAIL = `SELECT Action, Section, Display, CreatedDate, CreatedBy.Username FROM SetupAuditTrail ORDER BY CreatedDate DESC, Id DESC LIMIT ${MOST_ENTRIES}`;

/**
 * The permissions of the user who asks, whatever gives them; asking takes no permission.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userpermissionaccess.htm
 */
const PERMISSIONS = `SELECT ${deployPermissions.map((name) => `Permissions${name}`).join(', ')} FROM UserPermissionAccess LIMIT 1`;

/**
 * Deploys that wait or run; an org works on one at a time.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_deployrequest.htm
 */
const DEPLOY_QUEUE = "SELECT Id FROM DeployRequest WHERE Status IN ('Pending', 'InProgress')";

/** Asks for all circumstances in two calls. What the org would not say is a value; it throws nothing. */
export async function readCircumstances(connection: Connection): Promise<Circumstances> {
  const [[limits, permissions, auditTrail], deployQueue] = await Promise.all([
    readBatch(connection, ['limits', queryPath(PERMISSIONS), queryPath(AUDIT_TRAIL)]),
    readQueue(connection),
  ]);
  return {
    apiVersion: connection.getApiVersion(),
    apiCalls: asked(limits, apiCallsOf),
    permissions: asked(permissions, permissionsOf),
    deployQueue,
    auditTrail: asked(auditTrail, entriesOf),
  };
}

async function readBatch(connection: Connection, paths: readonly string[]): Promise<Answer[]> {
  try {
    return await batch(connection, paths);
  } catch (error) {
    return paths.map(() => ({ ok: false, reason: reasonOf(error) }));
  }
}

async function readQueue(connection: Connection): Promise<Asked<number>> {
  try {
    return { state: 'read', value: (await connection.tooling.query(DEPLOY_QUEUE)).totalSize };
  } catch (error) {
    return { state: 'unread', reason: reasonOf(error) };
  }
}

function asked<T>(answer: Answer | undefined, read: (value: unknown) => T | undefined): Asked<T> {
  if (answer?.ok !== true) return { state: 'unread', reason: inOneLine(answer?.reason ?? 'the org did not answer') };
  const value = read(answer.value);
  return value === undefined ? { state: 'unread', reason: 'the org gave no such value' } : { state: 'read', value };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
function apiCallsOf(value: unknown): { remaining: number; limit: number } | undefined {
  const { DailyApiRequests } = value as { DailyApiRequests?: { Max: number; Remaining: number } };
  return DailyApiRequests && { remaining: DailyApiRequests.Remaining, limit: DailyApiRequests.Max };
}

function permissionsOf(value: unknown): ReadonlySet<DeployPermission> | undefined {
  const [row] = (value as { records: readonly Readonly<Record<string, unknown>>[] }).records;
  return row && new Set(deployPermissions.filter((name) => row[`Permissions${name}`] === true));
}

type TrailRow = {
  readonly Action: string;
  readonly Section: string | null;
  readonly Display: string | null;
  readonly CreatedDate: string;
  readonly CreatedBy: { readonly Username: string } | null;
};

function entriesOf(value: unknown): SetupEntry[] {
  return (value as { records: readonly TrailRow[] }).records.map(
    ({ Action, Section, Display, CreatedDate, CreatedBy }) => ({
      action: Action,
      section: Section ?? '',
      display: Display ?? '',
      at: new Date(CreatedDate).toISOString(),
      by: CreatedBy?.Username,
    }),
  );
}

function reasonOf(error: unknown): string {
  return inOneLine(error instanceof Error ? error.message : String(error));
}

/** A refused query comes back with its text and a pointer into it; what was wrong stands in the last line. */
function inOneLine(reason: string): string {
  return reason.trim().split('\n').at(-1) ?? reason;
}

import type { Connection } from '@salesforce/core';
import type { Asked, Circumstances, SetupEntry } from './circumstances.js';
import { inOneLine } from './readAccess.js';

/** As many entries as one answer holds; older ones are not looked at. */
const MOST_ENTRIES = 2000;

/**
 * The changes in Setup of the last 180 days, which is how long they are kept.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm
 */
const AUDIT_TRAIL = `SELECT Action, Section, Display, CreatedDate, CreatedBy.Username FROM SetupAuditTrail ORDER BY CreatedDate DESC, Id DESC LIMIT ${MOST_ENTRIES}`;

/**
 * Deploys that wait or run; an org works on one at a time.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_deployrequest.htm
 */
const DEPLOY_QUEUE = "SELECT Id FROM DeployRequest WHERE Status IN ('Pending', 'InProgress')";

/** Asks for all circumstances in two calls. What the org would not say is a value; it throws nothing. */
export async function readCircumstances(connection: Connection): Promise<Circumstances> {
  const [auditTrail, deployQueue] = await Promise.all([
    readAuditTrail(connection),
    asked(async () => (await connection.tooling.query(DEPLOY_QUEUE)).totalSize),
  ]);
  return { auditTrail, deployQueue };
}

/** The newest changes in Setup, newest first, in one call. */
export function readAuditTrail(connection: Connection): Promise<Circumstances['auditTrail']> {
  return asked(async () => (await connection.query<TrailRow>(AUDIT_TRAIL)).records.map(entryOf));
}

async function asked<T>(read: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { state: 'read', value: await read() };
  } catch (error) {
    return { state: 'unread', reason: inOneLine(error instanceof Error ? error.message : String(error)) };
  }
}

type TrailRow = {
  readonly Action: string;
  readonly Section: string | null;
  readonly Display: string | null;
  readonly CreatedDate: string;
  readonly CreatedBy: { readonly Username: string } | null;
};

function entryOf({ Action, Section, Display, CreatedDate, CreatedBy }: TrailRow): SetupEntry {
  return {
    action: Action,
    section: Section ?? '',
    display: Display ?? '',
    at: new Date(CreatedDate).toISOString(),
    by: CreatedBy?.Username,
  };
}

import type { Connection } from '@salesforce/core';
import type { OrgRole } from '../schema/provenanceSchema.js';
import type { OrgIdentity } from './snapshot.js';

export type OrganizationRow = {
  Id: string;
  IsSandbox: boolean;
  OrganizationType: string;
  TrialExpirationDate: string | null;
};

/** Asks an org who it is; it has one row. */
export const IDENTITY_QUERY = 'SELECT Id, IsSandbox, OrganizationType, TrialExpirationDate FROM Organization';

/** Asks the org itself who it is: what is stored on this machine may be from before a refresh. One API call. */
export async function readIdentity(connection: Connection, name: string): Promise<OrgIdentity> {
  return identityOf(connection, name, await connection.singleRecordQuery<OrganizationRow>(IDENTITY_QUERY));
}

/** Who an org is, by its own row. */
export function identityOf(connection: Connection, name: string, row: OrganizationRow): OrgIdentity {
  return {
    name,
    username: connection.getUsername() ?? name,
    organizationId: row.Id,
    instanceUrl: connection.instanceUrl.replace(/\/+$/, ''),
    role: roleOf(row),
    edition: row.OrganizationType,
  };
}

/**
 * Anything that is not provably a sandbox counts as production, the stricter policy: a Developer Edition org too.
 * Scratch orgs are sandboxes that expire.
 * Source: https://github.com/forcedotcom/sfdx-core, `Org.determineIfScratch` and `Org.isSandbox`.
 */
export function roleOf({
  IsSandbox,
  TrialExpirationDate,
}: Pick<OrganizationRow, 'IsSandbox' | 'TrialExpirationDate'>): OrgRole {
  if (!IsSandbox) return 'production';
  return TrialExpirationDate === null ? 'sandbox' : 'scratch';
}

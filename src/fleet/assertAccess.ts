import { SfError } from '@salesforce/core/sfError';
import type { OrgSnapshot } from '../org/snapshot.js';
import { accessRows, type Errand, type PreflightRow } from '../plan/preflight.js';

/**
 * Throws where the user can't carry something out in an org, or the org has too few API calls left to end it:
 * `ApiBudgetExceeded`, `DeployBlocked`, `RemovalBlocked`.
 */
export function assertAccess({ org, access }: Pick<OrgSnapshot, 'org' | 'access'>, errand: Errand): void {
  const blocked = accessRows(access, errand).filter(({ state }) => state === 'blocked');
  const [first] = blocked;
  if (first === undefined) return;
  throw new SfError(
    blocked.map(({ check, finding }) => `${org.name}, ${WORDS[check] ?? check}: ${finding}.`).join('\n'),
    first.check === 'apiCalls' ? 'ApiBudgetExceeded' : BLOCKED[errand.work],
    [
      ...blocked.flatMap(({ action }) => action ?? []),
      ...(first.check === 'apiCalls' ? [`See what is left: sf org list limits --target-org ${org.name}`] : []),
    ],
  );
}

const BLOCKED = { deploy: 'DeployBlocked', removal: 'RemovalBlocked', assignment: 'DeployBlocked' } as const;

const WORDS: Partial<Record<PreflightRow['check'], string>> = {
  apiVersion: 'API version',
  apiCalls: 'API calls',
  permissions: 'permissions',
};

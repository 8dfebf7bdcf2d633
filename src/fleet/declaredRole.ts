import { SfError } from '@salesforce/core/sfError';
import type { OrgIdentity } from '../org/snapshot.js';
import type { Fleet } from './fleetFile.js';

/**
 * Holds an org against what the fleet file declares of it. An org that is not in the file is not held to anything.
 * Throws `OrgRoleMismatch` when the declared role is not the one the org reports: acting on a production org that
 * somebody took for a sandbox is the mistake this prevents.
 */
export function verifyDeclaredRole(fleet: Fleet, { name, username, role }: OrgIdentity): void {
  const declared = fleet.orgs.find(({ org }) => org === name || org === username);
  if (declared === undefined || declared.role === role) return;
  throw new SfError(
    `The fleet file declares ${declared.org} as ${declared.role}, but the org says that it is ${role}.`,
    'OrgRoleMismatch',
    [
      `Check which org the alias stands for: sf org display --target-org ${name}`,
      'Correct the role in the fleet file.',
    ],
  );
}

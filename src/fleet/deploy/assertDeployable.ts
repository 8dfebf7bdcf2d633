import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { keyOf } from '../../metadata/component.js';
import { callsLeft } from '../../org/apiCalls.js';
import { callsToAssign } from '../../org/grantees.js';
import type { OrgSnapshot } from '../../org/snapshot.js';
import { nameObjects } from '../../plan/objectGroups.js';
import type { Plan } from '../../plan/plan.js';
import type { Divided } from '../../plan/portion.js';
import { callsNeeded } from '../../plan/preflight.js';
import { assertAccess } from '../assertAccess.js';

/**
 * Throws an SfError where it is certain before anything is written that a deploy would fail, harm, or end half-way:
 * `ObjectNotInOrg`, `DeployBlocked`, `OrgNotReadable`, `MarkersMissing`, `ApiBudgetExceeded`.
 */
export function assertDeployable(plan: Plan, snapshot: OrgSnapshot, divided: Divided): void {
  const { org } = snapshot;
  assertObjects(plan, org.name);
  if (plan.blockers.length > 0) {
    throw new SfError(plan.blockers.map(({ problem }) => problem).join('\n'), 'DeployBlocked', [
      ...new Set(plan.blockers.map(({ action }) => action)),
    ]);
  }
  if (plan.unread.length > 0) {
    const list = plan.unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
    throw new SfError(
      `${org.name} could not be read whole, so what differs is not known:\n${list.join('\n')}`,
      'OrgNotReadable',
      [
        'Use a user who may read this metadata ("View Setup and Configuration", "Modify Metadata Through Metadata API Functions").',
      ],
    );
  }
  if (divided.now.length === 0) return;
  assertFoundation(divided, org.name);
  assertAccess(snapshot, { work: 'deploy', calls: callsNeeded(divided.now.length) });
}

/**
 * Throws `ApiBudgetExceeded` where the org has too few API calls left to be deployed to and then give users so many
 * permission sets. What it has left is in its last answer.
 */
export function assertAffordable(
  connection: Connection,
  { org, access }: OrgSnapshot,
  { now }: Divided,
  assignments: number,
): void {
  if (assignments === 0) return;
  const known = { org, access: { ...access, apiCalls: callsLeft(connection) } };
  const calls = callsToAssign(assignments);
  if (now.length === 0) assertAccess(known, { work: 'assignment', calls });
  else assertAccess(known, { work: 'deploy', calls: callsNeeded(now.length) + calls });
}

function assertObjects({ scope }: Plan, name: string): void {
  const missing = scope.missing.filter(({ optional }) => !optional).map((object) => object.name);
  if (missing.length === 0) return;
  throw new SfError(
    `${name} has no object ${missing.join(', ')}, which the provenance schema lists, or the user can’t see it.`,
    'ObjectNotInOrg',
    [
      'Correct the name under "objects" in the provenance schema; upper and lower case count.',
      'If not every org has it, mark it optional: { name: …, optional: true }.',
    ],
  );
}

/** A guard names markers, policy and permission: without them the server refuses it. */
function assertFoundation({ later }: Divided, name: string): void {
  const missing = later.filter(({ action, stage }) => action === 'create' && stage === 'foundation');
  if (missing.length === 0) return;
  throw new SfError(
    `The guards need what ${name} does not have yet: ${nameObjects(missing.map(({ component }) => keyOf(component)))}.`,
    'MarkersMissing',
    [`Deploy the markers first: sf synthetic deploy --target-org ${name} --stage markers`],
  );
}

import { keyOf } from '../metadata/component.js';
import type { RecordCounts } from '../org/observations.js';
import { guardOf, suspensionOfRule } from '../plan/enforcement.js';
import type { Suspension } from '../schema/enforcement.js';
import type { GuardId } from '../schema/provenanceSchema.js';
import type { AuditInput } from './check.js';
import type { Finding } from './finding.js';
import { notCounted } from './recordFindings.js';
import { waived } from './waivers.js';

/**
 * The findings on guards, those that pass as declared but refuse nothing made what they are: failures that somebody
 * answers for until a day.
 */
export function suspendedFindings(input: AuditInput, findings: readonly Finding[]): Finding[] {
  const rules = new Map<string, AuditInput['plan']['desired'][number]>(
    input.plan.desired.map((component) => [keyOf(component), component]),
  );
  return findings.map((finding) => {
    const rule = rules.get(finding.subject);
    const suspension = rule === undefined ? undefined : suspensionOfRule(input.schema, rule);
    const guard = rule === undefined ? undefined : guardOf(input.schema, rule);
    if (finding.status !== 'pass' || suspension === undefined || guard === undefined) return finding;
    const { mode, since } = suspension;
    const refused = wouldRefuse(input, guard.id, input.snapshot.observations?.records?.get(guard.object));
    return waivedBy(suspension, {
      ...finding,
      message: `not enforced since ${since}, by declaration: ${WORDS[mode]}; ${refused}`,
      remediation: 'Once its records are in order, take the guard out of "enforcement" and deploy.',
    });
  });
}

const WORDS = { reportOnly: 'it only reports', inactive: 'it is switched off' } as const;

/** What would be a failure, as one for which the suspension answers. */
export function waivedBy({ until, ...answer }: Suspension, finding: Finding): Finding {
  return waived({ ...finding, status: 'fail' }, { ...answer, expires: until });
}

/** How many records the guard would refuse; what leaves no trace in a record can't be counted. */
function wouldRefuse({ schema, snapshot }: AuditInput, guard: GuardId, counts: RecordCounts | undefined): string {
  if (guard !== 'complete' && guard !== 'contained') return 'records do not show what it would refuse';
  if (snapshot.observations?.records === undefined) return 'records that it would refuse were not counted (--records)';
  const accepts = guard === 'contained' && schema.policy.acceptsSynthetic[snapshot.org.role];
  const asked = guard === 'complete' ? counts?.broken : counts?.synthetic;
  if (accepts || asked === undefined) return 'it would refuse none of its records';
  if (asked.state === 'unread') return notCounted(asked.reason).message;
  return `it would refuse ${asked.value === 0 ? 'none' : asked.value} of its records`;
}

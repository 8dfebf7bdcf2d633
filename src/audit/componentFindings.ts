import { type DesiredComponent, keyOf, type Purpose } from '../metadata/component.js';
import { describeChange } from '../plan/describeChange.js';
import type { Change } from '../plan/plan.js';
import type { AuditInput, CheckMetadata } from './check.js';
import type { Finding, Severity } from './finding.js';

/**
 * One finding for each component that serves `purpose`: it is there as the schema wants it, it is not, or it could not
 * be read. `severityOf` may raise the check's severity for what is worse than usual.
 */
export function componentFindings(
  { plan, snapshot }: AuditInput,
  metadata: CheckMetadata,
  purpose: Purpose,
  severityOf: (change: Change) => Severity = () => metadata.severity,
): Finding[] {
  const changes = new Map(plan.changes.map((change) => [keyOf(change.component), change]));
  const unread = new Map(plan.unread.map(({ component, reason }) => [keyOf(component), reason]));
  return plan.desired
    .filter((component) => component.purpose === purpose)
    .map((component): Finding => {
      const key = keyOf(component);
      const about = subject(component);
      const reason = unread.get(key);
      const change = changes.get(key);
      const remediation = metadata.remediation.replaceAll('%s', snapshot.org.name);
      if (reason !== undefined) {
        return {
          ...about,
          check: metadata.id,
          severity: metadata.severity,
          status: 'notEvaluated',
          message: `not readable: ${reason}`,
          remediation,
        };
      }
      if (change === undefined) {
        return {
          ...about,
          check: metadata.id,
          severity: metadata.severity,
          status: 'pass',
          message: 'as the schema wants it',
          remediation: '',
        };
      }
      return {
        ...about,
        check: metadata.id,
        severity: severityOf(change),
        status: 'fail',
        message: describeChange(change),
        remediation,
      };
    });
}

function subject(component: DesiredComponent): Pick<Finding, 'subject' | 'object' | 'name'> {
  const { object, fullName } = component;
  return object === undefined
    ? { subject: keyOf(component), name: fullName }
    : { subject: keyOf(component), object, name: fullName.slice(object.length + 1) };
}

import { keyOf, type Purpose } from '../metadata/component.js';
import { describeChange } from '../plan/describeChange.js';
import type { Change, Named } from '../plan/plan.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { AuditInput, CheckMetadata } from './check.js';
import type { Finding, Severity } from './finding.js';
import { remediationFor } from './remediation.js';

type Telling = {
  readonly severityOf?: (change: Change) => Severity;
  readonly messageOf?: (change: Change) => string;
};

/**
 * One finding for each component that serves `purpose`: it is there as the schema wants it, it is not, or it could not
 * be read. `severityOf` may raise the check's severity for what is worse than usual, `messageOf` say more of a change.
 */
export function componentFindings(
  { plan, snapshot }: AuditInput,
  metadata: CheckMetadata,
  purpose: Purpose,
  { severityOf = () => metadata.severity, messageOf = describeChange }: Telling = {},
): Finding[] {
  const changes = new Map(plan.changes.map((change) => [keyOf(change.component), change]));
  const unread = new Map(plan.unread.map(({ component, reason }) => [keyOf(component), reason]));
  const desired = new Set(plan.desired.map(keyOf));
  // What is to be extended and could not be read is not among the desired: what it should be is not known.
  const unknown = plan.unread.map(({ component }) => component).filter((component) => !desired.has(keyOf(component)));
  const judged = [...plan.desired, ...unknown].filter((component) => component.purpose === purpose);
  if (judged.length === 0) return [notAskedFor(metadata, snapshot)];
  return judged.map((component): Finding => {
    const key = keyOf(component);
    const about = subjectOf(component);
    const reason = unread.get(key);
    const change = changes.get(key);
    const remediation = remediationFor(metadata.remediation, snapshot.org.name);
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
      message: messageOf(change),
      remediation,
    };
  });
}

/** A report shows every check, those too that the schema gives nothing to look at. */
function notAskedFor({ id, severity }: CheckMetadata, { org }: OrgSnapshot): Finding {
  return {
    check: id,
    severity,
    status: 'pass',
    subject: 'Org',
    name: org.name,
    message: 'the provenance schema asks for none here',
    remediation: '',
  };
}

/** What a finding on a component is about. */
export function subjectOf(component: Named): Pick<Finding, 'subject' | 'object' | 'name'> {
  const { object, fullName } = component;
  return object === undefined
    ? { subject: keyOf(component), name: fullName }
    : { subject: keyOf(component), object, name: fullName.slice(object.length + 1) };
}

import type { AuditInput, CheckMetadata } from './check.js';
import type { Finding } from './finding.js';
import { remediationFor } from './remediation.js';

/** A finding on something that is no component; on the org itself where `about` names nothing. */
export function observationFinding(
  { snapshot }: AuditInput,
  metadata: CheckMetadata,
  outcome: Pick<Finding, 'status' | 'message'> & Partial<Pick<Finding, 'severity' | 'remediation'>>,
  about?: Pick<Finding, 'subject' | 'object' | 'name'>,
): Finding {
  const { name } = snapshot.org;
  const mends = outcome.status === 'pass' ? '' : remediationFor(metadata.remediation, name);
  return {
    check: metadata.id,
    severity: metadata.severity,
    remediation: mends,
    ...(about ?? { subject: 'Org', name }),
    ...outcome,
  };
}

export const NOT_GATHERED = 'it was not asked for';

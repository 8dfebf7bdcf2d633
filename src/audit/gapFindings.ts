import type { Gap } from '../metadata/target.js';
import type { AuditInput, CheckMetadata } from './check.js';
import type { Finding } from './finding.js';

/** Without these a record can pass for a genuine one, whatever else there is. */
const NEVER_REPLACED: ReadonlySet<Gap['lacks']> = new Set([
  'coverage',
  'marker fields',
  'validation rules',
  'lead conversion',
]);

/** One finding for each thing of the kinds `lacks` that an object can't take: it fails unless something else serves. */
export function gapFindings({ plan }: AuditInput, metadata: CheckMetadata, lacks: readonly Gap['lacks'][]): Finding[] {
  return plan.gaps
    .filter((gap) => lacks.includes(gap.lacks))
    .map((gap): Finding => {
      const served = gap.instead !== undefined && !NEVER_REPLACED.has(gap.lacks);
      return {
        check: metadata.id,
        severity: metadata.severity,
        subject: `Object:${gap.object}`,
        object: gap.object,
        name: gap.lacks,
        status: served ? 'pass' : 'fail',
        message: `${gap.reason}; in its place: ${gap.instead ?? 'nothing'}`,
        remediation: served ? '' : gap.action,
      };
    });
}

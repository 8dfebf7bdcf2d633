import type { CheckMetadata } from '../audit/check.js';
import { checks } from '../audit/checks/index.js';
import type { AuditReport } from './auditReport.js';

/** What is known of a check that this version of the plugin does not have. */
export type CheckRule = Pick<CheckMetadata, 'id' | 'title' | 'severity'> &
  Partial<Pick<CheckMetadata, 'risk' | 'remediation' | 'references'>>;

/** Every check that the report can speak of: all there are, and those only its findings name. */
export function checkRules({ orgs }: AuditReport): CheckRule[] {
  const known: readonly CheckRule[] = Object.values(checks).map(({ metadata }) => metadata);
  const rules = new Map(known.map((rule) => [rule.id, rule]));
  for (const { findings } of orgs) {
    for (const { check, severity } of findings) {
      if (!rules.has(check)) rules.set(check, { id: check, title: check, severity });
    }
  }
  return [...rules.values()];
}

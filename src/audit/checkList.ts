import type { CheckMetadata } from './check.js';
import { checks } from './checks/index.js';
import { frameworkList, requirementsOf } from './frameworkList.js';
import type { Severity } from './finding.js';

/** What a check says about itself, as `--json` gives it. `remediation` names the org as `<org>`. */
export type CheckDescription = {
  id: string;
  /** The condition under which it passes. */
  title: string;
  severity: Severity;
  /** What may happen where it fails. */
  risk: string;
  /** What to type or do to make it pass. */
  remediation: string;
  references: string[];
  /** Requirements of laws and standards that it bears on, `gdpr 5(1)(a)`. */
  requirements: string[];
};

/** Every check there is, in the order in which an audit shows them. */
export function checkList(): CheckDescription[] {
  const frameworks = frameworkList();
  return Object.values(checks).map(({ metadata }: { metadata: CheckMetadata }) => {
    const { id, title, severity, risk, remediation, references } = metadata;
    return {
      id,
      title,
      severity,
      risk,
      remediation: remediation.replaceAll('%s', '<org>'),
      references,
      requirements: requirementsOf(id, frameworks),
    };
  });
}

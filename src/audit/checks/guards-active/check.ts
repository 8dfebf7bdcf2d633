import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { componentFindings, subjectOf } from '../../componentFindings.js';
import { suspendedFindings } from '../../suspendedFindings.js';
import type { Finding } from '../../finding.js';
import { gapFindings } from '../../gapFindings.js';
import { observationFinding } from '../../observationFinding.js';
import { remediationFor } from '../../remediation.js';

const metadata: CheckMetadata = {
  id: 'guards-active',
  title: 'Every guard of the schema is active on every object in scope, with the condition of the schema',
  severity: 'critical',
  risk: 'A guard that is missing, switched off or weakened lets incomplete, altered or forbidden synthetic records in, and nothing else stops them.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_validationformulas.htm'],
};

export const check: Check = {
  metadata,
  evaluate: (input) => [
    ...suspendedFindings(input, componentFindings(input, metadata, 'guard')),
    ...reportFindings(input),
    ...gapFindings(input, metadata, ['validation rules']),
  ],
};

/** What shows the records that guards would refuse: wanted where they only report, left over where they do no longer. */
function reportFindings(input: AuditInput): Finding[] {
  const { desired, left } = input.plan;
  const wanted = desired.some(({ purpose }) => purpose === 'report');
  return [
    ...(wanted ? componentFindings(input, { ...metadata, severity: 'medium' }, 'report') : []),
    ...left.map((component) =>
      observationFinding(
        input,
        { ...metadata, severity: 'low' },
        {
          status: 'manual',
          message: 'left over from a time when guards only reported; whether people still look at it can’t be told',
          remediation: remediationFor('sf synthetic remove --leftovers --target-org %s', input.snapshot.org.name),
        },
        subjectOf(component),
      ),
    ),
  ];
}

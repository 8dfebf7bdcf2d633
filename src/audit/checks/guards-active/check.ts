import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';
import { gapFindings } from '../../gapFindings.js';

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
    ...componentFindings(input, metadata, 'guard'),
    ...gapFindings(input, metadata, ['validation rules']),
  ],
};

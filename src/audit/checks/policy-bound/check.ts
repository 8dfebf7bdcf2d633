import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';

const metadata: CheckMetadata = {
  id: 'policy-bound',
  title: 'The org has a policy, written for this very org, that accepts synthetic records only where the schema does',
  severity: 'high',
  risk: 'A policy that accepts synthetic records where none belong opens the org to them; one written for another org blocks all synthetic work until it is renewed.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadata.htm'],
};

export const check: Check = {
  metadata,
  evaluate: (input) =>
    componentFindings(input, metadata, 'policy', ({ differences }) =>
      // Accepting what the schema refuses is the one failure that lets synthetic records in.
      differences.some(({ desired, actual }) => desired?.endsWith('false') && actual?.endsWith('true'))
        ? 'critical'
        : metadata.severity,
    ),
};

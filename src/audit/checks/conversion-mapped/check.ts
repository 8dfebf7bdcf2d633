import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';
import { gapFindings } from '../../gapFindings.js';

const metadata: CheckMetadata = {
  id: 'conversion-mapped',
  title: 'A converted lead hands its markers on to the account, contact and opportunity',
  severity: 'high',
  risk: 'Lead fields that are not mapped are lost on conversion: a synthetic lead becomes a customer, a person and a deal that look genuine.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_leadconvertsettings.htm'],
};

export const check: Check = {
  metadata,
  evaluate: (input) => [
    ...componentFindings(input, metadata, 'conversion'),
    ...gapFindings(input, metadata, ['lead conversion']),
  ],
};

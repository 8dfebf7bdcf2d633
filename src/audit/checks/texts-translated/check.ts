import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';

const metadata: CheckMetadata = {
  id: 'texts-translated',
  title: 'The markers, the badge and the guards speak every language of the schema',
  severity: 'low',
  risk: 'A warning that its reader does not understand warns nobody.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_customobjecttranslation.htm',
  ],
};

export const check: Check = { metadata, evaluate: (input) => componentFindings(input, metadata, 'translation') };

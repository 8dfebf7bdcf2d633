import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';
import { gapFindings } from '../../gapFindings.js';

const metadata: CheckMetadata = {
  id: 'badges-shown',
  title: 'The badge field, its image and the list views exist for every object in scope',
  severity: 'medium',
  risk: 'People who cannot see that a record is synthetic act on it: they call, refund, ship or report on a customer who does not exist.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: [
    'https://help.salesforce.com/s/articleView?id=platform.customize_functions_image.htm',
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listview.htm',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => [
    ...componentFindings(input, metadata, 'badge'),
    ...gapFindings(input, metadata, ['list views', 'badge column']),
  ],
};

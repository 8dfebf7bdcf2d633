import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';
import { gapFindings } from '../../gapFindings.js';

const metadata: CheckMetadata = {
  id: 'markers-present',
  title: 'Every object in scope carries the marker fields, with the type, length and texts of the schema',
  severity: 'critical',
  risk: 'Without the markers a synthetic record cannot be told from a customer’s; it can reach checkout, recommendations, training data and regulators unmarked.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: [
    'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => [
    ...componentFindings(input, metadata, 'marker'),
    ...gapFindings(input, metadata, ['field history']),
  ],
};

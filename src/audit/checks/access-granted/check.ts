import type { Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';

const metadata: CheckMetadata = {
  id: 'access-granted',
  title: 'The reader, writer and steward permission sets grant exactly what the schema says',
  severity: 'high',
  risk: 'A missing grant hides the markers from everyone, administrators included; a wider one lets more people alter provenance than were meant to.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_permissionset.htm'],
};

export const check: Check = { metadata, evaluate: (input) => componentFindings(input, metadata, 'access') };

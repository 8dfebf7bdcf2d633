import { describeChange } from '../../../plan/describeChange.js';
import type { Change } from '../../../plan/plan.js';
import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { componentFindings } from '../../componentFindings.js';

const metadata: CheckMetadata = {
  id: 'policy-bound',
  title: 'The org has a policy, written for this very org, that accepts synthetic records only where the schema does',
  severity: 'high',
  risk: 'A policy that accepts synthetic records where none belong opens the org to them; one written for another org blocks all synthetic work until it is renewed.',
  remediation: 'sf synthetic deploy --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadata.htm',
    'https://help.salesforce.com/s/articleView?id=platform.data_sandbox_servers_and_ids.htm&type=5',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) =>
    componentFindings(input, metadata, 'policy', {
      // Accepting what the schema refuses is the one failure that lets synthetic records in.
      severityOf: ({ differences }) =>
        differences.some(({ desired, actual }) => desired?.endsWith('false') && actual?.endsWith('true'))
          ? 'critical'
          : metadata.severity,
      messageOf: (change) => [describeChange(change), ...refreshed(input, change)].join('; '),
    }),
};

/**
 * What looks like a refresh. It makes a sandbox a copy of another org, the policy too, and gives it a new id, which
 * the platform also writes where the other org's stood in metadata. So the record names another org, or this one with
 * what the other one accepts.
 * Source: https://help.salesforce.com/s/articleView?id=platform.data_sandbox_servers_and_ids.htm&type=5
 */
function refreshed({ snapshot, fleet }: AuditInput, { component, differences }: Change): string[] {
  if (snapshot.org.role !== 'sandbox' || component.type !== 'CustomMetadata') return [];
  const owner = differences.map(({ actual }) => /\b00D\w{12,15}\b/.exec(actual ?? '')?.[0]).find(Boolean);
  const refuses = differences.some(({ desired, actual }) => desired?.endsWith('true') && actual?.endsWith('false'));
  if (owner === undefined && !refuses) return [];
  const source = fleet?.known.find(({ organizationId }) => organizationId.slice(0, 15) === owner?.slice(0, 15))?.name;
  return [
    `it looks like a sandbox refresh from ${source ?? (owner === undefined ? 'production' : 'that org')} that dropped the policy`,
  ];
}

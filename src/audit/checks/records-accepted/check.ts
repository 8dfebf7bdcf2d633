import type { RecordCounts } from '../../../org/observations.js';
import type { Check, CheckMetadata } from '../../check.js';
import { notCounted, recordFindings } from '../../recordFindings.js';

const metadata: CheckMetadata = {
  id: 'records-accepted',
  title: 'An org whose policy accepts no synthetic records has none',
  severity: 'critical',
  risk: 'Synthetic records in production reach customers, reports, recommendations and training sets, whatever the guards refuse from now on.',
  remediation:
    'Find out where they came from, then delete them: sf data query --target-org %s --query "SELECT Id FROM <object> WHERE <marker> = TRUE"',
  references: [
    'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    'https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_groupby.htm',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const accepts = input.schema.policy.acceptsSynthetic[input.snapshot.org.role];
    return recordFindings(input, metadata, ({ all, synthetic, sources, large }) => {
      if (all.state === 'unread') return notCounted(all.reason);
      if (synthetic.state === 'unread') return notCounted(synthetic.reason);
      const of = large ? `about ${all.value}` : String(all.value);
      const from = sources.state === 'read' ? bySource(sources.value) : '; by which sources was not counted';
      const share = `${synthetic.value} of ${of} records are synthetic${percent(synthetic.value, all.value)}${synthetic.value === 0 ? '' : from}`;
      if (accepts || synthetic.value === 0) return { status: 'pass', message: share };
      return { status: 'fail', message: `${share}, and the policy accepts none` };
    });
  },
};

function bySource({ named, more }: Extract<RecordCounts['sources'], { state: 'read' }>['value']): string {
  const each = named.map(({ source, records }) => `${source === '' ? 'no source' : source} (${records})`);
  return each.length === 0 ? '' : `, from ${each.join(', ')}${more ? ' and others' : ''}`;
}

function percent(part: number, all: number): string {
  return part === 0 || all === 0 ? '' : ` (${((part / all) * 100).toFixed(1)} %)`;
}

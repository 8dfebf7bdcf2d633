import type { RecordCounts } from '../../../org/observations.js';
import type { Check, CheckMetadata } from '../../check.js';
import { notCounted, recordFindings } from '../../recordFindings.js';

const metadata: CheckMetadata = {
  id: 'records-complete',
  title: 'No record has markers that are incomplete, contradict each other or lie in the future',
  severity: 'high',
  risk: 'A record that is marked in part is taken for genuine by one reader and for synthetic by the next; nobody can trace where it came from.',
  remediation:
    'Let a steward complete or correct their markers, then audit again: sf synthetic audit --target-org %s --records',
  references: ['https://eur-lex.europa.eu/eli/reg/2024/1689/oj'],
};

export const check: Check = {
  metadata,
  evaluate: (input) =>
    recordFindings(input, metadata, ({ broken, gaps }) => {
      if (broken === undefined) return undefined;
      if (broken.state === 'unread') return notCounted(broken.reason);
      return broken.value === 0
        ? { status: 'pass', message: 'every record’s markers are whole' }
        : {
            status: 'fail',
            message: `${broken.value} of its records have markers that the guard "complete" would refuse${inWords(gaps, broken.value)}`,
          };
    }),
};

/** A record can lack two things at once; what lies in the future is what is left where nothing lacks. */
function inWords(gaps: RecordCounts['gaps'], broken: number): string {
  if (gaps?.state !== 'read') return '';
  const { withoutSource, withoutTime, genuineWithSource, genuineWithTime } = gaps.value;
  const kinds = [
    [withoutSource, 'synthetic without a source'],
    [withoutTime, 'synthetic without a time'],
    [genuineWithSource, 'genuine with a source'],
    [genuineWithTime, 'genuine with a time'],
  ] as const;
  const named = kinds.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  const lacking = withoutSource + withoutTime + genuineWithSource + genuineWithTime;
  // What lacks nothing and is broken all the same was generated in the future, or carries a batch.
  return `: ${[...named, ...(broken > lacking ? ['with a time in the future, or genuine with a batch'] : [])].join(', ')}`;
}

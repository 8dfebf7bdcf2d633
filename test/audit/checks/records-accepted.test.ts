import { check } from '../../../src/audit/checks/records-accepted/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { RecordCounts } from '../../../src/org/observations.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, anOrg, someCounts, someObservations } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Case'] });
const some = (value: number) => ({ state: 'read', value }) as const;

function judged(counts: Partial<RecordCounts> | undefined, role: 'production' | 'sandbox' = 'production'): Finding[] {
  const observations = someObservations({
    records: counts === undefined ? undefined : new Map([['Case', someCounts(counts)]]),
  });
  return judgedBy(check)(schema, aConformingOrg(schema, { org: anOrg({ role }), facts: { observations } }));
}

describe('the check records-accepted', () => {
  it('Given nobody asked to count, When judged, Then a person is told how, and nothing fails', () => {
    const findings = judged(undefined);

    expect(open(findings)).toEqual([['Org', 'manual']]);
    expect(findings[0]?.remediation).toBe('sf synthetic audit --target-org prod --records');
  });

  it.each([
    [0, 'production', 'pass', '0 of 200 records are synthetic'],
    [5, 'production', 'fail', '5 of 200 records are synthetic (2.5 %), and the policy accepts none'],
    [5, 'sandbox', 'pass', '5 of 200 records are synthetic (2.5 %)'],
  ] as const)('Given %i synthetic records in %s, When judged, Then: %s', (count, role, status, message) => {
    expect(judged({ synthetic: some(count) }, role).map((one) => [one.status, one.message])).toEqual([
      [status, message],
    ]);
  });

  it('Given an object that would not be counted, When judged, Then it is named and not evaluated', () => {
    const unread = { state: 'unread', reason: 'SELECT x\n^\nNo such column x' } as const;

    const findings = judged({ all: unread, synthetic: unread });

    expect(open(findings)).toEqual([['Records:Case', 'notEvaluated']]);
    expect(findings.map(({ message, remediation }) => [message, remediation])).toEqual([
      [
        'records not counted: No such column x',
        'sf org assign permset --name Synthetic_Provenance_Reader --target-org prod',
      ],
    ]);
  });

  it('Given synthetic records of several sources, When judged, Then each source is named with its number', () => {
    const named = [
      { source: 'faker 9', records: 3 },
      { source: '', records: 2 },
    ];
    const [finding] = judged(
      { synthetic: some(7), sources: { state: 'read', value: { named, more: true } } },
      'sandbox',
    );

    expect(finding?.message).toBe('7 of 200 records are synthetic (3.5 %), from faker 9 (3), no source (2) and others');
  });

  it('Given an object that was counted in bulk, When judged, Then it says what is only about and what was not counted', () => {
    const sources = { state: 'unread', reason: 'too large' } as const;
    const [finding] = judged({ all: some(4_000_000), synthetic: some(10), sources, large: true }, 'sandbox');

    expect(finding?.message).toBe(
      '10 of about 4000000 records are synthetic (0.0 %); by which sources was not counted',
    );
  });
});

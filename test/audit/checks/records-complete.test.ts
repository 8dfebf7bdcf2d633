import { check } from '../../../src/audit/checks/records-complete/check.js';
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

describe('the check records-complete', () => {
  it('Given nobody asked to count, When judged, Then a person is told how, and nothing fails', () => {
    const findings = judged(undefined);

    expect(open(findings)).toEqual([['Org', 'manual']]);
    expect(findings[0]?.remediation).toBe('sf synthetic audit --target-org prod --records');
  });

  it.each([
    [0, 'pass', 'every record’s markers are whole'],
    [
      7,
      'fail',
      '7 of its records have markers that the guard "complete" would refuse: with a time in the future, or genuine with a batch',
    ],
  ] as const)('Given %i records with broken markers, When judged, Then: %s', (count, status, message) => {
    expect(judged({ broken: some(count) }).map((one) => [one.status, one.message])).toEqual([[status, message]]);
  });

  it('Given an object that would not be counted, When judged, Then it is named and not evaluated', () => {
    const unread = { state: 'unread', reason: 'SELECT x\n^\nNo such column x' } as const;

    const findings = judged({ broken: unread }, 'sandbox');

    expect(open(findings)).toEqual([['Records:Case', 'notEvaluated']]);
    expect(findings.map(({ message, remediation }) => [message, remediation])).toEqual([
      [
        'records not counted: No such column x',
        'sf org assign permset --name Synthetic_Provenance_Reader --target-org prod',
      ],
    ]);
  });

  it('Given an object without the guard "complete", When judged, Then the schema asks for none there', () => {
    expect(judged({ broken: undefined }).map(({ message }) => message)).toEqual([
      'the provenance schema asks for none here',
    ]);
  });

  it('Given what is missing or too much, When judged, Then each kind is told with its number', () => {
    const gaps = { withoutSource: 3, withoutTime: 1, genuineWithSource: 2, genuineWithTime: 0 };

    expect(judged({ broken: some(5), gaps: { state: 'read', value: gaps } })[0]?.message).toBe(
      '5 of its records have markers that the guard "complete" would refuse: 3 synthetic without a source, 1 synthetic without a time, 2 genuine with a source',
    );
  });
});

import { check } from '../../../src/audit/checks/records-declared/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { RecordCounts } from '../../../src/org/observations.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someCounts, someObservations } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Case'] });
const obliging = aSchema({ objects: ['Case'], guards: { declared: { enabled: true } } });
const some = (value: number) => ({ state: 'read', value }) as const;

function judged(counts: Partial<RecordCounts>, of = schema): Finding[] {
  const observations = someObservations({ records: new Map([['Case', someCounts(counts)]]) });
  return judgedBy(check)(of, aConformingOrg(of, { facts: { observations } }));
}

describe('the check records-declared', () => {
  it('Given no record without markers, When judged, Then it passes', () => {
    expect(open(judged({}))).toEqual([]);
  });

  it('Given some by writers, who may load genuine ones too, When judged, Then a person has to look', () => {
    const findings = judged({ unlabelled: some(4) });

    expect(open(findings)).toEqual([['Records:Case', 'manual']]);
    expect(findings[0]?.message).toContain('holders of Synthetic_Provenance_Writer have created 4 without any marker');
  });

  it('Given some by those who load generated records only, When judged, Then it fails', () => {
    expect(open(judged({ unlabelled: some(1) }, obliging))).toEqual([['Records:Case', 'fail']]);
  });

  it('Given a count that the org refused, When judged, Then it is not evaluated', () => {
    expect(open(judged({ unlabelled: { state: 'unread', reason: 'QUERY_TIMEOUT' } }))).toEqual([
      ['Records:Case', 'notEvaluated'],
    ]);
  });
});

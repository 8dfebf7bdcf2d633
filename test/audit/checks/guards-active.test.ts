import { check } from '../../../src/audit/checks/guards-active/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { OrgObservations } from '../../../src/org/observations.js';
import { makePlan } from '../../../src/plan/plan.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someCounts, someObservations } from '../../builders/snapshot.js';
import { aSuspension } from '../../builders/suspension.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);
const UNSEEN = 'records do not show what it would refuse';

describe('the check guards-active', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a guard that the org would not show, When judged, Then it is not evaluated, for the reason given', () => {
    const findings = judged(
      schema,
      aConformingOrg(schema, {
        edit: { 'ValidationRule:Case.Synthetic_Complete': { state: 'unread', reason: 'no access' } },
      }),
    );

    expect(open(findings)).toEqual([['ValidationRule:Case.Synthetic_Complete', 'notEvaluated']]);
  });

  const suspended = (overrides: Record<string, unknown> = {}, today?: string) =>
    aSchema({ objects: ['Account', 'Case'], enforcement: [aSuspension({ objects: ['Case'], ...overrides })] }, today);
  const onCase = (findings: readonly Finding[]): Finding[] => findings.filter(({ object }) => object === 'Case');

  it('Given guards that report by declaration, When judged, Then each is waived, with who answers for it until when', () => {
    const findings = onCase(judged(suspended(), aConformingOrg(suspended())));

    expect(findings.map(({ name, status }) => [name, status])).toEqual([
      ['Synthetic_Complete', 'waived'],
      ['Synthetic_Contained', 'waived'],
      ['Synthetic_Immutable', 'waived'],
      ['Provenance_Problem__c', 'pass'],
      ['Provenance_Problems', 'pass'],
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'critical',
      message: expect.stringMatching(/^not enforced since 2026-06-01, by declaration: it only reports; /) as string,
      waiver: {
        status: 'fail',
        owner: 'Ada',
        reason: 'Integrations are being adapted.',
        ticket: 'CRM-7',
        expires: '2026-12-31',
      },
    });
  });

  it.each<[string, OrgObservations['records'], string[]]>([
    ['nobody counted', undefined, ['were not counted (--records)', 'were not counted (--records)', UNSEEN]],
    [
      'records were counted',
      new Map([['Case', someCounts({ broken: { state: 'read', value: 3 }, synthetic: { state: 'read', value: 0 } })]]),
      ['it would refuse 3 of its records', 'it would refuse none of its records', UNSEEN],
    ],
    [
      'records could not be counted',
      new Map([['Case', someCounts({ broken: { state: 'unread', reason: 'too many' } })]]),
      ['records not counted: too many', 'it would refuse none of its records', UNSEEN],
    ],
  ])('Given that %s, When judged, Then each guard says how many records it would refuse', (_, records, expected) => {
    const observations = { ...someObservations(), records };
    const findings = onCase(judged(suspended(), aConformingOrg(suspended(), { facts: { observations } })));

    const rules = findings.filter(({ status }) => status === 'waived');
    expect(rules.map(({ message }) => message.split('; ')[1] ?? '')).toEqual(
      expected.map((text) => expect.stringContaining(text) as string),
    );
  });

  it('Given that the time is over, When judged, Then what is still off fails, and says that it was declared', () => {
    const over = suspended({}, '2027-01-01');
    const before = aConformingOrg(suspended());

    const failed = onCase(judged(over, before)).filter(({ status }) => status === 'fail');

    expect(failed.map(({ name, message }) => [name, message])).toEqual(
      ['Synthetic_Complete', 'Synthetic_Contained', 'Synthetic_Immutable'].map((name) => [
        name,
        'the guard becomes active: it only reported by declaration until 2026-12-31',
      ]),
    );
    expect(makePlan(over, before).notes).toContain(
      'Enforced again: what was declared of every guard on Case ended on 2026-12-31. Remove it under "enforcement".',
    );
  });
});

import { auditOrg, auditUnreachable } from '../../src/audit/auditOrg.js';
import type { OrgAudit } from '../../src/audit/finding.js';
import { summarize } from '../../src/audit/summary.js';
import { applyWaivers, type Waiver } from '../../src/audit/waivers.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg } from '../builders/snapshot.js';
import { aWaiver, TODAY } from '../builders/waiver.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const SUBJECT = 'ValidationRule:Case.Synthetic_Contained';

/** An org with one guard switched off. */
const anAudit = (): OrgAudit =>
  auditOrg(schema, aConformingOrg(schema, { edit: { [SUBJECT]: (body) => ({ ...body, active: ['false'] }) } }));

function applied(waivers: readonly Waiver[], audits = [anAudit()], today = TODAY) {
  const { audits: after, uses } = applyWaivers(audits, waivers, today);
  const finding = after.flatMap(({ findings }) => findings).find(({ subject }) => subject === SUBJECT);
  return { finding, uses, states: uses.map(({ state }) => state), verdicts: after.map(({ verdict }) => verdict) };
}

describe('applyWaivers', () => {
  it('Given a waiver for the only failure, When applied, Then the org conforms and the failure stays in sight', () => {
    const { finding, uses, verdicts } = applied([aWaiver()]);

    expect(verdicts).toEqual(['conforming']);
    expect(finding).toMatchObject({
      status: 'waived',
      waiver: { status: 'fail', owner: 'crm@example.com', ticket: 'CRM-1', expires: '2026-12-31' },
    });
    expect(uses).toEqual([{ ...aWaiver(), state: 'active', findings: 1 }]);
  });

  it('Given a waived failure, When summed up, Then it counts as neither passed nor failed, with its owner in words', () => {
    const { audits } = applyWaivers([anAudit()], [aWaiver()], TODAY);

    const guards = summarize(audits[0]?.findings ?? []).find(({ check }) => check === 'guards-active');

    expect(guards).toMatchObject({ status: 'waived', waived: 1, remediations: [] });
    expect((guards?.passed ?? 0) + 1).toBe(guards?.total);
    expect(guards?.problems.join()).toContain('waived until 2026-12-31 by crm@example.com (CRM-1): cases are migrated');
  });

  it.each([
    ['2026-06-01', 'expiring', 'waived'],
    ['2026-06-30', 'expiring', 'waived'],
    ['2026-07-01', 'active', 'waived'],
    ['2026-05-31', 'expired', 'fail'],
  ])('Given a waiver until %s, When applied on the first of June, Then it is %s', (expires, state, status) => {
    const { finding, states } = applied([aWaiver({ expires })]);

    expect([states, finding?.status]).toEqual([[state], status]);
  });

  it('Given an expired waiver, When applied, Then the failure says since when nobody answers for it', () => {
    const { finding, verdicts } = applied([aWaiver({ expires: '2026-05-31' })]);

    expect(verdicts).toEqual(['nonconforming']);
    expect(finding?.message).toMatch(/; waiver expired on 2026-05-31 \(crm@example\.com, CRM-1\)$/);
    expect(finding?.waiver).toBeUndefined();
  });

  it('Given an expired waiver and one that holds, When applied, Then the one that holds counts', () => {
    const { finding, states } = applied([aWaiver({ expires: '2026-05-31' }), aWaiver({ ticket: 'CRM-2' })]);

    expect([finding?.status, finding?.waiver?.ticket, states]).toEqual(['waived', 'CRM-2', ['expired', 'active']]);
  });

  it.each<[string, Partial<Waiver>]>([
    ['another check', { check: 'markers-present' }],
    ['another org', { org: 'uat' }],
    ['part of the org’s name', { org: 'pro' }],
    ['another object', { components: ['ValidationRule:Account.*'] }],
    [
      'a pattern that is a regular expression elsewhere',
      { components: ['ValidationRule:Case.Synthetic_(Contained|x)'] },
    ],
  ])('Given a waiver for %s, When applied, Then the failure stays', (_, overrides) => {
    expect(applied([aWaiver(overrides)]).finding?.status).toBe('fail');
  });

  it.each<[string, Partial<Waiver>]>([
    ['the username', { org: 'admin@prod.example' }],
    ['every org', { org: '*' }],
    ['letters of another case', { components: ['validationrule:case.synthetic_contained'] }],
    ['one of several components', { components: ['CustomField:*', 'ValidationRule:*.Synthetic_Contained'] }],
  ])('Given a waiver for %s, When applied, Then the failure is waived', (_, overrides) => {
    expect(applied([aWaiver(overrides)]).finding?.status).toBe('waived');
  });

  it('Given a waiver that meets no failure, When applied, Then it is unused, and unknown for an org not audited', () => {
    expect(applied([aWaiver({ check: 'badges-shown' }), aWaiver({ org: 'uat' })]).states).toEqual([
      'unused',
      'unknown',
    ]);
  });

  it('Given an org that can’t be reached, When waivers for all are applied, Then it stays unevaluated', () => {
    const { verdicts, states } = applied(
      [aWaiver({ components: ['*'] })],
      [auditUnreachable('prod', { message: 'no answer' })],
    );

    expect([verdicts, states]).toEqual([['notEvaluated'], ['unknown']]);
  });

  it('Given two failures and a waiver for one, When applied, Then the org does not conform', () => {
    const audit = auditOrg(
      schema,
      aConformingOrg(schema, {
        edit: { [SUBJECT]: { state: 'absent' }, 'ValidationRule:Account.Synthetic_Contained': { state: 'absent' } },
      }),
    );

    expect(applied([aWaiver()], [audit]).verdicts).toEqual(['nonconforming']);
  });

  it('Given a pattern of many wildcards, When it matches nothing, Then it does not take long to say so', () => {
    const { finding } = applied([aWaiver({ components: [`${'*'.repeat(200)}!`] })]);

    expect(finding?.status).toBe('fail');
  });
});

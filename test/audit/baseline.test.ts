import { applyBaseline, type Baseline, baselineShape } from '../../src/audit/baseline.js';
import { auditExitCode } from '../../src/audit/exitCode.js';
import { type Finding, type OrgAudit, verdictOf } from '../../src/audit/finding.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';
import { anOrg } from '../builders/snapshot.js';

const audit = (...findings: Finding[]): OrgAudit => ({ org: anOrg(), verdict: verdictOf(findings), findings });
const baselineOf = (...findings: Finding[]): Baseline =>
  baselineShape.parse(JSON.parse(JSON.stringify(aReport({ orgs: [aReportOrg({ findings })] }))));
const other = aFinding({ subject: 'CustomField:Case.Is_Synthetic__c', object: 'Case' });

describe('applyBaseline', () => {
  it('Given a failure that is known and one that is not, When compared, Then the new one fails, the other stays in sight', () => {
    const { audits, comparison } = applyBaseline([audit(aFinding(), other)], baselineOf(aFinding()), 'b.json');

    expect(audits[0]?.findings.map(({ status, inBaseline }) => [status, inBaseline])).toEqual([
      ['fail', true],
      ['fail', undefined],
    ]);
    expect(audits[0]?.verdict).toBe('nonconforming');
    expect(comparison).toEqual({
      file: 'b.json',
      evaluatedAt: '2026-01-31T10:00:00.000Z',
      known: 1,
      new: 1,
      verdict: 'nonconforming',
    });
  });

  it('Given known failures alone, When compared, Then nothing fails; with something unread, it stays unevaluated', () => {
    const unread = aFinding({ status: 'notEvaluated', check: 'guards-active' });
    const verdictOn = (...findings: Finding[]): string =>
      applyBaseline([audit(...findings)], baselineOf(aFinding(), unread), 'b.json').comparison.verdict;

    expect(verdictOn(aFinding())).toBe('conforming');
    expect(verdictOn(aFinding(), unread)).toBe('notEvaluated');
    expect(verdictOn()).toBe('notEvaluated');
  });

  it.each<[string, Finding, Finding, number]>([
    ['it was waived then', aFinding({ status: 'waived' }), aFinding(), 1],
    ['it passed then', aFinding({ status: 'pass' }), aFinding(), 0],
    ['it could not be evaluated then', aFinding({ status: 'notEvaluated' }), aFinding(), 0],
    ['it differs in another way now', aFinding({ message: 'differs' }), aFinding(), 1],
    ['it is graver now', aFinding({ severity: 'low' }), aFinding({ severity: 'high' }), 0],
    ['it is less grave now', aFinding({ severity: 'high' }), aFinding({ severity: 'low' }), 1],
  ])('Given that %s, When compared, Then so many are known', (_, then, now, known) => {
    expect(applyBaseline([audit(now)], baselineOf(then), 'b').comparison.known).toBe(known);
  });

  it('Given one failure then and two alike now, When compared, Then the second is new', () => {
    expect(applyBaseline([audit(aFinding(), aFinding())], baselineOf(aFinding()), 'b').comparison).toMatchObject({
      known: 1,
      new: 1,
    });
  });

  it('Given a grave and a light one then, When they come in another order, Then both are known', () => {
    const both = [aFinding({ severity: 'critical' }), aFinding({ severity: 'low' })];
    const turned = [...both].reverse();

    expect(applyBaseline([audit(...turned)], baselineOf(...both), 'b').comparison.new).toBe(0);
  });

  it('Given another org, When compared, Then its failures are new', () => {
    const away = { ...audit(aFinding()), org: anOrg({ organizationId: '00D0E0000000009UAA' }) };

    expect(applyBaseline([away], baselineOf(aFinding()), 'b').comparison.known).toBe(0);
  });
});

describe('auditExitCode', () => {
  const history = {
    runs: 0,
    counts: { new: 0, reopened: 0, known: 0, fixed: 0 },
    fixed: [],
    trend: [],
    stale: [{ org: 'uat' }],
  };

  it('Given an org that no audit reached for too long, When nothing fails, Then the exit code is 4, else 3', () => {
    expect(auditExitCode({ verdict: 'conforming', history })).toBe(4);
    expect(auditExitCode({ verdict: 'nonconforming', history })).toBe(3);
    expect(auditExitCode({ verdict: 'conforming', history: { ...history, stale: [] } })).toBe(0);
  });

  it('Given a baseline, Then its verdict decides', () => {
    const { comparison: baseline } = applyBaseline([audit(aFinding())], baselineOf(aFinding()), 'b');

    expect(auditExitCode({ verdict: 'nonconforming', baseline })).toBe(0);
    expect(auditExitCode({ verdict: 'nonconforming', baseline, history })).toBe(4);
  });
});

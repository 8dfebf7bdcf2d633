import { parseStringPromise } from 'xml2js';
import type { AuditReport } from '../../src/report/auditReport.js';
import { reportWriter } from '../../src/report/reportFormat.js';
import { aFinding, aHistory, aReport, aReportOrg } from '../builders/report.js';

const textOf = (report: AuditReport, file: string): string => [...reportWriter(file)(report)].join('');
const first = '2026-01-02T10:00:00.000Z';
const findings = [
  aFinding({ object: 'Account', history: { state: 'new', firstSeen: '2026-01-31T10:00:00.000Z' } }),
  aFinding({ object: 'Case', history: { state: 'known', firstSeen: first, was: 'fail' }, inBaseline: true }),
  aFinding({ object: 'Lead', history: { state: 'known', firstSeen: first, was: 'notEvaluated' } }),
  aFinding({ object: 'Task', history: { state: 'reopened', firstSeen: first, was: 'fail' } }),
];
const history = aHistory({ stale: [{ org: '<uat>', lastAudited: first }, { org: 'never' }] });
const baseline = { file: 'b.json', evaluatedAt: first, known: 1, new: 3, verdict: 'nonconforming' } as const;
const report = aReport({ orgs: [aReportOrg({ findings })], history });
type Result = { baselineState?: string; provenance?: { firstDetectionTimeUtc: string } };
type Run = { baselineGuid?: string; automationDetails: { guid: string }; results: Result[] };
const runOf = (from: AuditReport): Run => (JSON.parse(textOf(from, 'a.sarif')) as { runs: [Run] }).runs[0];

describe('reports of an audit beside earlier ones', () => {
  it.each(['a.txt', 'a.md', 'a.html', 'a.xml', 'a.oscal.json'])(
    'Given findings of every age, When written as %s, Then each says since when it is',
    (file) => {
      const text = textOf({ ...report, baseline }, file).replaceAll('&#45;', '-');

      expect(text).toMatch(/missing; new/u);
      expect(text).toMatch(/missing; since 2026-01-02/u);
      expect(text).toMatch(/missing; since 2026-01-02; in the baseline/u);
      expect(text).toMatch(/missing; reopened, first seen 2026-01-02/u);
    },
  );

  it.each(['a.txt', 'a.md', 'a.html', 'a.oscal.json'])(
    'Given what is fixed, a baseline and orgs long not audited, When written as %s, Then it says so',
    (file) => {
      const text = textOf({ ...report, baseline }, file);

      expect(text).toContain('1 new, 1 reopened, 2 known, 1 fixed');
      expect(text).toMatch(/Against the baseline .*b\.json/u);
      expect(text).toMatch(/has reached .*uat.* since 2026-01-02/u);
      expect(text).toContain('No audit on record has reached never.');
      if (file !== 'a.txt' && file !== 'a.oscal.json') expect(text).not.toContain('<uat>');
    },
  );

  it('Given no earlier audit, When written as SARIF, Then no result has a baseline state', () => {
    const run = runOf(aReport());

    expect(run.baselineGuid).toBeUndefined();
    expect(run.results.some(({ baselineState }) => baselineState !== undefined)).toBe(false);
  });

  it('Given an earlier audit, When written as SARIF, Then every result has its state, against the guid of that run', () => {
    const run = runOf(report);

    expect(run.results.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged', 'updated', 'new']);
    expect(run.baselineGuid).toBe(runOf({ ...aReport(), evaluatedAt: history.previous ?? '' }).automationDetails.guid);
    expect(run.results[1]?.provenance?.firstDetectionTimeUtc).toBe(first);
  });

  it('Given a baseline, When written as SARIF, Then the states are against it', () => {
    const run = runOf({ ...report, baseline });

    expect(run.results.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged', 'new', 'new']);
    expect(run.baselineGuid).toBe(runOf({ ...aReport(), evaluatedAt: first }).automationDetails.guid);
  });

  it('Given checks that fail by known failures only, When written as JUnit, Then they are skipped, unless a part was not read', async () => {
    const known = aFinding({ inBaseline: true });
    const unread = aFinding({ check: 'guards-active', status: 'notEvaluated' });
    const orgs = [
      aReportOrg({ findings: [known, aFinding({ check: 'guards-active', inBaseline: true }), unread] }),
      aReportOrg({ name: 'uat', findings: [known, aFinding({ object: 'Case' })] }),
    ];
    const { testsuites } = (await parseStringPromise(textOf(aReport({ orgs, baseline }), 'a.xml'))) as {
      testsuites: { $: Record<string, string>; testsuite: { testcase: Record<string, unknown>[] }[] };
    };

    expect(testsuites.$).toMatchObject({ tests: '3', failures: '1', errors: '1' });
    expect(testsuites.testsuite[0]?.testcase.map((test) => Object.keys(test).filter((key) => key !== '$'))).toEqual([
      ['skipped'],
      ['error'],
    ]);
  });

  it('Given findings of every age, When written as CSV, Then their columns say it', () => {
    const lines = textOf({ ...report, baseline }, 'a.csv').split('\r\n');

    expect(lines[0]).toMatch(/,history,first_seen,in_baseline$/u);
    expect(lines[2]).toMatch(new RegExp(`,known,${first},yes$`, 'u'));
  });

  it('Given a trend and counted records, When written as HTML, Then there are pictures with their numbers', () => {
    const records = [{ object: '<b>Account', all: 200, synthetic: 50 }];
    const text = textOf({ ...report, orgs: [aReportOrg({ findings, records })] }, 'a.html');

    expect(text).toContain('aria-label="Findings that failed: 5 on 2026-01-02, 4 on 2026-01-31"');
    expect(text).toContain('aria-label="25.0 percent synthetic"');
    expect(text).toContain('&lt;b&gt;Account');
    expect(text).not.toContain('<b>Account');
  });
});

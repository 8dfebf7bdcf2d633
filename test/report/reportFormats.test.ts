import { parseStringPromise } from 'xml2js';
import type { AuditReport } from '../../src/report/auditReport.js';
import { MOST_RESULTS } from '../../src/report/sarifReport.js';
import { reportWriter } from '../../src/report/reportFormat.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';

type Sarif = {
  runs: [
    {
      results: { level: string; kind: string; partialFingerprints: Record<string, string>; suppressions?: object[] }[];
      invocations: [{ toolExecutionNotifications?: { message: { text: string } }[] }];
    },
  ];
};
type Oscal = { 'assessment-results': { results: { findings: { target: { status: { state: string } } }[] }[] } };

const textOf = (report: AuditReport, file: string): string => [...reportWriter(file)(report)].join('');
const sarifOf = (report: AuditReport): Sarif => JSON.parse(textOf(report, 'a.sarif')) as Sarif;
const oneFinding = (overrides: Parameters<typeof aFinding>[0]): AuditReport =>
  aReport({ orgs: [aReportOrg({ findings: [aFinding(overrides)] })] });

const waiver = {
  status: 'fail',
  owner: 'Ada',
  reason: 'until the move',
  ticket: 'SEC-1',
  expires: '2026-12-31',
} as const;

describe('SARIF', () => {
  it('Given the same thing wrong at another time in another way, When written, Then its fingerprints are the same', () => {
    const [before] = sarifOf(oneFinding({})).runs[0].results;
    const [after] = sarifOf({ ...oneFinding({ message: 'differs' }), evaluatedAt: '2027-01-01T00:00:00.000Z' }).runs[0]
      .results;

    expect(after?.partialFingerprints).toEqual(before?.partialFingerprints);
  });

  it('Given two findings of one check, When written, Then each has fingerprints of its own', () => {
    const findings = [
      aFinding(),
      aFinding({ subject: 'CustomField:Case.Is_Synthetic__c', object: 'Case' }),
      aFinding(),
    ];
    const { results } = sarifOf(aReport({ orgs: [aReportOrg({ findings })] })).runs[0];

    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash'])).size).toBe(
      3,
    );
  });

  it('Given what is not evaluated, to be checked or waived, When written, Then it has the kind that the standard has for it', () => {
    const kindOf = (report: AuditReport): object | undefined => sarifOf(report).runs[0].results[0];

    expect(kindOf(oneFinding({ status: 'notEvaluated' }))).toMatchObject({
      kind: 'open',
      level: 'none',
      suppressions: [],
    });
    expect(kindOf(oneFinding({ status: 'manual' }))).toMatchObject({ kind: 'review', level: 'none' });
    expect(kindOf(oneFinding({ status: 'waived', waiver }))).toMatchObject({
      kind: 'fail',
      level: 'error',
      suppressions: [{ kind: 'external', status: 'accepted' }],
    });
    expect(kindOf(oneFinding({ status: 'pass' }))).toBeUndefined();
  });

  it('Given more results than code scanning takes, When written, Then the least grave are left out and the file says so', () => {
    const low = Array.from({ length: MOST_RESULTS }, (_, index) => aFinding({ severity: 'low', name: `f${index}` }));
    const [run] = sarifOf(aReport({ orgs: [aReportOrg({ findings: [...low, aFinding({ severity: 'high' })] })] })).runs;

    expect(run.results).toHaveLength(MOST_RESULTS);
    expect(run.results[0]?.level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^1 of 25001 results were left out/u,
    );
  });
});

describe('JUnit', () => {
  type Suites = { testsuites: { $: Record<string, string>; testsuite: { testcase: Record<string, unknown>[] }[] } };

  it('Given a failing, an unevaluated and a waived check, When written, Then they are a failure, an error and skipped', async () => {
    const findings = [
      aFinding(),
      aFinding({ status: 'pass' }),
      aFinding({ check: 'guards-active', status: 'notEvaluated' }),
      aFinding({ check: 'badges-shown', status: 'waived', waiver }),
      aFinding({ check: 'policy-bound', status: 'pass' }),
    ];
    const text = textOf(aReport({ orgs: [aReportOrg({ findings })] }), 'a.xml');
    const { testsuites } = (await parseStringPromise(text)) as Suites;

    expect(testsuites.$).toMatchObject({ tests: '4', failures: '1', errors: '1' });
    const found = testsuites.testsuite[0]?.testcase.map((testCase) =>
      Object.keys(testCase).filter((key) => key !== '$'),
    );
    expect(found).toEqual([['failure'], ['error'], ['skipped'], []]);
    expect(text).toContain('1 of 2 failed');
    expect(text).toContain('To mend: sf synthetic deploy --target-org prod');
  });

  it('Given an org of which nothing is known, When written, Then its suite is not green', () => {
    expect(textOf(aReport({ orgs: [aReportOrg({ findings: [] })] }), 'a.xml')).toContain('errors="1"');
  });
});

describe('CSV', () => {
  it('Given cells that a spreadsheet takes for formulas, When written, Then they begin with an apostrophe', () => {
    const names = ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1', '\r=1'];
    const text = textOf(aReport({ orgs: names.map((name) => aReportOrg({ name })) }), 'a.csv');

    for (const name of names) expect(text).toContain(`,"'${name}",`);
  });

  it('Given quotes, commas and line breaks, When written, Then they are quoted as RFC 4180 says', () => {
    const text = textOf(oneFinding({ message: 'a "b", c\nd' }), 'a.csv');

    expect(text).toContain(',"a ""b"", c\nd",');
    expect(text.startsWith('\ufeffevaluated_at,org,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

describe('Markdown', () => {
  it('Given failures in several orgs, When written, Then they are one entry with the fix of each', () => {
    const orgs = ['prod', 'eu'].map((name) =>
      aReportOrg({ name, findings: [aFinding({ remediation: `sf synthetic deploy --target-org ${name}` })] }),
    );
    const text = textOf(aReport({ orgs }), 'a.md');

    expect(text).toContain('## ❌ Provenance audit: the fleet does not conform');
    expect(text).toContain('| `prod` | ❌ does not conform | 1 | 0 | 0 | 0 | 0 |');
    expect(text).toContain('- **FAIL**, critical: `Is_Synthetic__c (Account)` missing (`prod`, `eu`)');
    expect(text).toContain('  sf synthetic deploy --target-org prod\n  sf synthetic deploy --target-org eu\n');
  });

  it('Given more than a GitHub comment takes, When written, Then it is cut between entries and says what was cut', () => {
    const findings = Array.from({ length: 2000 }, (_, index) => aFinding({ message: `differs in ${index}` }));
    const text = textOf(aReport({ orgs: [aReportOrg({ findings })] }), 'a.md');

    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/> \*\*Cut:\*\* \d+ kinds of mistakes had no room here/u);
  });

  it('Given more orgs than a GitHub comment takes, When written, Then it says how many orgs and mistakes were cut', () => {
    const orgs = Array.from({ length: 2000 }, (_, index) => aReportOrg({ name: `org-with-a-long-name-${index}` }));
    const text = textOf(aReport({ orgs }), 'a.md');

    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/> \*\*Cut:\*\* \d+ orgs and 1 kinds of mistakes had no room here/u);
  });
});

describe('OSCAL', () => {
  it('Given the same audit twice, When written, Then the bytes are the same, and others at another time', () => {
    expect(textOf(aReport(), 'a.oscal.json')).toBe(textOf(aReport(), 'a.oscal.json'));
    expect(textOf(aReport(), 'a.oscal.json')).not.toBe(
      textOf(aReport({ evaluatedAt: '2027-01-01T00:00:00.000Z' }), 'a.oscal.json'),
    );
  });

  it.each([
    ['pass', 'satisfied'],
    ['fail', 'not-satisfied'],
    ['notEvaluated', 'not-satisfied'],
    ['manual', 'not-satisfied'],
  ] as const)('Given a finding of status %s, When written, Then its objective is %s', (status, state) => {
    const document = JSON.parse(textOf(oneFinding({ status }), 'a.oscal.json')) as Oscal;

    expect(document['assessment-results'].results[0]?.findings[0]?.target.status.state).toBe(state);
  });

  it('Given every identifier, When they are gathered, Then those that are defined are unique and those that are used are defined', () => {
    const findings = [aFinding(), aFinding(), aFinding({ status: 'pass' }), aFinding({ check: 'guards-active' })];
    const text = textOf(
      aReport({ orgs: [aReportOrg({ findings }), aReportOrg({ name: 'eu', findings })] }),
      'a.oscal.json',
    );
    const uuids = (key: string): string[] =>
      [...text.matchAll(new RegExp(`"${key}": ?"([0-9a-f-]{36})"`, 'gu'))].map(([, id = '']) => id);

    const observed = uuids('observation-uuid');
    expect(observed.length).toBeGreaterThan(0);
    for (const id of [...observed, ...uuids('risk-uuid'), ...uuids('subject-uuid')])
      expect(uuids('uuid')).toContain(id);
    expect(new Set(observed).size).toBe(observed.length);
  });
});

import { frameworksNamed } from '../../src/audit/frameworks/index.js';
import { frameworkView } from '../../src/audit/frameworkView.js';
import type { AuditReport } from '../../src/report/auditReport.js';
import { reportWriter } from '../../src/report/reportFormat.js';
import { aFinding, aReport } from '../builders/report.js';
import { anOrg } from '../builders/snapshot.js';

const hostile = 'prod<b>';
const findings = [
  aFinding({ check: 'markers-present', status: 'pass' }),
  aFinding({ check: 'records-accepted', status: 'pass' }),
  aFinding({ check: 'policy-bound', status: 'fail' }),
];
const report = aReport({
  orgs: [{ name: hostile, verdict: 'nonconforming', findings }],
  frameworks: frameworksNamed(['gdpr']).map((framework) =>
    frameworkView(framework, [{ org: anOrg({ name: hostile }), verdict: 'nonconforming', findings }]),
  ),
});
const textOf = (file: string, from: AuditReport = report): string => [...reportWriter(file)(from)].join('');

describe('reports in the order of a framework', () => {
  it.each(['a.txt', 'a.md', 'a.html', 'a.csv', 'a.sarif', 'a.oscal.json', 'a.json'])(
    'Given no framework, When written as %s, Then no word of one is in it',
    (file) => expect(textOf(file, { ...report, frameworks: [] })).not.toMatch(/gdpr|data protection reg/iu),
  );

  it('Given the GDPR, When written as text, Then every requirement has its line, manual ones too', () => {
    const text = textOf('a.txt');

    expect(text).toContain('General Data Protection Regulation (Regulation (EU) 2016/679): 1 checks pass, ');
    expect(text).toMatch(/22 +CHECKS FAIL +Decisions by machine alone \(records-accepted, policy-bound.*; prod<b>\)/u);
    expect(text).toMatch(/5\(1\)\(c\) +checks pass/u);
    expect(text).toMatch(/30 +a person judges +Records of processing activities\n/u);
  });

  it('Given the GDPR, When written as CSV, Then findings name what they bear on, and each requirement has a line', () => {
    const lines = textOf('a.csv').split('\r\n');

    expect(lines.find((line) => line.includes(',policy-bound,'))).toMatch(/gdpr 5\(1\)\(b\); gdpr 22; gdpr 25\(1\)/u);
    expect(lines.filter((line) => line.includes('Requirement:gdpr '))).toHaveLength(19);
    expect(lines.find((line) => line.includes('Requirement:gdpr 30'))).toContain(',manual,');
    const widths = new Set(lines.filter((line) => !/["']/u.test(line) && line !== '').map((l) => l.split(',').length));
    expect([...widths]).toEqual([22]);
  });

  it('Given the GDPR, When written as Markdown, Then only what speaks against a requirement is listed, and escaped', () => {
    const text = textOf('a.md');

    expect(text).toContain('- **CHECKS FAIL** `22` Decisions by machine alone: `records-accepted`, `policy-bound`');
    expect(text).not.toContain('Records of processing activities');
    expect(text).not.toContain('prod<b>)');
  });

  it('Given the GDPR, When written as HTML, Then what a person has to judge stands beside what the checks show', () => {
    const text = textOf('a.html');

    expect(text).toContain('<h2 id="frameworks">');
    expect(text).toContain('Whether generating and using such records stands in the record of processing.');
    expect(text).toContain('prod&lt;b&gt;');
  });

  it('Given the GDPR, When written as SARIF, Then it is a taxonomy that rules point into', () => {
    const { runs } = JSON.parse(textOf('a.sarif')) as {
      runs: [
        {
          taxonomies: [{ name: string; taxa: { id: string }[] }];
          tool: { driver: { rules: { id: string; relationships?: { target: { id: string; index: number } }[] }[] } };
        },
      ];
    };
    const [{ taxonomies, tool }] = runs;
    const targets = tool.driver.rules.flatMap(({ relationships = [] }) => relationships.map(({ target }) => target));

    expect(taxonomies[0].name).toBe('gdpr');
    expect(targets.length).toBeGreaterThan(10);
    for (const { id, index } of targets) expect(taxonomies[0].taxa[index]?.id).toBe(id);
  });

  it('Given the GDPR, When written as OSCAL, Then a requirement is satisfied only where its checks pass', () => {
    const document = JSON.parse(textOf('a.oscal.json')) as {
      'assessment-results': {
        results: [{ findings: { title: string; target: { status: { state: string; remarks?: string } } }[] }];
      };
    };
    const states = new Map(
      document['assessment-results'].results[0].findings.map(({ title, target }) => [title, target.status]),
    );

    expect(states.get('gdpr 5(1)(c): Data minimisation')).toMatchObject({ state: 'satisfied' });
    expect(states.get('gdpr 22: Decisions by machine alone')).toMatchObject({ state: 'not-satisfied' });
    expect(states.get('gdpr 30: Records of processing activities')).toMatchObject({
      state: 'not-satisfied',
      remarks: expect.stringMatching(/^For a person to judge/u) as string,
    });
  });
});

import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { auditOrg, auditUnreachable } from '../../src/audit/auditOrg.js';
import { checkList } from '../../src/audit/checkList.js';
import { checks } from '../../src/audit/checks/index.js';
import type { Status } from '../../src/audit/finding.js';
import { frameworkList } from '../../src/audit/frameworkList.js';
import { frameworkIds, frameworksNamed } from '../../src/audit/frameworks/index.js';
import { frameworksPage } from '../../src/audit/frameworksPage.js';
import { frameworkView, type RequirementView } from '../../src/audit/frameworkView.js';
import { aFinding } from '../builders/report.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anOrg } from '../builders/snapshot.js';

/** How many requirements each has; a requirement that goes missing would make the list look whole. */
const WHOLE: Readonly<Record<string, number>> = {
  gdpr: 19,
  'eu-ai-act': 38,
  'nist-ai-rmf': 19,
  'iso-42001': 38,
  'ftc-act': 8,
  'data-provenance-standards': 22,
};

describe.each(frameworksNamed(frameworkIds))('the framework $id', (framework) => {
  it('Given its file, Then it is whole, and each requirement is there once', () => {
    const ids = framework.requirements.map(({ id }) => id);

    expect(ids).toHaveLength(WHOLE[framework.id] ?? 0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('Given its requirements, Then each names checks once, and says what is left to a person', () => {
    for (const { checks: named, judge } of framework.requirements) {
      expect(new Set(named).size).toBe(named.length);
      expect(judge).toMatch(/\.$/u);
    }
  });

  it('Given its texts, Then none claims that software makes anybody compliant', () => {
    expect(JSON.stringify(framework)).not.toMatch(/\b(compliant|ensures?|guarantees?|certif)/iu);
  });
});

describe('frameworks and checks', () => {
  it('Given every file, Then its id is the one it is known by, and no check has it', () => {
    expect(frameworksNamed(frameworkIds).map(({ id }) => id)).toEqual(frameworkIds);
    expect(frameworkIds.filter((id) => id in checks)).toEqual([]);
  });

  it('Given every check, Then each framework but one that says nothing of it names it', () => {
    for (const { id, requirements } of checkList()) expect([id, requirements.length]).not.toEqual([id, 0]);
  });

  it('Given ids in another order, twice, and one that none has, When asked for, Then each comes once', () => {
    expect(frameworksNamed(['ftc-act', 'gdpr', 'gdpr', 'none']).map(({ id }) => id)).toEqual(['gdpr', 'ftc-act']);
  });

  it('Given NIST, ISO and the Data & Trust Alliance, Then all categories, controls and fields are there by number', () => {
    const idsOf = (wanted: string): string[] =>
      frameworkList().flatMap(({ id, requirements }) => (id === wanted ? requirements.map((row) => row.id) : []));
    const numbered = (prefix: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

    expect(idsOf('nist-ai-rmf')).toEqual([
      ...numbered('GOVERN ', 6),
      ...numbered('MAP ', 5),
      ...numbered('MEASURE ', 4),
      ...numbered('MANAGE ', 4),
    ]);
    expect(idsOf('data-provenance-standards')).toEqual([...numbered('S', 6), ...numbered('P', 8), ...numbered('U', 8)]);
    const counted = Map.groupBy(idsOf('iso-42001'), (id) => id.split('.').slice(0, 2).join('.'));
    expect([...counted].map(([group, ids]) => [group, ids.length])).toEqual([
      ['A.2', 3],
      ['A.3', 2],
      ['A.4', 5],
      ['A.5', 4],
      ['A.6', 9],
      ['A.7', 5],
      ['A.8', 4],
      ['A.9', 3],
      ['A.10', 3],
    ]);
  });
});

describe('frameworkView', () => {
  const schema = aSchema({ objects: ['Account', 'Lead'] });
  const [gdpr] = frameworksNamed(['gdpr']);
  if (gdpr === undefined) throw new Error('no gdpr');
  const fine = auditOrg(schema, aConformingOrg(schema));
  const requirementOf = (id: string, audits: Parameters<typeof frameworkView>[1]): RequirementView | undefined =>
    frameworkView(gdpr, audits).requirements.find((requirement) => requirement.id === id);

  it('Given an org that conforms, When viewed, Then checks support requirements and manual ones stay manual', () => {
    const { counts } = frameworkView(gdpr, [fine]);

    expect(counts).toEqual({ pass: 13, fail: 0, notEvaluated: 0, waived: 0, manual: 6 });
    expect(requirementOf('30', [fine])).toMatchObject({ status: 'manual', orgs: [] });
  });

  it('Given one org out of reach, When viewed, Then what checks bear on is not evaluated, and says where', () => {
    const away = auditUnreachable('away', { message: 'no answer' });

    expect(requirementOf('25(1)', [fine, away])).toMatchObject({
      status: 'notEvaluated',
      orgs: [{ name: 'away', status: 'notEvaluated' }],
    });
  });

  it('Given no org at all, or one that a check says nothing of, When viewed, Then nothing passes', () => {
    const partial = { ...fine, findings: fine.findings.filter(({ check }) => check !== 'guards-active') };

    expect(frameworkView(gdpr, []).counts.pass).toBe(0);
    expect(requirementOf('25(1)', [partial])?.status).toBe('notEvaluated');
  });

  it.each<[Status[], Status]>([
    [['pass', 'waived'], 'waived'],
    [['waived', 'manual'], 'manual'],
    [['manual', 'notEvaluated'], 'notEvaluated'],
    [['notEvaluated', 'fail'], 'fail'],
  ])('Given findings of status %j, When viewed, Then the requirement is %s', (given, expected) => {
    const findings = given.flatMap((status) =>
      Object.keys(checks).map((check) => aFinding({ check, status: check === 'guards-active' ? status : 'pass' })),
    );

    expect(requirementOf('25(1)', [{ org: anOrg(), verdict: 'nonconforming', findings }])?.status).toBe(expected);
  });
});

describe('docs/frameworks.md', () => {
  it('Given the files, When the page is made, Then the committed one is the same (else: npm run schemas:write)', async () => {
    const committed = readFileSync(new URL('../../docs/frameworks.md', import.meta.url), 'utf8');

    expect(committed).toBe(
      await format(frameworksPage(), { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }),
    );
  });
});

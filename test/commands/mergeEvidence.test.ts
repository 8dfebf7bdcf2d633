import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonOf } from '../../src/digest/canonicalJson.js';
import { digestOf } from '../../src/digest/sha256.js';
import { observe } from '../../src/audit/observed.js';
import Merge from '../../src/commands/synthetic/merge.js';
import { readPublicKey } from '../../src/evidence/keys.js';
import { readRun, type RunContent } from '../../src/evidence/readRun.js';
import { verifyLedger } from '../../src/evidence/verifyLedger.js';
import { overrideSchema } from '../../src/schema/orgOverrides.js';
import type { AuditReport, AuditReportOrg } from '../../src/report/auditReport.js';
import { aKeyPair } from '../builders/evidence.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg } from '../builders/snapshot.js';

const shown: string[] = [];
class HeardMerge extends Merge {
  public override log = (text = ''): number => shown.push(text);
  public override logToStderr(): void {}
  public override table(): void {}
  public override styledHeader(): void {}
  public override warn(text: string): string {
    shown.push(text);
    return text;
  }
}

let folder: string;
let evidence: string;
const keys = aKeyPair();
beforeEach(() => {
  shown.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'merge-evidence-'));
  evidence = join(folder, 'evidence');
  writeFileSync(join(folder, 'provenance.yaml'), 'objects: [Account, Case]\n');
  writeFileSync(
    join(folder, 'fleet.yaml'),
    'orgs:\n  - { org: prod, role: production }\n  - { org: uat, role: sandbox, exclude: [{ name: Case, reason: no cases }] }\n',
  );
  writeFileSync(join(folder, 'a.key'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  process.exitCode = undefined;
});

const schema = aSchema({ objects: ['Account', 'Case'] });
const ownSchema = overrideSchema(
  schema,
  { name: 'uat', role: 'sandbox' },
  { exclude: [{ name: 'Case', reason: 'no cases' }] },
);
const pass = aFinding({ status: 'pass', message: 'ok', remediation: '' });
const anOrg = (name: string, overrides: Partial<AuditReportOrg> = {}): AuditReportOrg =>
  aReportOrg({
    name,
    findings: [pass],
    observed: observe(name === 'uat' ? ownSchema : schema, aConformingOrg(schema)),
    ...overrides,
  });
/** What the runner of one of two shards printed. */
const aPart = (index: number, overrides: Partial<AuditReport> = {}): AuditReport =>
  aReport({
    orgs: [anOrg(index === 1 ? 'prod' : 'uat')],
    shard: { index, count: 2 },
    evaluatedAt: `2026-01-31T1${index}:00:00.000Z`,
    ...overrides,
  });
const write = (parts: readonly AuditReport[]): string[] =>
  parts.map((result, index) => {
    const file = join(folder, `audit-${index + 1}.json`);
    writeFileSync(file, JSON.stringify({ status: 0, result, warnings: [] }));
    return file;
  });
const merge = (parts: readonly AuditReport[], ...more: string[]) => {
  const place = [
    '--evidence',
    evidence,
    '--schema',
    join(folder, 'provenance.yaml'),
    '--fleet',
    join(folder, 'fleet.yaml'),
  ];
  return HeardMerge.run([...write(parts), ...place, ...more], import.meta.url);
};
const runs = (): string[] => readdirSync(join(evidence, 'runs'));
const shownRun = (): RunContent => readRun(evidence);

describe('sf synthetic merge --evidence', () => {
  it('Given all shards of an audit, When merged, Then one run of the whole is left, signed, and says what it was merged from', async () => {
    const own = { directory: 'mine', run: 7, head: 'a'.repeat(64), root: 'b'.repeat(64), signedBy: 'c'.repeat(64) };
    const parts = [aPart(1), aPart(2, { evidence: own })];

    const { result } = (await merge(
      parts,
      '--signing-key',
      join(folder, 'a.key'),
      '--output-file',
      join(folder, 'r.json'),
    )) as {
      result: AuditReport;
    };

    expect(process.exitCode).toBe(0);
    const publicKey = readPublicKey({
      text: keys.publicKey.export({ type: 'spki', format: 'pem' }) as string,
      from: '',
    });
    expect(await verifyLedger(evidence, { keys: [publicKey] })).toMatchObject({
      verdict: 'verified',
      runs: 1,
      head: result.evidence?.head,
      signatures: { signed: 1, through: 1 },
    });
    expect(shownRun()).toMatchObject({
      verdict: 'conforming',
      evaluatedAt: '2026-01-31T11:00:00.000Z',
      coverage: { evaluated: 2, total: 2 },
      parts: parts.map((part, index) => ({
        result: digestOf(jsonOf(part)),
        evaluatedAt: part.evaluatedAt,
        shard: { index: index + 1, count: 2 },
        orgs: 1,
      })),
    });
    const { directory: _, ...link } = own;
    expect(shownRun().parts?.[1]?.evidence).toEqual(link);
    // Each org with the time of its own audit.
    expect(shownRun().orgs.map(({ name, evaluatedAt }) => [name, evaluatedAt])).toEqual([
      ['prod', undefined],
      ['uat', '2026-01-31T12:00:00.000Z'],
    ]);
    expect(readdirSync(join(evidence, 'runs/00000001/schemas'))).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'))).toMatchObject({ evidence: result.evidence });
    expect(shown.join('\n')).toContain(`Head of the ledger: ${result.evidence?.head}`);
    expect(readFileSync(join(evidence, 'runs/00000001/run.json'), 'utf8')).not.toContain(folder);
  });

  it('Given the same results again, When merged, Then no second run is left of them', async () => {
    await merge([aPart(1), aPart(2)]);

    await expect(merge([aPart(1), aPart(2)])).rejects.toMatchObject({
      name: 'EvidenceNotMerged',
      message: expect.stringMatching(/audit-1\.json is in this ledger already, merged into run 1/u) as string,
    });
    expect(runs()).toEqual(['00000001']);
  });

  it('Given a part whose runner put its evidence into the same ledger, When merged, Then that run stays the only one', async () => {
    const { result } = (await merge([aReport({ orgs: [anOrg('prod')] })])) as { result: AuditReport };
    const { evidence: kept = { directory: '', run: 0, head: '', root: '' } } = result;

    await expect(merge([aPart(1, { evidence: kept }), aPart(2)])).rejects.toMatchObject({
      name: 'EvidenceNotMerged',
      message: expect.stringMatching(/audit-1\.json: its evidence is in this ledger already, as run 1/u) as string,
    });
    expect(runs()).toEqual(['00000001']);
  });

  const waived = aFinding({
    status: 'waived',
    waiver: { status: 'fail', owner: 'Ada', reason: 'r', ticket: 'T-1', expires: '2026-12-31' },
  });
  const { observed: _, ...unobserved } = anOrg('prod');
  const refused: readonly (readonly [words: string, parts: AuditReport[], reason: RegExp])[] = [
    [
      'a verdict that was made better',
      [
        aPart(1, { orgs: [anOrg('prod', { findings: [aFinding()], verdict: 'conforming' })], verdict: 'conforming' }),
        aPart(2),
      ],
      /audit-1\.json: the verdict on prod is not that of its findings/u,
    ],
    [
      'a report whose verdict is not that of its orgs',
      [aPart(1, { verdict: 'nonconforming' }), aPart(2)],
      /its verdict is not/u,
    ],
    [
      'a coverage that is too good',
      [aPart(1, { coverage: { evaluated: 9, total: 9 } }), aPart(2)],
      /its coverage is not/u,
    ],
    [
      'a failure that was called waived',
      [aPart(1, { orgs: [anOrg('prod', { findings: [waived] })] }), aPart(2)],
      /audit-1\.json: 1 findings on prod are waived by no waiver in it that holds/u,
    ],
    [
      'an org without what it was judged by',
      [aPart(1, { orgs: [unobserved] }), aPart(2)],
      /what prod was judged by is not in it/u,
    ],
    [
      'an org that was judged and not reached',
      [aPart(1, { orgs: [{ name: 'prod', verdict: 'conforming', findings: [pass] }] }), aPart(2)],
      /prod was judged, and not reached/u,
    ],
    [
      'parts of different days',
      [aPart(1, { evaluatedAt: '2026-01-29T10:00:00.000Z' }), aPart(2)],
      /audit-1\.json and .*audit-2\.json are 50 hours apart/u,
    ],
  ];

  it.each(refused)(
    'Given %s, When merged, Then no evidence is left, and the file is named',
    async (_words, parts, reason) => {
      await expect(merge(parts)).rejects.toMatchObject({
        name: 'EvidenceNotMerged',
        message: expect.stringMatching(reason) as string,
      });
      expect(runs()).toEqual([]);
    },
  );

  it('Given a waiver that stands in the result, When merged, Then it is evidence too, its owner a number', async () => {
    const waiver = {
      ...{ check: waived.check, org: 'prod', components: ['*'], owner: 'Ada', reason: 'r', ticket: 'T-1' },
      ...{ expires: '2026-12-31', file: 'w.yaml', findings: 1, state: 'active' as const },
    };
    await merge([aPart(1, { orgs: [anOrg('prod', { findings: [waived] })], waivers: [waiver] }), aPart(2)]);

    expect(shownRun().waivers).toMatchObject([{ owner: 'person-1', ticket: 'T-1', findings: 1 }]);
  });

  it('Given another schema than the orgs were judged by, When merged, Then the reports are written, the command fails, and no run is left', async () => {
    writeFileSync(join(folder, 'provenance.yaml'), 'objects: [Account]\n');
    writeFileSync(join(folder, 'fleet.yaml'), 'orgs: [{ org: prod, role: production }]\n');

    await expect(merge([aPart(1), aPart(2)], '--output-file', join(folder, 'r.json'))).rejects.toMatchObject({
      name: 'EvidenceSchemaMissing',
    });
    expect(readdirSync(folder)).toContain('r.json');
    expect(runs()).toEqual([]);
  });

  it('Given results of a plan, When evidence of them is asked for, Then it is said that there is none', async () => {
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify({ pending: 0, notReadable: 0, total: 0, orgs: [] }));

    await expect(HeardMerge.run([file, '--evidence', evidence], import.meta.url)).rejects.toMatchObject({
      name: 'NoEvidenceError',
    });
  });
});

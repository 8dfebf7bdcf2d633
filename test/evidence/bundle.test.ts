import { bundle } from '../../src/evidence/bundle.js';
import { Impersonal } from '../../src/evidence/impersonal.js';
import { observe } from '../../src/audit/observed.js';
import { digestOf } from '../../src/digest/sha256.js';
import { jsonOf } from '../../src/digest/canonicalJson.js';
import { applyWaivers } from '../../src/audit/waivers.js';
import { auditReport } from '../../src/report/auditReport.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anOrg, someObservations } from '../builders/snapshot.js';
import { aWaiver, TODAY } from '../builders/waiver.js';

const schema = aSchema({ objects: ['Account'] });
const whole = (files: ReadonlyMap<string, string>): string => [...files].flat().join('\n');

describe('the evidence of an audit', () => {
  it('Given orgs that were read, not reached, waived and failing, When bundled, Then all of it is in it, by org', () => {
    const snapshot = aConformingOrg(schema);
    const observed = observe(schema, snapshot);
    const { audits, uses } = applyWaivers(
      [
        {
          org: snapshot.org,
          verdict: 'nonconforming',
          findings: [aFinding({ check: 'guards-active', subject: 'ValidationRule:Case.X' })],
          observed,
        },
        {
          org: { name: 'uat' },
          verdict: 'notEvaluated',
          findings: [aFinding({ status: 'notEvaluated', message: 'no login' })],
        },
      ],
      [aWaiver({ components: ['*'] })],
      TODAY,
    );
    const report = auditReport(audits, { evaluatedAt: new Date(0), tool: 'x@1', schemaFile: 's.yaml', waivers: uses });

    const files = bundle(report, [schema]);

    expect([...files.keys()].sort()).toEqual([
      'orgs/00001.json',
      'orgs/00002.json',
      'run.json',
      `schemas/${observed.schema}.json`,
      'waivers.json',
    ]);
    const parsed = Object.fromEntries([...files].map(([path, text]) => [path, JSON.parse(text) as unknown]));
    expect(parsed['run.json']).toEqual({
      version: 1,
      evaluatedAt: '1970-01-01T00:00:00.000Z',
      tool: 'x@1',
      verdict: 'notEvaluated',
      coverage: { evaluated: 1, total: 2 },
      orgs: [
        {
          file: 'orgs/00001.json',
          name: 'prod',
          organizationId: snapshot.org.organizationId,
          verdict: 'conforming',
          findings: { waived: 1 },
        },
        { file: 'orgs/00002.json', name: 'uat', verdict: 'notEvaluated', findings: { notEvaluated: 1 } },
      ],
    });
    expect(parsed['orgs/00001.json']).toMatchObject({
      observed,
      findings: [{ status: 'waived', waiver: { owner: 'person-1', ticket: 'CRM-1' } }],
    });
    expect(parsed['waivers.json']).toMatchObject([
      { owner: 'person-1', reason: 'cases are migrated', state: 'active' },
    ]);
    expect(parsed[`schemas/${observed.schema}.json`]).toEqual(jsonOf(schema));
  });

  it('Given persons and secrets wherever a text may hold them, When bundled, Then none is in it, and one person has one number', () => {
    const token = '00D0E0000000001!AQEAQF.abc_123';
    const named = aFinding({
      message: `2026-05-01 10:00 UTC, jane.o'hara@shop.example.uat2: Removed; waiver expired on 2026-01-01 (Jane Doe, T-1) by JANE.O'HARA@shop.example.uat2, token ${token}`,
      remediation: 'sf synthetic deploy --target-org jane@shop.example, key in /home/jane/keys',
    });
    const report = aReport({
      orgs: [aReportOrg({ name: 'jane@shop.example', username: 'jane@shop.example', findings: [named] })],
      waivers: [
        {
          ...aWaiver({ owner: 'Jane Doe', ticket: 'T-1', org: 'jane@shop.example', reason: 'ask müller@shop.example' }),
          state: 'expired',
          findings: 1,
        },
      ],
    });

    const text = whole(bundle(report, [schema]));

    expect(text).not.toMatch(/jane|\bdoe\b|hara|müller|AQEAQF|admin@/iu);
    expect(text).toContain(
      '2026-05-01 10:00 UTC, person-3: Removed; waiver expired on 2026-01-01 (person-1, T-1) by person-3, token secret',
    );
    expect(text).toContain('"tool":"sf-plugin-synthetic@0.1.0"');
  });

  it('Given an org that was judged by a schema that is not at hand, When bundled, Then it is refused', () => {
    const org = aReportOrg({ observed: observe(aSchema({ objects: ['Case'] }), aConformingOrg(schema)) });

    expect(() => bundle(aReport({ orgs: [org] }), [schema])).toThrow(
      expect.objectContaining({ name: 'EvidenceSchemaMissing' }) as Error,
    );
  });
});

describe('what an org was judged by', () => {
  it('Given the same answers in another order, from another person, When observed, Then the digests are the same', () => {
    const entry = { action: 'a', section: 's', display: 'd', at: '2026-05-02T00:00:00.000Z' };
    const changed = (by: string) =>
      someObservations({
        changes: { state: 'read', value: { since: '2026-05-01T00:00:00.000Z', entries: [{ ...entry, by }] } },
      });
    const one = aConformingOrg(schema, { facts: { observations: changed('jane@shop.example') } });
    const other = aConformingOrg(schema, {
      org: anOrg({ name: 'production', username: 'x@y.example' }),
      facts: { observations: changed('joe@shop.example') },
    });

    const observed = observe(schema, { ...other, components: new Map([...other.components].reverse()) });

    expect(observed).toEqual(observe(schema, one));
    expect(observed.schema).toBe(digestOf(jsonOf(schema)));
    expect(Object.keys(observed.facts.read)).toEqual(
      expect.arrayContaining(['org', 'objects', 'usage', 'grants', 'changes']),
    );
  });

  it('Given a component that was not read, one that is not there, and a fact that was refused, When observed, Then each is said', () => {
    const base = aConformingOrg(schema);
    const [first = '', second = ''] = [...base.components.keys()];
    const components = new Map(base.components);
    components.set(first as never, { state: 'unread', reason: 'no access' });
    components.set(second as never, { state: 'absent' });
    const observations = someObservations({ grants: { state: 'unread', reason: 'insufficient rights' } });

    const observed = observe(schema, { ...base, components, observations });

    expect(observed.components.unread).toEqual({ [first]: 'no access' });
    expect(observed.components.absent).toEqual([second]);
    expect(Object.keys(observed.components.present)).not.toContain(first);
    expect(observed.facts.unread).toEqual({ grants: 'insufficient rights' });
  });
});

describe('Impersonal', () => {
  it('Given texts of many kinds, When made impersonal, Then only persons and secrets are gone', () => {
    const impersonal = new Impersonal();
    const rows: readonly (readonly [string, string])[] = [
      ['by jane@shop.example, then joe@shop.example', 'by person-1, then person-2'],
      ['again JANE@SHOP.EXAMPLE.', 'again person-1.'],
      ['sf-plugin-synthetic@0.1.0 is no person', 'sf-plugin-synthetic@0.1.0 is no person'],
      ['https://user:pw@host.example/x', 'https://host.example/x'],
      ['Authorization: Bearer abc.def', 'Authorization: Bearer secret'],
      ['C:\\Users\\Jane\\key, /Users/jane/key', '~\\key, ~/key'],
      ['-----BEGIN PRIVATE KEY-----\nMC4\n-----END PRIVATE KEY-----', 'secret'],
      ['force://PlatformCLI::5Aep861@x.my.salesforce.com', 'secret'],
    ];

    expect(rows.map(([text]) => impersonal.text(text))).toEqual(rows.map(([, wanted]) => wanted));
  });

  it('Given a long text without an address, When made impersonal, Then it is gone through once', () => {
    const long = 'a'.repeat(300_000);
    expect(new Impersonal().text(long)).toBe(long);
  });
});

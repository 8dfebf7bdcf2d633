import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { auditOrg, auditUnreachable } from '../../src/audit/auditOrg.js';
import { frameworkIds, frameworksNamed } from '../../src/audit/frameworks/index.js';
import type { AuditReport } from '../../src/report/auditReport.js';
import { auditReport } from '../../src/report/auditReport.js';
import { reportWriter } from '../../src/report/reportFormat.js';
import { aFinding, aHistory, aReport, aReportOrg } from '../builders/report.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg, anOrg } from '../builders/snapshot.js';

const folder = fileURLToPath(new URL('schemas', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = aSchema({ objects: ['Account', 'Case', 'Lead', 'Task'] });

const waiver = {
  status: 'fail',
  owner: 'Ada',
  reason: 'until the move',
  ticket: 'SEC-1',
  expires: '2026-12-31',
} as const;

/** What there can be in a report. */
const REPORTS: Readonly<Record<string, AuditReport>> = {
  'three orgs as the checks judge them': auditReport(
    [
      auditOrg(schema, anEmptyOrg(schema)),
      auditOrg(schema, aConformingOrg(schema, { org: anOrg({ name: 'fine' }) })),
      auditUnreachable('away', { message: 'the org does not answer', actions: ['Check the network'] }),
    ],
    { evaluatedAt: new Date('2026-01-31T10:00:00Z'), tool: 'sf-plugin-synthetic@0.1.0', schemaFile: 'config/a b.yaml' },
  ),
  'the order of every framework': auditReport(
    [auditOrg(schema, anEmptyOrg(schema)), auditUnreachable('away', { message: 'the org does not answer' })],
    {
      evaluatedAt: new Date('2026-01-31T10:00:00Z'),
      tool: 'sf-plugin-synthetic@0.1.0',
      schemaFile: 'config/provenance.yaml',
      frameworks: frameworksNamed(frameworkIds),
    },
  ),
  'earlier audits and a baseline': aReport({
    history: aHistory({ staleAfterDays: 7, stale: [{ org: 'uat' }] }),
    baseline: {
      file: 'b.json',
      evaluatedAt: '2026-01-02T10:00:00.000Z',
      known: 1,
      new: 1,
      verdict: 'nonconforming',
    },
    orgs: [
      aReportOrg({
        records: [{ object: 'Account', all: 3, synthetic: 1 }],
        findings: [
          aFinding({
            inBaseline: true,
            history: { state: 'known', firstSeen: '2026-01-02T10:00:00.000Z', was: 'fail' },
          }),
          aFinding({ object: 'Case', history: { state: 'new', firstSeen: '2026-01-31T10:00:00.000Z' } }),
        ],
      }),
    ],
  }),
  'every status': aReport({
    orgs: [
      aReportOrg({
        findings: [
          aFinding({ status: 'pass', remediation: '' }),
          aFinding({ check: 'guards-active', status: 'waived', waiver }),
          aFinding({ check: 'badges-shown', status: 'manual', severity: 'low' }),
          aFinding({ check: 'policy-bound', status: 'notEvaluated', message: '' }),
          aFinding({ check: 'a check of tomorrow' }),
        ],
      }),
    ],
  }),
  'the same thing found twice': aReport({ orgs: [aReportOrg({ findings: [aFinding(), aFinding()] })] }),
  'hostile names': aReport({
    schemaFile: '/tmp/<x>/"ü" 100%.yaml',
    tool: ' ',
    orgs: [
      aReportOrg({
        name: '\u202e<script>&"\'\n\t\u0000]]>{0} [x](http://evil) =1+1|`',
        organizationId: ' ',
        findings: [aFinding({ name: '\ud800', subject: '\u2028', message: '\u0007{1}', remediation: '\n' })],
      }),
    ],
  }),
  'an org of which nothing is known': aReport({ orgs: [{ name: 'away', verdict: 'notEvaluated', findings: [] }] }),
  'no org': aReport({ orgs: [] }),
};

function textOf(report: AuditReport, file: string): string {
  return [...reportWriter(file)(report)].join('');
}

/** Some published patterns are no Unicode patterns. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern, '');
    }
  },
  { code: 'new RegExp' },
);

function validatorOf(file: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: false, code: { regExp: lenientRegExp } });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

function errorsOf(validate: ValidateFunction, text: string): unknown {
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

describe('reports and the official schemas of their formats', () => {
  const sarif = validatorOf(join(folder, 'sarif-schema-2.1.0.json'));
  const result = validatorOf(join(root, 'schemas', 'commands', 'synthetic-audit.json'));
  const more = process.env['OSCAL_SCHEMAS'] ?? '';
  const oscalFiles = [
    join(folder, 'oscal_assessment-results_schema-1.2.3.json'),
    ...(more === '' ? [] : readdirSync(more).map((file) => join(more, file))),
  ];

  it.each(Object.keys(REPORTS))('Given %s, When written as SARIF, Then it is SARIF 2.1.0', (name) => {
    expect(errorsOf(sarif, textOf(REPORTS[name] ?? aReport(), 'audit.sarif'))).toEqual([]);
  });

  it.each(Object.keys(REPORTS))('Given %s, When written as JSON, Then it is what the command documents', (name) => {
    const report = REPORTS[name] ?? aReport();
    const text = textOf(report, 'audit.json');

    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(errorsOf(result, text)).toEqual([]);
  });

  it.each(Object.keys(REPORTS))('Given %s, When written as JUnit, Then it is what Jenkins reads', async (name) => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'audit.xml', contents: textOf(REPORTS[name] ?? aReport(), 'audit.xml') }],
      schema: [readFileSync(join(folder, 'jenkins-junit.xsd'), 'utf8')],
    });

    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  describe.each(oscalFiles)('OSCAL, by %s', (file) => {
    const oscal = validatorOf(file);

    it.each(Object.keys(REPORTS))('Given %s, When written, Then it is assessment results', (name) => {
      expect(errorsOf(oscal, textOf(REPORTS[name] ?? aReport(), 'audit.oscal.json'))).toEqual([]);
    });
  });
});

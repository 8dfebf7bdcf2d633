import type { Finding } from '../../src/audit/finding.js';
import { fleetVerdict, verdictOf } from '../../src/audit/finding.js';
import type { AuditHistory } from '../../src/audit/history.js';
import type { AuditReport, AuditReportOrg } from '../../src/report/auditReport.js';

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    check: 'markers-present',
    severity: 'critical',
    status: 'fail',
    subject: 'CustomField:Account.Is_Synthetic__c',
    object: 'Account',
    name: 'Is_Synthetic__c',
    message: 'missing',
    remediation: 'sf synthetic deploy --target-org prod',
    ...overrides,
  };
}

export function aReportOrg(overrides: Partial<AuditReportOrg> = {}): AuditReportOrg {
  const { findings = [aFinding()] } = overrides;
  return {
    name: 'prod',
    username: 'admin@prod.example',
    organizationId: '00D0E0000000001UAA',
    instanceUrl: 'https://prod.example',
    role: 'production',
    edition: 'Enterprise Edition',
    verdict: verdictOf(findings),
    findings,
    ...overrides,
  };
}

/** Coverage and verdict are those of the orgs. */
export function aReport(overrides: Partial<AuditReport> = {}): AuditReport {
  const { orgs = [aReportOrg()] } = overrides;
  const evaluated = orgs.filter(({ findings }) => findings.every(({ status }) => status !== 'notEvaluated'));
  return {
    verdict: fleetVerdict(orgs),
    evaluatedAt: '2026-01-31T10:00:00.000Z',
    tool: 'sf-plugin-synthetic@0.1.0',
    schemaFile: 'config/provenance.yaml',
    coverage: { evaluated: evaluated.length, total: orgs.length },
    waivers: [],
    frameworks: [],
    orgs,
    ...overrides,
  };
}

/** One earlier audit of the same org, in which one thing more failed. */
export function aHistory(overrides: Partial<AuditHistory> = {}): AuditHistory {
  const before = '2026-01-02T10:00:00.000Z';
  const stood = { orgs: 1, evaluated: 1, conforming: 0, notEvaluated: 0, waived: 0 };
  return {
    runs: 1,
    previous: before,
    counts: { new: 1, reopened: 1, known: 2, fixed: 1 },
    fixed: [{ org: 'prod', check: 'guards-active', thing: 'ValidationRule:Case.X', was: 'fail', firstSeen: before }],
    trend: [
      { evaluatedAt: before, ...stood, failed: 5 },
      { evaluatedAt: '2026-01-31T10:00:00.000Z', ...stood, failed: 4, records: { all: 10, synthetic: 1 } },
    ],
    stale: [],
    ...overrides,
  };
}

import { auditOrg, auditUnreachable } from '../../src/audit/auditOrg.js';
import type { Check } from '../../src/audit/check.js';
import { checks } from '../../src/audit/checks/index.js';
import { auditExitCodes } from '../../src/audit/exitCode.js';
import { type Finding, fleetVerdict, type OrgAudit, verdictOf } from '../../src/audit/finding.js';
import { coverage, summarize } from '../../src/audit/summary.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg, anOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const failing = ({ findings }: OrgAudit): string[] =>
  findings.filter(({ status }) => status === 'fail').map(({ subject }) => subject);

describe('auditOrg', () => {
  it('Given an org as the schema wants it, When audited, Then every finding passes and every check looked at something', () => {
    const audit = auditOrg(schema, aConformingOrg(schema));

    expect(audit.verdict).toBe('conforming');
    expect(new Set(audit.findings.map(({ check }) => check))).toEqual(new Set(Object.keys(checks)));
    expect(new Set(audit.findings.map(({ status }) => status))).toEqual(new Set(['pass']));
  });

  it('Given an org with nothing, When audited, Then all that is missing fails and says how to mend it', () => {
    const audit = auditOrg(schema, anEmptyOrg(schema));

    expect(audit.verdict).toBe('nonconforming');
    const failed = audit.findings.filter(({ status }) => status === 'fail');
    expect(new Set(failed.map(({ remediation }) => remediation))).toEqual(
      new Set(['sf synthetic deploy --target-org prod']),
    );
    expect(failed.every(({ message }) => message === 'missing')).toBe(true);
  });

  it('Given one guard switched off, When audited, Then exactly that guard fails', () => {
    const audit = auditOrg(
      schema,
      aConformingOrg(schema, {
        edit: { 'ValidationRule:Case.Synthetic_Contained': (body) => ({ ...body, active: ['false'] }) },
      }),
    );

    expect(failing(audit)).toEqual(['ValidationRule:Case.Synthetic_Contained']);
    expect(audit.findings.find(({ status }) => status === 'fail')?.check).toBe('guards-active');
  });

  it('Given a production org with a policy that accepts synthetic records, When audited, Then that is critical', () => {
    const sandbox = aConformingOrg(schema, { org: anOrg({ role: 'sandbox' }) });

    const audit = auditOrg(schema, { ...sandbox, org: anOrg({ role: 'production' }) });

    expect(
      audit.findings.filter(({ status }) => status === 'fail').map(({ check, severity }) => [check, severity]),
    ).toEqual([['policy-bound', 'critical']]);
  });

  it('Given a component that could not be read, When audited, Then the org is not evaluated, not conforming', () => {
    const audit = auditOrg(
      schema,
      aConformingOrg(schema, { edit: { 'StaticResource:Synthetic_Badge': { state: 'unread', reason: 'no access' } } }),
    );

    expect(audit.verdict).toBe('notEvaluated');
    expect(audit.findings.find(({ status }) => status === 'notEvaluated')?.message).toBe('not readable: no access');
  });

  it('Given an object that the org lacks, When audited, Then it fails unless it is optional', () => {
    const listed = aSchema({ objects: ['Account', 'Gone__c', { name: 'Maybe__c', optional: true }] });

    const audit = auditOrg(listed, aConformingOrg(listed, { without: ['Gone__c', 'Maybe__c'] }));

    expect(failing(audit)).toEqual(['Object:Gone__c']);
  });

  it('Given an object left out with a reason, When audited, Then the audit names it and the reason', () => {
    const listed = aSchema({
      objects: [{ group: 'commerce' }],
      exclude: [{ name: 'Contract', reason: 'signed by people' }],
    });

    const { findings } = auditOrg(listed, aConformingOrg(listed));

    expect(findings.filter(({ object }) => object === 'Contract').map(({ message }) => message)).toEqual([
      'left out by the schema: signed by people',
    ]);
  });

  it('Given a check that breaks, When audited, Then it alone is not evaluated and the others still judge', () => {
    const broken: Check = {
      metadata: { ...checks['guards-active'].metadata, id: 'broken' },
      evaluate: () => {
        throw new Error('boom');
      },
    };

    const audit = auditOrg(schema, aConformingOrg(schema), {
      registry: [broken, checks['markers-present']],
    });

    expect(audit.verdict).toBe('notEvaluated');
    expect(audit.findings[0]).toMatchObject({
      check: 'broken',
      status: 'notEvaluated',
      message: 'the check itself failed: boom',
    });
    expect(audit.findings.filter(({ status }) => status === 'pass')).toHaveLength(6);
  });

  it('Given an org that can’t be reached, When audited, Then no check passes', () => {
    const audit = auditUnreachable('prod', { message: 'the org does not answer', actions: ['Check the network'] });

    expect(audit.verdict).toBe('notEvaluated');
    expect(new Set(audit.findings.map(({ status }) => status))).toEqual(new Set(['notEvaluated']));
  });
});

describe('verdicts', () => {
  const finding = (status: Finding['status']): Pick<Finding, 'status'> => ({ status });

  it.each([
    [['pass', 'pass'], 'conforming'],
    [['pass', 'notEvaluated'], 'notEvaluated'],
    [['notEvaluated', 'fail'], 'nonconforming'],
    [[], 'notEvaluated'],
  ] as const)('Given findings %j, When judged, Then the org is %s', (statuses, verdict) => {
    expect(verdictOf(statuses.map(finding))).toBe(verdict);
  });

  it.each([
    [['conforming', 'conforming'], 'conforming', 0],
    [['conforming', 'notEvaluated'], 'notEvaluated', 4],
    [['notEvaluated', 'nonconforming'], 'nonconforming', 3],
    [[], 'notEvaluated', 4],
  ] as const)('Given orgs %j, When judged, Then the fleet is %s and the exit code %i', (orgs, verdict, code) => {
    expect(fleetVerdict(orgs.map((own) => ({ verdict: own })))).toBe(verdict);
    expect(auditExitCodes[verdict]).toBe(code);
  });
});

describe('summarize', () => {
  it('Given an org with nothing, When summed up, Then each kind of mistake is one line with its objects', () => {
    const { findings } = auditOrg(schema, anEmptyOrg(schema));

    const markers = summarize(findings).find(({ check }) => check === 'markers-present');

    expect(markers).toMatchObject({ status: 'fail', passed: 0, total: 6, severity: 'critical' });
    expect(markers?.problems).toContain('Is_Synthetic__c: missing (Account, Case)');
  });

  it('Given one org of two unreachable, When counted, Then one of two was evaluated', () => {
    expect(coverage([auditOrg(schema, anEmptyOrg(schema)), auditUnreachable('b', { message: 'down' })])).toEqual({
      evaluated: 1,
      total: 2,
    });
  });
});

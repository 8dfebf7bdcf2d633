import { inWords, verdictWords } from '../audit/summary.js';
import type { Finding, Status } from '../audit/finding.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import type { CheckRule } from './checkRules.js';
import { type CheckResult, checkResults } from './checkResults.js';
import { contentUuid } from './contentUuid.js';
import { requirementFindings, requirementSelection } from './oscalFrameworks.js';
import { markupLine, property, token } from './oscalText.js';

/** The objective that a finding is about; one a check. */
export function objectiveId(check: string): string {
  return `${token(check)}_obj`;
}

/** What all parts of one org's result share. */
type Scope = {
  readonly report: AuditReport;
  readonly org: AuditReportOrg;
  /** The org as a component; the same in every run. */
  readonly subject: string;
  readonly tool: string;
};

/** The result of one org. Arrays that would be empty are left out, as the model wants it. */
export function oscalResult(report: AuditReport, org: AuditReportOrg, rules: readonly CheckRule[]): object {
  const scope: Scope = {
    report,
    org,
    subject: contentUuid('org', org.organizationId ?? org.name),
    tool: contentUuid('tool', report.tool),
  };
  const checked = checkResults(org);
  const risks = checked
    .filter(({ status }) => status === 'fail' || status === 'waived')
    .map((result) => risk(scope, result, rules));
  const open = openFindings(scope);
  const openOf = Map.groupBy(open, ({ found }) => found.check);
  const selected = rules.map(({ id }) => ({ 'control-id': token(id) }));
  return {
    uuid: uuidOf(scope, 'result'),
    title: markupLine(`Provenance audit of ${org.name}`),
    description: `${org.name} ${verdictWords[org.verdict]}.`,
    start: report.evaluatedAt,
    end: report.evaluatedAt,
    props: [property('verdict', org.verdict)],
    'local-definitions': {
      components: [orgComponent(scope)],
      'assessment-assets': {
        components: [toolComponent(scope)],
        'assessment-platforms': [
          { uuid: contentUuid('platform', report.tool), 'uses-components': [{ 'component-uuid': scope.tool }] },
        ],
      },
    },
    'reviewed-controls': {
      'control-selections': [
        { description: 'The checks of the audit.', 'include-controls': selected },
        ...report.frameworks.map(requirementSelection),
      ],
    },
    ...(checked.length === 0 ? {} : { observations: observations(scope, open, checked) }),
    ...(risks.length === 0 ? {} : { risks }),
    ...(checked.length === 0
      ? {}
      : {
          findings: [
            ...checked.map((result) => finding(scope, result, openOf.get(result.check) ?? [])),
            ...onFrameworks(scope, checked, openOf),
          ],
        }),
  };
}

function onFrameworks(
  scope: Scope,
  checked: readonly CheckResult[],
  openOf: ReadonlyMap<string, readonly Open[]>,
): object[] {
  const passed = new Set(checked.filter((result) => result.passed > 0).map(({ check }) => check));
  return scope.report.frameworks.flatMap((view) =>
    requirementFindings(view, scope.org.name, {
      uuid: (name) => uuidOf(scope, 'requirement', name),
      observed: (check) => [
        ...(openOf.get(check) ?? []).map(({ uuid }) => uuid),
        ...(passed.has(check) ? [passUuid(scope, check)] : []),
      ],
    }),
  );
}

function uuidOf({ report, org, subject }: Scope, kind: string, ...parts: readonly string[]): string {
  return contentUuid(kind, report.evaluatedAt, subject, org.name, ...parts);
}

function orgComponent({ org, subject }: Scope): object {
  const { organizationId, instanceUrl, role, edition } = org;
  const facts = Object.entries({ 'organization-id': organizationId, 'instance-url': instanceUrl, role, edition });
  const props = facts.flatMap(([name, value]) => (value === undefined ? [] : [property(name, value)]));
  return {
    uuid: subject,
    type: 'service',
    title: markupLine(org.name),
    description: 'A Salesforce org.',
    ...(props.length === 0 ? {} : { props }),
    // An org that did not answer may be anything.
    status: { state: organizationId === undefined ? 'other' : 'operational' },
  };
}

function toolComponent({ report, tool }: Scope): object {
  return {
    uuid: tool,
    type: 'software',
    title: markupLine(report.tool),
    description: 'The tool that compared the org with the provenance schema.',
    status: { state: 'operational' },
  };
}

/** A finding that did not pass, and the identifier of the observation that tells of it. */
type Open = { readonly found: Finding; readonly uuid: string };

function openFindings(scope: Scope): Open[] {
  const seen = new Map<string, number>();
  return scope.org.findings
    .filter(({ status }) => status !== 'pass')
    .map((found) => {
      const key = JSON.stringify([found.check, found.subject, found.name]);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      return { found, uuid: uuidOf(scope, 'open', key, `${occurrence}`) };
    });
}

/** One for each thing that is wrong or could not be evaluated, and one for all that passed a check. */
function* observations(scope: Scope, open: readonly Open[], checked: readonly CheckResult[]): Generator<object> {
  const observed = observedBy(scope);
  for (const { found, uuid } of open) yield { ...openObservation(found, uuid), ...observed };
  for (const result of checked) {
    if (result.passed > 0) yield { ...passObservation(scope, result), ...observed };
  }
}

function openObservation(found: Finding, uuid: string): object {
  const { check, subject, object, status, severity, message, remediation } = inWords(found);
  const { history, inBaseline } = found;
  const past = { history: history?.state, 'first-seen': history?.firstSeen, baseline: inBaseline && 'known' };
  const facts = { check, subject, object, status, severity, ...past };
  return {
    uuid,
    title: markupLine(`${check}: ${subject}`),
    description: message === '' ? '–' : message,
    props: Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [property(name, value)])),
    ...(remediation === '' ? {} : { remarks: `To mend: ${remediation}` }),
  };
}

/** What conforms is counted; what does not is named. */
function passObservation(scope: Scope, { check, passed, total }: CheckResult): object {
  return {
    uuid: passUuid(scope, check),
    title: markupLine(`${check}: passed`),
    description: `${passed} of ${total} are as the provenance schema wants them.`,
    props: [property('check', check), property('status', 'pass'), property('passed', `${passed}`)],
  };
}

function passUuid(scope: Scope, check: string): string {
  return uuidOf(scope, 'passed', check);
}

function observedBy({ report, subject, tool, org }: Scope): object {
  return {
    methods: ['TEST'],
    types: ['finding'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': tool }] }],
    subjects: [{ 'subject-uuid': subject, type: 'component', title: markupLine(org.name) }],
    collected: report.evaluatedAt,
  };
}

const STANDINGS: Readonly<Record<Status, object>> = {
  pass: { state: 'satisfied', reason: 'pass' },
  fail: { state: 'not-satisfied', reason: 'fail' },
  notEvaluated: {
    state: 'not-satisfied',
    reason: 'other',
    remarks: 'It could not be evaluated, which never counts as passed.',
  },
  manual: {
    state: 'not-satisfied',
    reason: 'other',
    remarks: 'A person has to check it; nothing in the org can tell.',
  },
  waived: {
    state: 'not-satisfied',
    reason: 'fail',
    remarks: 'Somebody answers for the failures until a day, as the observations say.',
  },
};

function finding(scope: Scope, result: CheckResult, open: readonly Open[]): object {
  const { check, title, status, passed, failed, notEvaluated, manual, waived, total } = result;
  const related = [...open.map(({ uuid }) => uuid), ...(passed > 0 ? [passUuid(scope, check)] : [])];
  return {
    uuid: uuidOf(scope, 'finding', check),
    title: markupLine(title),
    description: `${passed} of ${total} passed, ${failed} failed, ${notEvaluated} could not be evaluated, ${manual} are to be checked by hand, ${waived} are waived.`,
    props: [property('check', check), property('severity', result.severity)],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': scope.tool }] }],
    target: {
      type: 'objective-id',
      'target-id': objectiveId(check),
      status: STANDINGS[status],
    },
    'related-observations': related.map((uuid) => ({ 'observation-uuid': uuid })),
    ...(status === 'fail' || status === 'waived'
      ? { 'related-risks': [{ 'risk-uuid': uuidOf(scope, 'risk', check) }] }
      : {}),
  };
}

function risk(
  scope: Scope,
  { check, title, severity, status, problems }: CheckResult,
  rules: readonly CheckRule[],
): object {
  const rule = rules.find(({ id }) => id === check);
  const fixes = [...new Set(problems.map(({ remediation }) => remediation).filter((fix) => fix !== ''))];
  const remediations = fixes.map((fix) => ({
    uuid: uuidOf(scope, 'remediation', check, fix),
    lifecycle: 'recommendation',
    title: markupLine(fix),
    description: fix,
  }));
  return {
    uuid: uuidOf(scope, 'risk', check),
    title: markupLine(`Not the case: ${title}`),
    description: `${scope.org.name} fails the check ${check}.`,
    statement: rule?.risk ?? title,
    props: [property('severity', severity)],
    status: status === 'waived' ? 'deviation-approved' : 'open',
    ...(remediations.length === 0 ? {} : { remediations }),
  };
}

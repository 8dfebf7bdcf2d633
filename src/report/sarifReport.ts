import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finding, severities, type Severity, statuses } from '../audit/finding.js';
import { contentUuid } from './contentUuid.js';
import { relationshipsOf, taxonomyOf } from './sarifTaxonomies.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { type CheckRule, checkRules } from './checkRules.js';
import { jsonText } from './jsonText.js';
import { visible } from './visibleText.js';

/**
 * GitHub refuses a file with more results in a run; of these it shows the 5,000 gravest:
 * https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
export const MOST_RESULTS = 25_000;

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
/** GitHub shows critical from above 9.0, high from 7.0, medium from 4.0: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

type Open = { readonly org: AuditReportOrg; readonly finding: Finding };

/**
 * The audit for code scanning: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. One run;
 * a rule for each check; a result for each finding that did not pass, the gravest first; what is waived is suppressed.
 */
export function* sarifReport(report: AuditReport): Generator<string> {
  const rules = checkRules(report);
  const open = openFindings(report);
  yield* jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driverOf(report, rules) },
        ...(report.frameworks.length === 0 ? {} : { taxonomies: report.frameworks.map(taxonomyOf) }),
        automationDetails: { id: `sf-synthetic-audit/${report.evaluatedAt}`, guid: runGuid(report.evaluatedAt) },
        ...baselineOf(report),
        invocations: [invocation(report, open.length)],
        columnKind: 'utf16CodeUnits',
        results: results(report, open.slice(0, MOST_RESULTS), rules),
        properties: { verdict: report.verdict, coverage: report.coverage },
      },
    ].values(),
  });
  yield '\n';
}

/** `name@version`; a scope's own `@` comes first. */
function splitTool(tool: string): [name: string, version: string | undefined] {
  const at = tool.lastIndexOf('@');
  return at > 0 ? [tool.slice(0, at), tool.slice(at + 1)] : [tool, undefined];
}

function driverOf({ tool, frameworks }: AuditReport, rules: readonly CheckRule[]): object {
  const [name, version] = splitTool(tool);
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(frameworks.length === 0 ? {} : { supportedTaxonomies: frameworks.map(({ id }) => ({ name: id })) }),
    rules: rules.map((rule) => ({ ...ruleOf(rule), ...relationshipsOf(rule, frameworks) })),
  };
}

function ruleOf({ id, title, severity, risk, remediation, references = [] }: CheckRule): object {
  const fix = remediation === undefined ? '' : `To mend: ${remediation.replaceAll('%s', '<org>')}`;
  const help = [risk ?? title, fix, ...references].filter((text) => text !== '');
  const [helpUri] = references;
  return {
    id,
    shortDescription: { text: messageText(title) },
    fullDescription: { text: messageText(risk ?? title) },
    help: { text: messageText(help.join('\n\n')) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'provenance', 'salesforce'],
      precision: 'very-high',
      'security-severity': SECURITY_SEVERITIES[severity],
    },
  };
}

function invocation({ evaluatedAt }: AuditReport, open: number): object {
  const cut = open - MOST_RESULTS;
  const text = `${cut} of ${open} results were left out, the least grave ones: code scanning takes no more than ${MOST_RESULTS}. The JSON and CSV reports have them all.`;
  return {
    executionSuccessful: true,
    endTimeUtc: evaluatedAt,
    ...(cut > 0 ? { toolExecutionNotifications: [{ level: 'warning', message: { text } }] } : {}),
  };
}

/** The worst statuses first, in each the gravest first. */
function openFindings({ orgs }: AuditReport): Open[] {
  const all = orgs.flatMap((org) =>
    org.findings.filter(({ status }) => status !== 'pass').map((finding): Open => ({ org, finding })),
  );
  const rank = ({ finding: { status, severity } }: Open): number =>
    statuses.indexOf(status) * severities.length + severities.indexOf(severity);
  return all.sort((a, b) => rank(a) - rank(b));
}

function* results(report: AuditReport, open: readonly Open[], rules: readonly CheckRule[]): Generator<object> {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const seen = new Map<string, number>();
  for (const { org, finding } of open) {
    const fingerprint = fingerprintOf(org, finding);
    const occurrence = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, occurrence);
    yield {
      ruleId: finding.check,
      ruleIndex: indexes.get(finding.check),
      ...standing(finding),
      ...sinceWhen(report, finding),
      message: { text: messageOf(org, finding) },
      locations: [
        { physicalLocation: schemaLocation(report.schemaFile), logicalLocations: logicalLocations(org, finding) },
      ],
      partialFingerprints: {
        // The only one that GitHub reads; without it, all findings of a check would be one alert, since all point to
        // one file's first line.
        primaryLocationLineHash: `${fingerprint.slice(0, 16)}:${occurrence}`,
        'syntheticFinding/v1': `${fingerprint}:${occurrence}`,
      },
      properties: { org: org.name, subject: finding.subject, severity: finding.severity, status: finding.status },
    };
  }
}

/** The standard's words: `open` where not enough was known to judge, `review` for a person; only what fails has a level. */
function standing({ status, severity, waiver }: Finding): object {
  const judged = waiver?.status ?? status;
  const kinds = { fail: 'fail', notEvaluated: 'open', manual: 'review', waived: 'fail', pass: 'pass' } as const;
  const kind = kinds[judged];
  const level = kind === 'fail' ? LEVELS[severity] : 'none';
  // All results say whether they are suppressed, or none does: section 3.27.23 of the standard.
  if (waiver === undefined) return { kind, level, suppressions: [] };
  const justification = `Waived until ${waiver.expires} by ${waiver.owner} (${waiver.ticket}): ${waiver.reason}`;
  return { kind, level, suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}

/** The same for the same run in every report that speaks of it. */
function runGuid(evaluatedAt: string): string {
  return contentUuid('run', evaluatedAt);
}

/** The run that results are compared with: that of the baseline, else the last one on record. */
function comparedWith({ baseline, history }: AuditReport): string | undefined {
  return baseline?.evaluatedAt ?? history?.previous;
}

function baselineOf(report: AuditReport): object {
  const at = comparedWith(report);
  return at === undefined ? {} : { baselineGuid: runGuid(at) };
}

/**
 * All results have a baseline state or none has: section 3.27.24 of the standard. What is fixed is not among the results,
 * though the standard has a state for it: GitHub does not read states, and would show it as an open alert.
 */
function sinceWhen(report: AuditReport, { history, inBaseline, status }: Finding): object {
  if (comparedWith(report) === undefined) return {};
  const firstSeen = history?.firstSeen ?? report.evaluatedAt;
  const provenance = { firstDetectionTimeUtc: firstSeen };
  if (report.baseline !== undefined) return { baselineState: inBaseline === true ? 'unchanged' : 'new', provenance };
  if (history?.state !== 'known') return { baselineState: 'new', provenance };
  return { baselineState: history.was === status ? 'unchanged' : 'updated', provenance };
}

function messageOf(org: AuditReportOrg, { status, subject, name, message, remediation }: Finding): string {
  const about = subject === 'Org' ? '' : subject.startsWith('Object:') ? `${subject}, ${name}: ` : `${subject}: `;
  const unsure = status === 'notEvaluated' ? 'not evaluated: ' : '';
  const fix = remediation === '' ? '' : `\nTo mend: ${visible(remediation)}`;
  return messageText(`${visible(`Org ${org.name}: ${unsure}${about}${message}`)}${fix}`);
}

/** Braces hold places and brackets links in a message: sections 3.11.5 and 3.11.6 of the standard. */
function messageText(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '] (');
}

/** The file that states what the org should have; nearer than that is nothing in a repository. */
function schemaLocation(file: string): object {
  const region = { startLine: 1 };
  if (isAbsolute(file)) return { artifactLocation: { uri: pathToFileURL(file).href }, region };
  const uri = file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region };
}

function logicalLocations({ name }: AuditReportOrg, finding: Finding): object[] {
  const org = { name, fullyQualifiedName: name, kind: 'resource' };
  if (finding.subject === 'Org') return [org];
  const path = finding.object === undefined ? name : `${name}/${finding.object}`;
  const object = { name: finding.object, fullyQualifiedName: path, kind: 'type' };
  const component = { name: finding.name, fullyQualifiedName: `${path}/${finding.name}`, kind: 'member' };
  return finding.object === undefined ? [component, org] : [component, object, org];
}

/** The same for the same thing in every run: neither what is wrong with it nor the time is part of it. */
function fingerprintOf(org: AuditReportOrg, { check, subject, name }: Finding): string {
  return createHash('sha256')
    .update(JSON.stringify([org.name, check, subject, name]))
    .digest('hex');
}

import type { FrameworkView } from '../audit/frameworkView.js';
import type { AuditReport, AuditReportOrg } from './auditReport.js';
import { requirementWords } from './frameworkRows.js';

/** Without it, Excel reads UTF-8 as the code page of the machine: https://support.microsoft.com/office/8a935af5-3416-4edd-ba7e-3dfd2bc4a032 */
const BYTE_ORDER_MARK = '\ufeff';

const COLUMNS = [
  'evaluated_at',
  'org',
  'organization_id',
  'instance_url',
  'role',
  'check',
  'status',
  'severity',
  'subject',
  'object',
  'name',
  'message',
  'remediation',
  'waived_status',
  'waiver_owner',
  'waiver_reason',
  'waiver_ticket',
  'waiver_expires',
  'requirements',
  'history',
  'first_seen',
  'in_baseline',
] as const;

const NO_WAIVER: readonly string[] = ['', '', '', '', ''];
const NO_PAST: readonly string[] = ['', '', ''];

/** One line a finding, passed or not, for spreadsheets: RFC 4180, https://www.rfc-editor.org/rfc/rfc4180. */
export function* csvReport(report: AuditReport): Generator<string> {
  yield BYTE_ORDER_MARK + line(COLUMNS);
  for (const org of report.orgs) {
    for (const cells of rows(report, org)) yield line(cells);
  }
  for (const framework of report.frameworks) {
    for (const cells of requirementLines(report, framework)) yield line(cells);
  }
}

function* rows({ evaluatedAt, frameworks }: AuditReport, org: AuditReportOrg): Generator<readonly string[]> {
  const { name, organizationId = '', instanceUrl = '', role = '' } = org;
  const about = [evaluatedAt, name, organizationId, instanceUrl, role];
  // An org of which nothing is known must not be missing from the list.
  if (org.findings.length === 0)
    yield [
      ...about,
      '',
      'notEvaluated',
      '',
      'Org',
      '',
      name,
      'nothing was evaluated',
      '',
      ...NO_WAIVER,
      '',
      ...NO_PAST,
    ];
  for (const finding of org.findings) {
    const { check, status, severity, subject, object = '', name: what, message, remediation } = finding;
    const { waiver, history, inBaseline } = finding;
    const waived =
      waiver === undefined ? NO_WAIVER : [waiver.status, waiver.owner, waiver.reason, waiver.ticket, waiver.expires];
    const bearsOn = requirementsOf(frameworks, check);
    const past = [history?.state ?? '', history?.firstSeen ?? '', inBaseline === true ? 'yes' : ''];
    const row = [check, status, severity, subject, object, what, message, remediation];
    yield [...about, ...row, ...waived, bearsOn, ...past];
  }
}

/** `gdpr 5(1)(a); gdpr 25(1)`: what the check bears on, of the frameworks that were asked for. */
function requirementsOf(frameworks: readonly FrameworkView[], check: string): string {
  return frameworks
    .flatMap(({ id, requirements }) =>
      requirements.filter(({ checks }) => checks.includes(check)).map((requirement) => `${id} ${requirement.id}`),
    )
    .join('; ');
}

/** A line for each requirement, those too that only a person can judge; of all orgs, so that none is named. */
function* requirementLines({ evaluatedAt }: AuditReport, framework: FrameworkView): Generator<readonly string[]> {
  for (const { id, title, judge, status } of framework.requirements) {
    const name = `${framework.id} ${id}`;
    const about = [evaluatedAt, '', '', '', '', '', status, '', `Requirement:${name}`, '', title];
    yield [...about, requirementWords[status], judge, ...NO_WAIVER, name, ...NO_PAST];
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * What a spreadsheet would take for a formula begins with an apostrophe instead, which it takes for text:
 * https://owasp.org/www-community/attacks/CSV_Injection. White space before it does not make it safe.
 */
function cell(value: string): string {
  const text = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n']|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

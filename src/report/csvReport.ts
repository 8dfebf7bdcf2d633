import type { AuditReport, AuditReportOrg } from './auditReport.js';

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
] as const;

const NO_WAIVER: readonly string[] = ['', '', '', '', ''];

/** One line a finding, passed or not, for spreadsheets: RFC 4180, https://www.rfc-editor.org/rfc/rfc4180. */
export function* csvReport(report: AuditReport): Generator<string> {
  yield BYTE_ORDER_MARK + line(COLUMNS);
  for (const org of report.orgs) {
    for (const cells of rows(report, org)) yield line(cells);
  }
}

function* rows({ evaluatedAt }: AuditReport, org: AuditReportOrg): Generator<readonly string[]> {
  const { name, organizationId = '', instanceUrl = '', role = '' } = org;
  const about = [evaluatedAt, name, organizationId, instanceUrl, role];
  // An org of which nothing is known must not be missing from the list.
  if (org.findings.length === 0)
    yield [...about, '', 'notEvaluated', '', 'Org', '', name, 'nothing was evaluated', '', ...NO_WAIVER];
  for (const finding of org.findings) {
    const { check, status, severity, subject, object = '', name: what, message, remediation, waiver } = finding;
    const waived =
      waiver === undefined ? NO_WAIVER : [waiver.status, waiver.owner, waiver.reason, waiver.ticket, waiver.expires];
    yield [...about, check, status, severity, subject, object, what, message, remediation, ...waived];
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

import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { summarize } from '../../audit/summary.js';
import type { FrameworkView } from '../../audit/frameworkView.js';
import type { AuditReport, AuditReportOrg, KeptEvidence } from '../../report/auditReport.js';
import { frameworkHeadline, requirementRows } from '../../report/frameworkRows.js';
import { orgHeadline, statusWords, type SummaryRow, summaryRows } from '../../report/auditRows.js';

/** What is fixed is named up to here; the JSON has it all. */
const MOST_FIXED = 10;

type Terminal = Pick<SfCommand<unknown>, 'log' | 'logSuccess' | 'warn' | 'table' | 'styledHeader' | 'spinner'>;

/** What a person sees of an audit: one table an org, the verdict in words, and how to mend what is wrong. */
export class AuditDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
    private readonly options: { readonly verbose: boolean },
  ) {}

  public start(orgs: number): void {
    this.terminal.spinner.start(this.text('info.reading', orgs));
  }

  public progress(done: number, total: number): void {
    this.terminal.spinner.status = this.text('info.progress', done, total);
  }

  public report(report: AuditReport): void {
    this.terminal.spinner.stop();
    for (const org of report.orgs) this.org(org);
    for (const framework of report.frameworks) this.framework(framework);
    this.waivers(report);
    this.past(report);
    const { evaluated, total } = report.coverage;
    const waived = report.orgs.flatMap(({ findings }) => findings.filter(({ status }) => status === 'waived')).length;
    const plain = this.text(`verdict.${report.verdict}`, evaluated, total);
    const text = waived === 0 ? plain : `${plain} ${this.text('info.waived', waived)}`;
    if (report.verdict === 'conforming') this.terminal.logSuccess(text);
    else this.terminal.log(text);
  }

  public evidence({ directory, run, head, signedBy }: KeptEvidence): void {
    this.terminal.log(this.text('info.evidence', run, directory));
    if (signedBy !== undefined) this.terminal.log(this.text('info.evidenceSigned', signedBy));
    this.terminal.log(this.text('info.evidenceHead', head));
  }

  /** What is new and fixed, and which orgs no audit has reached. */
  private past({ history, baseline }: AuditReport): void {
    for (const { org, lastAudited } of history?.stale ?? []) {
      this.terminal.warn(
        lastAudited === undefined
          ? this.text('warn.neverAudited', org)
          : this.text('warn.stale', org, lastAudited.slice(0, 10)),
      );
    }
    if (history?.previous !== undefined) {
      const { counts, fixed, previous } = history;
      for (const { org, check, thing } of fixed.slice(0, MOST_FIXED)) {
        this.terminal.log(this.text('info.fixed', org, check, thing));
      }
      if (fixed.length > MOST_FIXED) this.terminal.log(this.text('info.moreFixed', fixed.length - MOST_FIXED));
      const since = previous.slice(0, 16).replace('T', ' ');
      const { new: fresh, reopened, known } = counts;
      this.terminal.log(this.text('info.history', since, fresh, reopened, known, counts.fixed));
    }
    if (baseline !== undefined) {
      const { evaluatedAt, new: fresh, known } = baseline;
      this.terminal.log(this.text('info.baseline', evaluatedAt.slice(0, 10), fresh, known));
    }
  }

  /** What a person has to do about waivers; those that simply hold show with what they are for. */
  private waivers({ waivers }: AuditReport): void {
    for (const { file, check, org, components, expires, owner, ticket, state } of waivers) {
      const what = `${check}, ${org}, ${components.join(' ')}`;
      if (state === 'expired') this.terminal.warn(this.text('warn.expired', what, expires, owner, ticket, file));
      if (state === 'expiring') this.terminal.warn(this.text('warn.expiring', what, expires, owner, ticket, file));
      if (state === 'unused') this.terminal.warn(this.text('warn.unused', what, file));
    }
  }

  private org(org: AuditReportOrg): void {
    this.terminal.styledHeader(orgHeadline(org));
    const unreachable = org.organizationId === undefined ? org.findings[0] : undefined;
    if (unreachable !== undefined) this.terminal.log(this.text('info.unreachable', unreachable.message));
    else this.table(org);
    if (this.options.verbose) this.findings(org);
    const remediations = new Set(summarize(org.findings).flatMap((summary) => summary.remediations));
    for (const remediation of remediations) this.terminal.log(this.text('info.remediation', remediation));
    if (org.apiCalls !== undefined) this.terminal.log(this.text('info.apiCalls', org.apiCalls));
    this.terminal.log();
  }

  private table(org: AuditReportOrg): void {
    this.terminal.table({
      data: summaryRows(org).flatMap(tableRows),
      columns: (['check', 'result', 'passed', 'problem'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
  }

  private findings({ findings }: AuditReportOrg): void {
    this.terminal.table({
      data: findings.map(({ check, subject, status, severity, message }) => ({
        check,
        subject,
        result: statusWords[status],
        severity: status === 'pass' ? '' : severity,
        message,
      })),
      columns: (['check', 'subject', 'result', 'severity', 'message'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
  }

  private framework(view: FrameworkView): void {
    this.terminal.styledHeader(frameworkHeadline(view));
    this.terminal.table({
      data: requirementRows(view),
      columns: (['requirement', 'title', 'result', 'checks', 'orgs'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    this.terminal.log(this.text('info.framework', view.id));
    this.terminal.log();
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

type TableRow = { check: string; result: string; passed: string; problem: string };

/** A row for each problem; only the first names the check. */
function tableRows({ check, result, passed, problems }: SummaryRow): TableRow[] {
  const [first = '', ...others] = problems;
  return [
    { check, result, passed, problem: first },
    ...others.map((problem) => ({ check: '', result: '', passed: '', problem })),
  ];
}

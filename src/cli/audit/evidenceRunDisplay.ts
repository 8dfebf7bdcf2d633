import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import { shellWord } from '../../audit/remediation.js';
import { type Status, statuses } from '../../audit/finding.js';
import { verdictWords } from '../../audit/summary.js';
import type { RunContent, RunOrg } from '../../evidence/readRun.js';
import type { RunPart } from '../../evidence/runText.js';
import { statusWords, summaryRows } from '../../report/auditRows.js';
import { visible } from '../../report/visibleText.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'table'>;

/** What a person sees of one run of evidence. Anybody may have written its files, so nothing in them is shown as it is. */
export class EvidenceRunDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
  ) {}

  public run(directory: string, content: RunContent): void {
    const { run, runs, evaluatedAt, tool, verdict, coverage, orgs, parts = [] } = content;
    this.terminal.log(this.text('info.run', run, runs, directory));
    const rows: [row: string, value: string][] = [
      ['evaluatedAt', moment(evaluatedAt)],
      ['tool', visible(tool)],
      ['verdict', this.text('info.verdict', verdictWords[verdict], coverage.evaluated, coverage.total)],
      ...parts.map((part): [string, string] => ['part', this.part(part)]),
      ['signature', this.signature(content)],
      ['head', content.head],
      ['previous', content.previous ?? this.text('info.first')],
      ['root', content.root],
      ['files', content.files],
    ];
    const width = Math.max(...rows.map(([row]) => this.text(`row.${row}`).length));
    for (const [row, value] of rows) this.terminal.log(`  ${this.text(`row.${row}`).padEnd(width)}  ${value}`);
    this.orgs(orgs);
    this.open(orgs);
    this.waivers(content);
    this.terminal.log(this.text('info.verify', shellWord(directory)));
  }

  private part({ evaluatedAt, shard, orgs, result, evidence }: RunPart): string {
    const which = shard === undefined ? '' : `${shard.index}/${shard.count}, `;
    const own = evidence === undefined ? '' : this.text('info.partEvidence', evidence.run, evidence.head);
    return `${which}${this.text('info.part', orgs, moment(evaluatedAt), result)}${own}`;
  }

  private signature({ signature, keyIds }: RunContent): string {
    const keys = keyIds.length === 0 ? this.text('info.unnamedKey') : keyIds.map(visible).join(', ');
    return this.text(`signature.${signature}`, keys);
  }

  private orgs(orgs: readonly RunOrg[]): void {
    const count = ({ findings }: RunOrg, wanted: Status): number =>
      findings.filter(({ status }) => status === wanted).length;
    this.rows(
      'info.orgs',
      orgs.map((org) => ({
        org: org.name,
        role: org.role ?? '',
        organizationId: org.organizationId ?? '',
        verdict: verdictWords[org.verdict],
        evaluatedAt: org.evaluatedAt === undefined ? '' : moment(org.evaluatedAt),
        ...Object.fromEntries(statuses.map((status) => [status, String(count(org, status))])),
      })),
    );
  }

  /** Whatever is not a pass, a row for each check of an org. */
  private open(orgs: readonly RunOrg[]): void {
    this.rows(
      'info.open',
      orgs.flatMap((org) =>
        summaryRows({ ...org, findings: [...org.findings] })
          .filter(({ result }) => result !== statusWords.pass)
          .map(({ check, severity, result, problems }) => ({
            ...{ org: org.name, check, severity, result },
            problem: problems.map(visible).join('\n'),
          })),
      ),
    );
  }

  private waivers({ waivers }: RunContent): void {
    this.rows(
      'info.waivers',
      waivers.map(({ check, org, owner, ticket, expires, state, findings }) => ({
        ...{ check, org, owner, ticket, expires, state },
        findings: String(findings),
      })),
    );
  }

  private rows(title: string, data: Record<string, string>[]): void {
    const [first] = data;
    if (first === undefined) return;
    this.terminal.table({
      title: this.text(title, data.length),
      data: data.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value.split('\n').map(visible).join('\n')])),
      ),
      columns: Object.keys(first).map((key) => ({ key, name: this.text(`column.${key}`) })),
      overflow: 'wrap',
    });
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

/** `2026-01-31 10:00:00 UTC` */
function moment(time: string): string {
  return `${visible(time).slice(0, 19).replace('T', ' ')} UTC`;
}

import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import type { EvidenceProblem, SignatureCount, Verification } from '../../evidence/verification.js';
import { visible } from '../../report/visibleText.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'logSuccess' | 'warn' | 'table' | 'spinner'>;

/** What a person sees of a verification: the verdict first, what it rests on, then each thing that is wrong. */
export class EvidenceDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
  ) {}

  public start(directory: string): void {
    this.terminal.spinner.start(this.text('info.verifying', directory));
  }

  public progress(done: number, total: number): void {
    this.terminal.spinner.status = this.text('info.progress', done, total);
  }

  /** `keys`: how many were given. */
  public verification(result: Verification, keys: number): void {
    this.terminal.spinner.stop();
    this.verdict(result);
    const { runs, files, bytes, head, root, signatures, unfinished } = result;
    const rows: [string, string][] = [
      ['runs', String(runs)],
      ['files', this.text('info.bytes', files, bytes)],
      ...(head === undefined ? [] : [['head', head] as [string, string]]),
      ...(root === undefined ? [] : [['root', root] as [string, string]]),
      ['signatures', this.signatures(signatures, runs, keys)],
      ['knownHead', this.knownHead(result)],
    ];
    const width = Math.max(...rows.map(([row]) => this.text(`row.${row}`).length));
    for (const [row, value] of rows) this.terminal.log(`  ${this.text(`row.${row}`).padEnd(width)}  ${value}`);
    for (const folder of unfinished) this.terminal.log(this.text('info.unfinished', visible(folder)));
    this.problems(result);
  }

  private verdict({ verdict, runs, files, problems, moreProblems }: Verification): void {
    if (verdict === 'verified') this.terminal.logSuccess(this.text('verdict.verified', runs, files));
    else if (verdict === 'notVerified') this.terminal.log(this.text('verdict.notVerified'));
    else {
      const concerned = new Set(problems.map(({ run }) => run)).size;
      this.terminal.log(this.text('verdict.tampered', problems.length + moreProblems, concerned));
    }
  }

  private signatures({ signed, through }: SignatureCount, runs: number, keys: number): string {
    if (signed === 0) return this.text('info.unsigned');
    if (keys === 0) return this.text('info.unchecked', signed, runs);
    return through === 0 ? this.text('info.foreign', signed, runs) : this.text('info.checked', through, runs);
  }

  private knownHead({ runs, knownHead, problems }: Verification): string {
    if (knownHead !== undefined) return this.text('info.knownHeadFound', knownHead.run, runs - knownHead.run);
    return this.text(problems.some(({ kind }) => kind === 'head') ? 'info.knownHeadMissing' : 'info.knownHeadUnknown');
  }

  private problems({ problems, moreProblems }: Verification): void {
    if (problems.length === 0) return;
    this.terminal.table({
      data: problems.map((problem) => this.row(problem)),
      columns: (['file', 'problem', 'expected', 'actual'] as const).map((key) => ({
        key,
        name: this.text(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    if (moreProblems > 0) this.terminal.log(this.text('info.moreProblems', moreProblems));
  }

  private row({ file, kind, expected, actual }: EvidenceProblem): Record<string, string> {
    return {
      file: visible(file),
      problem: this.text(`kind.${kind}`),
      expected: short(expected),
      actual: short(actual),
    };
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

/** Enough of a digest to tell it from another; `--json` has all of it. */
function short(text: string | undefined): string {
  if (text === undefined) return '';
  return /^[0-9a-f]{64}$/u.test(text) ? `${text.slice(0, 16)}…` : text;
}

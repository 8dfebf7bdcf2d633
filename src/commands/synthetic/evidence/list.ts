import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { type ListedRun, listRuns } from '../../../evidence/listRuns.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'evidence.list');

export type SyntheticEvidenceListResult = { runs: ListedRun[] };

export default class SyntheticEvidenceList extends SyntheticCommand<SyntheticEvidenceListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    evidence: Flags.directory({
      required: true,
      helpValue: '<folder>',
      summary: messages.getMessage('flags.evidence.summary'),
    }),
  };

  public async run(): Promise<SyntheticEvidenceListResult> {
    const { flags } = await this.parse(SyntheticEvidenceList);
    const runs = listRuns(flags.evidence);
    this.table({
      data: runs.map(({ run, evaluatedAt, verdict, coverage, signed, head = '' }) => ({
        run: String(run),
        evaluatedAt: evaluatedAt ?? messages.getMessage('info.unreadable'),
        verdict: verdict === undefined ? '' : messages.getMessage(`verdict.${verdict}`),
        coverage: coverage === undefined ? '' : `${coverage.evaluated} / ${coverage.total}`,
        signed: signed ? messages.getMessage('info.signed') : '',
        head: `${head.slice(0, 16)}…`,
      })),
      columns: (['run', 'evaluatedAt', 'verdict', 'coverage', 'signed', 'head'] as const).map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
    });
    return { runs };
  }
}

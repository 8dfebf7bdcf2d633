import { Messages } from '@salesforce/core/messages';
import { type CheckDescription, checkList } from '../../../audit/checkList.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit.list-checks');

export type SyntheticAuditListChecksResult = { checks: CheckDescription[] };

export default class SyntheticAuditListChecks extends SyntheticCommand<SyntheticAuditListChecksResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {};

  public async run(): Promise<SyntheticAuditListChecksResult> {
    await this.parse(SyntheticAuditListChecks);
    const checks = checkList();
    this.table({
      data: checks.map(({ id, severity, title }) => ({ id, severity, title })),
      columns: (['id', 'severity', 'title'] as const).map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    return { checks };
  }
}

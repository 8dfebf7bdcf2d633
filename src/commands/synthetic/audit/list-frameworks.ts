import { Messages } from '@salesforce/core/messages';
import { type FrameworkDescription, frameworkList } from '../../../audit/frameworkList.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit.list-frameworks');

export type SyntheticAuditListFrameworksResult = { frameworks: FrameworkDescription[] };

export default class SyntheticAuditListFrameworks extends SyntheticCommand<SyntheticAuditListFrameworksResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {};

  public async run(): Promise<SyntheticAuditListFrameworksResult> {
    await this.parse(SyntheticAuditListFrameworks);
    const frameworks = frameworkList();
    this.table({
      data: frameworks.map(({ id, name, reference, requirements }) => ({
        id,
        name,
        reference,
        requirements: requirements.length,
        checked: requirements.filter(({ checks }) => checks.length > 0).length,
      })),
      columns: (['id', 'name', 'reference', 'requirements', 'checked'] as const).map((key) => ({
        key,
        name: messages.getMessage(`column.${key}`),
      })),
      overflow: 'wrap',
    });
    this.log(messages.getMessage('info.meaning'));
    return { frameworks };
  }
}

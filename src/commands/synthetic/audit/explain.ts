import { Args } from '@oclif/core';
import { Messages } from '@salesforce/core/messages';
import { type CheckDescription, checkList } from '../../../audit/checkList.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { nearestName } from '../../../schema/nearestName.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit.explain');

export type SyntheticAuditExplainResult = CheckDescription;

export default class SyntheticAuditExplain extends SyntheticCommand<SyntheticAuditExplainResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly args = {
    check: Args.string({ required: true, description: messages.getMessage('args.check.description') }),
  };
  public static override readonly flags = {};

  public async run(): Promise<SyntheticAuditExplainResult> {
    const { args } = await this.parse(SyntheticAuditExplain);
    const check = checkNamed(args.check);
    const { id, title, severity, risk, remediation, references } = check;
    this.styledHeader(id);
    this.log(messages.getMessage('info.passes', [title, severity]));
    this.log(`\n${messages.getMessage('info.risk', [risk])}`);
    this.log(`\n${messages.getMessage('info.remediation', [remediation])}`);
    this.log(`\n${messages.getMessage('info.references')}`);
    for (const reference of references) this.log(`  ${reference}`);
    return check;
  }
}

function checkNamed(id: string): CheckDescription {
  const known = checkList();
  const found = known.find((check) => check.id === id);
  if (found !== undefined) return found;
  const ids = known.map((check) => check.id);
  const near = nearestName(id, ids);
  const hint = near === undefined ? ids.join(', ') : messages.getMessage('info.near', [near]);
  throw messages.createError('error.UnknownCheck', [id, hint]);
}

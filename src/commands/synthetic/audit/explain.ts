import { Args } from '@oclif/core';
import { Messages } from '@salesforce/core/messages';
import { type CheckDescription, checkList } from '../../../audit/checkList.js';
import { type FrameworkDescription, frameworkList } from '../../../audit/frameworkList.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { nearestName } from '../../../schema/nearestName.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit.explain');

export type SyntheticAuditExplainResult = CheckDescription | FrameworkDescription;

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
    const found = named(args.check);
    this.styledHeader(found.id);
    if ('requirements' in found && 'about' in found) this.framework(found);
    else this.check(found);
    return found;
  }

  private check({ title, severity, risk, remediation, references, requirements }: CheckDescription): void {
    this.log(messages.getMessage('info.passes', [title, severity]));
    this.log(`\n${messages.getMessage('info.risk', [risk])}`);
    this.log(`\n${messages.getMessage('info.remediation', [remediation])}`);
    this.log(`\n${messages.getMessage('info.requirements', [requirements.join(', ')])}`);
    this.log(`\n${messages.getMessage('info.references')}`);
    for (const reference of references) this.log(`  ${reference}`);
  }

  private framework({ name, reference, url, about, requirements }: FrameworkDescription): void {
    this.log(`${name} (${reference}), ${url}`);
    this.log(`${about} ${messages.getMessage('info.meaning')}`);
    for (const { id, title, text, checks, shows, judge } of requirements) {
      this.log(`\n${id} ${title}: ${text}`);
      if (shows !== undefined) this.log(`  ${messages.getMessage('info.shows', [checks.join(', '), shows])}`);
      this.log(`  ${messages.getMessage('info.judge', [judge])}`);
    }
  }
}

/** The check or framework of this id. */
function named(id: string): SyntheticAuditExplainResult {
  const known = [...checkList(), ...frameworkList()];
  const found = known.find((check) => check.id === id);
  if (found !== undefined) return found;
  const ids = known.map((check) => check.id);
  const near = nearestName(id, ids);
  const hint = near === undefined ? ids.join(', ') : messages.getMessage('info.near', [near]);
  throw messages.createError('error.UnknownCheck', [id, hint]);
}

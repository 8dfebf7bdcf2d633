import { Messages } from '@salesforce/core/messages';
import type { RemovalSurvey } from '../../fleet/remove/removalSurvey.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import { isAlone, typedConfirmation } from '../typedConfirmation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

/** Production loses nothing unless someone says so: at the terminal, or by flag where there is none. */
export class RemovalPermission {
  public constructor(
    private readonly command: Pick<SyntheticCommand<unknown>, 'jsonEnabled' | 'spinner'>,
    private readonly noPrompt: boolean,
  ) {}

  /** Throws `ConfirmationRequired` where somebody would have to be asked about these orgs, and nobody can be. */
  public assertAskable(production: readonly string[]): void {
    const [first] = production;
    if (first === undefined || this.noPrompt || !isAlone(this.command)) return;
    throw messages.createError('error.ConfirmationRequired', [production.join(', ')], [first]);
  }

  /** Asks for one org, when it is known what it would lose; false when the answer is another. Throws as above. */
  public async toDelete({ org, plan, populated }: RemovalSurvey): Promise<boolean> {
    if (org.role !== 'production' || this.noPrompt) return true;
    this.assertAskable([org.name]);
    const records = populated.reduce((sum, { total }) => sum + total, 0);
    this.command.spinner.stop();
    const question = messages.getMessage('confirm.production', [plan.deletions.length, records, org.name, org.name]);
    return typedConfirmation(question, org.name);
  }
}

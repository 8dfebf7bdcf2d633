import { Messages } from '@salesforce/core/messages';
import type { SyntheticCommand } from './syntheticCommand.js';
import { isAlone, typedConfirmation } from './typedConfirmation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'consent');

/** Production is written to only by someone who says so: at the terminal, or by flag where there is none. */
export class ProductionConsent {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly noPrompt: boolean,
  ) {}

  /** Asks once for all. Throws `Declined`, or `ConfirmationRequired` where nobody can be asked. */
  public async toOrgs(production: readonly string[]): Promise<void> {
    const [first] = production;
    if (first === undefined || this.noPrompt) return;
    if (isAlone(this.command))
      throw messages.createError('error.ConfirmationRequired', [production.join(', ')], [first]);
    const expected = production.length === 1 ? first : String(production.length);
    const question = messages.getMessage('confirm.orgs', [production.length, production.join(', '), expected]);
    if (!(await typedConfirmation(question, expected))) throw messages.createError('error.Declined');
  }

  /** Asks when it is known how much would be written; false when the answer is another. */
  public async toChanges(production: string, changes: number, assignments: number): Promise<boolean> {
    if (this.noPrompt) return true;
    if (isAlone(this.command)) throw messages.createError('error.ConfirmationRequired', [production], [production]);
    const question =
      assignments === 0
        ? messages.getMessage('confirm.changes', [changes, production, production])
        : messages.getMessage('confirm.assignments', [changes, assignments, production, production]);
    return typedConfirmation(question, production);
  }
}

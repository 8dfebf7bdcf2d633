import { SfCommand } from '@salesforce/sf-plugins-core';

/** What every command of this plugin shares: an error in JSON says what happened, and nothing about the code. */
export abstract class SyntheticCommand<T> extends SfCommand<T> {
  public override logJson(json: unknown): void {
    super.logJson(typeof json === 'object' && json !== null && 'stack' in json ? withoutTrace(json) : json);
  }
}

/** Stack traces carry paths of this machine, and the texts of inner errors may carry more. */
function withoutTrace(error: object): object {
  return Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'stack' && key !== 'cause'));
}

import { StateAggregator } from '@salesforce/core/stateAggregator';

/** What a person calls an org: the alias of its username where there is one, else the username. */
export async function orgName(username: string): Promise<string> {
  const { aliases } = await StateAggregator.getInstance();
  return aliases.get(username) ?? username;
}

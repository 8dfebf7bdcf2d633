import { StateAggregator } from '@salesforce/core/stateAggregator';

/** What a person calls an org: the alias of its username where there is one, else the username. */
export async function orgName(username: string): Promise<string> {
  const { aliases } = await StateAggregator.getInstance();
  return aliases.get(username) ?? username;
}

/** The username that an alias stands for; what is no alias is a username. */
export async function usernameOf(name: string): Promise<string> {
  const { aliases } = await StateAggregator.getInstance();
  return aliases.getUsername(name) ?? name;
}

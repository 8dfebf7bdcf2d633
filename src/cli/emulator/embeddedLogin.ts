import { AuthInfo, AuthRemover, Messages, StateAggregator } from '@salesforce/core';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator');

/** What is needed to log in to an embedded org. */
export type EmbeddedOrgLogin = {
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly accessToken: string;
};

/** The ending of every embedded org's usernames; no real org has such users. */
const EMBEDDED_USERNAME = /\.emulator\.example$/;

/**
 * Refuses names that running embedded orgs have, or that are aliases of other orgs: the login of one org must not
 * silently become another's. Throws `OrgRunningError` or `AliasInUseError`.
 */
export async function assertNamesFree(
  names: readonly string[],
  running: readonly { readonly pid: number; readonly orgs: readonly { readonly name: string }[] }[],
): Promise<void> {
  for (const { pid, orgs } of running) {
    const taken = orgs.find(({ name }) => names.includes(name));
    if (taken !== undefined) throw messages.createError('error.OrgRunning', [taken.name, pid], [taken.name]);
  }
  await assertAliasesFree(names);
}

/**
 * Refuses names that are aliases of other orgs on this machine: a command meant for one org must never reach another.
 * Throws `AliasInUseError`.
 */
async function assertAliasesFree(names: readonly string[]): Promise<void> {
  const { aliases } = await StateAggregator.getInstance();
  const taken = names.filter((name) => {
    const username = aliases.getUsername(name);
    return username !== null && username !== undefined && !EMBEDDED_USERNAME.test(username);
  });
  if (taken.length > 0) throw messages.createError('error.AliasInUse', [taken.join(', ')], [`my-${taken[0] ?? 'org'}`]);
}

/** Logs the embedded orgs in for the Salesforce CLI, each under its name as alias. */
export async function logIn(orgs: readonly EmbeddedOrgLogin[]): Promise<void> {
  await assertAliasesFree(orgs.map(({ name }) => name));
  // A login left over from an earlier run would be in the way.
  await logOut(orgs.map(({ username }) => username));
  for (const { name, url, username, accessToken } of orgs) {
    const auth = await AuthInfo.create({
      username,
      accessTokenOptions: { accessToken, instanceUrl: url, loginUrl: url },
    });
    await auth.save();
    await auth.handleAliasAndDefaultSettings({ alias: name, setDefault: false, setDefaultDevHub: false });
  }
}

/** Takes logins of embedded orgs away; those that are not there, or belong to other orgs by now, are left alone. */
export async function logOut(usernames: readonly string[]): Promise<void> {
  const { orgs } = await StateAggregator.getInstance();
  const remover = await AuthRemover.create();
  for (const username of usernames.filter((name) => EMBEDDED_USERNAME.test(name))) {
    if ((await orgs.read(username)) !== null) await remover.removeAuth(username);
  }
}

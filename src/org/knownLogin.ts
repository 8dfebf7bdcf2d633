/** What this machine knows of an org that somebody logged in to, without asking the org. */
export type KnownLogin = { readonly instanceUrl: string; readonly organizationId: string | undefined };

/** The login behind an alias or username; undefined when nobody logged in to it on this machine. */
export async function knownLogin(aliasOrUsername: string): Promise<KnownLogin | undefined> {
  const { StateAggregator } = await import('@salesforce/core');
  const state = await StateAggregator.getInstance();
  const fields = await state.orgs.read(state.aliases.resolveUsername(aliasOrUsername));
  return fields?.instanceUrl === undefined
    ? undefined
    : { instanceUrl: fields.instanceUrl, organizationId: fields.orgId };
}

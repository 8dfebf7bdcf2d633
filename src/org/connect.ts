import type { Connection } from '@salesforce/core';

/**
 * A connection to the org behind an alias or username that somebody logged in to on this machine. Throws the core
 * library's SfError when nobody did.
 */
export async function connect(aliasOrUsername: string, apiVersion?: string): Promise<Connection> {
  const { Org } = await import('@salesforce/core');
  const org = await Org.create({ aliasOrUsername });
  return org.getConnection(apiVersion);
}

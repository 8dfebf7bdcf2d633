import type { Connection, Org } from '@salesforce/core';
import { takeAnswersWhole } from './wholeAnswers.js';

/**
 * A connection to the org behind an alias or username that somebody logged in to on this machine. Throws the core
 * library's SfError when nobody did.
 */
export async function connect(aliasOrUsername: string, apiVersion?: string): Promise<Connection> {
  const { Org } = await import('@salesforce/core');
  return connectionTo(await Org.create({ aliasOrUsername }), apiVersion);
}

/** A connection to an org that the core library has already found, as it does for `--target-org`. */
export async function connectionTo(org: Org, apiVersion?: string): Promise<Connection> {
  await takeAnswersWhole();
  return org.getConnection(apiVersion);
}

import { randomUUID } from 'node:crypto';
import { AuthInfo, Connection } from '@salesforce/core';
import { type OrgOptions, type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';

/** A running embedded org, with a real connection to it. */
export type LiveOrg = {
  readonly emulator: RunningEmulator;
  readonly connection: Connection;
  readonly organizationId: string;
  stop(): Promise<void>;
};

export async function aLiveOrg(
  kind: 'production' | 'sandbox' = 'sandbox',
  options: Partial<OrgOptions> = {},
): Promise<LiveOrg> {
  // The core library remembers a username, in memory and in the tests' home, so each org has another.
  const emulator = await startEmulator({ orgs: [{ name: `org-${randomUUID().slice(0, 8)}`, kind, ...options }] });
  const connection = await connectionTo(emulator);
  return {
    emulator,
    connection,
    organizationId: emulator.orgs[0]?.orgId ?? '',
    stop: () => emulator.stop(),
  };
}

/** A real connection to the first org of a running emulator. */
export async function connectionTo(emulator: RunningEmulator): Promise<Connection> {
  const [org] = emulator.orgs;
  if (org === undefined) throw new Error('no org was started');
  const authInfo = await AuthInfo.create({
    username: org.username,
    accessTokenOptions: { accessToken: org.accessToken, instanceUrl: org.url, loginUrl: org.url },
  });
  return Connection.create({ authInfo });
}

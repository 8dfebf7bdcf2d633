import { AuthInfo, Connection } from '@salesforce/core';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';

/** A running embedded org, with a real connection to it. */
export type LiveOrg = {
  readonly emulator: RunningEmulator;
  readonly connection: Connection;
  readonly organizationId: string;
  stop(): Promise<void>;
};

/** The core library remembers a username for the life of the process, so each org has another. */
let started = 0;

export async function aLiveOrg(kind: 'production' | 'sandbox' = 'sandbox'): Promise<LiveOrg> {
  const emulator = await startEmulator({ orgs: [{ name: `org${++started}`, kind }] });
  const [org] = emulator.orgs;
  if (org === undefined) throw new Error('no org was started');
  const authInfo = await AuthInfo.create({
    username: org.username,
    accessTokenOptions: { accessToken: org.accessToken, instanceUrl: org.url, loginUrl: org.url },
  });
  const connection = await Connection.create({ authInfo });
  return {
    emulator,
    connection,
    organizationId: org.orgId,
    stop: () => emulator.stop(),
  };
}

import { AuthInfo, type Connection } from '@salesforce/core';
import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import type { FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import { connect } from '../../src/org/connect.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';

export type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];

/** Many live embedded orgs, each with faults of its own, and how the product reaches them. */
export type FaultyFleet = {
  members(schema: ProvenanceSchema): FleetMember[];
  /** Gives an org faults, in place of those that it had. */
  trouble(name: string, faults: readonly WrittenFault[]): void;
  /** Whether each fault of an org has befallen a call. */
  hasBefallen(name: string): boolean;
  heal(name: string): void;
  /** The jobs for good that ended well, by org: what the orgs themselves say. */
  succeededJobs(names: readonly string[]): Promise<Map<string, number>>;
  stop(): Promise<void>;
};

export async function aFaultyFleet(names: readonly string[]): Promise<FaultyFleet> {
  const emulator = await startEmulator({ orgs: names.map((name) => ({ name, kind: 'sandbox' })) });
  for (const org of emulator.orgs) await logIn(org);
  const usernames = new Map(emulator.orgs.map(({ name, username }) => [name, username]));
  const connectTo = (name: string): Promise<Connection> => connect(usernames.get(name) ?? name);
  return {
    members: (schema) =>
      names.map((name) => ({ name, connect: () => connectTo(name), schema, verifyIdentity: () => undefined })),
    trouble: (name, faults) => emulator.faults(name).set({ seed: 1, faults: [...faults] }),
    hasBefallen: (name) =>
      emulator
        .faults(name)
        .report()
        .faults.every(({ fired }) => fired > 0),
    heal: (name) => emulator.faults(name).clear(),
    succeededJobs: async (asked) =>
      new Map(await Promise.all(asked.map(async (name) => [name, await jobsOf(await connectTo(name))] as const))),
    stop: () => emulator.stop(),
  };
}

async function jobsOf(connection: Connection): Promise<number> {
  const soql = "SELECT Id FROM DeployRequest WHERE CheckOnly = false AND Status = 'Succeeded'";
  return (await connection.tooling.query(soql)).totalSize;
}

/** Logs in by refresh token, as after a login in the browser: an expired session is renewed by a call to the org. */
async function logIn({ username, refreshToken, url }: RunningEmulator['orgs'][number]): Promise<void> {
  const oauth2Options = { clientId: 'any', refreshToken, loginUrl: url };
  await (await AuthInfo.create({ username, oauth2Options })).save();
}

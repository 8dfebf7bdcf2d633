import { AuthInfo, type Connection } from '@salesforce/core';
import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import type { FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import { connect } from '../../src/org/connect.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';

export type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];

/** Many live embedded orgs, each with faults of its own, and how the product reaches them. */
export type FaultyFleet = {
  readonly members: readonly FleetMember[];
  /** Ends the faults of all orgs; the names of those whose faults had not befallen any call. */
  heal(): string[];
  /** The jobs for good that ended well, by org: what the orgs themselves say. */
  succeededJobs(): Promise<Map<string, number>>;
  stop(): Promise<void>;
};

export async function aFaultyFleet(
  schema: ProvenanceSchema,
  orgs: readonly { readonly name: string; readonly faults: readonly WrittenFault[] }[],
): Promise<FaultyFleet> {
  const emulator = await startEmulator({ orgs: orgs.map(({ name }) => ({ name, kind: 'sandbox' })) });
  for (const org of emulator.orgs) await logIn(org);
  for (const { name, faults } of orgs) emulator.faults(name).set({ seed: 1, faults: [...faults] });
  const connections = emulator.orgs.map(({ name, username }) => ({ name, connect: () => connect(username) }));
  return {
    members: connections.map((member) => ({ ...member, schema, verifyIdentity: () => undefined })),
    heal: () =>
      orgs.flatMap(({ name, faults }) => {
        const { faults: reports } = emulator.faults(name).report();
        emulator.faults(name).clear();
        return faults.length > 0 && reports.every(({ fired }) => fired === 0) ? [name] : [];
      }),
    succeededJobs: async () =>
      new Map(
        await Promise.all(connections.map(async (org) => [org.name, await jobsOf(await org.connect())] as const)),
      ),
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

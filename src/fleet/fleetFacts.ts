import type { FleetFacts, ProductionOrg } from '../audit/fleetFacts.js';
import { hostOf } from '../audit/productionHost.js';
import type { KnownLogin } from '../org/knownLogin.js';
import type { Fleet, FleetOrg } from './fleetFile.js';

/** Which orgs are which, and the hosts of production, by the fleet file and by the logins on this machine. */
export async function fleetFacts(
  fleet: Fleet,
  loginOf: (aliasOrUsername: string) => Promise<KnownLogin | undefined>,
): Promise<FleetFacts> {
  const logins = await Promise.all(fleet.orgs.map(async (org) => [org, await loginOf(org.org)] as const));
  return {
    production: logins
      .filter(([{ role }]) => role === 'production')
      .map(([org, login]): ProductionOrg => ({ name: org.org, hosts: hostsOf(org, login) })),
    known: logins.flatMap(([{ org: name }, login]) =>
      login?.organizationId === undefined ? [] : [{ name, organizationId: login.organizationId }],
    ),
  };
}

function hostsOf({ hosts = [] }: FleetOrg, login: KnownLogin | undefined): ProductionOrg['hosts'] {
  const known = [...hosts, ...(login === undefined ? [] : [login.instanceUrl])].flatMap((host) => hostOf(host) ?? []);
  return known.length > 0
    ? { state: 'read', value: [...new Set(known)] }
    : { state: 'unread', reason: 'nobody logged in to it on this machine, and the fleet file names none' };
}

import type { FleetFacts, ProductionOrg } from '../audit/fleetFacts.js';
import { hostOf } from '../audit/productionHost.js';
import type { KnownLogin } from '../org/knownLogin.js';
import type { Fleet, FleetOrg } from './fleetFile.js';

/** Which hosts are those of the fleet's production orgs, by the fleet file and by the logins on this machine. */
export async function fleetFacts(
  fleet: Fleet,
  loginOf: (aliasOrUsername: string) => Promise<KnownLogin | undefined>,
): Promise<FleetFacts> {
  const production = fleet.orgs.filter(({ role }) => role === 'production');
  return { production: await Promise.all(production.map(async (org) => factsOn(org, await loginOf(org.org)))) };
}

function factsOn({ org: name, hosts = [] }: FleetOrg, login: KnownLogin | undefined): ProductionOrg {
  const known = [...hosts, ...(login === undefined ? [] : [login.instanceUrl])].flatMap((host) => hostOf(host) ?? []);
  return {
    name,
    hosts:
      known.length > 0
        ? { state: 'read', value: [...new Set(known)] }
        : { state: 'unread', reason: 'nobody logged in to it on this machine, and the fleet file names none' },
    organizationId: login?.organizationId,
  };
}

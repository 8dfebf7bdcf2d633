import type { Connection, Org } from '@salesforce/core';
import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import type { Fleet, FleetOrg } from '../fleet/fleetFile.js';
import { fleetOrgNamed } from '../fleet/schemaFor.js';
import { parseShard, selectOrgs } from '../fleet/selectOrgs.js';
import { connect, connectionTo } from '../org/connect.js';
import { orgName } from './orgName.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'fleet');

/** Flags by which every command that works on a fleet chooses orgs of it. */
export const selectionFlags = {
  orgs: listFlag('orgs'),
  ring: listFlag('ring'),
  group: listFlag('group'),
  shard: Flags.string({
    dependsOn: ['fleet'],
    helpValue: '<i/n>',
    summary: messages.getMessage('flags.shard.summary'),
    description: messages.getMessage('flags.shard.description'),
  }),
};

export type SelectionFlags = {
  readonly orgs?: string[] | undefined;
  readonly ring?: string[] | undefined;
  readonly group?: string[] | undefined;
  readonly shard?: string | undefined;
};

/** An org that a command works on; `fleetOrg` is its entry in the fleet file, if it has one. */
export type ChosenOrg = {
  readonly name: string;
  readonly connect: () => Promise<Connection>;
  readonly fleetOrg?: FleetOrg | undefined;
};

/** The org of `--target-org`. Throws `NoOrg`, with the command's own way out, when there is none. */
export async function targetOrg(
  org: Org | undefined,
  { command, fleet, apiVersion }: { command: string; fleet: Fleet | undefined; apiVersion: string | undefined },
): Promise<ChosenOrg> {
  if (org === undefined) throw messages.createError('error.NoOrg', [], [command, command]);
  const username = org.getUsername() ?? '';
  const name = await orgName(username);
  return {
    name,
    connect: () => connectionTo(org, apiVersion),
    fleetOrg: fleetOrgNamed(fleet, name, username),
  };
}

/** The orgs of the fleet that the flags choose. Throws `EmptyFleet`, or what `selectOrgs` does. */
export function chosenOrgs(
  fleet: Fleet | undefined,
  flags: SelectionFlags & { readonly fleet: string },
  apiVersion: string | undefined,
): (ChosenOrg & { readonly fleetOrg: FleetOrg })[] {
  if (fleet === undefined || fleet.orgs.length === 0) throw messages.createError('error.EmptyFleet', [flags.fleet]);
  const chosen = selectOrgs(fleet, {
    ...(flags.orgs === undefined ? {} : { orgs: flags.orgs }),
    ...(flags.ring === undefined ? {} : { rings: flags.ring }),
    ...(flags.group === undefined ? {} : { groups: flags.group }),
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
  });
  return chosen.map((fleetOrg) => ({
    name: fleetOrg.org,
    connect: () => connect(fleetOrg.org, apiVersion),
    fleetOrg,
  }));
}

/** Names, separated by commas or given one by one. */
function listFlag(name: 'orgs' | 'ring' | 'group') {
  return Flags.string({
    multiple: true,
    delimiter: ',',
    dependsOn: ['fleet'],
    summary: messages.getMessage(`flags.${name}.summary`),
  });
}

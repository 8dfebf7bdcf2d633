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

/**
 * The flags of a command that works on one org or on a fleet: which orgs, and by which schema. Its own messages say what it
 * does to them.
 */
export function orgFlags(own: Messages<string>) {
  return {
    'target-org': Flags.optionalOrg({ exclusive: ['fleet'], summary: own.getMessage('flags.target-org.summary') }),
    'api-version': Flags.orgApiVersion(),
    fleet: Flags.file({
      char: 'f',
      exists: true,
      summary: own.getMessage('flags.fleet.summary'),
      description: own.getMessage('flags.fleet.description'),
    }),
    orgs: listFlag('orgs'),
    ring: listFlag('ring'),
    group: listFlag('group'),
    shard: Flags.string({
      dependsOn: ['fleet'],
      helpValue: '<i/n>',
      summary: messages.getMessage('flags.shard.summary'),
      description: messages.getMessage('flags.shard.description'),
    }),
    schema: Flags.file({
      char: 's',
      summary: own.getMessage('flags.schema.summary'),
      description: own.getMessage('flags.schema.description'),
    }),
  };
}

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

/**
 * The orgs that a command's flags name: those of the fleet with `--fleet`, else the one of `--target-org`. `fleet` is the
 * fleet file's, which knows the role of a single org too. Throws as the two below do.
 */
export async function orgsOf(
  command: string,
  fleet: Fleet | undefined,
  flags: SelectionFlags & {
    readonly fleet?: string | undefined;
    readonly 'target-org'?: Org | undefined;
    readonly 'api-version'?: string | undefined;
  },
): Promise<ChosenOrg[]> {
  const apiVersion = flags['api-version'];
  return flags.fleet === undefined
    ? [await targetOrg(flags['target-org'], { command, fleet, apiVersion })]
    : chosenOrgs(fleet, { ...flags, fleet: flags.fleet }, apiVersion);
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

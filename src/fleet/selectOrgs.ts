import { createHash } from 'node:crypto';
import { SfError } from '@salesforce/core/sfError';
import { nearestName } from '../schema/nearestName.js';
import type { Fleet, FleetOrg } from './fleetFile.js';
import { foldOrg } from './fleetRules.js';

/** Part `index` of `count` parts that share a fleet; the first is 1. */
export type Shard = { readonly index: number; readonly count: number };

/** Which orgs of a fleet; what is left out chooses all, and what is there must all hold. */
export type Selection = {
  readonly orgs?: readonly string[];
  readonly rings?: readonly string[];
  readonly groups?: readonly string[];
  readonly shard?: Shard;
};

/**
 * The orgs of a fleet that a selection names, ring after ring where the fleet states an order. A shard may be empty;
 * any other selection that names no org is an error.
 * @throws SfError `UnknownOrgSelected` for a name that the fleet does not have, with the nearest that it has, and
 *   `NoOrgSelected` when no org is in everything that was named.
 */
export function selectOrgs(fleet: Fleet, { orgs, rings, groups, shard }: Selection): FleetOrg[] {
  const names = fleet.orgs.map(({ org }) => org);
  orgs?.forEach((org) => assertKnown('org', org, names, foldOrg));
  rings?.forEach((ring) => assertKnown('ring', ring, ringsOf(fleet)));
  groups?.forEach((group) => assertKnown('group', group, [...new Set(fleet.orgs.flatMap((org) => org.groups ?? []))]));
  const asked = orgs === undefined ? undefined : new Set(orgs.map(foldOrg));
  const chosen = fleet.orgs.filter(
    (org) =>
      (asked === undefined || asked.has(foldOrg(org.org))) &&
      (rings === undefined || (org.ring !== undefined && rings.includes(org.ring))) &&
      (groups === undefined || groups.some((group) => org.groups?.includes(group))),
  );
  if (chosen.length === 0 && [orgs, rings, groups].some((given) => given !== undefined)) {
    throw new SfError('No org of the fleet is in everything that was asked for.', 'NoOrgSelected', [
      'Ask for less at once: an org must be in all of --orgs, --ring and --group that are given.',
    ]);
  }
  const order = ringsOf(fleet);
  const place = ({ ring }: FleetOrg): number => (ring === undefined ? order.length : order.indexOf(ring));
  const ordered = fleet.rings.length === 0 ? chosen : [...chosen].sort((a, b) => place(a) - place(b));
  return shard === undefined ? ordered : ordered.filter(({ org }) => shardOf(org, shard.count) === shard.index);
}

/**
 * The shard of an org, from its name alone: whoever runs a shard needs to know nothing of the others, and an org that
 * joins or leaves the fleet moves no other one.
 */
function shardOf(org: string, count: number): number {
  return (createHash('sha256').update(foldOrg(org)).digest().readUIntBE(0, 6) % count) + 1;
}

/** `2/5` as a shard. Throws an SfError `ShardError` for anything else. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new SfError(`"${text}" is no shard.`, 'ShardError', ['Write which part of how many, e.g. --shard 2/5.']);
}

function ringsOf({ rings, orgs }: Fleet): readonly string[] {
  return rings.length > 0 ? rings : [...new Set(orgs.flatMap(({ ring }) => ring ?? []))];
}

function assertKnown(
  what: 'org' | 'ring' | 'group',
  name: string,
  known: readonly string[],
  fold: (name: string) => string = (text) => text,
): void {
  if (known.some((other) => fold(other) === fold(name))) return;
  const near = nearestName(name, known);
  throw new SfError(`The fleet has no ${what} "${name}".`, 'UnknownOrgSelected', [
    near !== undefined
      ? `Did you mean "${near}"?`
      : known.length === 0
        ? `The fleet file names no ${what} at all.`
        : `It has: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`,
  ]);
}

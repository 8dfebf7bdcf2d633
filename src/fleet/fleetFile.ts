import { readConfigText } from '../schema/configText.js';
import { mistakesError } from '../schema/mistake.js';
import type { Day } from '../schema/day.js';
import { suspensionsOn } from '../schema/enforcement.js';
import type { OrgOverrides } from '../schema/orgOverrides.js';
import type { Branded, OrgRole } from '../schema/provenanceSchema.js';
import { readYaml } from '../schema/yamlDocument.js';
import { fleetRules } from './fleetRules.js';
import { fleetShape } from './fleetShape.js';

/** One org we answer for, what the defaults say of it filled in. */
export type FleetOrg = OrgOverrides & {
  /** Alias or username, as the Salesforce CLI knows it. */
  readonly org: string;
  readonly role: OrgRole;
  /** The ring in which changes reach the org. */
  readonly ring?: string;
  /** Who answers for the org. */
  readonly owner?: string;
  /** Names by which commands choose orgs, beside the rings. */
  readonly groups?: readonly string[];
  /** Hosts of the org beside the one that people log in to. */
  readonly hosts?: readonly string[];
  /** File with the waivers that hold for the org, relative to the fleet file. */
  readonly waivers?: string;
};

type FleetValues = {
  readonly version: 1;
  /** In the order in which changes reach them; empty when the file says nothing of it. */
  readonly rings: readonly string[];
  readonly orgs: readonly FleetOrg[];
};

/** The orgs we answer for, each named once. */
export type Fleet = Branded<FleetValues, 'Fleet'>;

/** Where the fleet stands in a project, relative to its root. */
export const FLEET_FILE = 'config/fleet.yaml';

/**
 * The fleet a YAML text states. `orgs` must be there, if only as an empty list: a fleet nobody filled in must not look
 * like one that was checked.
 * `today` decides which suspensions of guards hold.
 * @throws SfError `FleetFileError` with every mistake, in the form of `parseProvenanceSchema`.
 */
export function parseFleet(text: string, file: string, today: Day): Fleet {
  const reading = readYaml(text, file, fleetShape, fleetRules);
  if (!reading.ok) throw mistakesError('FleetFileError', reading.mistakes, ACTIONS);
  const { version, rings = [], defaults = {}, orgs } = reading.value;
  const values: FleetValues = {
    version,
    rings,
    orgs: orgs.map(({ enforcement, ...org }) =>
      stated({
        ...stated(defaults),
        ...stated(org),
        enforcement: enforcement === undefined ? undefined : suspensionsOn(enforcement, today),
      }),
    ),
  };
  return values as Fleet;
}

type Stated<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The keys that were given. */
function stated<T extends object>(value: T): Stated<T> {
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as Stated<T>;
}

/**
 * The fleet in the file at `path`.
 * @throws SfError `FleetFileNotFound`, `FleetFileUnreadable`, or `FleetFileError` as the parser does.
 */
export async function readFleet(path: string, today: Day): Promise<Fleet> {
  const text = await readConfigText(path, { name: 'FleetFile', words: 'fleet' });
  return parseFleet(text, path, today);
}

const ACTIONS = [
  'Correct the lines named above, then run the command again.',
  'Run "sf org list" to see the aliases and usernames you can name.',
];

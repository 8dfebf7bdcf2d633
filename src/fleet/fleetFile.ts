import { readConfigText } from '../schema/configText.js';
import { valueAt } from '../schema/documentPath.js';
import { mistakesError } from '../schema/mistake.js';
import type { Problem } from '../schema/mistake.js';
import type { Branded, OrgRole } from '../schema/provenanceSchema.js';
import { repeatedNames } from '../schema/uniqueNames.js';
import { readYaml } from '../schema/yamlDocument.js';
import { fleetShape } from './fleetShape.js';

/** One org we answer for. */
export type FleetOrg = {
  /** Alias or username, as the Salesforce CLI knows it. */
  readonly org: string;
  readonly role: OrgRole;
  /** The group in which changes reach the org. */
  readonly ring?: string;
  /** Who answers for the org. */
  readonly owner?: string;
};

type FleetValues = { readonly version: 1; readonly orgs: readonly FleetOrg[] };

/** The orgs we answer for, each named once. */
export type Fleet = Branded<FleetValues, 'Fleet'>;

/** Where the fleet stands in a project, relative to its root. */
export const FLEET_FILE = 'config/fleet.yaml';

/**
 * The fleet a YAML text states. `orgs` must be there, if only as an empty list: a fleet nobody filled in must not look
 * like one that was checked.
 * @throws SfError `FleetFileError` with every mistake, in the form of `parseProvenanceSchema`.
 */
export function parseFleet(text: string, file: string): Fleet {
  const reading = readYaml(text, file, fleetShape, [orgNames]);
  if (!reading.ok) throw mistakesError('FleetFileError', reading.mistakes, ACTIONS);
  const { version, orgs } = reading.value;
  const values: FleetValues = {
    version,
    orgs: orgs.map(({ org, role, ring, owner }) => ({
      org,
      role,
      ...(ring === undefined ? {} : { ring }),
      ...(owner === undefined ? {} : { owner }),
    })),
  };
  return values as Fleet;
}

/**
 * The fleet in the file at `path`.
 * @throws SfError `FleetFileNotFound`, `FleetFileUnreadable`, or `FleetFileError` as the parser does.
 */
export async function readFleet(path: string): Promise<Fleet> {
  const text = await readConfigText(path, { name: 'FleetFile', words: 'fleet' });
  return parseFleet(text, path);
}

const ACTIONS = [
  'Correct the lines named above, then run the command again.',
  'Run "sf org list" to see the aliases and usernames you can name.',
];

function orgNames(written: unknown): Problem[] {
  const orgs = valueAt(written, ['orgs']);
  if (!Array.isArray(orgs)) return [];
  const places = orgs.flatMap((_entry, index) => {
    const path = ['orgs', index, 'org'];
    const name = valueAt(written, path);
    return typeof name === 'string' ? [{ path, name }] : [];
  });
  // Usernames ignore case, aliases of the CLI do not.
  return repeatedNames(written, places, (name) => (name.includes('@') ? name.toLowerCase() : name));
}

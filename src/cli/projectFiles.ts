import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Messages } from '@salesforce/core/messages';
import { SfProject } from '@salesforce/core/project';
import { readWaivers, WAIVERS_FILE } from '../audit/waiverFile.js';
import type { Waiver } from '../audit/waivers.js';
import type { Day } from '../schema/day.js';
import { FLEET_FILE, type Fleet, readFleet } from '../fleet/fleetFile.js';
import { PROVENANCE_FILE } from '../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'project');

/** The DX project that the current folder lies in. Throws `NoProjectError` when it lies in none. */
export async function requireProjectRoot(): Promise<string> {
  const root = await projectRoot();
  if (root === undefined) throw messages.createError('error.NoProject', [process.cwd()]);
  return root;
}

/** The DX project that the current folder lies in, or undefined when it lies in none. */
async function projectRoot(): Promise<string | undefined> {
  try {
    return await SfProject.resolveProjectPath();
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidProjectWorkspaceError') return undefined;
    throw error;
  }
}

/** The schema file a command works with: the one given, else the project's, else the current folder's. */
export async function locateSchemaFile(given: string | undefined): Promise<string> {
  return given ?? join((await projectRoot()) ?? '.', PROVENANCE_FILE);
}

/** The fleet file that belongs to the project, or to the current folder. */
export async function locateFleetFile(): Promise<string> {
  return join((await projectRoot()) ?? '.', FLEET_FILE);
}

/** The project's fleet, or undefined when there is no fleet file. A file that is there but wrong is an error. */
export async function readFleetIfThere(today: Day): Promise<Fleet | undefined> {
  try {
    return await readFleet(await locateFleetFile(), today);
  } catch (error) {
    if (error instanceof Error && error.name === 'FleetFileNotFound') return undefined;
    throw error;
  }
}

/** Which waivers count: those of `given`, else the project's, and those that the fleet names for orgs in it. */
export type WaiverSources = {
  readonly given: string | undefined;
  readonly fleet: Fleet | undefined;
  /** The fleet's own file; the project's when undefined. */
  readonly fleetFile: string | undefined;
};

/** Every waiver there is. A file that is named and not there, or is there and wrong, is an error. */
export async function readAllWaivers({ given, fleet, fleetFile }: WaiverSources, today: Day): Promise<Waiver[]> {
  const folder = dirname(fleetFile ?? (await locateFleetFile()));
  const named = (fleet?.orgs ?? []).flatMap(({ waivers }) => (waivers === undefined ? [] : [resolve(folder, waivers)]));
  const common = given === undefined ? await waiversIfThere(today) : await readWaivers(given, today);
  const taken = new Set(common.map(({ file }) => resolve(file)));
  const files = [...new Set(named)].filter((file) => !taken.has(file));
  const others = await Promise.all(files.map((file) => readWaivers(file, today)));
  return [...common, ...others.flat()].map((waiver) => ({ ...waiver, file: shownPath(waiver.file) }));
}

async function waiversIfThere(today: Day): Promise<Waiver[]> {
  try {
    return await readWaivers(join((await projectRoot()) ?? '.', WAIVERS_FILE), today);
  } catch (error) {
    if (error instanceof Error && error.name === 'WaiversNotFound') return [];
    throw error;
  }
}

/** A path as a person would write it here: relative where the file lies below the current folder. */
export function shownPath(path: string): string {
  const local = relative(process.cwd(), path);
  return local === '' || local.startsWith('..') || isAbsolute(local) ? path : local;
}

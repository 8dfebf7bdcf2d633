import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { writeWhole } from './wholeFile.js';

/** What all files of one org begin with: the file names of results are `<stem>.json` and `<stem>-junit.xml`. */
type Stems = ReadonlyMap<string, string>;

/** The file that holds what the command itself prints with `--json`. */
export const SUMMARY_FILE = 'summary.json';

/** Makes the folder, where there is none, and makes sure that files can be written to it. Throws `ResultsDirUnusable`. */
export async function assertResultsFolder(folder: string): Promise<void> {
  const probe = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    // Rights tell less than an attempt: disks are full or mounted to be read only.
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (error) {
    throw new SfError(`No results can be written to ${folder}: ${reasonOf(error)}`, 'ResultsDirUnusable', [
      'Nothing was deployed.',
      'Name a folder that you may write to: --results-dir <folder>',
    ]);
  }
}

/** Writes each file whole or not at all, one after the other. Throws `ResultsNotWritten` with `actions` as its way out. */
export async function writeResultFiles(
  folder: string,
  files: AsyncIterable<{ readonly name: string; readonly pieces: Iterable<string> }>,
  actions: string[],
): Promise<void> {
  try {
    for await (const { name, pieces } of files) await writeWhole(join(folder, name), pieces);
  } catch (error) {
    throw new SfError(
      `The results could not be written to ${folder}: ${reasonOf(error)}`,
      'ResultsNotWritten',
      actions,
    );
  }
}

/** A stem for each org: its name, where that is a file name everywhere and no other org's; else a part of it and a hash. */
export function fileStems(orgs: readonly string[]): Stems {
  const count = new Map<string, number>();
  for (const name of orgs) count.set(folded(name), (count.get(folded(name)) ?? 0) + 1);
  return new Map(
    orgs.map((name) => [name, isPlain(name) && count.get(folded(name)) === 1 ? name : `${part(name)}-${hash(name)}`]),
  );
}

/** Some file systems don't tell upper from lower case. */
function folded(name: string): string {
  return name.toLowerCase();
}

const LONGEST = 100;

/** Names that Windows keeps for devices: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/** What a name that is no file name is made into. */
const MADE = /^org-.*-[0-9a-f]{12}$/iu;

function isPlain(name: string): boolean {
  return (
    name.length <= LONGEST &&
    /^[A-Za-z0-9][A-Za-z0-9._@+-]*$/u.test(name) &&
    !RESERVED.test(name) &&
    !MADE.test(name) &&
    folded(`${name}.json`) !== SUMMARY_FILE
  );
}

function part(name: string): string {
  return `org-${name.replaceAll(/[^A-Za-z0-9@+-]+/gu, '_').slice(0, LONGEST)}`;
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

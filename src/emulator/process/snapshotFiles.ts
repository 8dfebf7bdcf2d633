import { readFile } from 'node:fs/promises';
import type { OrgKind } from '../org/embeddedOrg.js';
import { rehearsalKind } from '../rehearsal/restore.js';
import { readSnapshot, type OrgSchema } from '../rehearsal/snapshotFile.js';

/** The schema in a snapshot's file. Throws an Error that names the file and says what is wrong with it. */
export async function readSnapshotFile(file: string): Promise<OrgSchema> {
  const bytes = await readFile(file);
  try {
    return readSnapshot(bytes);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The kind of org that rehearses for the one in the file. Throws as `readSnapshotFile` does. */
export async function kindOf(file: string): Promise<OrgKind> {
  return rehearsalKind(await readSnapshotFile(file));
}

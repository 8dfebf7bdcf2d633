import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the registry knows of one running emulator: enough to ask it for the rest. */
const entrySchema = z.object({
  pid: z.int().positive(),
  startedAt: z.string(),
  /** The secret of the control endpoints. */
  controlToken: z.string().min(1),
  orgs: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string(),
        orgId: z.string(),
        // Whoever reads the entry sends the control token there.
        url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
        username: z.string(),
      }),
    )
    .min(1),
});

export type RegistryEntry = z.infer<typeof entrySchema>;

/** An entry and the file it is in; `entry` is undefined for a file that is no registry entry. */
export type RegistryFile = { readonly file: string; readonly entry: RegistryEntry | undefined };

/** Adds or replaces the entry of its process, all at once: a reader never sees half a file. Only the owner can read it. */
export function writeEntry(registryDir: string, entry: RegistryEntry): string {
  mkdirSync(registryDir, { recursive: true, mode: 0o700 });
  const file = join(registryDir, `${entry.pid}.json`);
  const draft = join(registryDir, `.${entry.pid}.draft`);
  writeFileSync(draft, `${JSON.stringify(entry, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return file;
}

export function removeEntry(file: string): void {
  rmSync(file, { force: true });
}

/** All entries, oldest first; none when there is no such directory. */
export function readEntries(registryDir: string): RegistryFile[] {
  const files = namesIn(registryDir)
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => join(registryDir, name));
  return files
    .map((file) => ({ file, entry: readEntry(file) }))
    .sort((left, right) => (left.entry?.startedAt ?? '').localeCompare(right.entry?.startedAt ?? ''));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function readEntry(file: string): RegistryEntry | undefined {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    // Removed since the directory was read, or not JSON: either way there is no entry in it.
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The compiled commands, by the words that call them. Throws when there is no build. */
export async function commandFiles(): Promise<{ id: string; file: string }[]> {
  const folder = join(root, 'lib', 'commands');
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((entry) => entry.endsWith('.js'))
    .map((entry) => ({
      id: entry.replace(/\.js$/u, '').replaceAll('\\', '/').replaceAll('/', ' '),
      file: join(folder, entry),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { z } from 'zod';

const projectShape = z.object({
  packageDirectories: z.array(z.object({ path: z.string().min(1), default: z.boolean().optional() })).min(1),
});

/**
 * The folder of a DX project that takes new source: `main/default` in its default package directory. `root` is the
 * folder that holds sfdx-project.json. Throws `ProjectFileInvalid`.
 */
export async function defaultSourceDir(root: string): Promise<string> {
  const file = join(root, 'sfdx-project.json');
  try {
    const { packageDirectories } = projectShape.parse(JSON.parse(await readFile(file, 'utf8')));
    const directory = packageDirectories.find((candidate) => candidate.default === true) ?? packageDirectories[0];
    return join(root, directory?.path ?? 'force-app', 'main', 'default');
  } catch (error) {
    throw new SfError(`${file}: ${error instanceof Error ? error.message : String(error)}`, 'ProjectFileInvalid', [
      'A DX project names its package directories: { "packageDirectories": [{ "path": "force-app", "default": true }] }',
    ]);
  }
}

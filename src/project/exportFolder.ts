import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';

/** A file of the folder that is being written. Under its name it is there only when it is whole. */
export type ExportFile = {
  readonly path: string;
  readonly write: (text: string) => Promise<void>;
  /** Flushes it to the disk and gives it its name. */
  readonly commit: () => Promise<void>;
  /** Removes what was written of it. */
  readonly discard: () => Promise<void>;
};

export type ExportFolder = { readonly path: string; readonly file: (name: string) => ExportFile };

/**
 * A folder of its own for what one removal exports, below the one that a person named, so that no run writes over what
 * another left: `<root>/<org id>-<time>`.
 */
export async function openExportFolder(root: string, organizationId: string, now: Date): Promise<ExportFolder> {
  const time = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const path = join(root, `${organizationId.slice(0, 15)}-${time}`);
  await mkdir(root, { recursive: true });
  // Fails where the folder is there already.
  await mkdir(path);
  return { path, file: (name) => openFile(join(path, name)) };
}

function openFile(path: string): ExportFile {
  const partial = `${path}.partial`;
  const stream = createWriteStream(partial, { flags: 'wx', flush: true });
  const opened = once(stream, 'open');
  // Whoever writes next is told; until then nobody listens.
  opened.catch(() => undefined);
  stream.on('error', () => undefined);
  return {
    path,
    write: async (text) => {
      await opened;
      await new Promise<void>((resolve, reject) => {
        stream.write(text, (error) => (error instanceof Error ? reject(error) : resolve()));
      });
    },
    commit: async () => {
      stream.end();
      await finished(stream);
      await rename(partial, path);
    },
    discard: async () => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
}

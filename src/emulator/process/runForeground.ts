import { startEmulator, type RunningEmulator } from '../http/server.js';
import { readSnapshotFile } from './snapshotFiles.js';
import { removeEntry, writeEntry } from './registry.js';
import type { StartOptions } from './startOptions.js';

/**
 * Starts an emulator in this process and enters it in the registry. It ends by a signal, by its control endpoint or by
 * `stop`; then `stopped` resolves and its entry is gone.
 */
export async function runForeground({ registryDir, emulator: options }: StartOptions): Promise<RunningEmulator> {
  const orgs = await Promise.all(
    options.orgs.map(async ({ from, ...org }) =>
      from === undefined ? org : { ...org, schema: await readSnapshotFile(from) },
    ),
  );
  const emulator = await startEmulator({ ...options, orgs });
  const file = writeEntry(registryDir, {
    pid: process.pid,
    startedAt: emulator.startedAt,
    controlToken: emulator.controlToken,
    // Access tokens stay out of the file; the emulator tells them to whoever holds the control token.
    orgs: emulator.orgs.map(({ name, kind, orgId, url, username }) => ({ name, kind, orgId, url, username })),
  });
  const end = (): void => void emulator.stop();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const stopped = emulator.stopped.finally(() => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    removeEntry(file);
  });
  return { ...emulator, stopped };
}

import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { type DeployRun, deployRunShape } from './deployRun.js';

/**
 * Runs on disk, one file each. A file is written beside and renamed, so whatever ends the process leaves the state
 * before or after, never half of it. Nothing of an org but its name, its jobs and how they ended is in it.
 */
export class RunStore {
  private queue: Promise<void> = Promise.resolve();

  public constructor(private readonly directory: string) {}

  /** Writes in the order of the calls; resolves when this state is on disk. */
  public save(run: DeployRun): Promise<void> {
    const saving = this.queue.then(() => this.write(run));
    // The caller hears of a failure; those that come after try anew.
    this.queue = saving.catch(() => undefined);
    return saving;
  }

  /** @throws SfError `RunNotFound`, `RunUnreadable` */
  public async load(id: string): Promise<DeployRun> {
    if (!/^[a-z0-9-]+$/.test(id)) throw this.notFound(id);
    let text: string;
    try {
      text = await readFile(this.path(id), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw this.notFound(id);
      throw error;
    }
    try {
      return deployRunShape.parse(JSON.parse(text));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SfError(`The state of the run ${id} in ${this.path(id)} can't be read: ${reason}`, 'RunUnreadable', [
        'Deploy again: only what still differs is sent.',
      ]);
    }
  }

  /** The ids of all runs, the newest last. */
  public async list(): Promise<string[]> {
    try {
      const files = await readdir(this.directory);
      return files
        .filter((file) => /^[a-z0-9-]+\.json$/.test(file))
        .map((file) => file.slice(0, -'.json'.length))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  private async write(run: DeployRun): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const temporary = `${this.path(run.id)}.${process.pid}.tmp`;
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(`${JSON.stringify(run, null, 2)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.path(run.id));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  private path(id: string): string {
    return join(this.directory, `${id}.json`);
  }

  private notFound(id: string): SfError {
    return new SfError(`There is no run ${id} in ${this.directory}.`, 'RunNotFound', [
      'See the runs there are: sf synthetic deploy report',
    ]);
  }
}

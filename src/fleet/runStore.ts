import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import type * as z from 'zod';
import { RUN_ID } from './runId.js';

/** What is kept of one kind of run, and what people are told where it can't be read. */
export type RunKind<Run extends { readonly id: string }, Part> = {
  /** Changes with the shapes: a run that another version of this plugin kept is refused, never guessed at. */
  readonly format: number;
  /** How far the run has come; small, since it is written with every step. */
  readonly run: z.ZodType<Run>;
  /** What became of one org, in full; written once it is known. */
  readonly part: z.ZodType<Part>;
  /** The command that shows the runs there are. */
  readonly reportCommand: string;
  /** What to do without the run. */
  readonly anew: string;
};

/**
 * Runs on disk, one file each, and beside it a folder with a file for each org that the run is done with. A file is
 * written beside and renamed, so whatever ends the process leaves the state before or after, never half of it.
 */
export class RunStore<Run extends { readonly id: string }, Part> {
  private queue: Promise<void> = Promise.resolve();

  public constructor(
    private readonly directory: string,
    private readonly kind: RunKind<Run, Part>,
  ) {}

  /** Writes in the order of the calls; resolves when this state is on disk. */
  public save(run: Run): Promise<void> {
    return this.enqueue(this.path(run.id), run);
  }

  /** @throws SfError `RunNotFound`, `RunOfOtherVersion`, `RunUnreadable` */
  public async load(id: string): Promise<Run> {
    const run = isId(id) ? await this.read(this.path(id), id, this.kind.run) : undefined;
    if (run !== undefined) return run;
    throw new SfError(`There is no run ${id} in ${this.directory}.`, 'RunNotFound', [
      `See the runs there are: ${this.kind.reportCommand}`,
    ]);
  }

  /** Keeps what became of one org. */
  public savePart(id: string, name: string, part: Part): Promise<void> {
    return this.enqueue(this.partPath(id, name), part);
  }

  /** What became of one org; undefined where the run is not done with it. Throws as `load` does. */
  public loadPart(id: string, name: string): Promise<Part | undefined> {
    return this.read(this.partPath(id, name), id, this.kind.part);
  }

  /** Forgets a run that nobody needs any longer; what became of its orgs goes last, since the run leads to it. */
  public async remove(id: string): Promise<void> {
    await this.queue;
    await rm(this.path(id), { force: true });
    await rm(join(this.directory, id), { recursive: true, force: true });
    await rm(this.logPath(id), { force: true });
  }

  /**
   * Takes away what processes left that were ended while they wrote, and what is left of runs that are gone. Nothing that
   * was touched within the last hour: whoever writes takes moments, and a process id tells nothing of another container.
   */
  public async sweep(now: Date): Promise<void> {
    for (const path of await leftovers(this.directory)) {
      const touched = (await stat(path).catch(ifMissing))?.mtimeMs ?? now.getTime();
      if (now.getTime() - touched > ABANDONED) await rm(path, { recursive: true, force: true });
    }
  }

  /** The ids of all runs, the newest last. */
  public async list(): Promise<string[]> {
    try {
      const files = await readdir(this.directory);
      return files
        .filter((file) => file.endsWith('.json') && isId(file.slice(0, -'.json'.length)))
        .map((file) => file.slice(0, -'.json'.length))
        .sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** The file by which a process claims to carry the run out. */
  public claimPath(id: string): string {
    return join(this.directory, `${id}.claim`);
  }

  /** Where a process that carries the run out unseen writes what it has to say. */
  public logPath(id: string): string {
    return join(this.directory, `${id}.log`);
  }

  private enqueue(path: string, content: Run | Part): Promise<void> {
    const text = `${JSON.stringify({ format: this.kind.format, content }, null, 2)}\n`;
    const saving = this.queue.then(() => write(path, text));
    // The caller hears of a failure; those that come after try anew.
    this.queue = saving.catch(() => undefined);
    return saving;
  }

  private async read<Content>(path: string, id: string, shape: z.ZodType<Content>): Promise<Content | undefined> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    let kept: { format?: unknown; content?: unknown } | null;
    try {
      kept = JSON.parse(text) as { format?: unknown; content?: unknown } | null;
      if (kept?.format === this.kind.format) return shape.parse(kept.content);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SfError(`The state of the run ${id} in ${path} can't be read: ${reason}`, 'RunUnreadable', [
        this.kind.anew,
      ]);
    }
    throw new SfError(
      `The run ${id} in ${path} was kept by another version of this plugin: its format is ${String(kept?.format)}, and this version knows ${this.kind.format}.`,
      'RunOfOtherVersion',
      ['Take it up with the version that began it.', this.kind.anew],
    );
  }

  private path(id: string): string {
    return join(this.directory, `${id}.json`);
  }

  /** Aliases may hold anything, and differ in upper and lower case only, where file names may not. */
  private partPath(id: string, name: string): string {
    return join(this.directory, id, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);
  }
}

/** After this time, in milliseconds, nobody is behind a file that was not finished. */
const ABANDONED = 60 * 60_000;

/** A draft is named after what it is to become: `<id>.json.<process id>.tmp`, `<id>.claim.<token>.tmp`. */
const DRAFT = /^[0-9a-z-]+\.(?:json\.\d+|claim\.[0-9a-f-]+)\.tmp$/;

/** Paths of drafts, and of all that belongs to a run whose file is gone. */
async function leftovers(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(ifMissing);
  const names = new Set(entries?.map(({ name }) => name));
  const found: string[] = [];
  for (const entry of entries ?? []) {
    const path = join(directory, entry.name);
    const [id = ''] = entry.name.split('.');
    const isOrphan = RUN_ID.test(id) && !names.has(`${id}.json`);
    if (entry.isFile() && (DRAFT.test(entry.name) || (isOrphan && /\.(?:claim|cancel|log)$/.test(entry.name))))
      found.push(path);
    if (!entry.isDirectory() || !RUN_ID.test(entry.name)) continue;
    if (isOrphan) found.push(path);
    else found.push(...(await readdir(path)).filter((name) => DRAFT.test(name)).map((name) => join(path, name)));
  }
  return found;
}

function ifMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function isId(id: string): boolean {
  return /^[a-z0-9-]+$/.test(id);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

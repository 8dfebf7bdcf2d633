import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { causeOf, errorCode } from './configText.js';

/** What happened to one file. `path` is absolute. */
export type InitFile = {
  path: string;
  /** `kept`: the file differs from the template and was left as it is. */
  outcome: 'created' | 'unchanged' | 'kept' | 'overwritten';
};

export type InitResult = { files: InitFile[] };

/** The file system calls `initProject` makes; `node:fs/promises` fits. */
export type InitFileSystem = {
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  mkdir(path: string, options: { recursive: true }): Promise<string | undefined>;
  writeFile(path: string, content: string, options: { encoding: 'utf8'; flag: 'wx' }): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
};

export type InitInput = {
  /** Absolute path of the directory that gets `config/`. */
  readonly root: string;
  /** File name in `config/` to content. */
  readonly contents: ReadonlyMap<string, string>;
  /** What to do with a file that is there and differs. */
  readonly existing: 'ask' | 'keep' | 'overwrite';
};

export type InitDependencies = {
  readonly files: InitFileSystem;
  /** Whether the file at this path may be replaced. */
  readonly confirm: (path: string) => Promise<boolean>;
};

/**
 * Puts the starting files into `config/` of a project. Nothing is written before every question is answered and every
 * new content lies complete beside its destination; the files then change place one by one, so none is ever half
 * written.
 * @throws SfError `InitNotWritable` when a file cannot be read or written, naming it.
 */
export async function initProject(input: InitInput, { files, confirm }: InitDependencies): Promise<InitResult> {
  const directory = join(input.root, 'config');
  const planned: { file: InitFile; content: string }[] = [];
  for (const [name, content] of input.contents) {
    const path = join(directory, name);
    const present = await guarded(path, 'read', () => readIfPresent(files, path));
    const outcome = await outcomeFor(present, content, input.existing, () => confirm(path));
    planned.push({ file: { path, outcome }, content });
  }
  const written = planned.filter(({ file }) => file.outcome === 'created' || file.outcome === 'overwritten');
  if (written.length > 0) await guarded(directory, 'written', () => files.mkdir(directory, { recursive: true }));
  await replaceAll(written, files);
  return { files: planned.map(({ file }) => file) };
}

async function outcomeFor(
  present: string | undefined,
  content: string,
  existing: InitInput['existing'],
  confirm: () => Promise<boolean>,
): Promise<InitFile['outcome']> {
  if (present === undefined) return 'created';
  if (unixLines(present) === unixLines(content)) return 'unchanged';
  if (existing === 'ask') return (await confirm()) ? 'overwritten' : 'kept';
  return existing === 'keep' ? 'kept' : 'overwritten';
}

/** Git may check files out with other line ends; that is no difference. */
const unixLines = (text: string): string => text.replaceAll('\r\n', '\n');

async function readIfPresent(files: InitFileSystem, path: string): Promise<string | undefined> {
  try {
    return await files.readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function replaceAll(
  written: readonly { file: InitFile; content: string }[],
  files: InitFileSystem,
): Promise<void> {
  const staged = written.map(({ file, content }) => ({
    path: file.path,
    content,
    // In the same directory, because a rename is atomic only within one file system.
    temporary: join(dirname(file.path), `.${basename(file.path)}.${randomUUID()}.tmp`),
  }));
  try {
    for (const { path, temporary, content } of staged) {
      await guarded(path, 'written', () => files.writeFile(temporary, content, { encoding: 'utf8', flag: 'wx' }));
    }
    for (const { path, temporary } of staged) await guarded(path, 'written', () => files.rename(temporary, path));
  } catch (error) {
    for (const { temporary } of staged) await files.rm(temporary, { force: true });
    throw error;
  }
}

const REASONS: Readonly<Record<string, { why: string; action: string }>> = {
  EACCES: { why: 'you lack the permission', action: 'Give yourself read and write permission on the directory.' },
  EPERM: { why: 'you lack the permission', action: 'Give yourself read and write permission on the directory.' },
  EROFS: { why: 'the file system is read-only', action: 'Use a directory you can write to.' },
  EISDIR: { why: 'a directory is in the way', action: 'Rename or remove that directory.' },
  ENOTDIR: { why: 'a file is where a directory should be', action: 'Rename or remove that file.' },
  EEXIST: { why: 'a file is where a directory should be', action: 'Rename or remove that file.' },
  ENOSPC: { why: 'the disk is full', action: 'Free some space.' },
};

/** System errors of `work` as an error that names the path and what to do. */
async function guarded<T>(path: string, effort: 'read' | 'written', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const { why, action } = REASONS[code] ?? { why: `the system said ${code}`, action: 'Check the path and the disk.' };
    const actions = [action, 'Or choose another directory with --output-dir.'];
    throw new SfError(`"${path}" cannot be ${effort}: ${why}.`, 'InitNotWritable', actions, causeOf(error));
  }
}

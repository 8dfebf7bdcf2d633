import { readFile } from 'node:fs/promises';
import { SfError } from '@salesforce/core/sfError';

/**
 * The text of a configuration file, which must be UTF-8.
 *
 * `what` is the concept in error names and messages, e.g. `ProvenanceSchema` / `provenance schema`.
 * @throws SfError `<name>NotFound` when nothing is there, `<name>Unreadable` when it is no readable text file.
 */
export async function readConfigText(
  path: string,
  what: { readonly name: string; readonly words: string },
): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw readError(path, what, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const message = `The ${what.words} file "${path}" is not UTF-8 text.`;
    throw new SfError(message, `${what.name}Unreadable`, ['Save the file as UTF-8.'], causeOf(error));
  }
}

function readError(path: string, { name, words }: { name: string; words: string }, error: unknown): unknown {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const actions = [
      'Run "sf synthetic init" to create the file with every setting explained.',
      'Or name the file you have: a relative path starts at the current directory.',
    ];
    return new SfError(`There is no ${words} file at "${path}".`, `${name}NotFound`, actions, causeOf(error));
  }
  if (code === undefined) return error;
  const [why, action] =
    code === 'EISDIR'
      ? ['it is a directory', 'Name a file in it.']
      : code === 'EACCES' || code === 'EPERM'
        ? ['you may not read it', 'Give yourself read permission on the file.']
        : [`the system said ${code}`, 'Check the path and the disk.'];
  return new SfError(
    `The ${words} file "${path}" cannot be read: ${why}.`,
    `${name}Unreadable`,
    [action],
    causeOf(error),
  );
}

/** The code of a system error, e.g. `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The cause an SfError takes: an Error or nothing. */
export const causeOf = (error: unknown): Error | undefined => (error instanceof Error ? error : undefined);

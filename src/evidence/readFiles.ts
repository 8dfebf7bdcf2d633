import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import { sha256, type Sha256 } from '../digest/sha256.js';

/** What is known of one file. */
export type FileReading =
  | {
      readonly state: 'read';
      readonly digest: Sha256;
      readonly bytes: number;
      /** There when it was asked for and the file is not larger than that. */
      readonly text?: string | undefined;
    }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Parts in which files are read: the same memory for every file. */
const PART = 1024 * 1024;
const part = Buffer.allocUnsafe(PART);

/**
 * Reads a file in parts; its text is given when it has at most `textUpTo` bytes. A link is no file, wherever it leads.
 * The process waits: the files are many and small, and handing each to another thread takes several times as long.
 */
export function readEvidenceFile(path: string, textUpTo = 0): FileReading {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const first = readSync(file, part, 0, PART, null);
    // Nearly every file is read at once, for which a hash that takes parts costs more than it does.
    if (first < PART && readSync(file, part, first, PART - first, null) === 0)
      return wholeFile(part.subarray(0, first), textUpTo);
    return hashed(file, textUpTo);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return NOT_THERE.has(code) ? { state: 'missing' } : { state: 'unreadable', reason: code };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function wholeFile(bytes: Buffer, textUpTo: number): FileReading {
  const text = bytes.length <= textUpTo ? bytes.toString('utf8') : undefined;
  return { state: 'read', digest: sha256(bytes), bytes: bytes.length, text };
}

function hashed(file: number, textUpTo: number): FileReading {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let bytes = 0;
  for (let read = readSync(file, part, 0, PART, 0); read > 0; read = readSync(file, part, 0, PART, bytes)) {
    hash.update(part.subarray(0, read));
    bytes += read;
    if (bytes <= textUpTo) parts.push(Buffer.from(part.subarray(0, read)));
  }
  const text = bytes <= textUpTo ? Buffer.concat(parts).toString('utf8') : undefined;
  return { state: 'read', digest: hash.digest('hex'), bytes, text };
}

/** Nothing, or something that is no file. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP']);

/** What is in a folder, in the order of names; `others` are neither files nor folders. */
export type Listing =
  | {
      readonly state: 'read';
      readonly files: readonly string[];
      readonly folders: readonly string[];
      readonly others: readonly string[];
    }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string };

export function listFolder(path: string): Listing {
  try {
    const [files, folders, others]: [string[], string[], string[]] = [[], [], []];
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      (entry.isFile() ? files : entry.isDirectory() ? folders : others).push(entry.name);
    }
    return { state: 'read', files: files.sort(), folders: folders.sort(), others: others.sort() };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return NOT_THERE.has(code) ? { state: 'missing' } : { state: 'unreadable', reason: code };
  }
}

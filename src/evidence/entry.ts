import * as z from 'zod';
import { canonicalJson } from '../digest/canonicalJson.js';

export const ENTRY_FILE = 'entry.json';
export const ATTESTATION_FILE = 'attestation.json';

const digest = z.string().regex(/^[0-9a-f]{64}$/u);
const MOST_RUNS = 99_999_999;

/** One link of the chain: what one run is, where it stands, and what stands before it. When it was stands in its files. */
const entryShape = z.strictObject({
  version: z.literal(1),
  /** From 1 on. */
  run: z.int().min(1).max(MOST_RUNS),
  /** Of the file SHA256SUMS, and through it of every file of the run. */
  files: digest,
  /** Of the file attestation.json, where the run is signed. */
  attestation: digest.optional(),
  /** Of the file entry.json of the run before; null in the first. */
  previous: digest.nullable(),
  /** Root of the Merkle tree over `files` of all runs up to this one. */
  root: digest,
});
export type Entry = Readonly<z.infer<typeof entryShape>>;

export const entryText = (entry: Entry): string => canonicalJson(entry);

/** Reads what `entryText` writes, byte for byte, and nothing else: undefined for any other text. */
export function parseEntry(text: string): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, data } = entryShape.safeParse(value);
  return success && entryText(data) === text ? data : undefined;
}

/** The folder of a run below `runs/`: in the order of names they are in the order of runs. */
export const runFolder = (run: number): string => String(run).padStart(8, '0');

/** The run that a folder's name stands for, or undefined. */
export function runOfFolder(name: string): number | undefined {
  return /^\d{8}$/u.test(name) && name !== '00000000' ? Number(name) : undefined;
}

import type { Sha256 } from '../digest/sha256.js';

/** The files of a run and their digests, in the form that `sha256sum --check` reads. */
export type FileSums = ReadonlyMap<string, Sha256>;

export const SUMS_FILE = 'SHA256SUMS';

export function sumsText(sums: FileSums): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('');
}

/** Reads what `sumsText` writes, and nothing else: undefined for any other text. */
export function parseSums(text: string): FileSums | undefined {
  const sums = new Map<string, Sha256>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, digest, path] =
      /^([0-9a-f]{64}) {2}([A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)?)$/u.exec(line) ?? [];
    if (digest === undefined || path === undefined) return undefined;
    sums.set(path, digest);
  }
  return sumsText(sums) === text ? sums : undefined;
}

import { unzipSync, zipSync } from 'fflate';

/** Zip entries carry a time; a fixed one makes equal files equal bytes. */
const NO_TIME = new Date('2000-01-01T00:00:00Z');

/** The files of a bundle, by their path in it, as one content. */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 0, mtime: NO_TIME });
}

export function unpackBundle(content: Uint8Array): Map<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(content)));
}

import { crc32, inflateRawSync } from 'node:zlib';

/** What the directory of a zip says of one entry; sizes in bytes. */
type Entry = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header is. */
  readonly offset: number;
};

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const UTF8 = 1 << 11;
const [DIRECTORY, LOCAL, END] = [0x02014b50, 0x04034b50, 0x06054b50];
const [DIRECTORY_SIZE, LOCAL_SIZE, END_SIZE] = [46, 30, 22];

/**
 * The files of a zip by path, folders left out. `admit` sees each one, with the size that the zip announces, before
 * anything is inflated, and refuses by throwing. No more than the announced size is ever inflated. Throws an Error for a zip whose sizes,
 * checksums or places are not what it says, that names a file twice, is encrypted, or needs ZIP64.
 * Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function unzip(
  bytes: Uint8Array,
  admit: (entry: { readonly name: string; readonly size: number }) => void,
): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(zip).filter(({ name }) => !name.endsWith('/'));
  for (const entry of entries) admit(entry);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (files.has(entry.name)) throw new Error(`${entry.name} is in it twice`);
    files.set(entry.name, contentOf(zip, entry));
  }
  return files;
}

function readDirectory(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + END_SIZE > zip.length || zip.readUInt32LE(end) !== END) throw new Error('it has no directory');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw new Error('it needs ZIP64');
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_SIZE > end || zip.readUInt32LE(at) !== DIRECTORY) throw new Error('its directory is damaged');
    const nameEnd = at + DIRECTORY_SIZE + zip.readUInt16LE(at + 28);
    const flags = zip.readUInt16LE(at + 8);
    entries.push({
      name: zip.toString((flags & UTF8) === 0 ? 'latin1' : 'utf8', at + DIRECTORY_SIZE, Math.min(nameEnd, end)),
      flags,
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(zip: Buffer, { name, flags, method, crc, packed, size, offset }: Entry): Uint8Array {
  if ((flags & ENCRYPTED) !== 0) throw new Error(`${name} is encrypted`);
  if (offset + LOCAL_SIZE > zip.length || zip.readUInt32LE(offset) !== LOCAL) {
    throw new Error(`${name} is not where the directory says`);
  }
  const start = offset + LOCAL_SIZE + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + packed > zip.length) throw new Error(`${name} is not whole`);
  const content = unpacked(zip.subarray(start, start + packed), { name, method, size });
  if (content.length !== size || crc32(content) !== crc) throw new Error(`${name} is not what the directory says`);
  return new Uint8Array(content.buffer, content.byteOffset, content.length);
}

function unpacked(data: Buffer, { name, method, size }: Pick<Entry, 'name' | 'method' | 'size'>): Buffer {
  if (method === STORED) return data;
  if (method !== DEFLATED)
    throw new Error(`${name} is packed by method ${method}, which is neither stored nor deflated`);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw new Error(`${name} is not what the directory says`, { cause: error });
  }
}

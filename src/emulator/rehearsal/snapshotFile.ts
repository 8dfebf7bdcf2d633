import { createHash } from 'node:crypto';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { describedObjectSchema, type DescribedObject } from '../catalog/describedObjects.js';
import { unzip } from '../metadata/unzip.js';

/** Something that is not in a snapshot, or that the embedded org does not take from it, and why. */
export type LeftOut = { readonly type: string; readonly fullName: string; readonly reason: string };

/** The schema of one org, without a record, a person or a secret in it. */
export type OrgSchema = {
  /** ISO 8601. */
  readonly takenAt: string;
  /** What the metadata was read with, e.g. `67.0`. */
  readonly apiVersion: string;
  readonly role: 'production' | 'sandbox' | 'scratch';
  /** As the Organization row says, e.g. `Enterprise Edition`. */
  readonly edition: string;
  /** Metadata files by their path in a package, e.g. `objects/Account.object`; the org's own id is written as `orgIdTokens`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Standard objects with their standard fields. */
  readonly objects: readonly DescribedObject[];
  readonly leftOut: readonly LeftOut[];
};

/** What stands in a snapshot for the org's id in its forms of 15 and of 18 characters. */
export const orgIdTokens = {
  id15: '__SNAPSHOT_ORGANIZATION_ID_15__',
  id18: '__SNAPSHOT_ORGANIZATION_ID_18__',
} as const;

const FORMAT = 'sf-plugin-synthetic/org-schema';
const FORMAT_VERSION = 1;
const INDEX = 'snapshot.json';
const OBJECTS = 'standard-objects.json';
const SUMS = 'SHA256SUMS';
const METADATA = 'metadata/';
const LONGEST = 600 * 1024 * 1024;

const headSchema = z.looseObject({ format: z.literal(FORMAT), formatVersion: z.int().positive() });
const indexSchema = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  takenAt: z.iso.datetime(),
  apiVersion: z.string().regex(/^\d{2,3}\.0$/),
  role: z.enum(['production', 'sandbox', 'scratch']),
  edition: z.string().min(1).max(80),
  leftOut: z.array(z.strictObject({ type: z.string(), fullName: z.string(), reason: z.string() })),
});

/** A snapshot as a file: a zip whose `SHA256SUMS` covers every other entry. Equal schemas give equal bytes. */
export function writeSnapshot({ files, objects, ...facts }: OrgSchema): Uint8Array {
  const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, undefined, 2)}\n`);
  const entries = new Map<string, Uint8Array>([
    [INDEX, json({ format: FORMAT, formatVersion: FORMAT_VERSION, ...facts })],
    [OBJECTS, json(objects)],
    ...[...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => [METADATA + path, bytes] as const),
  ]);
  const sums = [...entries].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join('');
  return zipSync({ ...Object.fromEntries(entries), [SUMS]: strToU8(sums) }, { mtime: new Date(1980, 0, 1) });
}

/**
 * Reads a snapshot and proves it whole. Throws an Error that says what is wrong: no snapshot, written by a newer
 * version, or damaged.
 */
export function readSnapshot(bytes: Uint8Array): OrgSchema {
  const entries = entriesOf(bytes);
  const index = entries.get(INDEX);
  if (index === undefined) throw new Error('It is a zip file, but no snapshot of an org.');
  const raw = jsonOf(INDEX, index);
  const head = headSchema.safeParse(raw);
  if (!head.success) throw new Error('It is no snapshot of an org: another program wrote it.');
  if (head.data.formatVersion > FORMAT_VERSION) {
    throw new Error(
      `A newer version of this plugin wrote it: its format is ${head.data.formatVersion}, this version reads ${FORMAT_VERSION}. Update the plugin.`,
    );
  }
  requireWhole(entries);
  const { format: _, formatVersion: __, ...facts } = checked(INDEX, indexSchema.safeParse(raw));
  const objects = jsonOf(OBJECTS, entries.get(OBJECTS) ?? new Uint8Array());
  return {
    ...facts,
    objects: checked(OBJECTS, z.array(describedObjectSchema).safeParse(objects)),
    files: new Map(
      [...entries]
        .filter(([path]) => path.startsWith(METADATA))
        .map(([path, content]) => [path.slice(METADATA.length), content]),
    ),
  };
}

/** What tells one snapshot from another. */
export function fingerprint({ files, objects, ...facts }: OrgSchema): string {
  const hash = createHash('sha256').update(JSON.stringify([facts, objects]));
  for (const [path, bytes] of files) hash.update(`${path}\n`).update(sha256(bytes));
  return hash.digest('hex');
}

function entriesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  if (strFromU8(bytes.subarray(0, 2)) !== 'PK') throw new Error('It is no snapshot of an org.');
  const tooLong = new Error(`It holds more than ${LONGEST} bytes.`);
  let total = 0;
  try {
    return unzip(bytes, ({ size }) => {
      total += size;
      if (total > LONGEST) throw tooLong;
    });
  } catch (error) {
    if (error === tooLong) throw tooLong;
    throw new Error('It is damaged or was not written to its end.', { cause: error });
  }
}

/** Every entry is listed with its hash, and nothing else is there. */
function requireWhole(entries: ReadonlyMap<string, Uint8Array>): void {
  const lines = strFromU8(entries.get(SUMS) ?? new Uint8Array()).split('\n');
  const sums = new Map(
    lines.flatMap((line) => {
      const [, sum = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      return path === '' ? [] : [[path, sum] as const];
    }),
  );
  for (const [path, bytes] of entries) {
    if (path !== SUMS && sums.get(path) !== sha256(bytes)) {
      throw new Error(`It is damaged or was changed: ${path} is not what was written.`);
    }
  }
  const missing = [...sums.keys()].find((path) => !entries.has(path));
  if (missing !== undefined) throw new Error(`It is damaged or was changed: ${missing} is missing.`);
  if (!sums.has(OBJECTS)) throw new Error(`It is damaged or was changed: ${OBJECTS} is missing.`);
}

function jsonOf(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch (error) {
    throw new Error(`It is damaged: ${path} is no JSON.`, { cause: error });
  }
}

function checked<T>(path: string, result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`It is damaged: ${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'of another form'}.`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

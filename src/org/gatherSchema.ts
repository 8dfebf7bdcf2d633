import type { Connection } from '@salesforce/core';
import type { OrgRole } from '../schema/provenanceSchema.js';
import { readIdentity } from './identity.js';
import { orgError } from './orgError.js';
import { describeStandardObjects, type StandardObjectDescribe } from './describeStandardObjects.js';
import { retrieve } from './retrieve.js';
import { withoutPersons } from './withoutPersons.js';

type Named = { readonly type: string; readonly fullName: string };
type LeftOut = Named & { readonly reason: string };

/** The schema of an org: nothing of its records, its people or its id. */
export type GatheredSchema = {
  readonly takenAt: string;
  readonly apiVersion: string;
  readonly role: OrgRole;
  readonly edition: string;
  /** Metadata files by their path in a package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly objects: readonly StandardObjectDescribe[];
  /** What was seen and not taken along, and why. */
  readonly leftOut: readonly LeftOut[];
};

export type SchemaProgress = {
  readonly step: 'list' | 'retrieve' | 'describe';
  readonly done: number;
  readonly total: number;
};

export type GatherSchemaRequest = {
  /** Components to take along beside objects, permission sets, custom permissions and value sets. */
  readonly alsoWanted: readonly Named[];
  /** What is written in place of the org's id, in its forms of 15 and 18 characters. */
  readonly idTokens: { readonly id15: string; readonly id18: string };
  readonly now: Date;
  readonly onProgress: (progress: SchemaProgress) => void;
  readonly signal?: AbortSignal;
};

/** In requests of three, as the API takes them. */
const LISTED = ['CustomObject', 'PermissionSet', 'CustomPermission', 'GlobalValueSet'];
const LIST_SIZE = 3;
/** Far from the 10,000 files of a retrieve, since objects are large and its zip has a limit too. */
const CHUNK = 1_000;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_retrieve.htm (limits) */
const TOO_LARGE = /LIMIT_EXCEEDED|maximum (?:number|size)/i;

/**
 * Reads an org's schema. The number of API calls grows by one for each 1,000 components and for each 25 standard
 * objects, and not with records. Throws an SfError that names the org when it can't be reached or refuses, and the
 * signal's reason when that is aborted.
 */
export async function gatherSchema(
  connection: Connection,
  name: string,
  request: GatherSchemaRequest,
): Promise<{ readonly schema: GatheredSchema; readonly organizationId: string; readonly replaced: number }> {
  try {
    const { organizationId, role, edition } = await readIdentity(connection, name);
    const { components, managed } = await listComponents(connection, request);
    const retrieved = await retrieveAll(connection, [...components, ...request.alsoWanted], request);
    const objects = await describeStandardObjects(
      connection,
      components.filter(({ type }) => type === 'CustomObject').map(({ fullName }) => fullName),
      (done, total) => {
        request.signal?.throwIfAborted();
        request.onProgress({ step: 'describe', done, total });
      },
    );
    const cleaner = new Cleaner(organizationId, request.idTokens);
    const schema: GatheredSchema = {
      takenAt: request.now.toISOString(),
      apiVersion: connection.getApiVersion(),
      role,
      edition,
      files: cleaner.files(retrieved.files),
      objects: JSON.parse(cleaner.clean(JSON.stringify(objects.described))) as StandardObjectDescribe[],
      leftOut: [...managed, ...retrieved.missing, ...objects.leftOut],
    };
    return { schema, organizationId, replaced: cleaner.replaced };
  } catch (error) {
    request.signal?.throwIfAborted();
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

/** Keeps count of what it takes out of texts. */
class Cleaner {
  public replaced = 0;

  public constructor(
    private readonly organizationId: string,
    private readonly tokens: GatherSchemaRequest['idTokens'],
  ) {}

  public clean(text: string): string {
    const scrubbed = withoutPersons(text);
    this.replaced += scrubbed.replaced;
    return scrubbed.text
      .replaceAll(this.organizationId, this.tokens.id18)
      .replaceAll(this.organizationId.slice(0, 15), this.tokens.id15);
  }

  /** The content of a static resource is no text of the org's metadata, and stays. */
  public files(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
    return new Map(
      [...files].map(([path, bytes]) => [
        path,
        path.endsWith('.resource') ? bytes : Buffer.from(this.clean(Buffer.from(bytes).toString('utf8'))),
      ]),
    );
  }
}

async function listComponents(
  connection: Connection,
  { onProgress, signal }: GatherSchemaRequest,
): Promise<{ components: Named[]; managed: LeftOut[] }> {
  const components: Named[] = [];
  const managed: LeftOut[] = [];
  for (let start = 0; start < LISTED.length; start += LIST_SIZE) {
    signal?.throwIfAborted();
    onProgress({ step: 'list', done: start, total: LISTED.length });
    const types = LISTED.slice(start, start + LIST_SIZE).map((type) => ({ type }));
    for (const { type, fullName, namespacePrefix } of await connection.metadata.list(
      types,
      connection.getApiVersion(),
    )) {
      const foreign = namespacePrefix !== undefined && namespacePrefix !== null && namespacePrefix !== '';
      if (foreign) managed.push({ type, fullName, reason: 'It belongs to an installed package.' });
      else components.push({ type, fullName });
    }
  }
  return { components, managed };
}

type RetrievedFiles = { files: Map<string, Uint8Array>; missing: LeftOut[] };

async function retrieveAll(
  connection: Connection,
  wanted: readonly Named[],
  { onProgress, signal }: GatherSchemaRequest,
): Promise<RetrievedFiles> {
  const all: RetrievedFiles = { files: new Map(), missing: [] };
  for (let start = 0; start < wanted.length; start += CHUNK) {
    signal?.throwIfAborted();
    onProgress({ step: 'retrieve', done: start, total: wanted.length });
    const { files, missing } = await retrieveChunk(connection, wanted.slice(start, start + CHUNK));
    for (const [path, bytes] of files) all.files.set(path, bytes);
    all.missing.push(...missing);
  }
  return all;
}

/** A chunk that is too large for one retrieve is retrieved in halves. */
async function retrieveChunk(connection: Connection, wanted: readonly Named[]): Promise<RetrievedFiles> {
  try {
    const { files, messages } = await retrieve(connection, wanted);
    const paths = Object.entries(files).map(([path, bytes]) => [path.replace(/^unpackaged\//, ''), bytes] as const);
    const missing = wanted.flatMap(({ type, fullName }) => {
      const reason = messages.find((message) => message.includes(`'${fullName}'`) && message.includes(`'${type}'`));
      return reason === undefined ? [] : [{ type, fullName, reason }];
    });
    return { files: new Map(paths.filter(([path]) => path !== 'package.xml' && !path.endsWith('/'))), missing };
  } catch (error) {
    if (wanted.length < 2 || !(error instanceof Error && TOO_LARGE.test(error.message))) throw error;
    const middle = Math.ceil(wanted.length / 2);
    const first = await retrieveChunk(connection, wanted.slice(0, middle));
    const second = await retrieveChunk(connection, wanted.slice(middle));
    return { files: new Map([...first.files, ...second.files]), missing: [...first.missing, ...second.missing] };
  }
}

import type { Connection } from '@salesforce/core';
import { unzipSync } from 'fflate';
import { compile } from '../metadata/compile.js';
import { type ComponentKey, keyOf } from '../metadata/component.js';
import { readPackage, type RetrievedComponent } from '../metadata/metadataPackage.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { readIdentity } from './identity.js';
import { orgError } from './orgError.js';
import type { OrgSnapshot, Reading } from './snapshot.js';

type Wanted = { readonly key: ComponentKey; readonly type: string; readonly fullName: string };
type Retrieved = {
  readonly components: ReadonlyMap<ComponentKey, RetrievedComponent>;
  /** What the org said about components it did not return. */
  readonly messages: readonly string[];
};

/** How long a retrieve may take, and the longest pause between two looks at it, in milliseconds. */
const RETRIEVE_LIMIT = 10 * 60_000;
const LONGEST_PAUSE = 5_000;

/**
 * Reads from an org all that plan and audit judge by. The number of API calls does not grow with the number of
 * objects: one query for the org, one list of the objects, one retrieve with its polls. Throws an SfError that names the
 * org when it can't be reached or refuses; what it would not give of single components is in their readings.
 */
export async function gatherSnapshot(
  connection: Connection,
  name: string,
  schema: ProvenanceSchema,
): Promise<OrgSnapshot> {
  const wanted: Wanted[] = compile(schema, { policy: 'unbound' }).map((component) => ({
    key: keyOf(component),
    type: component.type,
    fullName: component.fullName,
  }));
  try {
    // The retrieve goes first: it is the request that the client never repeats, so an org that is down shows at once.
    const retrieveId = await startRetrieve(connection, wanted);
    const [identity, objects, retrieved] = await Promise.all([
      readIdentity(connection, name),
      readObjects(connection),
      finishRetrieve(connection, retrieveId),
    ]);
    return {
      org: identity,
      objects,
      components: new Map(wanted.map((component) => [component.key, readingOf(component, retrieved)])),
    };
  } catch (error) {
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

/** An empty answer proves nothing: a component is absent only when the org says that it can't be found. */
export function readingOf({ key, type, fullName }: Wanted, { components, messages }: Retrieved): Reading {
  const component = components.get(key);
  if (component !== undefined) return { state: 'present', component };
  const mentions = messages.filter((message) => message.includes(`'${fullName}'`) && message.includes(`'${type}'`));
  if (mentions.some((message) => message.includes('cannot be found'))) return { state: 'absent' };
  return { state: 'unread', reason: mentions[0] ?? 'the org neither returned it nor said that it does not exist' };
}

/**
 * The names of all objects that the user can see, in one call: a query for the schema's objects would outgrow the length
 * of a URL.
 */
async function readObjects(connection: Connection): Promise<Set<string>> {
  const { sobjects } = await connection.describeGlobal();
  return new Set(sobjects.map(({ name }) => name));
}

async function startRetrieve(connection: Connection, wanted: readonly Wanted[]): Promise<string> {
  const version = connection.getApiVersion();
  const types = [...new Set(wanted.map(({ type }) => type))].map((type) => ({
    name: type,
    members: wanted.filter((component) => component.type === type).map(({ fullName }) => fullName),
  }));
  const { id } = await connection.metadata.retrieve({
    apiVersion: Number(version),
    unpackaged: { types, version, objectPermissions: [] },
  });
  return id;
}

async function finishRetrieve(connection: Connection, id: string): Promise<Retrieved> {
  const deadline = Date.now() + RETRIEVE_LIMIT;
  for (let pause = 100; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const result = await connection.metadata.checkRetrieveStatus(id);
    if (result.done) {
      if (!result.success || !result.zipFile) {
        throw new Error(
          `The org could not retrieve its metadata (${result.status}): ${result.errorMessage ?? 'no reason given'}`,
        );
      }
      return {
        components: readPackage(unzipSync(Buffer.from(result.zipFile, 'base64'))),
        messages: result.messages.map(({ problem }) => problem),
      };
    }
    if (Date.now() > deadline)
      throw new Error(`The retrieve ${id} was not done after ${RETRIEVE_LIMIT / 60_000} minutes.`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

import type { Connection } from '@salesforce/core';
import { unzipSync } from 'fflate';
import { compile } from '../metadata/compile.js';
import { type Component, type ComponentKey, keyOf } from '../metadata/component.js';
import { extensionsOf } from '../metadata/extension.js';
import { readPackage, type RetrievedComponent } from '../metadata/metadataPackage.js';
import { scopeOf, type TargetObject } from '../metadata/target.js';
import { textOf } from '../metadata/xml.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { readIdentity } from './identity.js';
import { orgError } from './orgError.js';
import { readObjects } from './readObjects.js';
import { readPackagedMarkers, readPersonAccounts, readSharedListViews } from './readSurroundings.js';
import { readUsage } from './readUsage.js';
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
 * objects: see `gatherFacts`, then one retrieve with its polls. Throws an SfError that names the org when it can't be
 * reached or refuses; what it would not give of single components is in their readings.
 */
export async function gatherSnapshot(
  connection: Connection,
  name: string,
  schema: ProvenanceSchema,
): Promise<OrgSnapshot> {
  try {
    const facts = await gatherFacts(connection, name, schema);
    const { targets } = scopeOf(schema, facts);
    const wanted: Wanted[] = [
      ...compile(schema, { policy: 'unbound', targets }),
      ...extensionsOf(schema, targets, facts.sharedListViews),
      ...historySwitches(schema, targets),
    ].map((component) => ({ key: keyOf(component), type: component.type, fullName: component.fullName }));
    const retrieved = await finishRetrieve(connection, await startRetrieve(connection, wanted));
    const components = new Map(wanted.map((component) => [component.key, readingOf(component, retrieved)]));
    return { ...facts, objects: withHistory(facts.objects, components), components };
  } catch (error) {
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

type Facts = Omit<OrgSnapshot, 'components'>;

/** What is asked before it is known which components to read: eight calls, nine with shared list views. */
async function gatherFacts(connection: Connection, name: string, schema: ProvenanceSchema): Promise<Facts> {
  // Of all requests, this is the one that the client never repeats, so an org that is down shows at once.
  await connection.metadata.describe(connection.getApiVersion());
  const [org, objects, personAccounts, packagedMarkers, sharedListViews] = await Promise.all([
    readIdentity(connection, name),
    readObjects(connection),
    readPersonAccounts(connection),
    readPackagedMarkers(connection, schema),
    schema.badge.listViews.extendShared ? readSharedListViews(connection) : [],
  ]);
  const usage = await readUsage(connection, objects.nameOf);
  const byName = packagedMarkers.map(({ table, field }) => `${objects.nameOf.get(table) ?? table}.${field}`);
  return {
    org,
    objects: objects.objects,
    objectsUnread: objects.unread,
    personAccounts,
    packagedMarkers: byName.sort(),
    sharedListViews,
    usage,
  };
}

/** Whether an object keeps a field history is written in the object itself, so it is read only where that is asked for. */
function historySwitches(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
): Pick<Component, 'type' | 'fullName'>[] {
  if (!schema.history.enabled) return [];
  return targets
    .filter(({ capabilities }) => capabilities.fieldHistory)
    .map(({ name }) => ({ type: 'CustomObject', fullName: name }));
}

function withHistory(objects: OrgSnapshot['objects'], components: OrgSnapshot['components']): OrgSnapshot['objects'] {
  return new Map(
    [...objects].map(([name, object]) => {
      const reading = components.get(`CustomObject:${name}`);
      if (reading?.state !== 'present') return [name, object];
      return [name, { ...object, historyEnabled: textOf(reading.component.body['enableHistory']) === 'true' }];
    }),
  );
}

/** An empty answer proves nothing: a component is absent only when the org says that it can't be found. */
export function readingOf({ key, type, fullName }: Wanted, { components, messages }: Retrieved): Reading {
  const component = components.get(key);
  if (component !== undefined) return { state: 'present', component };
  const mentions = messages.filter((message) => message.includes(`'${fullName}'`) && message.includes(`'${type}'`));
  if (mentions.some((message) => message.includes('cannot be found'))) return { state: 'absent' };
  return { state: 'unread', reason: mentions[0] ?? 'the org neither returned it nor said that it does not exist' };
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

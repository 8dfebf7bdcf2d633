import type { Connection } from '@salesforce/core';
import { compile, extensionsOf } from '../metadata/compile.js';
import { type Component, type ComponentKey, keyOf } from '../metadata/component.js';
import { readPackage, type RetrievedComponent } from '../metadata/metadataPackage.js';
import { everyReport } from '../metadata/report.js';
import { scopeOf, type TargetObject } from '../metadata/target.js';
import { textOf } from '../metadata/xml.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { orgError } from './orgError.js';
import { composite, queryPath, rowsOf } from './composite.js';
import { IDENTITY_QUERY, identityOf, type OrganizationRow } from './identity.js';
import { accessOf, PERMISSIONS } from './readAccess.js';
import { DEFINITIONS, GLOBAL_DESCRIBE, objectsOf } from './readObjects.js';
import {
  allListViews,
  hasPersonAccounts,
  LIST_VIEWS,
  packagedMarkersOf,
  packagedMarkersQuery,
  PERSON_ACCOUNTS,
} from './readSurroundings.js';
import { USAGE, usageOf } from './readUsage.js';
import { retrieve, type RetrievedPackage } from './retrieve.js';
import type { OrgFacts, OrgSnapshot, Reading } from './snapshot.js';

type Wanted = { readonly key: ComponentKey; readonly type: string; readonly fullName: string };

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
  return gatherComponents(connection, await gatherFacts(connection, name, schema), schema);
}

/** The part of `gatherSnapshot` that is known before it is known which components to read. Throws as that does. */
export function gatherFacts(connection: Connection, name: string, schema: ProvenanceSchema): Promise<OrgFacts> {
  return explained(connection, name, () => readFacts(connection, name, schema));
}

/**
 * The rest of `gatherSnapshot`, one retrieve with its polls. After a deploy of this product it is enough to read these again:
 * nothing else changed that a plan or an audit judges by. Throws as `gatherSnapshot` does.
 */
export function gatherComponents(
  connection: Connection,
  facts: OrgFacts,
  schema: ProvenanceSchema,
): Promise<OrgSnapshot> {
  return explained(connection, facts.org.name, () => withComponents(connection, schema, facts));
}

async function explained<T>(connection: Connection, name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

async function withComponents(connection: Connection, schema: ProvenanceSchema, facts: OrgFacts): Promise<OrgSnapshot> {
  const { targets } = scopeOf(schema, facts);
  const desired = compile(schema, { policy: 'unbound', targets });
  const wanted: Wanted[] = [
    ...desired.filter(({ purpose }) => purpose !== 'report'),
    // Those too that are no longer wanted: an org may still have them.
    ...everyReport(schema, targets),
    ...extensionsOf(schema, targets, facts.sharedListViews),
    ...historySwitches(schema, targets),
  ].map((component) => ({ key: keyOf(component), type: component.type, fullName: component.fullName }));
  const retrieved = await retrieve(connection, wanted);
  const components = readings(wanted, retrieved);
  return { ...facts, objects: withHistory(facts.objects, components), components };
}

/** What is asked before it is known which components to read: two calls at once, whatever the org holds. */
async function readFacts(connection: Connection, name: string, schema: ProvenanceSchema): Promise<OrgFacts> {
  const { extendShared } = schema.badge.listViews;
  const [data, tooling] = await Promise.all([
    composite(connection, [
      GLOBAL_DESCRIBE,
      queryPath(IDENTITY_QUERY),
      PERSON_ACCOUNTS,
      PERMISSIONS,
      ...(extendShared ? [LIST_VIEWS] : []),
    ]),
    composite(connection, [...DEFINITIONS, packagedMarkersQuery(schema), USAGE.fields, USAGE.rules], 'tooling'),
  ]);
  const [global, identity, personAccounts, permissions, listViews] = data;
  const [workflow, others, packaged, fields, rules] = tooling;
  const [organization] = rowsOf(identity) as readonly OrganizationRow[];
  if (organization === undefined) throw new Error('The org does not say who it is.');
  const { objects, labels, nameOf, unread } = objectsOf(global, [workflow, others]);
  return {
    org: identityOf(connection, name, organization),
    access: accessOf(connection, permissions),
    personAccounts: hasPersonAccounts(personAccounts),
    objects,
    labels,
    objectsUnread: unread,
    packagedMarkers: packagedMarkersOf(packaged, nameOf),
    sharedListViews: extendShared ? await allListViews(connection, listViews) : [],
    usage: usageOf({ fields, rules }, nameOf),
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

/** What became of the components that were asked for. */
export function readings(wanted: readonly Wanted[], { files, messages }: RetrievedPackage): Map<ComponentKey, Reading> {
  const components = readPackage(files);
  const said = messagesByName(messages);
  return new Map(
    wanted.map((component) => [component.key, readingOf(component, components, said.get(component.fullName) ?? [])]),
  );
}

/** Messages by the names they mention in quotes, so that a large org is not searched through for every component. */
function messagesByName(messages: readonly string[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const message of messages) {
    for (const [, name = ''] of message.matchAll(/'([^']+)'/g)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [message]);
      else known.push(message);
    }
  }
  return byName;
}

/** An empty answer proves nothing: a component is absent only when the org says that it can't be found. */
function readingOf(
  { key, type }: Wanted,
  components: ReadonlyMap<ComponentKey, RetrievedComponent>,
  messages: readonly string[],
): Reading {
  const component = components.get(key);
  if (component !== undefined) return { state: 'present', component };
  const mentions = messages.filter((message) => message.includes(`'${type}'`));
  if (mentions.some((message) => message.includes('cannot be found'))) return { state: 'absent' };
  return { state: 'unread', reason: mentions[0] ?? 'the org neither returned it nor said that it does not exist' };
}

import { strToU8, zipSync } from 'fflate';
import type { Caller } from '../../access/caller.js';
import { ApiError } from '../../org/apiError.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { JobStore } from '../deploy/jobs.js';
import type { ManifestMember } from '../deploy/manifest.js';
import {
  childElements,
  childrenOf,
  fileProperties,
  holding,
  holdings,
  pathOf,
  type FileProperties,
  type Holding,
} from '../inquire/components.js';
import { unpackBundle } from '../bundle.js';
import { retrievedProfile } from '../types/profile.js';
import type { ComponentType } from '../types/componentType.js';
import { bodyType, childTypesOf, componentType } from '../types/registry.js';
import { userName } from '../userName.js';
import { isMetadataType } from '../xml/schema.js';
import { writeFile } from '../xml/writeBody.js';

export type RetrieveRequest = {
  readonly apiVersion: string;
  readonly members: readonly ManifestMember[];
  readonly singlePackage: boolean;
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_retrieveresult.htm */
export type RetrieveResult = {
  readonly done: boolean;
  readonly fileProperties: readonly FileProperties[];
  readonly id: string;
  readonly messages: readonly { readonly fileName: string; readonly problem: string }[];
  readonly status: 'Succeeded' | 'Failed';
  readonly success: boolean;
};

/** A retrieve brings at most as many files as a deploy takes. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_retrieve.htm */
const MAX_FILES = 10_000;

/**
 * Retrieves components into a zip, at once; the result and the zip are kept for later polls. What is asked for and is
 * not there is a message, not a failure. Source: the same page.
 */
export function retrieveZip(org: EmbeddedOrg, caller: Caller, request: RetrieveRequest): RetrieveResult {
  const jobs = new JobStore(org.storage);
  const root = request.singlePackage ? '' : 'unpackaged/';
  const messages: { fileName: string; problem: string }[] = [];
  const found = request.members.flatMap((member) => {
    const result = find(org, member);
    if (typeof result !== 'string') return result;
    messages.push({ fileName: `${root}package.xml`, problem: result });
    return [];
  });
  const unique = [...new Map(found.map((each) => [`${each.type}:${each.fullName}`, each])).values()];
  const files = toFiles(org, unique, root);
  files.set(`${root}package.xml`, strToU8(manifestOf(unique, request.apiVersion)));
  if (files.size > MAX_FILES) {
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      `Maximum number of files in retrieve reached. Maximum number of files is ${MAX_FILES}.`,
    );
  }
  const result: RetrieveResult = {
    done: true,
    fileProperties: [...unique.map((each) => fileProperties(org, each, root)), manifestProperties(org, caller, root)],
    id: jobs.newId('09S'),
    messages,
    status: 'Succeeded',
    success: true,
  };
  jobs.addRetrieve(result.id, result, zipSync(Object.fromEntries(files), { mtime: org.now() }));
  return result;
}

/**
 * What a manifest's member stands for. A wildcard brings every component of a type with files of its own, custom
 * objects but not standard ones, and nothing of a type that lives inside objects' files.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/manifest_samples.htm
 */
function find(org: EmbeddedOrg, { type, member }: ManifestMember): Holding[] | string {
  const known = componentType(type);
  if (!known) {
    if (!isMetadataType(type)) return `Entity type: '${type}' is unknown`;
    return member === '*' ? [] : notFound(type, member);
  }
  if (member === '*') {
    // Children have none but labels, and what is in folders is asked for by name.
    if ((known.element !== undefined && known.bareName !== true) || known.folderType !== undefined) return [];
    return holdings(org, type).filter(({ fullName }) => type !== 'CustomObject' || /__(c|mdt)$/i.test(fullName));
  }
  const one = holding(org, type, member);
  return one ? [one] : notFound(type, member);
}

function notFound(type: string, member: string): string {
  return `Entity of type '${type}' named '${member}' cannot be found`;
}

function toFiles(org: EmbeddedOrg, found: readonly Holding[], root: string): Map<string, Uint8Array> {
  const names = new Set(found.map(({ type, fullName }) => `${type}:${fullName.toLowerCase()}`));
  const isRetrieved = (type: string, fullName: string): boolean => names.has(`${type}:${fullName.toLowerCase()}`);
  const files = new Map<string, Uint8Array>();
  const gathered = new Map<string, Gathered>();
  for (const held of found) {
    const known = componentType(held.type);
    if (!known) continue;
    const path = root + pathOf(held.type, held.fullName);
    if (known.parent !== undefined || childTypesOf(held.type).length > 0) gather(org, gathered, path, known, held);
    else for (const [name, bytes] of ownFiles(known, held, path, isRetrieved)) files.set(name, bytes);
  }
  for (const [path, { type, body, children }] of gathered) {
    files.set(path, strToU8(writeFile(type, { ...body, ...childElements([...children.values()]) })));
  }
  return files;
}

/** A file that holds components: all of them when it is asked for itself, else those that are. */
type Gathered = { readonly type: string; body: MetadataBody; readonly children: Map<string, StoredComponent> };

function gather(
  org: EmbeddedOrg,
  gathered: Map<string, Gathered>,
  path: string,
  { name, parent }: ComponentType,
  { fullName, component }: Holding,
): void {
  const entry = gathered.get(path) ?? { type: parent ?? name, body: {}, children: new Map<string, StoredComponent>() };
  if (parent === undefined) entry.body = component?.body ?? {};
  const children = parent === undefined ? childrenOf(org, name, fullName) : component ? [component] : [];
  for (const child of children) entry.children.set(`${child.type}:${child.fullName}`, child);
  gathered.set(path, entry);
}

/** The files of a component that has files of its own. */
function ownFiles(
  type: ComponentType,
  { fullName, component, body }: Holding,
  path: string,
  isRetrieved: (type: string, fullName: string) => boolean,
): [string, Uint8Array][] {
  const content = component?.content ?? new Uint8Array();
  if (type.bundle === true) {
    return [...unpackBundle(content)].map(([name, bytes]) => [`${path}/${name}`, bytes]);
  }
  const whole = component?.body ?? body ?? {};
  const shown = type.name === 'Profile' ? retrievedProfile(whole, isRetrieved) : whole;
  const xml = strToU8(writeFile(bodyType(type, fullName), shown));
  if (type.listedAs !== undefined) return [[`${path}-meta.xml`, xml]];
  return type.metaFile
    ? [
        [`${path}-meta.xml`, xml],
        [path, content],
      ]
    : [[path, xml]];
}

function manifestOf(found: readonly Holding[], version: string): string {
  const listed = (type: string): string => componentType(type)?.listedAs ?? type;
  const names = [...new Set(found.map(({ type }) => listed(type)))].sort();
  const types = names.map((name) => ({
    members: found
      .filter(({ type }) => listed(type) === name)
      .map(({ fullName }) => fullName)
      .sort(),
    name,
  }));
  return writeFile('Package', { ...(types.length === 0 ? {} : { types }), version });
}

function manifestProperties(org: EmbeddedOrg, { userId }: Caller, root: string): FileProperties {
  const now = org.now().toISOString();
  const name = userName(org, userId);
  return {
    createdById: userId,
    createdByName: name,
    createdDate: now,
    fileName: `${root}package.xml`,
    fullName: `${root}package.xml`,
    id: '',
    lastModifiedById: userId,
    lastModifiedByName: name,
    lastModifiedDate: now,
    manageableState: 'unmanaged',
    type: 'Package',
  };
}

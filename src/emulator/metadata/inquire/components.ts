import { catalogOf } from '../../catalog/catalog.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { canonicalName, splitFullName } from '../types/naming.js';
import { childTypes, childTypesOf, componentType, parentName } from '../types/registry.js';
import { userName } from '../userName.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listmetadata.htm (FileProperties) */
export type FileProperties = {
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly fileName: string;
  readonly fullName: string;
  readonly id: string;
  readonly lastModifiedById: string;
  readonly lastModifiedByName: string;
  readonly lastModifiedDate: string;
  readonly manageableState?: string;
  readonly type: string;
};

/**
 * What the org holds under a name: a component, or something that has none of its own: a standard object, a file that
 * only gathers components, settings that no package has changed (their `body`).
 */
export type Holding = {
  readonly type: string;
  readonly fullName: string;
  readonly component?: StoredComponent;
  readonly body?: MetadataBody;
};

/** Every component of a type, standard objects included. */
export function holdings(org: EmbeddedOrg, type: string): Holding[] {
  const stored: Holding[] = org.components
    .list(type)
    .map((component) => ({ type, fullName: component.fullName, component }));
  const missing = [...containers(org, type), ...standing(org, type)];
  if (missing.length > 0) return [...stored, ...missing].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
  if (type !== 'CustomObject') return stored;
  const known = new Set(stored.map(({ fullName }) => fullName.toLowerCase()));
  const standard = catalogOf(org)
    .objects()
    .filter(({ name, customizable }) => customizable && !known.has(name.toLowerCase()))
    .map(({ name }) => ({ type, fullName: name }));
  return [...stored, ...standard].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

/** Files that only gather components are there as long as one of those is. */
function containers(org: EmbeddedOrg, type: string): Holding[] {
  if (componentType(type)?.container !== true) return [];
  const names = childTypesOf(type).flatMap((child) =>
    org.components.list(child.name).map(({ fullName }) => parentName(child, fullName)),
  );
  return [...new Set(names)].map((fullName) => ({ type, fullName }));
}

/** What every org has and no package has changed yet. */
function standing(org: EmbeddedOrg, type: string): Holding[] {
  return Object.entries(componentType(type)?.standing ?? {})
    .filter(([fullName]) => !org.components.get(type, fullName))
    .map(([fullName, body]) => ({ type, fullName, body }));
}

export function holding(org: EmbeddedOrg, type: string, fullName: string): Holding | undefined {
  const name = canonicalName(type, fullName);
  const component = org.components.get(type, name);
  if (component) return { type, fullName: component.fullName, component };
  const folderType = componentType(type)?.folderType;
  if (folderType !== undefined) return holding(org, folderType, name);
  if (type !== 'CustomObject') {
    const found = [...containers(org, type), ...standing(org, type)];
    return found.find(({ fullName: each }) => each.toLowerCase() === name.toLowerCase());
  }
  const object = catalogOf(org).object(name);
  return object?.customizable ? { type, fullName: object.name } : undefined;
}

/** The path of a component's file inside a package. */
export function pathOf(type: string, fullName: string): string {
  const known = componentType(type);
  if (!known) return '';
  const name = known.element === undefined ? fullName : parentName(known, fullName);
  return `${known.folder}/${name}${known.suffix === '' ? '' : `.${known.suffix}`}`;
}

export function fileProperties(org: EmbeddedOrg, { type, fullName, component }: Holding, root = ''): FileProperties {
  const [createdById, lastModifiedById] = [component?.createdById ?? '', component?.lastModifiedById ?? ''];
  // A standard object has no id and was made with the org.
  const founded = org.storage.property('founded') ?? '';
  return {
    createdById,
    createdByName: component ? userName(org, createdById) : '',
    createdDate: component?.createdDate ?? founded,
    fileName: root + pathOf(type, fullName),
    fullName,
    id: component?.id ?? '',
    lastModifiedById,
    lastModifiedByName: component ? userName(org, lastModifiedById) : '',
    lastModifiedDate: component?.lastModifiedDate ?? founded,
    ...(component ? { manageableState: 'unmanaged' } : {}),
    type,
  };
}

/** The elements of a file for some of the components in it, or for all of them. */
export function childElements(components: readonly StoredComponent[]): MetadataBody {
  const groups = childTypes.flatMap(({ name, element, bareName }) => {
    const bodies = components
      .filter(({ type }) => type === name)
      .map(({ fullName, body }) => ({ fullName: bareName === true ? fullName : splitFullName(fullName)[1], ...body }));
    return bodies.length === 0 ? [] : [[element, bodies] as const];
  });
  return Object.fromEntries(groups);
}

/** The components inside the file of an object or of another one that has parts. */
export function childrenOf(org: EmbeddedOrg, parent: string, fullName: string): StoredComponent[] {
  return childTypesOf(parent).flatMap((type) =>
    org.components
      .list(type.name)
      .filter((child) => parentName(type, child.fullName).toLowerCase() === fullName.toLowerCase()),
  );
}

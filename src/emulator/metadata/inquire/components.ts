import { catalogOf } from '../../catalog/catalog.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { canonicalName, splitFullName } from '../types/naming.js';
import { childTypes, componentType } from '../types/registry.js';
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

/** What the org holds under a name: a component, or a standard object that has none of its own. */
export type Holding = { readonly type: string; readonly fullName: string; readonly component?: StoredComponent };

/** Every component of a type, standard objects included. */
export function holdings(org: EmbeddedOrg, type: string): Holding[] {
  const stored = org.components.list(type).map((component) => ({ type, fullName: component.fullName, component }));
  if (type !== 'CustomObject') return stored;
  const known = new Set(stored.map(({ fullName }) => fullName.toLowerCase()));
  const standard = catalogOf(org)
    .objects()
    .filter(({ name, customizable }) => customizable && !known.has(name.toLowerCase()))
    .map(({ name }) => ({ type, fullName: name }));
  return [...stored, ...standard].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

export function holding(org: EmbeddedOrg, type: string, fullName: string): Holding | undefined {
  const name = canonicalName(type, fullName);
  const component = org.components.get(type, name);
  if (component) return { type, fullName: component.fullName, component };
  const object = type === 'CustomObject' ? catalogOf(org).object(name) : undefined;
  return object?.customizable ? { type, fullName: object.name } : undefined;
}

/** The path of a component's file inside a package. */
export function pathOf(type: string, fullName: string): string {
  const known = componentType(type);
  if (!known) return '';
  const name = known.element === undefined ? fullName : splitFullName(fullName)[0];
  return `${known.folder}/${name}.${known.suffix}`;
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

/** The elements of a CustomObject file for some of its components, or for all of them. */
export function childElements(components: readonly StoredComponent[]): MetadataBody {
  const groups = childTypes.flatMap(({ name, element }) => {
    const bodies = components
      .filter(({ type }) => type === name)
      .map(({ fullName, body }) => ({ fullName: splitFullName(fullName)[1], ...body }));
    return bodies.length === 0 ? [] : [[element, bodies] as const];
  });
  return Object.fromEntries(groups);
}

export function childrenOf(org: EmbeddedOrg, object: string): StoredComponent[] {
  const prefix = `${object}.`.toLowerCase();
  return childTypes.flatMap(({ name }) =>
    org.components.list(name).filter(({ fullName }) => fullName.toLowerCase().startsWith(prefix)),
  );
}
